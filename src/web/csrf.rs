//! Refuses unsafe requests that do not come from our own forms.
//!
//! Each form repeats the token of the session (or, before signing in, of a cookie that neighbours cannot plant).
//! Forms with files carry it in their first field, which [`super::form::Upload`] reads. Other bodies are
//! decoded here, once: handlers find the fields with the request.

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use subtle::ConstantTimeEq;

use super::{RawForm, Visit, bare::bare, failure};
use crate::error::AppError;

/// Name of the field in every form.
pub const FIELD: &str = "csrf";
/// A form without files is never larger.
pub const FORM_BYTES_MAX: usize = 1 << 20;

/// Middleware: checks origin and token of unsafe requests.
pub async fn guard(request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return next.run(request).await;
    }
    let Some(visit) = request.extensions().get::<Visit>().cloned() else {
        return bare(&AppError::Forbidden);
    };
    match check(&visit, request).await {
        Ok(request) => next.run(request).await,
        Err(Refused::For(error)) => failure::page(&visit, &error).into_response(),
        Err(Refused::Stale(typed)) => failure::stale_form(&visit, typed).into_response(),
    }
}

/// Why a form is not taken.
enum Refused {
    For(AppError),
    /// Its token is of another session; this was typed into it, and would be lost with the page.
    Stale(Vec<String>),
}

impl From<AppError> for Refused {
    fn from(error: AppError) -> Self {
        Self::For(error)
    }
}

/// What a person wrote into a form: texts of more than a word. What hides itself while it is typed is left out.
fn written(form: &RawForm) -> Vec<String> {
    let secret = |name: &str| matches!(name, FIELD | "old") || name.contains("password");
    let written = form.0.iter().filter(|(name, text)| !secret(name) && text.trim().contains(char::is_whitespace));
    written.map(|(_, text)| text.clone()).collect()
}

async fn check(visit: &Visit, request: Request) -> Result<Request, Refused> {
    let (parts, body) = request.into_parts();
    let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !matches!(header("sec-fetch-site"), "" | "same-origin" | "none") {
        return Err(AppError::Forbidden.into());
    }
    // Only what the browser says that a page of ours sent is shown on a page of ours.
    let own = header("sec-fetch-site") == "same-origin";
    let kind = header(header::CONTENT_TYPE.as_str());
    if kind.starts_with("multipart/form-data") {
        return Ok(Request::from_parts(parts, body));
    }
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(AppError::Unreadable.into());
    }
    let bytes = to_bytes(body, FORM_BYTES_MAX).await.map_err(|_| AppError::TooLarge)?;
    let raw = RawForm::decode(&bytes)?;
    if verify(visit, raw.get(FIELD)).is_err() {
        return Err(Refused::Stale(if own { written(&raw) } else { Vec::new() }));
    }
    let mut request = Request::from_parts(parts, Body::empty());
    request.extensions_mut().insert(raw);
    Ok(request)
}

/// Middleware of routes that take no files: a form with files, whose token nobody would check, is refused.
pub async fn refuse_files(request: Request, next: Next) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/") {
        return AppError::Unreadable.into_response();
    }
    next.run(request).await
}

/// Compares a token in constant time.
///
/// # Errors
/// `StaleForm` when it is not the visit's.
pub fn verify(visit: &Visit, token: &str) -> Result<(), AppError> {
    if token.as_bytes().ct_eq(visit.csrf.as_bytes()).into() { Ok(()) } else { Err(AppError::StaleForm) }
}
