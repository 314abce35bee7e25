//! The committee: frozen ranking, proposal, adoption by two persons, decision of the authority.

pub mod actions;
pub mod freezing;
pub mod frozen;
pub mod sheet;
pub mod store;

use crate::routes::Route;

/// Routes of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    Vec::new()
}
