//! Results: publication, public list of laureates, letters to applicants.

pub mod actions;
pub mod handlers;
pub mod letter;
pub mod pages;
pub mod store;

use domain::permissions::Action;

use crate::web::{Route, Scope};

/// Routes of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/calls/{slug}/results", Scope::Call, Action::PublishResults, handlers::show_publication),
        Route::post("/calls/{slug}/results", Scope::Call, Action::PublishResults, handlers::create_publication),
        Route::get("/calls/{slug}/laureats", Scope::Call, Action::ReadPublicPages, handlers::show_laureates),
        Route::get("/calls/{slug}/laureats.csv", Scope::Call, Action::ReadPublicPages, handlers::download_laureates),
        Route::get("/dossiers/{id}/decision", Scope::Dossier, Action::ReadFollowUp, handlers::show_letter),
    ]
}
