//! What a chain belongs to, and what one event of it is about.

use std::{fmt, str::FromStr};

use crate::ids::{CallId, DossierId, UserId};

/// What a chain of the journal belongs to, and with it the version of all that is computed from its acts. A directory
/// of poles, which outlives every call, would be another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A call.
    Call(CallId),
}

impl From<CallId> for Subject {
    fn from(call: CallId) -> Self {
        Self::Call(call)
    }
}

/// What an event is about. Its text is stored and hashed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// A call, by its short name.
    Call(String),
    /// A dossier.
    Dossier(DossierId),
    /// A person.
    User(UserId),
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(slug) => write!(f, "call:{slug}"),
            Self::Dossier(id) => write!(f, "dossier:{id}"),
            Self::User(id) => write!(f, "user:{id}"),
        }
    }
}

/// The text names nothing that an event can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the subject of an event")]
pub struct NotASubject;

impl FromStr for About {
    type Err = NotASubject;

    fn from_str(text: &str) -> Result<Self, NotASubject> {
        match text.split_once(':').ok_or(NotASubject)? {
            ("call", slug) => Ok(Self::Call(slug.to_owned())),
            ("dossier", id) => id.parse().map(Self::Dossier).map_err(|_| NotASubject),
            ("user", id) => id.parse().map(Self::User).map_err(|_| NotASubject),
            _ => Err(NotASubject),
        }
    }
}
