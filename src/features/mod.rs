//! The rooms, in the order of a dossier's life. Later rooms may read earlier ones, not the reverse.
//! Each has the same files: handlers, actions (load, decide, write, enqueue), store (rows), pages (what is shown);
//! and says of itself, by its [`Manifest`], all that those who know no room by name must be told.

pub mod accounts;
pub mod admissibility;
pub mod calls;
pub mod committee;
pub mod door;
pub mod dossiers;
pub mod jobs;
pub mod journal;
pub mod manifest;
pub mod results;
pub mod reviews;
pub mod site;

use std::sync::LazyLock;

pub use manifest::Manifest;
use manifest::Way;

use crate::{
    queue::JobKind,
    web::{Navigation, Route, Section},
};

/// All rooms. Only what looks at each of them alike reads the list: `site`, `jobs`, the router and the worker.
pub static ROOMS: [&Manifest; 10] = [
    &site::ROOM,
    &accounts::ROOM,
    &calls::ROOM,
    &dossiers::ROOM,
    &admissibility::ROOM,
    &reviews::ROOM,
    &committee::ROOM,
    &results::ROOM,
    &journal::ROOM,
    &jobs::ROOM,
];

/// Routes of all rooms.
#[must_use]
pub fn routes() -> Vec<Route> {
    ROOMS.iter().flat_map(|room| (room.routes)()).collect()
}

/// Kinds of jobs of all rooms.
pub fn kinds() -> impl Iterator<Item = JobKind> {
    ROOMS.iter().flat_map(|room| room.jobs).copied()
}

/// What the toolbox is told of rooms.
#[must_use]
pub fn navigation() -> &'static Navigation {
    static NAVIGATION: LazyLock<Navigation> = LazyLock::new(|| {
        let mut site: Vec<(u8, Section)> = ROOMS.iter().flat_map(|room| room.site).copied().collect();
        site.sort_by_key(|(place, _)| *place);
        Navigation {
            site: site.into_iter().map(|(_, section)| section).collect(),
            staff: ROOMS.iter().flat_map(|room| room.staff).copied().collect(),
            sign_in: way(Way::SignIn),
            declaration: way(Way::Declaration),
        }
    });
    &NAVIGATION
}

fn way(to: Way) -> &'static str {
    let mut ways = ROOMS.iter().flat_map(|room| room.ways);
    ways.find(|(way, _)| *way == to).map_or("", |(_, path)| path)
}
