//! Dossiers: from the first answer to the receipt and the follow-up.

use crate::routes::Route;

/// Routes of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    Vec::new()
}
