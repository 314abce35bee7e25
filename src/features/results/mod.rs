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
        Route::get("/appels/{slug}/resultats", Scope::Call, Action::PublishResults, handlers::show_publication),
        Route::post("/appels/{slug}/resultats", Scope::Call, Action::PublishResults, handlers::create_publication),
        Route::get("/appels/{slug}/laureats", Scope::Call, Action::ReadPublicPages, handlers::show_laureates),
        Route::get("/appels/{slug}/laureats.csv", Scope::Call, Action::ReadPublicPages, handlers::download_laureates),
        Route::get("/dossiers/{id}/decision", Scope::Dossier, Action::ReadFollowUp, handlers::show_letter),
    ]
}
