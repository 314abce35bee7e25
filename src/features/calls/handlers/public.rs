//! `/` and `/appels/{slug}`.

use axum::response::Response;

use crate::{
    error::AppResult,
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

/// `GET /appels/{slug}`. Before it is public, only those who run the call know that it exists: the door sees to that.
pub async fn show(at: OnCall) -> AppResult<Response> {
    at.page(&CallPage::new(&at.call, at.visit.arrived, at.visit.lang))
}
