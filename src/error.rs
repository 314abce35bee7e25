//! Errors, and which type is used where:
//!
//! - An action returns `Result<T, Refused<R>>`: `R` is an enum of its own, one variant for each rule that may refuse it,
//!   shown on the same page (422) with what was typed. It is an answer, never logged.
//! - An action that no rule refuses, a read, a store and a handler return [`AppResult`]: [`AppError`] becomes a page of
//!   failure, made in `web/failure.rs`, where a cause is logged, once.
//! - What is nobody's mistake and passes (a lock, a full disk, a connection that was cut) is [`AppError::Busy`]: 503,
//!   « try again ». What will not pass by itself is [`AppError::Internal`]: 500. `?` tells them apart.
//! - [`Failure`] holds a cause and the line at which `?` took it in: each `From` towards [`AppError`] is
//!   `#[track_caller]`, so that the log names the place in the action and not this file.
//! - `src/domain` has errors of its own, without HTTP; rooms turn them into one of the above.
//! - Jobs fail with `queue::JobFailed`, the command line with `cli::Failure`: neither has a page.
//! - `DbErr` stops at the stores and at `src/db`; `broken_constraint` there says which of our constraints was broken.

use std::{fmt, panic::Location};

use sea_orm::DbErr;

use crate::db::passes;

/// Why a request cannot be answered with its page.
#[derive(Debug)]
pub enum AppError {
    /// 404: it does not exist, or this person may not know that it does.
    NotFound,
    /// 403: they may know that it exists, not do this.
    Forbidden,
    /// Sign in first.
    SignInRequired,
    /// Declare one's interests on this call first (its short name); the failure leads there.
    DeclareFirst(String),
    /// 400: the request cannot be read; the form's token is missing or stale.
    BadRequest(BadRequest),
    /// 409: someone else changed it meanwhile.
    Conflict(Conflict),
    /// 413: the file or the form is too large.
    TooLarge,
    /// 429: too many attempts.
    TooMany,
    /// 503: the database is busy, full or gone for a moment; the cause is logged once and never shown.
    Busy(Failure),
    /// 503: the store of files does not answer or refuses; the cause is logged once and never shown.
    Storage(Failure),
    /// 500: always a bug or a fault; the cause is logged once and never shown.
    Internal(Failure),
}

/// Why a request cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadRequest {
    /// The form's token is missing or stale.
    FormStale,
    /// A field is missing, or is none that the form holds.
    FormUnreadable,
    /// A file did not arrive whole.
    UploadBroken,
}

/// What changed meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// The account of the person was closed.
    AccountClosed,
}

/// The cause of a failure that is ours, with the place where it entered the application.
#[derive(Debug)]
pub struct Failure {
    cause: Box<dyn std::error::Error + Send + Sync>,
    place: &'static Location<'static>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}:{})", self.cause, self.place.file(), self.place.line())
    }
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Internal(failure) | Self::Busy(failure) | Self::Storage(failure) => failure.fmt(f),
            other => write!(f, "{other:?}"),
        }
    }
}

impl std::error::Error for AppError {}

impl AppError {
    /// Wraps a cause that is nobody's mistake but ours or the machine's.
    #[track_caller]
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(Failure { cause: cause.into(), place: Location::caller() })
    }
}

macro_rules! internal_from {
    ($($kind:ty),+ $(,)?) => {$(
        impl From<$kind> for AppError {
            #[track_caller]
            fn from(cause: $kind) -> Self {
                Self::internal(cause)
            }
        }
    )+};
}

internal_from!(
    serde_json::Error,
    tera::Error,
    typeset::TypesetError,
    lettre::error::Error,
    lettre::address::AddressError,
    std::io::Error,
    tokio::task::JoinError,
    domain::canonical::NotCanonical,
);

impl From<object_store::Error> for AppError {
    #[track_caller]
    fn from(cause: object_store::Error) -> Self {
        Self::Storage(Failure { cause: cause.into(), place: Location::caller() })
    }
}

impl From<DbErr> for AppError {
    #[track_caller]
    fn from(cause: DbErr) -> Self {
        match cause {
            DbErr::RecordNotFound(_) => Self::NotFound,
            other if passes(&other) => Self::Busy(Failure { cause: other.into(), place: Location::caller() }),
            other => Self::internal(other),
        }
    }
}

/// What handlers and reads return.
pub type AppResult<T> = Result<T, AppError>;

/// An act was not done. Whatever the variant, nothing was written.
#[derive(Debug)]
pub enum Refused<R> {
    /// By a rule: shown on the same page, with what was typed.
    Rule(R),
    /// Something else: not found, forbidden, a fault.
    Failed(AppError),
}

impl<R> Refused<R> {
    /// The rule that refused; what failed goes on as an error.
    ///
    /// # Errors
    /// What failed.
    pub fn rule(self) -> AppResult<R> {
        match self {
            Self::Rule(rule) => Ok(rule),
            Self::Failed(error) => Err(error),
        }
    }
}

impl<R> Refused<R> {
    /// The same refusal, as another act says it.
    #[must_use]
    pub fn map<T>(self, say: impl FnOnce(R) -> T) -> Refused<T> {
        match self {
            Self::Rule(rule) => Refused::Rule(say(rule)),
            Self::Failed(error) => Refused::Failed(error),
        }
    }
}

impl<R, E: Into<AppError>> From<E> for Refused<R> {
    #[track_caller]
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}
