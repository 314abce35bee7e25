//! Identifiers: one type per thing, so that a dossier's id can never be given where a call's is asked.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::time::Instant;

/// The text was not an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct NotAnId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Makes an identifier that sorts by time (UUID version 7) from an instant and ten random bytes.
            #[must_use]
            pub fn mint(at: Instant, random: [u8; 10]) -> Self {
                let millis = u64::try_from(at.micros() / 1_000).unwrap_or(0);
                Self(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
            }

            /// Wraps a UUID read from the database.
            #[must_use]
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID to be written to the database.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Uuid::try_parse(text).map(Self).map_err(|_| NotAnId)
            }
        }
    )+};
}

ids! {
    /// A person with an account.
    UserId,
    /// A ministry, a bank, a network: who a member of staff speaks for.
    InstitutionId,
    /// A call for projects.
    CallId,
    /// One immutable version of a call's definition.
    RevisionId,
    /// An application to a call.
    DossierId,
    /// A file joined to a dossier.
    DocumentId,
    /// A frozen filing of a dossier.
    SubmissionId,
    /// A dossier given to a reviewer.
    AssignmentId,
    /// The scores and comments of one reviewer on one dossier.
    ReviewId,
    /// A proposal of the committee, then the decision that the authority signs.
    DecisionId,
    /// A job of the worker.
    JobId,
    /// A mail that was sent or waits to be.
    MailId,
}
