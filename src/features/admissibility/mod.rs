//! Admissibility: findings, verdicts, the eligible base.

pub mod actions;
pub mod forms;
pub mod handlers;
pub mod pages;
pub mod seen;
pub mod store;
pub mod words;

use domain::permissions::Action;

use crate::web::{Route, Scope};

/// Routes of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/calls/{slug}/admissibility", Scope::Call, Action::ReadQueue, handlers::index),
        Route::get("/calls/{slug}/admissibility.csv", Scope::Call, Action::ReadQueue, handlers::export),
        Route::get("/calls/{slug}/admissibility/next", Scope::Call, Action::ReadQueue, handlers::next),
        Route::get(
            "/calls/{slug}/admissibility/{number}",
            Scope::Dossier,
            Action::ReadDossierAsOfficer,
            handlers::show,
        ),
        Route::post(
            "/calls/{slug}/admissibility/{number}/findings",
            Scope::Dossier,
            Action::DecideFinding,
            handlers::decide,
        ),
        Route::post(
            "/calls/{slug}/admissibility/{number}/verdicts",
            Scope::Dossier,
            Action::GiveVerdict,
            handlers::rule,
        ),
        Route::post(
            "/calls/{slug}/admissibility/{number}/base",
            Scope::Dossier,
            Action::CorrectBase,
            handlers::correct,
        ),
    ]
}
