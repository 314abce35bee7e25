//! Reviews: interests, assignments, scores.

pub mod access;
pub mod actions;
pub mod facts;
pub mod forms;
pub mod handlers;
pub mod pages;
pub mod store;
mod work;

use domain::permissions::Action;

use super::manifest::{Manifest, Way};
use crate::web::{Route, Scope, Section};

/// This room, as it declares itself.
pub const ROOM: Manifest = Manifest {
    staff: &[
        Section { path: "attributions", key: "nav-assignments", action: Action::AssignReviewers },
        Section { path: "evaluations", key: "nav-reviews", action: Action::DeclareInterests },
    ],
    ways: &[(Way::Declaration, "evaluations/declaration")],
    work: Some(work::WORK),
    ..Manifest::new("reviews", routes)
};

fn routes() -> Vec<Route> {
    let declare = Action::DeclareInterests;
    let read = Action::ReadAssignedDossier;
    let assign = Action::AssignReviewers;
    vec![
        Route::get("/appels/{slug}/evaluations", Scope::Call, declare, handlers::index),
        Route::get("/appels/{slug}/evaluations/declaration", Scope::Call, declare, handlers::new_declaration),
        Route::post("/appels/{slug}/evaluations/declaration", Scope::Call, declare, handlers::create_declaration),
        Route::get("/appels/{slug}/evaluations/{number}", Scope::Dossier, read, handlers::show),
        Route::get(
            "/appels/{slug}/evaluations/{number}/documents/{document}",
            Scope::Dossier,
            read,
            handlers::show_document,
        ),
        Route::post("/appels/{slug}/evaluations/{number}/notes", Scope::Dossier, Action::SaveReview, handlers::save),
        Route::post(
            "/appels/{slug}/evaluations/{number}/remise",
            Scope::Dossier,
            Action::SubmitReview,
            handlers::create_submission,
        ),
        Route::post(
            "/appels/{slug}/evaluations/{number}/restitution",
            Scope::Dossier,
            Action::ReturnAssignment,
            handlers::create_return,
        ),
        Route::get("/appels/{slug}/attributions", Scope::Call, assign, handlers::index_assignments),
        Route::post("/appels/{slug}/attributions", Scope::Call, assign, handlers::create_assignments),
        Route::post("/appels/{slug}/attributions/{id}/retrait", Scope::Call, assign, handlers::create_withdrawal),
    ]
}
