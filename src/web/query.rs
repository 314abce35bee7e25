//! What an address asks after `?`.

use std::convert::Infallible;

use axum::{extract::FromRequestParts, http::request::Parts};
use serde::de::DeserializeOwned;

/// What the address asks for; what cannot be read asks for nothing: it gets the page as it is without `?`.
#[derive(Clone, Debug, Default)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + Default, S: Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(serde_html_form::from_str(parts.uri.query().unwrap_or_default()).unwrap_or_default()))
    }
}
