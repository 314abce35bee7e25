//! Path parameters: what cannot be parsed does not exist.

use axum::{
    extract::{FromRequestParts, RawPathParams, Request},
    http::request::Parts,
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::de::DeserializeOwned;

use super::{Visit, failure};
use crate::{app::App, error::AppError};

/// Middleware: an address with a NUL names nothing, and PostgreSQL takes none in its texts.
pub async fn refuse_nul(request: Request, next: Next) -> Response {
    if request.uri().path_and_query().is_some_and(|address| address.as_str().contains("%00")) {
        return AppError::NotFound.into_response();
    }
    next.run(request).await
}

/// Like axum's extractor, with our own page when the address names nothing.
pub struct Path<T>(pub T);

#[expect(clippy::disallowed_types, reason = "this is what stands in its place")]
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
