//! Journal: reading, exporting, verifying.

pub mod actions;
pub mod compare;
pub mod export;
mod handlers;
pub mod pages;
mod store;
pub mod verify_journal;
pub mod words;

use domain::permissions::Action;

use super::manifest::Manifest;
use crate::{
    queue::JobKind,
    web::{Route, Scope, Section},
};

/// This room, as it declares itself.
pub const ROOM: Manifest = Manifest {
    staff: &[Section { path: "journal", key: "nav-journal", action: Action::ReadJournal }],
    jobs: &[JobKind::of::<verify_journal::VerifyJournal>()],
    ..Manifest::new("journal", routes)
};

fn routes() -> Vec<Route> {
    let (read, export, public) = (Action::ReadJournal, Action::ExportJournal, Action::ReadPublicPages);
    vec![
        Route::get("/appels/{slug}/journal", Scope::Call, read, handlers::index),
        Route::get("/appels/{slug}/journal.jsonl", Scope::Call, export, handlers::show_restricted),
        Route::get("/appels/{slug}/journal-public.jsonl", Scope::Call, public, handlers::show_public),
    ]
}
