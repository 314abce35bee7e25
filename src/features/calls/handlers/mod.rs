//! Handlers of this room: parse, call, answer.

mod people;
mod public;
mod staff;

pub(super) use people::{create_person, destroy_role, people};
pub(super) use public::{index, show};
pub(super) use staff::{create_publication, dashboard};
