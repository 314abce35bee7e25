//! Results: publication, public list of laureates, letters to applicants.

pub mod actions;

use crate::routes::Route;

/// Routes of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    Vec::new()
}
