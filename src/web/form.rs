//! What forms send: raw fields first, a parsed value or errors second, so that nothing typed is lost.

use axum::{
    extract::{FromRequest, Multipart, Request, multipart::Field},
    response::Response,
};
use serde::{Serialize, de::DeserializeOwned};
use validator::Validate;

use super::{Visit, csrf, failure};
use crate::{
    app::App,
    error::{AppError, AppResult, BadRequest},
};

/// Fields as they were sent, in order.
#[derive(Clone, Debug, Default, Serialize)]
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

impl FromRequest<App> for RawForm {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let visit = request.extensions().get::<Visit>().cloned();
        let refuse = |error: AppError| match &visit {
            Some(visit) => failure::page(visit, &error),
            None => failure::bare(&error),
        };
        let bytes = bytes::Bytes::from_request(request, app).await.map_err(|_| refuse(AppError::TooLarge))?;
        let fields = serde_html_form::from_bytes(&bytes)
            .map_err(|_| refuse(AppError::BadRequest(BadRequest::FormUnreadable)))?;
        Ok(Self(fields))
    }
}

/// An error on a field: its name and the Fluent key of the message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// Name of the field.
    pub field: String,
    /// Fluent key: `error-required`.
    pub key: String,
}

/// Errors of a form, in the order of its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    /// One error.
    #[must_use]
    pub fn one(field: &str, key: &str) -> Self {
        Self(vec![FieldError { field: field.into(), key: key.into() }])
    }

    /// Adds an error.
    pub fn push(&mut self, field: &str, key: &str) {
        self.0.push(FieldError { field: field.into(), key: key.into() });
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A form that was read: the raw input always, and either the parsed value or the errors.
/// It never rejects on a field, so that the same page is shown again with what was typed.
pub struct Checked<F> {
    /// As sent.
    pub raw: RawForm,
    /// As understood.
    pub result: Result<F, FieldErrors>,
}

impl<F: DeserializeOwned + Validate> FromRequest<App> for Checked<F> {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let raw = RawForm::from_request(request, app).await?;
        let result = parse(&raw);
        Ok(Self { raw, result })
    }
}

fn parse<F: DeserializeOwned + Validate>(raw: &RawForm) -> Result<F, FieldErrors> {
    let encoded = serde_html_form::to_string(&raw.0).map_err(|_| FieldErrors::one("", "error-unreadable"))?;
    let value: F = serde_html_form::from_str(&encoded).map_err(|_| FieldErrors::one("", "error-incomplete"))?;
    match value.validate() {
        Ok(()) => Ok(value),
        Err(errors) => {
            let errors = errors.field_errors();
            let order = |field: &str| raw.0.iter().position(|(name, _)| name == field).unwrap_or(usize::MAX);
            let mut list: Vec<FieldError> = errors
                .iter()
                .filter_map(|(field, problems)| {
                    // Only the code: the refused value, which validator keeps, must not be shown or logged.
                    let code = &problems.first()?.code;
                    Some(FieldError { field: (*field).to_string(), key: format!("error-{}", code.replace('_', "-")) })
                })
                .collect();
            list.sort_by_key(|error| order(&error.field));
            Err(FieldErrors(list))
        }
    }
}

/// A form with files, whose first field was the right token.
pub struct Upload(Multipart);

impl FromRequest<App> for Upload {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let Some(visit) = request.extensions().get::<Visit>().cloned() else {
            return Err(failure::bare(&AppError::Forbidden));
        };
        let unreadable = || failure::page(&visit, &AppError::BadRequest(BadRequest::FormUnreadable));
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
    /// `TooLarge` beyond the limit of the request, `BadRequest` when the body is broken.
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
        AppError::BadRequest(BadRequest::UploadBroken)
    }
}

impl From<axum::extract::multipart::MultipartError> for AppError {
    #[track_caller]
    fn from(error: axum::extract::multipart::MultipartError) -> Self {
        upload_error(error)
    }
}
