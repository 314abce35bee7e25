//! The answer when not even a page of failure can be made.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::error::AppError;

/// Seconds after which a request that failed for the moment may be sent again.
pub(super) const COME_BACK_AFTER: HeaderValue = HeaderValue::from_static("60");

/// A text without a layout: the database or the templates are gone.
#[must_use]
pub fn bare(error: &AppError) -> Response {
    tracing::error!(%error, "no page can be made");
    let text = "Le service est momentanément indisponible. Ce qui a été enregistré ou déposé est conservé. \
                Réessayez dans quelques minutes.\n\n\
                The service is unavailable for a moment. What was saved or filed is kept. Try again in a few minutes.";
    (
        StatusCode::SERVICE_UNAVAILABLE,
        [
            (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
            (header::RETRY_AFTER, COME_BACK_AFTER),
        ],
        text,
    )
        .into_response()
}
