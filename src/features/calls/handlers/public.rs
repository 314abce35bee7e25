//! `/` and `/calls/{slug}`.

use axum::response::Response;
use domain::permissions::Action;

use crate::{
    error::{AppError, AppResult},
    features::{
        calls::{
            pages::{CallPage, CallsPage},
            store,
        },
        door::{OnCall, OnPlatform},
    },
};

/// `GET /`.
pub async fn index(at: OnPlatform) -> AppResult<Response> {
    let calls = store::list_published(at.visit.app.db.reader()).await?;
    at.page(&CallsPage::new(&calls, at.visit.arrived, at.visit.lang))
}

/// `GET /calls/{slug}`. Before it is public, only the managers of the call know that it exists.
pub async fn show(at: OnCall) -> AppResult<Response> {
    if at.call.published_at.is_none() && !at.permit.allows(Action::ReadDashboard) {
        return Err(AppError::NotFound);
    }
    at.page(&CallPage::new(&at.call, at.visit.arrived, at.visit.lang))
}
