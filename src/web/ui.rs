//! The parts that pages are made of, as the components of `templates/components/` take them.

use serde::Serialize;

pub use super::part::{Part, PartLinks};

/// A choice of a list, of radios or of boxes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Help, or empty.
    pub hint: String,
}

impl Choice {
    /// A choice that needs no help.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: String::new() }
    }

    /// The same with help under it.
    #[must_use]
    pub fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }
}

/// A coloured word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tag {
    /// The word.
    pub label: String,
    /// Its colour: `ok`, `todo`, `stop`, `info` or `wait`.
    pub tone: &'static str,
}

impl Tag {
    /// A word and its colour.
    #[must_use]
    pub fn new(label: impl Into<String>, tone: &'static str) -> Self {
        Self { label: label.into(), tone }
    }
}

/// A view of a list among others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tab {
    /// Where it leads.
    pub href: String,
    /// Its name.
    pub label: String,
    /// How many lines it has.
    pub count: u64,
    /// It is the one that is shown.
    pub current: bool,
}

/// A label and a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// Label.
    pub label: String,
    /// Value.
    pub value: String,
}

impl Fact {
    /// A label and its value.
    #[must_use]
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into() }
    }
}
