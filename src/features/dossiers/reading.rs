//! A dossier put into words, for those who read it: officers, reviewers, the committee, the printed copy.

use domain::{
    answers::{Answer, Answers},
    budget::Budget,
    call::{Call, PieceCode},
    form::{Account, Choice, Form, Question, QuestionKind, Side},
    geo,
    ids::DossierId,
    meaning::Shown,
    money::Cents,
    text::{Phone, Siret},
};
use serde::Serialize;
use std::collections::BTreeMap;

use super::store::{Snapshot, SnapshotDocument};
use crate::i18n::{self, Lang};

/// A dossier to be read, step by step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// Steps of the form.
    pub steps: Vec<ReadingStep>,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadingStep {
    /// Its code, for anchors in the page.
    pub code: String,
    /// Its title.
    pub title: String,
    /// What it holds.
    pub items: Vec<ReadingItem>,
}

/// An answer, a table or a list of files, as `kind` says: `answer`, `table`, `files`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReadingItem {
    /// `answer`, `table` or `files`.
    pub kind: &'static str,
    /// Code of the question or of the piece.
    pub code: String,
    /// The question.
    pub label: String,
    /// The answer; line ends are kept; empty when there is none.
    pub value: String,
    /// Columns of a table.
    pub heads: Vec<ReadingHead>,
    /// Lines of a table.
    pub rows: Vec<ReadingRow>,
    /// Files.
    pub files: Vec<ReadingFile>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadingHead {
    /// Its words.
    pub label: String,
    /// Holds numbers, aligned right.
    pub num: bool,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadingRow {
    /// A sum of lines before it.
    pub total: bool,
    /// Its cells.
    pub cells: Vec<String>,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadingFile {
    /// Address to download it from.
    pub href: String,
    /// Its name.
    pub name: String,
    /// « 412 ko ».
    pub size_text: String,
    /// SHA-256 of its content.
    pub sha256: String,
}

/// Puts a filing into words. Questions without an answer stay, so that what lacks is seen.
#[must_use]
pub fn of(call: &Call, snapshot: &Snapshot, lang: Lang) -> Reading {
    working(call, (snapshot.dossier, &snapshot.track), &snapshot.answers, &snapshot.documents, lang)
}

/// Puts a working copy into words.
#[must_use]
pub fn working(
    call: &Call,
    (dossier, track): (DossierId, &str),
    answers: &Answers,
    documents: &[SnapshotDocument],
    lang: Lang,
) -> Reading {
    let files = |code: &str| {
        let of_piece = |document: &&SnapshotDocument| document.piece == code;
        documents.iter().filter(of_piece).map(|document| file(dossier, document, lang)).collect()
    };
    let mut count: BTreeMap<PieceCode, usize> = BTreeMap::new();
    documents.iter().for_each(|document| *count.entry(document.piece.clone()).or_default() += 1);
    let shown = Shown::new(call, track, answers, &count);
    let answers = &shown.answers;
    let steps = call.form.steps.iter().map(|step| {
        let mut items: Vec<ReadingItem> = Vec::new();
        for question in step.questions.iter().filter(|question| shown.shows(&question.code)) {
            match &question.kind {
                QuestionKind::File => items.push(files_item(&question.code, &question.label, files(&question.code))),
                _ => items.push(item(&call.form, question, answers, lang)),
            }
        }
        if step.holds_pieces {
            for piece in &call.pieces {
                let joined: Vec<ReadingFile> = files(&piece.code);
                if !joined.is_empty() || shown.owes(&piece.code) {
                    items.push(files_item(&piece.code, &piece.label, joined));
                }
            }
        }
        ReadingStep { code: step.code.clone(), title: step.title.clone(), items }
    });
    Reading { steps: steps.collect() }
}

fn files_item(code: &str, label: &str, files: Vec<ReadingFile>) -> ReadingItem {
    ReadingItem { kind: "files", code: code.to_owned(), label: label.to_owned(), files, ..ReadingItem::default() }
}

fn file(dossier: DossierId, document: &SnapshotDocument, lang: Lang) -> ReadingFile {
    ReadingFile {
        href: format!("/dossiers/{}/documents/{}", dossier, document.id),
        name: document.file_name.clone(),
        size_text: size_text(document.size, lang),
        sha256: document.sha256.clone(),
    }
}

/// « 412 ko », « 1,1 Mo ».
#[must_use]
pub fn size_text(bytes: i64, lang: Lang) -> String {
    let (kilo, mega, point) = if lang == Lang::Fr { ("ko", "Mo", ',') } else { ("kB", "MB", '.') };
    let kilobytes = (bytes + 999) / 1_000;
    if kilobytes < 1_000 {
        return format!("{kilobytes}\u{a0}{kilo}");
    }
    let tenths = (bytes + 50_000) / 100_000;
    format!("{}{point}{}\u{a0}{mega}", tenths / 10, tenths % 10)
}

fn item(form: &Form, question: &Question, answers: &Answers, lang: Lang) -> ReadingItem {
    let base = ReadingItem {
        kind: "answer",
        code: question.code.clone(),
        label: question.label.clone(),
        ..ReadingItem::default()
    };
    match &question.kind {
        QuestionKind::Table { columns, .. } => {
            let cell = |row: &domain::answers::Row, column: &Question| {
                row.cells.get(&column.code).map(|cell| value(&column.kind, cell, lang)).unwrap_or_default()
            };
            let rows = answers.rows(&question.code).iter().map(|row| ReadingRow {
                total: false,
                cells: columns.iter().map(|column| cell(row, column)).collect(),
            });
            ReadingItem {
                kind: "table",
                heads: columns.iter().enumerate().map(head).collect(),
                rows: rows.collect(),
                ..base
            }
        }
        QuestionKind::Budget { years, accounts } => budget(form, base, answers, (*years, accounts), lang),
        kind => {
            let value = answers.get(&question.code).map(|answer| value(kind, answer, lang)).unwrap_or_default();
            ReadingItem { value, ..base }
        }
    }
}

/// The head of a column; the first one names the line, even by a number.
pub(super) fn head((place, column): (usize, &Question)) -> ReadingHead {
    let number = matches!(column.kind, QuestionKind::Money | QuestionKind::Integer { .. });
    ReadingHead { label: column.label.clone(), num: place > 0 && number }
}

fn label<'a>(choices: &'a [Choice], value: &'a str) -> &'a str {
    choices.iter().find(|choice| choice.value == value).map_or(value, |choice| choice.label.as_str())
}

/// A value in words.
#[must_use]
pub fn value(kind: &QuestionKind, answer: &Answer, lang: Lang) -> String {
    match (kind, answer) {
        (QuestionKind::Siret, Answer::Text(text)) => {
            Siret::parse(text).map(|siret| siret.to_french()).unwrap_or_else(|_| text.clone())
        }
        (QuestionKind::Phone, Answer::Text(text)) => {
            Phone::parse(text).map(|phone| phone.to_french()).unwrap_or_else(|_| text.clone())
        }
        (QuestionKind::Choice(choices), Answer::Choice(value)) => label(choices, value).to_owned(),
        (QuestionKind::Choices(choices), Answer::Choices(values)) => {
            values.iter().map(|value| label(choices, value)).collect::<Vec<_>>().join("\n")
        }
        (QuestionKind::Departments, Answer::Choices(codes)) => {
            let name = |code: &String| match geo::department(code) {
                Some(department) => format!("{} ({code})", department.name),
                None => code.clone(),
            };
            codes.iter().map(name).collect::<Vec<_>>().join(", ")
        }
        (_, Answer::Text(text) | Answer::Choice(text)) => text.clone(),
        (_, Answer::Integer(number)) => number.to_string(),
        (_, Answer::Money(amount)) => amount.to_french(),
        (_, Answer::Date(day)) => i18n::date(lang, *day),
        (_, Answer::YesNo(yes)) => i18n::word(lang, if *yes { "ui-yes" } else { "ui-no" }),
        (_, Answer::Choices(values)) => values.iter().cloned().collect::<Vec<_>>().join(", "),
        (_, Answer::Table(_) | Answer::Budget(_)) => String::new(),
    }
}

/// Sides of the budget in the order in which people read them, with the start of their Fluent keys.
pub(super) const SIDES: [(Side, &str); 5] = [
    (Side::Charges, "dossiers-side-charges"),
    (Side::Income, "dossiers-side-income"),
    (Side::Requested, "dossiers-side-requested"),
    (Side::InKindCharges, "dossiers-side-in-kind-charges"),
    (Side::InKindIncome, "dossiers-side-in-kind-income"),
];

/// Lines of the budget with something in them, a total for each side.
fn budget(
    form: &Form,
    base: ReadingItem,
    answers: &Answers,
    (years, accounts): (usize, &[Account]),
    lang: Lang,
) -> ReadingItem {
    let empty = Budget::default();
    let budget = match answers.get(&base.code) {
        Some(Answer::Budget(budget)) => budget,
        _ => &empty,
    };
    let line = |name: String, total: bool, amounts: Vec<Cents>| {
        let sum: Cents = amounts.iter().copied().sum();
        let cells = std::iter::once(name).chain(amounts.iter().chain([&sum]).map(|amount| amount.to_french()));
        (sum, ReadingRow { total, cells: cells.collect() })
    };
    let mut rows = Vec::new();
    for (side, key) in SIDES {
        for account in accounts.iter().filter(|account| account.side == side) {
            let amounts = (0..years).map(|year| budget.amount(&account.number, year)).collect();
            let (sum, row) = line(format!("{} {}", account.number, account.label), false, amounts);
            if sum != Cents::ZERO {
                rows.push(row);
            }
        }
        let totals = (0..years).map(|year| budget.side(accounts, side, year)).collect();
        // A side on which nothing can be entered has no total.
        if accounts.iter().any(|account| account.side == side) {
            rows.push(line(i18n::word(lang, key), true, totals).1);
        }
        let planned = form.reads.funding.is_some() && form.reads.budget.as_deref() == Some(&base.code);
        if side == Side::Income && planned {
            let plan = form.funding(answers);
            let paid = |year: usize| plan.iter().filter_map(|line| line.years.get(year)).copied().sum();
            rows.push(line(i18n::word(lang, "dossiers-side-funding"), true, (0..years).map(paid).collect()).1);
        }
    }
    let year = |n: usize| ReadingHead { label: i18n::text(lang, "dossiers-year", &[("n", n.into())]), num: true };
    let mut heads = vec![ReadingHead { label: i18n::word(lang, "dossiers-budget-line"), num: false }];
    heads.extend((1..=years).map(year));
    heads.push(ReadingHead { label: i18n::word(lang, "dossiers-total"), num: true });
    ReadingItem { kind: "table", heads, rows, ..base }
}
