//! Style sheets, fonts and the little script there is: embedded, hashed, cached for ever.

use std::sync::LazyLock;

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;
use serde::Serialize;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "templates/assets/"]
struct Files;

/// Addresses of what every page loads, with a hash of the content.
#[derive(Serialize)]
pub struct Addresses {
    /// The library's style sheet.
    pub govuk: String,
    /// Ours.
    pub css: String,
    /// Our script.
    pub js: String,
}

/// Our style sheet: the files of `css/` in the order of their names.
static STYLE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut names: Vec<_> = Files::iter().filter(|name| name.starts_with("css/")).collect();
    names.sort();
    names.iter().filter_map(|name| Files::get(name)).flat_map(|file| file.data.into_owned()).collect()
});

static ADDRESSES: LazyLock<Addresses> = LazyLock::new(|| {
    let address = |name: &str| {
        let hash = Sha256::digest(content(name).unwrap_or_default());
        let short: String = hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        format!("/assets/{name}?v={short}")
    };
    Addresses { govuk: address("vendor/govuk-frontend.min.css"), css: address("app.css"), js: address("js/laureat.js") }
});

/// Addresses of what every page loads.
#[must_use]
pub fn addresses() -> &'static Addresses {
    &ADDRESSES
}

fn content(name: &str) -> Option<Vec<u8>> {
    if name == "app.css" {
        return Some(STYLE.clone());
    }
    Files::get(name).map(|file| file.data.into_owned())
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
            let headers =
                [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
            (headers, bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
