//! Dossiers: from the first answer to the receipt and the follow-up.

pub mod actions;
pub mod reading;
pub mod store;

use crate::routes::Route;

/// Routes of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    Vec::new()
}
