//! Pages of failure: what happened, what was kept, what to do, and a reference. The cause stays in the log.

use std::{any::Any, time::Duration};

use axum::{
    Router,
    extract::Request,
    http::{StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use tower_http::{catch_panic::CatchPanicLayer, timeout::TimeoutLayer};

use super::{
    Page, Visit,
    bare::{COME_BACK_AFTER, bare},
    page,
};
use crate::{app::App, db::Actor, error::AppError};

/// The page of a failure.
#[derive(Debug, Serialize)]
pub struct FailurePage {
    /// Start of the Fluent keys: `failure-not-found` (`-title`, `-what`, `-do`).
    pub key: &'static str,
    /// Reference of the request.
    pub reference: String,
    /// The address at which one signs in.
    pub sign_in: Option<String>,
    /// 500: the only failure that is ours.
    pub ours: bool,
    /// What was written into the form, to be copied: it was not taken.
    pub written: Vec<String>,
}

impl Page for FailurePage {
    const TEMPLATE: &'static str = "pages/failure.html";
}

/// Marks a response that leads to the declaration of interests of a call.
#[derive(Clone)]
struct DeclareFirst(String);

/// Marks a response whose page is still to be made.
#[derive(Clone, Copy)]
struct Failed {
    key: &'static str,
    way_in: WayIn,
}

/// Whether the page of a failure leads to signing in.
#[derive(Clone, Copy)]
enum WayIn {
    /// It does not: that would not help.
    None,
    /// It does, and from there back to what was asked.
    AndBack,
    /// It does, and from there to one's work: what was asked opens no more.
    Afresh,
}

impl WayIn {
    const fn of(error: &AppError) -> Self {
        match error {
            AppError::SignInRequired => Self::AndBack,
            AppError::LinkOver => Self::Afresh,
            _ => Self::None,
        }
    }
}

fn describe(error: &AppError) -> (StatusCode, &'static str) {
    match error {
        AppError::NotFound => (StatusCode::NOT_FOUND, "failure-not-found"),
        AppError::Forbidden => (StatusCode::FORBIDDEN, "failure-forbidden"),
        AppError::SignInRequired => (StatusCode::UNAUTHORIZED, "failure-sign-in"),
        // Where no middleware leads on, it is a refusal.
        AppError::DeclareFirst(_) => (StatusCode::FORBIDDEN, "failure-forbidden"),
        AppError::StaleForm => (StatusCode::FORBIDDEN, "failure-form-stale"),
        AppError::Unreadable | AppError::BrokenUpload => (StatusCode::BAD_REQUEST, "failure-bad-request"),
        AppError::AccountClosed => (StatusCode::CONFLICT, "failure-account-closed"),
        AppError::LinkOver => (StatusCode::GONE, "failure-link-over"),
        AppError::Erased => (StatusCode::GONE, "failure-erased"),
        AppError::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "failure-too-large"),
        AppError::TooMany => (StatusCode::TOO_MANY_REQUESTS, "failure-too-many"),
        AppError::Busy(_) => (StatusCode::SERVICE_UNAVAILABLE, "failure-busy"),
        AppError::Unconfirmed(_) => (StatusCode::SERVICE_UNAVAILABLE, "failure-unconfirmed"),
        AppError::Storage(_) => (StatusCode::SERVICE_UNAVAILABLE, "failure-storage"),
        AppError::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "failure-internal"),
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let (status, key) = describe(&self);
        if let Self::Internal(failure) | Self::Storage(failure) | Self::Busy(failure) | Self::Unconfirmed(failure) =
            &self
        {
            tracing::error!(%failure, "request failed");
        }
        let mut response = status.into_response();
        response.extensions_mut().insert(Failed { key, way_in: WayIn::of(&self) });
        if let Self::DeclareFirst(call) = self {
            response.extensions_mut().insert(DeclareFirst(call));
        }
        response
    }
}

