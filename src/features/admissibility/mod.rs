//! Admissibility: findings, verdicts, the eligible base.

pub mod actions;
pub mod store;
pub mod words;

use crate::routes::Route;

/// Routes of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    Vec::new()
}
