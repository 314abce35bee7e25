//! What forms send: raw fields first, a parsed value or errors second, so that nothing typed is lost.

use std::collections::BTreeSet;

use axum::{
    extract::{FromRequest, Multipart, Request, multipart::Field},
    response::Response,
};
use domain::text::clean;
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeOwned, value::MapDeserializer},
};
use validator::{Validate, ValidationError};

use super::{
    Visit,
    bare::bare,
    csrf,
    errors::{Errors, FieldErrors},
    failure,
};
use crate::{
    app::App,
    error::{AppError, AppResult},
    i18n::Lang,
};

/// Fields as they were sent, in order.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct RawForm(pub Vec<(String, String)>);

impl RawForm {
    /// The first value of a field, or the empty text.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// All values of a field.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(field, _)| field == name).map(|(_, value)| value.as_str()).collect()
    }

    /// Whether the field was sent.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(field, _)| field == name)
    }
}

impl RawForm {
    /// Reads a body of a form, or the part of an address after `?`.
    ///
    /// # Errors
    /// `Unreadable` for what no form of ours sends: bytes that are no text, or a NUL, which nobody types and which
    /// PostgreSQL takes in no text.
    pub fn decode(bytes: &[u8]) -> AppResult<Self> {
        let unreadable = || AppError::Unreadable;
        let fields: Vec<(String, String)> = serde_html_form::from_bytes(bytes).map_err(|_| unreadable())?;
        let nul = fields.iter().any(|(name, value)| name.contains('\0') || value.contains('\0'));
        if nul { Err(unreadable()) } else { Ok(Self(fields)) }
    }

    fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.0.iter().map(|(name, _)| name.as_str())
    }
}

impl FromRequest<App> for RawForm {
    type Rejection = Response;

    /// Takes what [`csrf::guard`] read: a body is decoded once.
    async fn from_request(mut request: Request, _: &App) -> Result<Self, Response> {
        if let Some(raw) = request.extensions_mut().remove::<Self>() {
            return Ok(raw);
        }
        let error = AppError::Unreadable;
        Err(match request.extensions().get::<Visit>() {
            Some(visit) => failure::page(visit, &error),
            None => bare(&error),
        })
    }
}

/// A form whose fields are always the same.
///
/// Its fields are texts, all present: `#[serde(default)]` on the struct, [`trimmed`], [`line()`] or [`text`] on each
/// field. Each has a length, `#[validate(length(max = …, code = "…"))]`, whose code is the key of the words shown
/// beside the field; one that must be there, `custom(function = "filled", code = "…")`. What the texts mean is read by
/// `TryFrom`, which gives errors by key too; both readings are shown at once. A form that needs no reading means itself.
pub trait Form: DeserializeOwned + Validate + Send + 'static {
    /// What it means.
    type Value: TryFrom<Self, Error: Into<FieldErrors>> + Send;
}

/// A form that was read: the raw input always, and either what it means or what is wrong, in words.
/// It never rejects on a field, so that the same page is shown again with what was typed.
#[derive(Debug)]
pub struct Checked<F: Form> {
    /// As sent.
    pub raw: RawForm,
    /// As understood.
    pub result: Result<F::Value, Errors>,
}

impl<F: Form> FromRequest<App> for Checked<F> {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let lang = request.extensions().get::<Visit>().map_or_else(Lang::default, |visit| visit.lang);
        let raw = RawForm::from_request(request, app).await?;
        Ok(Self { result: read::<F>(&raw, lang), raw })
    }
}

/// Reads a form whose fields are always the same.
///
/// # Errors
/// What is wrong, in words, in the order of the form.
pub fn read<F: Form>(raw: &RawForm, lang: Lang) -> Result<F::Value, Errors> {
    // The first value of each name, as `RawForm::get` shows it again.
    let mut seen = BTreeSet::new();
    let first = raw.0.iter().filter(|(name, _)| seen.insert(name)).map(|(name, value)| (name.as_str(), value.as_str()));
    let form = F::deserialize(MapDeserializer::<_, serde::de::value::Error>::new(first))
        .map_err(|_| Errors::key(lang, "", "failure-bad-request-title"))?;
    let mut errors = form.validate().map_or_else(FieldErrors::from, |()| FieldErrors::default());
    match F::Value::try_from(form) {
        Ok(value) if errors.is_empty() => return Ok(value),
        Ok(_) => {}
        Err(more) => errors.extend(more.into()),
    }
    Err(errors.in_words(lang, raw.names()))
}

/// A field in which something was written, whatever its code says otherwise.
///
/// # Errors
/// When it is empty.
pub fn filled(text: &str) -> Result<(), ValidationError> {
    if text.is_empty() { Err(ValidationError::new("filled")) } else { Ok(()) }
}

/// A field without the spaces around it, for what the domain reads: it refuses what does not print.
///
/// # Errors
/// None of its own.
pub fn trimmed<'de, D: Deserializer<'de>>(field: D) -> Result<String, D::Error> {
    String::deserialize(field).map(|typed| seen(typed.trim()))
}

/// A field of one line, [`clean`].
///
/// # Errors
/// None of its own.
pub fn line<'de, D: Deserializer<'de>>(field: D) -> Result<String, D::Error> {
    String::deserialize(field).map(|typed| seen(&clean(&typed).replace('\n', " ")))
}

/// A field of several lines, [`clean`].
///
/// # Errors
/// None of its own.
pub fn text<'de, D: Deserializer<'de>>(field: D) -> Result<String, D::Error> {
    String::deserialize(field).map(|typed| seen(&clean(&typed)))
}

/// The text, or nothing when all its signs are of those that take no room: nobody wrote anything then.
fn seen(text: &str) -> String {
    let unseen = |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    if text.chars().all(|c| c.is_whitespace() || unseen(c)) { String::new() } else { text.to_owned() }
}

/// A form with files, whose first field was the right token.
pub struct Upload(Multipart);

impl FromRequest<App> for Upload {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let Some(visit) = request.extensions().get::<Visit>().cloned() else {
            return Err(bare(&AppError::Forbidden));
        };
        let unreadable = || failure::page(&visit, &AppError::Unreadable);
        let mut multipart = Multipart::from_request(request, app).await.map_err(|_| unreadable())?;
        let token = match multipart.next_field().await {
            Ok(Some(field)) if field.name() == Some(csrf::FIELD) => field.text().await.unwrap_or_default(),
            _ => String::new(),
        };
        csrf::verify(&visit, &token).map_err(|error| failure::page(&visit, &error))?;
        Ok(Self(multipart))
    }
}

impl Upload {
    /// The next field.
    ///
    /// # Errors
    /// `TooLarge` beyond the limit of the request, `BrokenUpload` when the body is broken.
    pub async fn next_field(&mut self) -> AppResult<Option<Field<'_>>> {
        self.0.next_field().await.map_err(upload_error)
    }
}

/// What went wrong while a file was being received.
#[must_use]
pub fn upload_error(error: axum::extract::multipart::MultipartError) -> AppError {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        AppError::TooLarge
    } else {
        AppError::BrokenUpload
    }
}

impl From<axum::extract::multipart::MultipartError> for AppError {
    #[track_caller]
    fn from(error: axum::extract::multipart::MultipartError) -> Self {
        upload_error(error)
    }
}
