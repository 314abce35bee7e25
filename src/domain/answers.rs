//! Answers: values of questions, read from what people type and from stored JSON.

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
