//! Rows of declarations, assignments, reviews and scores.

mod assignments;
mod interests;
mod organisations;
mod reviews;

pub use assignments::{
    Assignment, Progress, ReviewerLoad, find_assignment, list_assignments, list_assignments_of_dossier,
    list_assignments_of_reviewer, load_assignment, progress, ranking_frozen,
};
pub(super) use assignments::{insert_assignment, list_started, save_assignment_state};
pub use interests::{conflicts_of, find_declaration, has_declared, list_conflicts, list_declared, list_own_conflicts};
pub(super) use interests::{insert_conflict, save_declaration};
pub use organisations::{Organisation, list_organisations};
pub use reviews::{Review, Score, find_review, list_reviews, submitted_reviews};
pub(super) use reviews::{insert_review, save_overall, save_score, save_submitted};
