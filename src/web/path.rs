//! Path parameters: what cannot be parsed does not exist.

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
    response::{IntoResponse, Response},
};
use serde::de::DeserializeOwned;

use super::{Visit, failure};
use crate::{app::App, error::AppError};

/// Like axum's extractor, with our own page when the address names nothing.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let visit = Visit::from_request_parts(parts, app).await?;
        // Undecodable percent signs are refused here before serde sees them.
        if RawPathParams::from_request_parts(parts, app).await.is_err() {
            return Err(failure::page(&visit, &AppError::NotFound).into_response());
        }
        match axum::extract::Path::<T>::from_request_parts(parts, app).await {
            Ok(axum::extract::Path(value)) => Ok(Self(value)),
            Err(_) => Err(failure::page(&visit, &AppError::NotFound).into_response()),
        }
    }
}

/// An address given by the browser, if it leads to a page of ours and nowhere else.
#[must_use]
pub fn local(path: &str) -> Option<&str> {
    let ours = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n', '\t', '\0']);
    ours.then_some(path)
}
