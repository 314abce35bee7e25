//! Pages that belong to no room: legal notice, accessibility, personal data, help, language, what awaits a person,
//! sent mails of the demonstration. This room sees all others.

pub mod forms;
mod handlers;
pub mod pages;
mod work;

use axum::{extract::State, http::StatusCode, response::IntoResponse};
use domain::permissions::Action::{ManageOwnAccount, ReadPublicPages, ReadSentMail};

use super::manifest::Manifest;
use crate::{
    app::App,
    web::{Route, Scope::Platform, Section},
};

/// This room, as it declares itself.
pub const ROOM: Manifest = Manifest {
    site: &[
        (2, Section { path: "/travail", key: "nav-work", action: ManageOwnAccount }),
        (4, Section { path: "/aide", key: "nav-help", action: ReadPublicPages }),
    ],
    ..Manifest::new("site", routes)
};

fn routes() -> Vec<Route> {
    vec![
        Route::get("/accessibilite", Platform, ReadPublicPages, handlers::accessibility),
        Route::get("/donnees-personnelles", Platform, ReadPublicPages, handlers::privacy),
        Route::get("/mentions-legales", Platform, ReadPublicPages, handlers::legal),
        Route::get("/aide", Platform, ReadPublicPages, handlers::help),
        Route::get("/code-source", Platform, ReadPublicPages, handlers::source),
        Route::post("/langue", Platform, ReadPublicPages, handlers::update_language),
        Route::get("/travail", Platform, ManageOwnAccount, handlers::work),
        Route::get("/demo/courriers", Platform, ReadSentMail, handlers::index_mails).demo(),
        Route::get("/demo/courriers/{id}", Platform, ReadSentMail, handlers::show_mail).demo(),
    ]
}

/// `GET /readyz`: whether the database answers, is migrated and takes writes.
pub async fn readiness(State(app): State<App>) -> impl IntoResponse {
    let refuse = |said: &'static str, error: &dyn std::fmt::Display| {
        tracing::warn!(%error, "not ready");
        (StatusCode::SERVICE_UNAVAILABLE, said)
    };
    match app.db.pending_migrations().await {
        Ok(pending) if pending.is_empty() => match app.db.try_write().await {
            Ok(()) => (StatusCode::OK, "ready"),
            Err(error) => refuse("database takes no writes", &error),
        },
        Ok(_) => (StatusCode::SERVICE_UNAVAILABLE, "migrations pending"),
        Err(error) => refuse("database unreachable", &error),
    }
}
