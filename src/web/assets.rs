//! Style sheets, fonts and the little script there is: hashed, compressed once, cached for ever; while somebody works
//! on them, none of this.

use std::{collections::HashMap, io::Write, sync::LazyLock};

use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
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
        format!("/assets/{name}?v={}", hex::encode(&hash[..6]))
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

/// A file as it is sent: made once, whoever asks.
#[derive(Clone)]
struct Ready {
    plain: Bytes,
    /// The same, compressed once at the highest level; none where that gains nothing, as for fonts.
    gzip: Option<Bytes>,
}

static READY: LazyLock<HashMap<String, Ready>> = LazyLock::new(|| {
    let names = live::names("assets/").into_iter().filter_map(|name| name.strip_prefix("assets/").map(str::to_owned));
    let names = names.chain(["app.css".to_owned()]);
    names.filter_map(|name| Some((name.clone(), ready(content(&name)?)))).collect()
});

fn ready(plain: Vec<u8>) -> Ready {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let gzip = encoder.write_all(&plain).and_then(|()| encoder.finish()).ok();
    let gzip = gzip.filter(|gzip| gzip.len() * 10 < plain.len() * 9).map(Bytes::from);
    Ready { plain: Bytes::from(plain), gzip }
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let mut codings = accepted.flat_map(|value| value.split(','));
    codings.any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        name.trim().eq_ignore_ascii_case("gzip") && !matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
    })
}

/// `GET /assets/{*name}`.
#[expect(clippy::disallowed_types, reason = "for machines: no visit, no page")]
pub async fn show(axum::extract::Path(name): axum::extract::Path<String>, asked: HeaderMap) -> Response {
    let media_type = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    if live::folder().is_some() {
        // Somebody works on the files: each is read when it is asked for.
        let headers = [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "no-store")];
        return content(&name).map_or(StatusCode::NOT_FOUND.into_response(), |bytes| (headers, bytes).into_response());
    }
    let Some(file) = READY.get(&name) else { return StatusCode::NOT_FOUND.into_response() };
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::VARY, "accept-encoding"),
    ];
    match file.gzip.clone().filter(|_| takes_gzip(&asked)) {
        Some(gzip) => (headers, [(header::CONTENT_ENCODING, "gzip")], gzip).into_response(),
        None => (headers, file.plain.clone()).into_response(),
    }
}
