//! Answers: values of questions, read from what people type and from stored JSON.

mod json;
mod parse;
mod reads;

pub use parse::{AnswerProblem, parse_amount, parse_answer, parse_day};
pub use reads::Member;

use std::collections::{BTreeMap, BTreeSet};

use crate::{budget::Budget, form::QuestionCode, money::Cents, time::LocalDate};

/// The value of one answer. Absent answers are absent from [`Answers`], never empty values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Short and long texts, e-mail, phone, SIRET and RNA (in their normal form).
    Text(String),
    /// A whole number.
    Integer(i64),
    /// An amount.
    Money(Cents),
    /// A day.
    Date(LocalDate),
    /// Yes or no; a sworn statement.
    YesNo(bool),
    /// The value of one choice.
    Choice(String),
    /// The values of several choices, or codes of departments.
    Choices(BTreeSet<String>),
    /// Rows of a table, in order of entry.
    Table(Vec<Row>),
    /// A budget.
    Budget(Budget),
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Name of the row in storage, stable while it is edited.
    pub id: String,
    /// Cells that have a value.
    pub cells: BTreeMap<QuestionCode, Answer>,
}

/// All answers of a dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(pub BTreeMap<QuestionCode, Answer>);

impl Answers {
    /// Any answer.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Answer> {
        self.0.get(code)
    }

    /// A text: short or long, e-mail, phone, SIRET, RNA; the value of a choice too.
    #[must_use]
    pub fn text(&self, code: &str) -> Option<&str> {
        self.get(code).and_then(Answer::as_text)
    }

    /// A whole number.
    #[must_use]
    pub fn integer(&self, code: &str) -> Option<i64> {
        self.get(code).and_then(Answer::as_integer)
    }

    /// An amount.
    #[must_use]
    pub fn money(&self, code: &str) -> Option<Cents> {
        self.get(code).and_then(Answer::as_money)
    }

    /// A day.
    #[must_use]
    pub fn date(&self, code: &str) -> Option<LocalDate> {
        match self.get(code) {
            Some(Answer::Date(day)) => Some(*day),
            _ => None,
        }
    }

    /// Yes or no; whether a statement is sworn.
    #[must_use]
    pub fn yes_no(&self, code: &str) -> Option<bool> {
        match self.get(code) {
            Some(Answer::YesNo(yes)) => Some(*yes),
            _ => None,
        }
    }

    /// Values of a list of choices, or codes of departments; empty when there is no answer.
    pub fn choices(&self, code: &str) -> impl Iterator<Item = &str> {
        let values = match self.get(code) {
            Some(Answer::Choices(values)) => Some(values),
            _ => None,
        };
        values.into_iter().flatten().map(String::as_str)
    }

    /// Rows of a table; empty when there is no answer.
    #[must_use]
    pub fn rows(&self, code: &str) -> &[Row] {
        match self.get(code) {
            Some(Answer::Table(rows)) => rows,
            _ => &[],
        }
    }

    /// A budget.
    #[must_use]
    pub fn budget(&self, code: &str) -> Option<&Budget> {
        match self.get(code) {
            Some(Answer::Budget(budget)) => Some(budget),
            _ => None,
        }
    }
}

impl Row {
    /// A text cell, or the value of a choice.
    #[must_use]
    pub fn text(&self, column: &str) -> Option<&str> {
        self.cells.get(column).and_then(Answer::as_text)
    }

    /// A whole number of the row.
    #[must_use]
    pub fn integer(&self, column: &str) -> Option<i64> {
        self.cells.get(column).and_then(Answer::as_integer)
    }

    /// An amount of the row.
    #[must_use]
    pub fn money(&self, column: &str) -> Option<Cents> {
        self.cells.get(column).and_then(Answer::as_money)
    }
}

impl Answer {
    fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Choice(text) => Some(text),
            _ => None,
        }
    }

    fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            _ => None,
        }
    }

    fn as_money(&self) -> Option<Cents> {
        match self {
            Self::Money(amount) => Some(*amount),
            _ => None,
        }
    }
}
