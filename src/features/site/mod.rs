//! Pages that belong to no room: legal notice, accessibility, personal data, help, language, sent mails of the demonstration.

use axum::{extract::State, http::StatusCode, response::IntoResponse};

use crate::{app::App, routes::Route};

/// Routes of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    Vec::new()
}

/// `GET /readyz`: whether the database answers and is migrated.
pub async fn readiness(State(app): State<App>) -> impl IntoResponse {
    match app.db.pending_migrations().await {
        Ok(pending) if pending.is_empty() => (StatusCode::OK, "ready"),
        Ok(_) => (StatusCode::SERVICE_UNAVAILABLE, "migrations pending"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "database unreachable")
        }
    }
}
