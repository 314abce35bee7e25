//! Every route as data: the router, the permission test and the documentation read the same list.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    handler::Handler,
    http::{HeaderName, Method},
    middleware,
    routing::{MethodFilter, MethodRouter, get, on},
};
use domain::permissions::Action;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    timeout::TimeoutLayer,
    trace::TraceLayer,
};

use crate::{app::App, features, web};

/// What the path of a route names: what the action is checked against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The site, or one's own account.
    Platform,
    /// A call, by `{slug}`.
    Call,
    /// A dossier, by `{id}` or `{number}`.
    Dossier,
}

/// One route.
pub struct Route {
    /// Method.
    pub method: Method,
    /// Path, in axum's notation.
    pub path: &'static str,
    /// What it does, as the table of permissions names it.
    pub action: Action,
    /// What it does it to.
    pub scope: Scope,
    /// The demonstration only.
    pub demo_only: bool,
    /// Takes forms with files, whose token [`web::form::Upload`] checks. Other routes refuse them.
    pub files: bool,
    handler: MethodRouter<App>,
}

impl Route {
    /// A page.
    pub fn get<H, T>(path: &'static str, scope: Scope, action: Action, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        Self::new(Method::GET, path, scope, action, on(MethodFilter::GET, handler))
    }

    /// A form.
    pub fn post<H, T>(path: &'static str, scope: Scope, action: Action, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        Self::new(Method::POST, path, scope, action, on(MethodFilter::POST, handler))
    }

    fn new(method: Method, path: &'static str, scope: Scope, action: Action, handler: MethodRouter<App>) -> Self {
        Self { method, path, action, scope, demo_only: false, files: false, handler }
    }

    /// Takes a form with files: its handler reads it with [`web::form::Upload`].
    #[must_use]
    pub fn with_files(mut self) -> Self {
        self.files = true;
        self
    }

    fn into_handler(self) -> MethodRouter<App> {
        if self.files { self.handler } else { self.handler.layer(middleware::from_fn(web::csrf::refuse_files)) }
    }

    /// Exists in the demonstration only.
    #[must_use]
    pub fn demo(mut self) -> Self {
        self.demo_only = true;
        self
    }
}

/// All routes of people. (`/healthz`, `/readyz` and `/assets` are for machines and stand in [`router`].)
#[must_use]
pub fn all() -> Vec<Route> {
    features::routes()
}

/// The router with everything around it.
pub fn router(app: App) -> Router {
    let id = HeaderName::from_static("x-request-id");
    let upload_bytes = usize::try_from(app.config.uploads.max_mib).unwrap_or(10) * 1_048_576 + 65_536;
    let demo = app.config.demo.enabled;
    let pages = all()
        .into_iter()
        .filter(|route| demo || !route.demo_only)
        .fold(Router::new(), |router, route| router.route(route.path, route.into_handler()))
        .fallback(async || crate::error::AppError::NotFound)
        .layer(middleware::from_fn(web::csrf::guard))
        .layer(middleware::from_fn(web::path::refuse_nul));
    // Nobody holds a filing open: a body that dribbles in is cut off.
    let pages = web::failure::guard(pages, std::time::Duration::from_secs(60))
        .layer(middleware::from_fn_with_state(app.clone(), web::visit::load));
    Router::new()
        .route("/assets/{*name}", get(web::assets::show))
        .route("/healthz", get(async || "ok"))
        .route("/readyz", get(features::site::readiness))
        .merge(pages)
        .layer(DefaultBodyLimit::max(upload_bytes))
        .layer(middleware::from_fn(web::headers::secure))
        .layer(CompressionLayer::new())
        // What is not a page, and who is there: with no page to tell it.
        .layer(TimeoutLayer::with_status_code(
            axum::http::StatusCode::REQUEST_TIMEOUT,
            std::time::Duration::from_secs(75),
        ))
        .layer(CatchPanicLayer::new())
        .layer(TraceLayer::new_for_http().make_span_with(|request: &axum::extract::Request| {
            let reference = request.headers().get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or("-");
            tracing::info_span!("request", method = %request.method(), path = request.uri().path(), reference)
        }))
        .layer(PropagateRequestIdLayer::new(id.clone()))
        .layer(SetRequestIdLayer::new(id, MakeRequestUuid))
        .with_state(app)
}
