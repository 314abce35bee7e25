//! Reviews: interests, assignments, scores.

pub mod actions;
pub mod store;

use crate::routes::Route;

/// Routes of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    Vec::new()
}
