//! Dossiers: from the first answer to the receipt and the follow-up.

pub mod actions;
pub mod forms;
pub mod mails;
pub mod make_receipt;
pub mod reading;
pub mod store;

mod fields;
mod handlers;
mod pages;
mod view;
mod words;

use domain::permissions::Action;

use super::manifest::Manifest;
use crate::{
    queue::{JobKind, MailKind},
    web::{Route, Scope, Section},
};

/// This room, as it declares itself.
pub const ROOM: Manifest = Manifest {
    site: &[(1, Section { path: SECTION, key: "nav-dossiers", action: Action::StartDossier })],
    jobs: &[JobKind::of::<make_receipt::MakeReceipt>()],
    mails: &[MailKind::of::<mails::ReceiptMail>()],
    ..Manifest::new("dossiers", routes)
};

/// The section of the navigation for all that applicants see of their dossiers.
pub const SECTION: &str = "/dossiers";

fn routes() -> Vec<Route> {
    use handlers::{documents, filing, rows, steps};
    const LINE: &str = "/dossiers/{id}/etapes/{step}/lignes/{question}/{line}";
    let own = Action::ReadOwnDossier;
    vec![
        Route::get("/dossiers", Scope::Platform, Action::StartDossier, handlers::list),
        Route::get("/appels/{slug}/dossiers/nouveau", Scope::Call, Action::StartDossier, handlers::new),
        Route::post("/appels/{slug}/dossiers", Scope::Call, Action::StartDossier, handlers::create),
        Route::get("/dossiers/{id}", Scope::Dossier, own, handlers::show),
        Route::get("/dossiers/{id}/etapes/{step}", Scope::Dossier, own, steps::show),
        Route::post("/dossiers/{id}/etapes/{step}", Scope::Dossier, Action::EditDossier, steps::save),
        Route::get(LINE, Scope::Dossier, own, rows::show),
        Route::post(LINE, Scope::Dossier, Action::EditDossier, rows::save),
        Route::post(
            "/dossiers/{id}/etapes/{step}/lignes/{question}/{line}/retrait",
            Scope::Dossier,
            Action::EditDossier,
            rows::remove,
        ),
        Route::get("/dossiers/{id}/documents", Scope::Dossier, own, documents::index),
        Route::post("/dossiers/{id}/documents", Scope::Dossier, Action::JoinDocument, documents::create).with_files(),
        Route::get("/dossiers/{id}/documents/{document}", Scope::Dossier, Action::ReadDocument, documents::show),
        Route::post(
            "/dossiers/{id}/documents/{document}/retrait",
            Scope::Dossier,
            Action::JoinDocument,
            documents::remove,
        ),
        Route::get("/dossiers/{id}/verification", Scope::Dossier, own, filing::check),
        Route::post("/dossiers/{id}/depot", Scope::Dossier, Action::SubmitDossier, filing::submit),
        Route::get("/dossiers/{id}/recepisse", Scope::Dossier, Action::ReadFollowUp, filing::receipt),
        Route::get("/dossiers/{id}/recepisse.pdf", Scope::Dossier, Action::ReadReceipt, filing::receipt_pdf),
        Route::get("/dossiers/{id}/dossier.pdf", Scope::Dossier, Action::ReadReceipt, filing::print_pdf),
        Route::get("/dossiers/{id}/suivi", Scope::Dossier, Action::ReadFollowUp, filing::follow_up),
        Route::post("/dossiers/{id}/reouverture", Scope::Dossier, Action::ReopenDossier, filing::reopen),
        Route::post("/dossiers/{id}/retrait", Scope::Dossier, Action::WithdrawDossier, filing::withdraw),
    ]
}
