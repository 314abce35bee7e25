//! The router: every route behind the door, and what stands around all of them.

use axum::{
    Router,
    extract::{DefaultBodyLimit, MatchedPath},
    http::HeaderName,
    middleware,
    routing::get,
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    timeout::TimeoutLayer,
    trace::TraceLayer,
};

pub use crate::web::route::{Route, Scope};
use crate::{
    app::App,
    features::{self, door},
    web,
};

/// All routes of people. (`/healthz`, `/readyz` and `/assets` are for machines and stand in [`router`]; former addresses
/// in [`web::former`].)
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
        .fold(Router::new(), |router, route| route.hang(router, door::hang))
        .fallback(async || crate::error::AppError::NotFound)
        .layer(middleware::from_fn(web::csrf::guard))
        .layer(middleware::from_fn(web::path::refuse_nul));
    // Nobody holds a filing open: a body that dribbles in is cut off.
    let pages = web::failure::guard(pages, std::time::Duration::from_secs(60))
        .layer(middleware::from_fn_with_state(app.traffic.clone(), web::traffic::count))
        .layer(middleware::from_fn_with_state((app.clone(), features::navigation()), web::visit::load));
    web::former::hang(Router::new())
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
            // A personal link opens what it names to whoever reads it: the log keeps its kind, never the link.
            let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str);
            let path = if route == "-" || route.contains("{token}") { route } else { request.uri().path() };
            tracing::info_span!("request", method = %request.method(), path, reference)
        }))
        .layer(PropagateRequestIdLayer::new(id.clone()))
        .layer(SetRequestIdLayer::new(id, MakeRequestUuid))
        .with_state(app)
}
