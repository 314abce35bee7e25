//! What the form of the eligible base holds and how long each text may be. The other forms of this room follow the
//! rules of the call; their motives are as long as that of a base.

use domain::money::Cents;
use serde::Deserialize;
use validator::Validate;

use crate::{
    i18n::{self, Lang},
    web::{
        FieldErrors, Form,
        form::{text, trimmed},
    },
};

/// Characters of an amount.
const AMOUNT_MAX: u64 = 40;
/// Characters of a motive.
const MOTIVE_MAX: u64 = 2_000;

/// The eligible base, as an officer takes it.
#[derive(Deserialize, Validate, Default)]
#[serde(default)]
pub struct Base {
    #[serde(deserialize_with = "trimmed")]
    #[validate(length(max = AMOUNT_MAX, code = "admissibility-error-amount"))]
    base: String,
    #[serde(deserialize_with = "text")]
    #[validate(length(max = MOTIVE_MAX, code = "admissibility-error-motive-long"))]
    base_motive: String,
}

/// What is said of a motive that is longer than that.
#[must_use]
pub fn too_long(lang: Lang, motive: &str) -> Option<String> {
    let max = i18n::grouped(lang, MOTIVE_MAX);
    let long = motive.trim().chars().count() as u64 > MOTIVE_MAX;
    long.then(|| i18n::say(lang, "admissibility-error-motive-long", &[("max", max)]))
}

/// A base to be taken.
pub struct NewBase {
    /// What it amounts to.
    pub base: Cents,
    /// Why; may be empty, for the charges that were declared.
    pub motive: String,
}

impl Form for Base {
    type Value = NewBase;
}

impl TryFrom<Base> for NewBase {
    type Error = FieldErrors;

    fn try_from(form: Base) -> Result<Self, FieldErrors> {
        let base = Cents::parse(&form.base).map_err(|_| FieldErrors::one("base", "admissibility-error-amount"))?;
        Ok(Self { base, motive: form.base_motive })
    }
}
