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

use serde::Serialize;

/// An error of the summary at the top of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageError {
    /// Id of the field, or the empty text.
    pub field: String,
    /// Words.
    pub text: String,
}

impl PageError {
    fn new(field: impl Into<String>, text: String) -> Self {
        Self { field: field.into(), text }
    }
}
