//! Questions as fields of a page, and what a page posts back as changes. What cannot be read is shown again, not stored.

use std::collections::BTreeMap;

use domain::{
    answers::{Answer, AnswerProblem, parse_amount, parse_answer},
    form::{Question, QuestionCode, QuestionKind, Step},
    geo,
    money::Cents,
    search,
    text::Siret,
};
use serde::Serialize;
use serde_json::{Value, json};

use super::{
    actions::{Change, Place},
    reading, words,
};
use crate::{
    i18n::{self, Lang},
    web::{Choice, RawForm, words::plain},
};

/// A field of a page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Field {
    /// Which component shows it.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// What is asked.
    pub label: String,
    /// Help and example.
    pub hint: String,
    /// What it holds.
    pub value: String,
    /// What it holds, for lists.
    pub values: Vec<String>,
    /// What can be chosen.
    pub options: Vec<Choice>,
    /// What is wrong with it, or empty.
    pub error: String,
    /// It may be left empty.
    pub optional: bool,
    /// The version that was read; negative when the page sends none.
    pub version: i64,
    /// Most characters, 0 for no limit.
    pub max: usize,
    /// Lines of a text area.
    pub rows: usize,
}

/// What was typed and could not be read, by name of field.
pub(super) type Typed = BTreeMap<String, (Vec<String>, String)>;

/// A question as a field.
pub(super) fn field(question: &Question, answer: Option<&Answer>, version: i64, typed: &Typed, lang: Lang) -> Field {
    let (values, error) = match typed.get(&question.code) {
        Some((values, error)) => (values.clone(), sentence(error)),
        None => (answer.map(|answer| shown(&question.kind, answer)).unwrap_or_default(), String::new()),
    };
    let base = Field {
        name: question.code.clone(),
        label: question.label.clone(),
        hint: hint(question, lang),
        value: values.first().cloned().unwrap_or_default(),
        values,
        error,
        optional: !question.required,
        version,
        ..Field::default()
    };
    let options = |choices: &[domain::form::Choice]| {
        let option = |choice: &domain::form::Choice| Choice::new(&choice.value, &choice.label);
        choices.iter().map(option).collect::<Vec<_>>()
    };
    match &question.kind {
        // A limit above a line and a half is written on several lines.
        QuestionKind::ShortText { max } if *max > 200 => Field { kind: "textarea", max: *max, rows: 3, ..base },
        QuestionKind::ShortText { .. } => Field { kind: "text", ..base },
        QuestionKind::LongText { max, .. } => {
            Field { kind: "textarea", max: *max, rows: (*max / 160).clamp(4, 12), ..base }
        }
        QuestionKind::Integer { .. } => Field { kind: "number", ..base },
        QuestionKind::Money => Field { kind: "money", ..base },
        QuestionKind::Date => Field { kind: "date", ..base },
        QuestionKind::YesNo => Field { kind: "yes_no", ..base },
        QuestionKind::Choice(choices) if choices.len() <= 5 => {
            Field { kind: "radios", options: options(choices), ..base }
        }
        QuestionKind::Choice(choices) => Field { kind: "select", options: options(choices), ..base },
        QuestionKind::Choices(choices) => Field { kind: "checkboxes", options: options(choices), ..base },
        QuestionKind::Email => Field { kind: "email", ..base },
        QuestionKind::Phone => Field { kind: "phone", ..base },
        QuestionKind::Siret => Field { kind: "siret", ..base },
        QuestionKind::Rna => Field { kind: "code", ..base },
        QuestionKind::Departments => {
            Field { kind: "full", value: base.values.join(", "), hint: departments_hint(&base.hint, lang), ..base }
        }
        QuestionKind::Sworn => Field { kind: "checkbox", ..base },
        QuestionKind::Table { .. } | QuestionKind::Budget { .. } | QuestionKind::File => Field { kind: "none", ..base },
    }
}

fn departments_hint(help: &str, lang: Lang) -> String {
    let how = i18n::word(lang, "dossiers-departments-how");
    if help.is_empty() { how } else { format!("{help} {how}") }
}

/// With a capital: the message under a field stands alone, in the summary it follows the label.
pub(super) fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Help, then an example.
pub(super) fn hint(question: &Question, lang: Lang) -> String {
    if question.example.is_empty() {
        return question.help.clone();
    }
    let example = i18n::text(lang, "dossiers-example", &[("example", question.example.clone().into())]);
    if question.help.is_empty() { example } else { format!("{} {example}", question.help) }
}

/// An answer as its field holds it.
fn shown(kind: &QuestionKind, answer: &Answer) -> Vec<String> {
    match (kind, answer) {
        (_, Answer::Money(amount)) => vec![plain(*amount)],
        (_, Answer::Date(day)) => vec![day.format("%Y-%m-%d").to_string()],
        (_, Answer::YesNo(yes)) => vec![if *yes { "oui" } else { "non" }.to_owned()],
        (QuestionKind::Departments, Answer::Choices(codes)) => {
            let name = |code: &String| geo::department(code).map_or(code.clone(), |found| found.name.to_owned());
            codes.iter().map(name).collect()
        }
        (QuestionKind::Siret, Answer::Text(text)) => {
            vec![Siret::parse(text).map_or_else(|_| text.clone(), |siret| siret.to_french())]
        }
        (_, Answer::Choices(values)) => values.iter().cloned().collect(),
        (_, Answer::Text(text) | Answer::Choice(text)) => vec![text.clone()],
        (_, Answer::Integer(number)) => vec![number.to_string()],
        (_, Answer::Table(_) | Answer::Budget(_)) => Vec::new(),
    }
}

