//! What the form of this room holds.

use serde::Deserialize;
use validator::Validate;

use crate::web::{FieldErrors, Form};

/// Characters of the short name of a call.
const SLUG_MAX: u64 = 120;

/// A call to verify, chosen from a list.
#[derive(Deserialize, Validate, Default)]
#[serde(default)]
pub struct Verification {
    #[validate(length(max = SLUG_MAX, code = "jobs-error-call"))]
    call: String,
    files: String,
}

impl Form for Verification {
    type Value = ToVerify;
}

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct ToVerify {
    /// Short name of the call.
    pub slug: String,
    /// The stored files are read too.
    pub files: bool,
}

impl TryFrom<Verification> for ToVerify {
    type Error = FieldErrors;

    fn try_from(Verification { call, files }: Verification) -> Result<Self, FieldErrors> {
        if call.is_empty() {
            return Err(FieldErrors::one("call", "jobs-error-call"));
        }
        Ok(Self { slug: call, files: files == "oui" })
    }
}
