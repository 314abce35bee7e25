//! Why a job failed: in a word that a page can put into words, and in a sentence for the log.

use crate::{
    error::AppError,
    mailer::{self, NotSent, SendError},
};

/// Why a job failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The mail was not sent.
    Mail(NotSent),
    /// The store of files did not answer or refused.
    Storage,
    /// The worker died at it, each time.
    Interrupted,
    /// A fault of ours.
    Internal,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Mail(NotSent::Address),
        Self::Mail(NotSent::Refused),
        Self::Mail(NotSent::Later),
        Self::Mail(NotSent::Credentials),
        Self::Mail(NotSent::Silent),
        Self::Mail(NotSent::Unreachable),
        Self::Storage,
        Self::Interrupted,
        Self::Internal,
    ];

    /// The stored name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mail(NotSent::Address) => "mail_address",
            Self::Mail(NotSent::Refused) => "mail_refused",
            Self::Mail(NotSent::Later) => "mail_later",
            Self::Mail(NotSent::Credentials) => "mail_credentials",
            Self::Mail(NotSent::Silent) => "mail_silent",
            Self::Mail(NotSent::Unreachable) => "mail_unreachable",
            Self::Storage => "storage",
            Self::Interrupted => "interrupted",
            Self::Internal => "internal",
        }
    }

    /// From the stored name; what is not known is a fault of ours.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text).unwrap_or(Self::Internal)
    }

    /// Whether trying again is of no use until somebody changes something.
    #[must_use]
    pub const fn for_good(self) -> bool {
        match self {
            Self::Mail(why) => why.for_good(),
            _ => false,
        }
    }
}

/// A job that failed.
#[derive(Debug)]
pub struct JobFailed {
    /// Why, for people.
    pub reason: Reason,
    /// What was said, for the log; addresses are masked.
    pub detail: String,
}

impl From<SendError> for JobFailed {
    fn from(error: SendError) -> Self {
        Self { reason: Reason::Mail(error.why), detail: error.detail }
    }
}

impl<E: Into<AppError>> From<E> for JobFailed {
    #[track_caller]
    fn from(error: E) -> Self {
        let error: AppError = error.into();
        let reason = if matches!(error, AppError::Storage(_)) { Reason::Storage } else { Reason::Internal };
        Self { reason, detail: mailer::mask_all(&error.to_string()) }
    }
}
