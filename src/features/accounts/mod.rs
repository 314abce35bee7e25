//! Accounts: sign-up, sign-in, links, invitations.

use crate::routes::Route;

/// Routes of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    Vec::new()
}