/// Wraps pages, so that whatever becomes of a request ends as a page: a failure, an address that nothing answers,
/// a body that does not arrive within `limit`, and even a panic.
pub fn guard(pages: Router<App>, limit: Duration) -> Router<App> {
    pages
        .layer(CatchPanicLayer::custom(panicked))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, limit))
        .layer(middleware::from_fn(render))
}

fn panicked(cause: Box<dyn Any + Send>) -> Response {
    let said = cause.downcast_ref::<String>().map(String::as_str).or_else(|| cause.downcast_ref::<&str>().copied());
    AppError::internal(format!("a handler panicked: {}", said.unwrap_or("without a word"))).into_response()
}

/// Middleware: turns failures, and statuses that no handler chose, into pages.
async fn render(request: Request, next: Next) -> Response {
    let visit = request.extensions().get::<Visit>().cloned();
    let response = next.run(request).await;
    if let (Some(DeclareFirst(call)), Some(visit)) = (response.extensions().get(), &visit) {
        return visit.go_with_notice(&format!("/appels/{call}/{}", visit.navigation.declaration), "ui-declare-first");
    }
    let failed = response.extensions().get::<Failed>().copied().or_else(|| {
        let untouched = response.headers().get("content-type").is_none();
        match response.status() {
            StatusCode::NOT_FOUND if untouched => Some(Failed { key: "failure-not-found", way_in: WayIn::None }),
            StatusCode::METHOD_NOT_ALLOWED => Some(Failed { key: "failure-method", way_in: WayIn::None }),
            StatusCode::PAYLOAD_TOO_LARGE => Some(Failed { key: "failure-too-large", way_in: WayIn::None }),
            StatusCode::REQUEST_TIMEOUT => Some(Failed { key: "failure-timeout", way_in: WayIn::None }),
            _ => None,
        }
    });
    match (failed, visit) {
        (Some(failed), Some(visit)) => show(&visit, response.status(), failed, Vec::new()),
        _ => response,
    }
}

fn sign_in_address(visit: &Visit) -> String {
    let query = serde_html_form::to_string([("suite", &visit.path)]).unwrap_or_default();
    format!("{}?{query}", visit.navigation.sign_in)
}

fn show(visit: &Visit, status: StatusCode, failed: Failed, written: Vec<String>) -> Response {
    // What was asked for is done; only the page that tells it is not.
    let only_the_page = status.is_server_error() && visit.lasting.is_noted();
    let content = FailurePage {
        key: if only_the_page { "failure-page-only" } else { failed.key },
        reference: visit.reference.clone(),
        sign_in: match failed.way_in {
            WayIn::None => None,
            WayIn::AndBack => Some(sign_in_address(visit)),
            WayIn::Afresh => Some(visit.navigation.sign_in.to_owned()),
        },
        ours: status.is_server_error(),
        written,
    };
    match page::render(visit, &page::Shell::default(), status, &content) {
        Ok(mut response) if status == StatusCode::SERVICE_UNAVAILABLE => {
            response.headers_mut().insert(header::RETRY_AFTER, COME_BACK_AFTER);
            response
        }
        Ok(response) => response,
        Err(error) => bare(&error),
    }
}

/// The page of an error, where no middleware follows.
#[must_use]
pub fn page(visit: &Visit, error: &AppError) -> Response {
    let (status, key) = describe(error);
    show(visit, status, Failed { key, way_in: WayIn::of(error) }, Vec::new())
}

/// The page of a form that is of another session than the visit, which has often ended meanwhile. It gives back what was
/// written into it.
#[must_use]
pub fn stale_form(visit: &Visit, written: Vec<String>) -> Response {
    let (status, key) = describe(&AppError::StaleForm);
    let way_in = if matches!(visit.actor, Actor::Visitor) { WayIn::AndBack } else { WayIn::None };
    show(visit, status, Failed { key, way_in }, written)
}
