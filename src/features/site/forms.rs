//! What the form of the language holds.

use serde::Deserialize;
use validator::Validate;

use crate::{
    i18n::Lang,
    web::{FieldErrors, Form},
};

/// Characters of an address of ours.
const BACK_MAX: u64 = 2_000;

/// The language of the screens, and the page to come back to. People type nothing in it.
#[derive(Deserialize, Validate, Default)]
#[serde(default)]
pub struct Language {
    lang: String,
    #[validate(length(max = BACK_MAX, code = "failure-bad-request-title"))]
    back: String,
}

impl Form for Language {
    type Value = (Lang, String);
}

/// The language, and where to go back to.
impl TryFrom<Language> for (Lang, String) {
    type Error = FieldErrors;

    fn try_from(Language { lang, back }: Language) -> Result<Self, FieldErrors> {
        let lang = Lang::parse(&lang).ok_or_else(|| FieldErrors::one("lang", "failure-bad-request-title"))?;
        Ok((lang, back))
    }
}
