//! The rooms, in the order of a dossier's life. Later rooms may read earlier ones, not the reverse.
//! Each has the same files: handlers, actions (load, decide, write, enqueue), store (rows), pages (what is shown).

pub mod accounts;
pub mod admissibility;
pub mod calls;
pub mod committee;
pub mod door;
pub mod dossiers;
pub mod jobs;
pub mod journal;
pub mod results;
pub mod reviews;
pub mod site;

use crate::web::Route;

/// Routes of all rooms.
#[must_use]
pub fn routes() -> Vec<Route> {
    [
        site::routes(),
        accounts::routes(),
        calls::routes(),
        dossiers::routes(),
        admissibility::routes(),
        reviews::routes(),
        committee::routes(),
        results::routes(),
        journal::routes(),
        jobs::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
