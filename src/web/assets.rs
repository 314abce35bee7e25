//! Style sheets, fonts and the little script there is: hashed, cached for ever; while somebody works on them, neither.

use std::sync::LazyLock;

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::live;

/// Addresses of what every page loads, with a hash of the content.
#[derive(Clone, Serialize)]
pub struct Addresses {
    /// The library's style sheet.
    pub govuk: String,
    /// Ours.
    pub css: String,
    /// Our script.
    pub js: String,
}

/// Our style sheet: the files of `css/` in the order of their names.
fn style() -> Vec<u8> {
    live::names("assets/css/").iter().filter_map(|name| live::read(name)).flat_map(|file| file.into_owned()).collect()
}

static STYLE: LazyLock<Vec<u8>> = LazyLock::new(style);
static ADDRESSES: LazyLock<Addresses> = LazyLock::new(hashed);

fn hashed() -> Addresses {
    let address = |name: &str| {
        let hash = Sha256::digest(content(name).unwrap_or_default());
        let short: String = hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        format!("/assets/{name}?v={short}")
    };
    Addresses { govuk: address("vendor/govuk-frontend.min.css"), css: address("app.css"), js: address("js/laureat.js") }
}

/// Addresses of what every page loads.
#[must_use]
pub fn addresses() -> Addresses {
    if live::folder().is_some() { hashed() } else { ADDRESSES.clone() }
}

fn content(name: &str) -> Option<Vec<u8>> {
    if name == "app.css" {
        return Some(if live::folder().is_some() { style() } else { STYLE.clone() });
    }
    live::read(&format!("assets/{name}")).map(|file| file.into_owned())
}

/// `GET /assets/{*name}`.
pub async fn show(Path(name): Path<String>) -> Response {
    let media_type = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    match content(&name) {
        Some(bytes) => {
            let kept = if live::folder().is_some() { "no-store" } else { "public, max-age=31536000, immutable" };
            let headers = [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, kept)];
            (headers, bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
