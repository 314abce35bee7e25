//! What can go wrong, and which type says it where.
//!
//! - **A rule refuses** (`domain`, `actions`): an enum per act that names each case, such as `CannotFile` or
//!   `PublishRefused`. It is an answer, not a failure: the handler shows it on the same page with what was typed. An act
//!   returns `Result<T, Refused<R>>`: refused by the rule `R`, or failed.
//! - **A field is wrong** (`forms`): `Errors`, a list and a place beside each field; the same page again, status 422.
//! - **A request has no page** (`door`, handlers, reads): [`AppError`]. Not found, not allowed, sign in or declare first,
//!   unreadable, too large, too often, come back later, our fault. `web::failure` makes one page of each.
//! - **The database or the store of files fails** (`store`): `DbErr`, `object_store::Error`. They become an [`AppError`]
//!   at the first `?` that leaves the store, which notes the place: 503 where it passes by itself ([`is_passing`]), 500
//!   else. A broken constraint that a rule can explain is turned into the rule before (`broken_constraint`).
//! - **A document cannot be made** (`typeset`), **a letter not sent** (`queue`): the library's error, 500 or tried again.
//!
//! A cause is logged once, where the page of the failure is made, with the request's reference and the place.

use std::{fmt, panic::Location, sync::Arc};

use sea_orm::DbErr;

use crate::db::{is_passing, write::NotConfirmed};

/// Why a request cannot be answered with its page.
#[derive(Clone, Debug)]
pub enum AppError {
    /// 404: it does not exist, or this person may not know that it does.
    NotFound,
    /// 403: they may know that it exists, not do this.
    Forbidden,
    /// Sign in first.
    SignInRequired,
    /// Declare one's interests on this call first (its short name); the failure leads there.
    DeclareFirst(String),
    /// 400: the form or the address holds what no page of ours sends.
    Unreadable,
    /// 400: a file broke off while it was sent.
    BrokenUpload,
    /// 403: the form's token is missing or stale.
    StaleForm,
    /// 409: that person's account was closed, nothing can be given to it.
    AccountClosed,
    /// 410: a personal link that has ended, was used up or revoked, or never was.
    LinkOver,
    /// 410: what was filed, whose keeping has ended; its digest stays.
    Erased,
    /// 413: the file or the form is too large.
    TooLarge,
    /// 429: too many attempts.
    TooMany,
    /// 503: the database is gone, locked or full for the moment; the cause is logged once and never shown.
    Busy(Failure),
    /// 503: the database went away while it made an act last, which may be done or not; the cause is logged once.
    Unconfirmed(Failure),
    /// 503: the store of files does not answer or refuses; the cause is logged once and never shown.
    Storage(Failure),
    /// 500: always a bug or a fault; the cause is logged once and never shown.
    Internal(Failure),
}

/// The cause of a failure that is ours, with the place where it entered the application.
#[derive(Clone, Debug)]
pub struct Failure {
    cause: Arc<dyn std::error::Error + Send + Sync>,
    place: &'static Location<'static>,
}

impl Failure {
    #[track_caller]
    fn of(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { cause: cause.into().into(), place: Location::caller() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}:{})", self.cause, self.place.file(), self.place.line())
    }
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Internal(failure) | Self::Storage(failure) | Self::Busy(failure) | Self::Unconfirmed(failure) => {
                failure.fmt(f)
            }
            other => write!(f, "{other:?}"),
        }
    }
}

impl std::error::Error for AppError {}

impl AppError {
    /// Wraps a cause that is nobody's mistake but ours or the machine's.
    #[track_caller]
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(Failure::of(cause))
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
    domain::committee::BrokenRanking,
);

impl From<object_store::Error> for AppError {
    #[track_caller]
    fn from(cause: object_store::Error) -> Self {
        Self::Storage(Failure::of(cause))
    }
}

impl From<DbErr> for AppError {
    #[track_caller]
    fn from(cause: DbErr) -> Self {
        match cause {
            DbErr::RecordNotFound(_) => Self::NotFound,
            passing if is_passing(&passing) => Self::Busy(Failure::of(passing)),
            other => Self::internal(other),
        }
    }
}

impl From<NotConfirmed> for AppError {
    #[track_caller]
    fn from(NotConfirmed(cause): NotConfirmed) -> Self {
        if is_passing(&cause) {
            return Self::Unconfirmed(Failure::of(cause));
        }
        cause.into()
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