/// Reads what was posted for a question. A department is known by its number or by its name.
pub(super) fn parse(question: &Question, raw: &[&str]) -> Result<Option<Answer>, AnswerProblem> {
    match &question.kind {
        QuestionKind::YesNo | QuestionKind::Sworn => {
            let words: Vec<&str> = raw.iter().map(|value| if *value == "oui" { "yes" } else { value }).collect();
            let words: Vec<&str> = words.into_iter().map(|value| if value == "non" { "no" } else { value }).collect();
            parse_answer(&question.kind, &words)
        }
        QuestionKind::Departments => {
            let parts = raw.iter().flat_map(|text| text.split([',', ';', '\n'])).map(str::trim);
            let known = |part: &str| {
                let same =
                    |found: &&geo::Department| found.code == code_of(part) || letters(found.name) == letters(part);
                geo::departments().iter().find(same).map_or(part.to_owned(), |found| found.code.to_owned())
            };
            let codes: Vec<String> = parts.filter(|part| !part.is_empty()).map(known).collect();
            parse_answer(&question.kind, &codes.iter().map(String::as_str).collect::<Vec<_>>())
        }
        kind => parse_answer(kind, raw),
    }
}

fn code_of(part: &str) -> String {
    if part.len() == 1 { format!("0{part}") } else { part.to_ascii_uppercase() }
}

/// A name without case, accents, hyphens nor apostrophes.
fn letters(name: &str) -> String {
    search::fold(name).chars().filter(|c| c.is_alphabetic()).collect()
}

/// What a page posted: changes to save, and what could not be read.
#[derive(Default)]
pub(super) struct Posted {
    pub changes: Vec<Change>,
    pub typed: Typed,
}

/// Reads the answers of a step that a page sent; `only` keeps one field, as the autosave sends it.
/// A question was on the page when its version was sent: an unticked box sends nothing else.
pub(super) fn read_step(step: &Step, raw: &RawForm, only: Option<&str>, lang: Lang) -> Posted {
    let mut posted = Posted::default();
    let wanted = |name: &str| only.is_none_or(|only| only == name) && raw.has(&format!("v.{name}"));
    for question in &step.questions {
        match &question.kind {
            QuestionKind::Budget { years, accounts } => {
                for account in accounts {
                    for year in 0..*years {
                        let cell = format!("{}.{year}", account.number);
                        let name = format!("{}.{cell}", question.code);
                        if wanted(&name) {
                            let amount = match raw.get(&name).trim() {
                                "" => Ok(None),
                                text => parse_amount(text).map(|amount| Some(json!(amount.0))),
                            };
                            keep(&mut posted, raw, (&name, Place::cell(&question.code, &cell)), amount, lang);
                        }
                    }
                }
            }
            QuestionKind::Table { .. } | QuestionKind::File => {}
            _ if wanted(&question.code) => {
                let read = parse(question, &raw.all(&question.code)).map(|answer| answer.map(|a| a.to_json()));
                keep(&mut posted, raw, (&question.code, Place::of(&question.code)), read, lang);
            }
            _ => {}
        }
    }
    posted
}

fn keep(
    posted: &mut Posted,
    raw: &RawForm,
    (name, place): (&str, Place),
    read: Result<Option<Value>, AnswerProblem>,
    lang: Lang,
) {
    match read {
        Ok(value) => posted.changes.push(Change { place, value, version: Some(version(raw, name)) }),
        Err(problem) => {
            let values = raw.all(name).into_iter().map(str::to_owned).collect();
            posted.typed.insert(name.to_owned(), (values, words::problem(&problem, lang)));
        }
    }
}

fn version(raw: &RawForm, name: &str) -> i64 {
    raw.get(&format!("v.{name}")).parse().unwrap_or(0)
}

/// Reads the cells of a line of a table: those that can be read, and what could not.
pub(super) fn read_row(columns: &[Question], raw: &RawForm, lang: Lang) -> (BTreeMap<QuestionCode, Answer>, Typed) {
    let (mut cells, mut typed) = (BTreeMap::new(), Typed::new());
    for column in columns {
        match parse(column, &raw.all(&column.code)) {
            Ok(Some(answer)) => {
                cells.insert(column.code.clone(), answer);
            }
            Ok(None) => {}
            Err(problem) => {
                let values = raw.all(&column.code).into_iter().map(str::to_owned).collect();
                typed.insert(column.code.clone(), (values, words::problem(&problem, lang)));
            }
        }
    }
    (cells, typed)
}

/// A stored value in words, as the page of a conflict shows it.
pub(super) fn stored_text(question: &Question, cell: &str, value: &Value, lang: Lang) -> String {
    match &question.kind {
        QuestionKind::Budget { .. } => value.as_i64().map(|amount| Cents(amount).to_french()).unwrap_or_default(),
        QuestionKind::Table { columns, .. } => {
            let row = domain::answers::Row::from_json(columns, &json!({ "id": cell, "cells": value }));
            let line = |column: &Question| {
                let answer = row.as_ref()?.cells.get(&column.code)?;
                Some(format!("{} : {}", column.label, reading::value(&column.kind, answer, lang)))
            };
            columns.iter().filter_map(line).collect::<Vec<_>>().join("\n")
        }
        kind => Answer::from_json(kind, value).map(|answer| reading::value(kind, &answer, lang)).unwrap_or_default(),
    }
}
