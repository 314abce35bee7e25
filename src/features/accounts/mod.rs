//! Accounts: sign-up, sign-in, one-time links, invitations, institutions.
//!
//! What happens to accounts is written in the logs of the machine, not in the journals of the calls:
//! those tell the life of a call, these the security of the site.

pub mod actions;
pub mod password;
pub mod store;

use crate::routes::Route;

/// Routes of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    Vec::new()
}
