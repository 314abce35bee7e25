//! Results: publication, public list of laureates, letters to applicants.

pub mod actions;
pub mod handlers;
pub mod letter;
pub mod pages;
pub mod store;
mod work;

use domain::permissions::Action;

use super::manifest::Manifest;
use crate::{
    queue::MailKind,
    web::{Route, Scope},
};

/// This room, as it declares itself.
pub const ROOM: Manifest =
    Manifest { work: Some(work::WORK), mails: &[MailKind::of::<letter::Letter>()], ..Manifest::new("results", routes) };

fn routes() -> Vec<Route> {
    vec![
        Route::get("/appels/{slug}/resultats", Scope::Call, Action::PublishResults, handlers::show_publication),
        Route::post("/appels/{slug}/resultats", Scope::Call, Action::PublishResults, handlers::create_publication),
        Route::get("/appels/{slug}/laureats", Scope::Call, Action::ReadPublicPages, handlers::show_laureates),
        Route::get("/appels/{slug}/laureats.csv", Scope::Call, Action::ReadPublicPages, handlers::download_laureates),
        Route::get("/dossiers/{id}/decision", Scope::Dossier, Action::ReadFollowUp, handlers::show_letter),
    ]
}
