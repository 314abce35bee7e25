//! Reviews: interests, assignments, scores.

use crate::routes::Route;

/// Routes of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    Vec::new()
}
