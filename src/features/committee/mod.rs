//! The committee: frozen ranking, proposal, adoption by two persons, decision of the authority.

pub mod actions;
pub mod forms;
pub mod handlers;
pub mod pages;
pub mod store;
pub mod words;
mod work;

use domain::permissions::Action;

use super::manifest::Manifest;
use crate::web::{Route, Scope, Section};

/// This room, as it declares itself.
pub const ROOM: Manifest = Manifest {
    staff: &[
        Section { path: "comite", key: "nav-committee", action: Action::ReadRanking },
        Section { path: "decision", key: "nav-decision", action: Action::ReadRanking },
    ],
    work: Some(work::WORK),
    ..Manifest::new("committee", routes)
};

fn routes() -> Vec<Route> {
    vec![
        Route::get("/appels/{slug}/comite", Scope::Call, Action::ReadRanking, handlers::show),
        Route::post("/appels/{slug}/classement", Scope::Call, Action::FreezeRanking, handlers::create_ranking),
        Route::post("/appels/{slug}/proposition", Scope::Call, Action::EditProposal, handlers::create_proposal),
        Route::get("/appels/{slug}/comite/{number}", Scope::Call, Action::ReadRanking, handlers::edit_line),
        Route::post("/appels/{slug}/comite/{number}/ligne", Scope::Call, Action::EditProposal, handlers::update_line),
        Route::post(
            "/appels/{slug}/adoption/presidence",
            Scope::Call,
            Action::AdoptAsChair,
            handlers::create_chair_adoption,
        ),
        Route::post(
            "/appels/{slug}/adoption/secretariat",
            Scope::Call,
            Action::AdoptAsSecretary,
            handlers::create_secretary_adoption,
        ),
        Route::get("/appels/{slug}/decision", Scope::Call, Action::ReadRanking, handlers::show_decision),
        Route::post("/appels/{slug}/signature", Scope::Call, Action::SignDecision, handlers::create_signature),
    ]
}
