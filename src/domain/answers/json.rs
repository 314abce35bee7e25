//! Answers as JSON: cents as integers, days as `2014-09-01`, rows with their names.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Answer, Answers, Row};
use crate::{
    budget::Budget,
    form::{Form, Question, QuestionKind},
    money::Cents,
    time::LocalDate,
};

impl Answer {
    /// The stored form of the answer.
    #[must_use]
    pub fn to_json(&self) -> Value {
        match self {
            Self::Text(text) | Self::Choice(text) => json!(text),
            Self::Integer(number) => json!(number),
            Self::Money(amount) => json!(amount.0),
            Self::Date(day) => json!(day.format("%Y-%m-%d").to_string()),
            Self::YesNo(yes) => json!(yes),
            Self::Choices(values) => json!(values),
            Self::Table(rows) => rows.iter().map(Row::to_json).collect(),
            Self::Budget(budget) => budget.to_json(),
        }
    }

    /// From the stored form; `None` when it is not of that kind. Limits are not checked again:
    /// what was stored under an earlier revision of the form stays readable.
    #[must_use]
    pub fn from_json(kind: &QuestionKind, value: &Value) -> Option<Self> {
        match kind {
            QuestionKind::ShortText { .. }
            | QuestionKind::LongText { .. }
            | QuestionKind::Email
            | QuestionKind::Phone
            | QuestionKind::Siret
            | QuestionKind::Rna => value.as_str().map(|text| Self::Text(text.to_owned())),
            QuestionKind::Integer { .. } => value.as_i64().map(Self::Integer),
            QuestionKind::Money => value.as_i64().map(|cents| Self::Money(Cents(cents))),
            QuestionKind::Date => LocalDate::parse_from_str(value.as_str()?, "%Y-%m-%d").ok().map(Self::Date),
            QuestionKind::YesNo | QuestionKind::Sworn => value.as_bool().map(Self::YesNo),
            QuestionKind::Choice(_) => value.as_str().map(|choice| Self::Choice(choice.to_owned())),
            QuestionKind::Choices(_) | QuestionKind::Departments => {
                let values = value.as_array()?.iter().map(|item| item.as_str().map(str::to_owned));
                values.collect::<Option<_>>().map(Self::Choices)
            }
            QuestionKind::Table { columns, .. } => {
                let rows = value.as_array()?.iter().map(|row| Row::from_json(columns, row));
                rows.collect::<Option<_>>().map(Self::Table)
            }
            QuestionKind::Budget { .. } => Budget::from_json(value).map(Self::Budget),
            QuestionKind::File => None,
        }
    }
}

impl Row {
    /// The stored form of the row: `{"id": …, "cells": {…}}`.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let cells: Map<String, Value> = self.cells.iter().map(|(code, cell)| (code.clone(), cell.to_json())).collect();
        json!({ "id": self.id, "cells": cells })
    }

    /// From the stored form; cells of columns that no longer exist are left out.
    #[must_use]
    pub fn from_json(columns: &[Question], value: &Value) -> Option<Self> {
        let id = value.get("id")?.as_str()?.to_owned();
        let stored = value.get("cells")?.as_object()?;
        let mut cells = BTreeMap::new();
        for column in columns {
            if let Some(cell) = stored.get(&column.code) {
                cells.insert(column.code.clone(), Answer::from_json(&column.kind, cell)?);
            }
        }
        Some(Self { id, cells })
    }
}

impl Answers {
    /// All answers by question code.
    #[must_use]
    pub fn to_json(&self) -> Value {
        Value::Object(self.0.iter().map(|(code, answer)| (code.clone(), answer.to_json())).collect())
    }

    /// From the stored form; answers to questions that the form does not hold are left out.
    #[must_use]
    pub fn from_json(form: &Form, value: &Value) -> Option<Self> {
        let stored = value.as_object()?;
        let mut answers = BTreeMap::new();
        for question in form.questions() {
            if let Some(answer) = stored.get(&question.code) {
                answers.insert(question.code.clone(), Answer::from_json(&question.kind, answer)?);
            }
        }
        Some(Self(answers))
    }
}

impl Budget {
    /// Amounts in cents by account: `{"60": [120000, 0, 0]}`.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!(self.0)
    }

    /// From the stored form.
    #[must_use]
    pub fn from_json(value: &Value) -> Option<Self> {
        let years = |amounts: &Value| -> Option<Vec<Cents>> {
            amounts.as_array()?.iter().map(|amount| amount.as_i64().map(Cents)).collect()
        };
        let accounts = value.as_object()?.iter().map(|(number, amounts)| Some((number.clone(), years(amounts)?)));
        accounts.collect::<Option<_>>().map(Self)
    }
}
