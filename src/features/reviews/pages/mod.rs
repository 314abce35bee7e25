//! What the pages of this room show.

mod assignments;
mod declaration;
mod long_list;
mod mine;
mod review;

pub use assignments::{ASSIGNMENTS, AssignmentsPage, OnlyMissing};
pub use declaration::{DeclarationForm, DeclarationPage};
pub use mine::MinePage;
pub use review::{ReviewPage, edits, problem_errors};
