//! Rows of declarations, assignments, reviews and scores.

mod assignments;
mod interests;
mod organisations;
mod overview;
mod reviews;

pub use assignments::{
    Assignment, Begun, count_reviews_owed, find_assignment, list_assignments, list_assignments_of_dossier,
    list_assignments_of_dossiers, list_assignments_of_reviewer, list_seats_of, load_assignment,
};
pub(super) use assignments::{insert_assignment, save_assignment_state};
pub use interests::{Declaration, list_declared, load_declaration};
pub(super) use interests::{insert_conflict, insert_declaration};
pub use organisations::{Organisation, fold, list_organisations};
pub use overview::{Overview, ReviewerLoad, read_overview};
pub use reviews::{Review, Score, find_review, list_reviews, list_submitted_of, submitted_reviews};
pub(super) use reviews::{insert_review, save_overall, save_score, save_submitted};
