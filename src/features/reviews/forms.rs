//! What the form that gives a dossier back holds and how long its text may be. The other forms of this room follow the
//! grid of the call and the list of its organisations.

use serde::Deserialize;
use validator::Validate;

use crate::web::{FieldErrors, Form, form::text};

/// Characters of a reason.
const REASON_MAX: u64 = 2_000;

/// Giving a dossier back.
#[derive(Deserialize, Validate, Default)]
#[serde(default)]
pub struct GiveBack {
    #[serde(deserialize_with = "text")]
    #[validate(length(max = REASON_MAX, code = "reviews-error-return-long"))]
    reason: String,
}

impl Form for GiveBack {
    type Value = String;
}

/// The reason.
impl TryFrom<GiveBack> for String {
    type Error = FieldErrors;

    fn try_from(form: GiveBack) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        errors.want("reason", "reviews-error-return-reason", &form.reason);
        if errors.is_empty() { Ok(form.reason) } else { Err(errors) }
    }
}
