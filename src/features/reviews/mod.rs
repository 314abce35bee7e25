//! Reviews: interests, assignments, scores.

pub mod access;
pub mod actions;
pub mod facts;
pub mod forms;
pub mod handlers;
pub mod pages;
pub mod store;

use domain::permissions::Action;

use crate::web::{Route, Scope};

/// Routes of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let declare = Action::DeclareInterests;
    let read = Action::ReadAssignedDossier;
    let assign = Action::AssignReviewers;
    vec![
        Route::get("/calls/{slug}/reviews", Scope::Call, declare, handlers::index),
        Route::get("/calls/{slug}/reviews/declaration", Scope::Call, declare, handlers::new_declaration),
        Route::post("/calls/{slug}/reviews/declaration", Scope::Call, declare, handlers::create_declaration),
        Route::get("/calls/{slug}/reviews/{number}", Scope::Dossier, read, handlers::show),
        Route::get(
            "/calls/{slug}/reviews/{number}/documents/{document}",
            Scope::Dossier,
            read,
            handlers::show_document,
        ),
        Route::post("/calls/{slug}/reviews/{number}/scores", Scope::Dossier, Action::SaveReview, handlers::save),
        Route::post(
            "/calls/{slug}/reviews/{number}/submission",
            Scope::Dossier,
            Action::SubmitReview,
            handlers::create_submission,
        ),
        Route::post(
            "/calls/{slug}/reviews/{number}/return",
            Scope::Dossier,
            Action::ReturnAssignment,
            handlers::create_return,
        ),
        Route::get("/calls/{slug}/assignments", Scope::Call, assign, handlers::index_assignments),
        Route::post("/calls/{slug}/assignments", Scope::Call, assign, handlers::create_assignments),
        Route::post("/calls/{slug}/assignments/{id}/withdrawal", Scope::Call, assign, handlers::create_withdrawal),
    ]
}
