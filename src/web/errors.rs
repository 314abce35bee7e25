//! What is wrong with a form: by key while it is read, in words once on its page.

use std::{borrow::Cow, collections::BTreeMap, convert::Infallible};

use serde::Serialize;
use validator::ValidationErrors;

use crate::i18n::{self, Lang};

/// Errors of a page, in words: in order for the summary, by name for the fields.
///
/// Templates read `page.errors.list` and `page.errors.by.email or ""`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Errors {
    /// In the order of the form.
    pub list: Vec<ErrorLine>,
    /// By field; what is said twice of a field stands side by side.
    pub by: BTreeMap<String, String>,
}

/// A line of the summary at the top of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ErrorLine {
    /// Id of the field, or empty when it is about the whole form.
    pub field: String,
    /// Words.
    pub text: String,
}

impl Errors {
    /// One error, in words; an empty field is the whole form.
    #[must_use]
    pub fn one(field: &str, text: String) -> Self {
        let mut errors = Self::default();
        errors.push(field, text);
        errors
    }

    /// One error, by the key of its words.
    #[must_use]
    pub fn key(lang: Lang, field: &str, key: &str) -> Self {
        Self::one(field, i18n::word(lang, key))
    }

    /// Adds an error, in words.
    pub fn push(&mut self, field: &str, text: String) {
        let said = self.by.entry(field.to_owned()).or_default();
        if !said.is_empty() {
            said.push(' ');
        }
        said.push_str(&text);
        self.list.push(ErrorLine { field: field.to_owned(), text });
    }

    /// What is wrong with a field, or the empty text.
    #[must_use]
    pub fn of(&self, field: &str) -> &str {
        self.by.get(field).map_or("", String::as_str)
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// Of fields and words.
impl<F: AsRef<str>> FromIterator<(F, String)> for Errors {
    fn from_iter<I: IntoIterator<Item = (F, String)>>(errors: I) -> Self {
        let mut all = Self::default();
        errors.into_iter().for_each(|(field, text)| all.push(field.as_ref(), text));
        all
    }
}

#[derive(Clone, Debug)]
struct Wrong {
    field: Cow<'static, str>,
    key: Cow<'static, str>,
    /// The limit that was passed, if that is what is wrong.
    max: Option<u64>,
}

/// What is wrong with a form that is being read: the key of the words of each field, one at most.
#[derive(Clone, Debug, Default)]
pub struct FieldErrors(Vec<Wrong>);

impl FieldErrors {
    /// One error: the field, and the key of what to say of it.
    #[must_use]
    pub fn one(field: &'static str, key: &'static str) -> Self {
        let mut errors = Self::default();
        errors.push(field, key);
        errors
    }

    /// Adds an error; of a field that has one already, the first is kept.
    pub fn push(&mut self, field: &'static str, key: &'static str) {
        self.add(Wrong { field: field.into(), key: key.into(), max: None });
    }

    /// What was read, or an error of the field.
    pub fn read<T, E>(&mut self, field: &'static str, key: &'static str, read: Result<T, E>) -> Option<T> {
        read.map_err(|_| self.push(field, key)).ok()
    }

    /// An error of the field when it is empty.
    pub fn want(&mut self, field: &'static str, key: &'static str, text: &str) {
        if text.is_empty() {
            self.push(field, key);
        }
    }

    /// Adds those of another reading.
    pub fn extend(&mut self, more: Self) {
        more.0.into_iter().for_each(|wrong| self.add(wrong));
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In words, in the order of `names`.
    #[must_use]
    pub fn in_words<'a>(mut self, lang: Lang, names: impl Iterator<Item = &'a str> + Clone) -> Errors {
        self.0.sort_by_key(|wrong| names.clone().position(|name| name == wrong.field).unwrap_or(usize::MAX));
        let words = |wrong: &Wrong| match wrong.max {
            Some(max) => i18n::text(lang, &wrong.key, &[("max", i18n::grouped(lang, max).into())]),
            None => i18n::word(lang, &wrong.key),
        };
        self.0.iter().map(|wrong| (&wrong.field, words(wrong))).collect()
    }

    fn add(&mut self, wrong: Wrong) {
        if !self.0.iter().any(|known| known.field == wrong.field) {
            self.0.push(wrong);
        }
    }
}

/// A form that needs no reading has no errors of reading.
impl From<Infallible> for FieldErrors {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

/// Codes of validator are keys of words. Of its values only the limit goes with them: the refused text, which it keeps
/// too, is neither said nor logged.
impl From<ValidationErrors> for FieldErrors {
    fn from(errors: ValidationErrors) -> Self {
        let mut known: Vec<_> = errors.field_errors().into_iter().collect();
        // Of a map: made an order of its own for fields that the form did not send.
        known.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut all = Self::default();
        for (field, problems) in known {
            for problem in problems {
                let max = problem.params.get("max").and_then(serde_json::Value::as_u64);
                all.add(Wrong { field: field.to_string().into(), key: problem.code.clone(), max });
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_told_in_order_and_by_field() {
        let errors: Errors =
            [("amount", "Too much.".to_owned()), ("amount", "Too late.".to_owned())].into_iter().collect();
        assert_eq!(errors.list.len(), 2);
        assert_eq!((errors.of("amount"), errors.of("motive")), ("Too much. Too late.", ""));
    }

    #[test]
    fn a_field_is_told_one_thing_in_the_order_of_the_form() {
        let mut errors = FieldErrors::one("email", "accounts-error-email");
        errors.push("name", "accounts-error-name");
        errors.push("email", "accounts-error-wrong-password");
        let told = errors.in_words(Lang::En, ["name", "email"].into_iter());
        assert_eq!(told.list.iter().map(|line| line.field.as_str()).collect::<Vec<_>>(), ["name", "email"]);
        assert_eq!(told.of("email"), i18n::word(Lang::En, "accounts-error-email"));
    }
}
