//! Dossiers: from the first answer to the receipt and the follow-up.

pub mod actions;
pub mod forms;
pub mod reading;
pub mod store;

mod fields;
mod handlers;
mod pages;
mod view;
mod words;

use domain::permissions::Action;

use crate::web::{Route, Scope};

/// Routes of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    use handlers::{documents, filing, rows, steps};
    const LINE: &str = "/dossiers/{id}/steps/{step}/rows/{question}/{line}";
    let own = Action::ReadOwnDossier;
    vec![
        Route::get("/dossiers", Scope::Platform, Action::StartDossier, handlers::list),
        Route::get("/calls/{slug}/dossiers/new", Scope::Call, Action::StartDossier, handlers::new),
        Route::post("/calls/{slug}/dossiers", Scope::Call, Action::StartDossier, handlers::create),
        Route::get("/dossiers/{id}", Scope::Dossier, own, handlers::show),
        Route::get("/dossiers/{id}/steps/{step}", Scope::Dossier, own, steps::show),
        Route::post("/dossiers/{id}/steps/{step}", Scope::Dossier, Action::EditDossier, steps::save),
        Route::get(LINE, Scope::Dossier, own, rows::show),
        Route::post(LINE, Scope::Dossier, Action::EditDossier, rows::save),
        Route::post(
            "/dossiers/{id}/steps/{step}/rows/{question}/{line}/removal",
            Scope::Dossier,
            Action::EditDossier,
            rows::remove,
        ),
        Route::get("/dossiers/{id}/documents", Scope::Dossier, own, documents::index),
        Route::post("/dossiers/{id}/documents", Scope::Dossier, Action::JoinDocument, documents::create).with_files(),
        Route::get("/dossiers/{id}/documents/{document}", Scope::Dossier, Action::ReadDocument, documents::show),
        Route::post(
            "/dossiers/{id}/documents/{document}/removal",
            Scope::Dossier,
            Action::JoinDocument,
            documents::remove,
        ),
        Route::get("/dossiers/{id}/check", Scope::Dossier, own, filing::check),
        Route::post("/dossiers/{id}/submission", Scope::Dossier, Action::SubmitDossier, filing::submit),
        Route::get("/dossiers/{id}/receipt", Scope::Dossier, Action::ReadFollowUp, filing::receipt),
        Route::get("/dossiers/{id}/receipt.pdf", Scope::Dossier, Action::ReadReceipt, filing::receipt_pdf),
        Route::get("/dossiers/{id}/dossier.pdf", Scope::Dossier, Action::ReadReceipt, filing::print_pdf),
        Route::get("/dossiers/{id}/follow-up", Scope::Dossier, Action::ReadFollowUp, filing::follow_up),
        Route::post("/dossiers/{id}/reopening", Scope::Dossier, Action::ReopenDossier, filing::reopen),
        Route::post("/dossiers/{id}/withdrawal", Scope::Dossier, Action::WithdrawDossier, filing::withdraw),
    ]
}
