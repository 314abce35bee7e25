//! The committee: frozen ranking, proposal, adoption by two persons, decision of the authority.

pub mod actions;
pub mod forms;
pub mod handlers;
pub mod pages;
pub mod store;
pub mod words;

use domain::permissions::Action;

use crate::web::{Route, Scope};

/// Routes of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/calls/{slug}/committee", Scope::Call, Action::ReadRanking, handlers::show),
        Route::post("/calls/{slug}/ranking", Scope::Call, Action::FreezeRanking, handlers::create_ranking),
        Route::post("/calls/{slug}/proposal", Scope::Call, Action::EditProposal, handlers::create_proposal),
        Route::get("/calls/{slug}/committee/{number}", Scope::Call, Action::ReadRanking, handlers::edit_line),
        Route::post("/calls/{slug}/committee/{number}/line", Scope::Call, Action::EditProposal, handlers::update_line),
        Route::post("/calls/{slug}/adoption/chair", Scope::Call, Action::AdoptAsChair, handlers::create_chair_adoption),
        Route::post(
            "/calls/{slug}/adoption/secretary",
            Scope::Call,
            Action::AdoptAsSecretary,
            handlers::create_secretary_adoption,
        ),
        Route::get("/calls/{slug}/decision", Scope::Call, Action::ReadRanking, handlers::show_decision),
        Route::post("/calls/{slug}/signature", Scope::Call, Action::SignDecision, handlers::create_signature),
    ]
}
