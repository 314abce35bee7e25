//! Admissibility: findings, verdicts, the eligible base.

pub mod actions;
pub mod forms;
pub mod handlers;
pub mod pages;
pub mod seen;
pub mod store;
pub mod words;
mod work;

use domain::permissions::Action;

use super::manifest::Manifest;
use crate::web::{Route, Scope, Section};

/// This room, as it declares itself.
pub const ROOM: Manifest = Manifest {
    staff: &[Section { path: "recevabilite", key: "nav-admissibility", action: Action::ReadQueue }],
    work: Some(work::WORK),
    ..Manifest::new("admissibility", routes)
};

fn routes() -> Vec<Route> {
    vec![
        Route::get("/appels/{slug}/recevabilite", Scope::Call, Action::ReadQueue, handlers::index),
        Route::get("/appels/{slug}/recevabilite.csv", Scope::Call, Action::ReadQueue, handlers::export),
        Route::get("/appels/{slug}/recevabilite/suivant", Scope::Call, Action::ReadQueue, handlers::next),
        Route::get(
            "/appels/{slug}/recevabilite/{number}",
            Scope::Dossier,
            Action::ReadDossierAsOfficer,
            handlers::show,
        ),
        Route::post(
            "/appels/{slug}/recevabilite/{number}/constats",
            Scope::Dossier,
            Action::DecideFinding,
            handlers::decide,
        ),
        Route::post(
            "/appels/{slug}/recevabilite/{number}/verdicts",
            Scope::Dossier,
            Action::GiveVerdict,
            handlers::rule,
        ),
        Route::post(
            "/appels/{slug}/recevabilite/{number}/assiette",
            Scope::Dossier,
            Action::CorrectBase,
            handlers::correct,
        ),
    ]
}
