//! What the form that gives a dossier back holds and how long its text may be. The other forms of this room follow the
//! grid of the call and the list of its organisations.

use serde::Deserialize;
use validator::Validate;

use crate::web::{
    Form,
    form::{filled, text},
};

/// Characters of a reason.
const REASON_MAX: u64 = 2_000;

/// Giving a dossier back.
#[derive(Deserialize, Validate, Default)]
#[serde(default)]
pub struct GiveBack {
    /// Why.
    #[serde(deserialize_with = "text")]
    #[validate(
        custom(function = filled, code = "reviews-error-return-reason"),
        length(max = REASON_MAX, code = "reviews-error-return-long")
    )]
    pub reason: String,
}

impl Form for GiveBack {
    type Value = Self;
}
