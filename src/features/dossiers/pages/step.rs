//! A step of the form, a line of one of its tables, and two answers for one question.

use domain::{
    answers::Answer,
    form::{Question, QuestionKind, Step},
    meaning::{StepState, step_state},
};
use serde::Serialize;
use std::collections::BTreeMap;

use super::{
    Panel,
    tables::{self, BudgetView, TableView},
};
use crate::{
    features::dossiers::{
        fields::{self, Field, Typed},
        reading,
        view::{Head, Opened},
    },
    i18n::{self, Lang},
    web::{Errors, Page, Visit},
};

/// In addresses, the line that a table does not have yet.
pub const NEW_LINE: &str = "nouvelle";

/// A step.
#[derive(Debug, Serialize)]
pub struct StepPage {
    /// Head of the page.
    pub head: Head,
    /// Where the form goes.
    pub action: String,
    /// « Étape 3 sur 8 · ensuite : Territoire ».
    pub place: String,
    /// One for each step: `done`, `here` or empty.
    pub bar: Vec<&'static str>,
    /// Title.
    pub title: String,
    /// What it is for.
    pub intro: String,
    /// Questions.
    pub items: Vec<Item>,
    /// Questions that are hidden and hold an answer, which is kept and will not be filed.
    pub kept: Vec<String>,
    /// What is wrong.
    pub errors: Errors,
    /// The side panel.
    pub panel: Option<Panel>,
    /// The pieces, on the step that holds them.
    pub pieces: Option<PiecesView>,
}

/// A question: one of the last three is there.
#[derive(Debug, Serialize)]
pub struct Item {
    /// Its code when it has a condition, else empty.
    pub conditional: String,
    /// Its condition does not hold.
    pub hidden: bool,
    /// A field.
    pub field: Option<Field>,
    /// A table.
    pub table: Option<TableView>,
    /// A budget.
    pub budget: Option<BudgetView>,
}

/// Pieces to be joined.
#[derive(Debug, Serialize)]
pub struct PiecesView {
    /// Where each form goes.
    pub action: String,
    /// Largest file.
    pub limit: String,
    /// Pieces.
    pub items: Vec<PieceView>,
}

/// A piece.
#[derive(Debug, Serialize)]
pub struct PieceView {
    /// Code.
    pub code: String,
    /// Name.
    pub label: String,
    /// What is expected.
    pub help: String,
    /// State in words.
    pub status: String,
    /// Colour of the state.
    pub tone: &'static str,
    /// Files that are there.
    pub files: Vec<FileView>,
    /// One more can be joined.
    pub open: bool,
    /// What is wrong, or empty.
    pub error: String,
}

/// A file that was joined.
#[derive(Debug, Serialize)]
pub struct FileView {
    /// Address to download it from.
    pub href: String,
    /// Name.
    pub name: String,
    /// Size.
    pub size: String,
}

impl Page for StepPage {
    const TEMPLATE: &'static str = "pages/dossiers/step.html";
}

/// Builds a step, with what was typed and could not be saved, and errors that belong to no field.
pub(in crate::features::dossiers) fn step_page(
    opened: &Opened,
    (index, step): (usize, &Step),
    typed: &Typed,
    mut errors: Errors,
    visit: &Visit,
) -> StepPage {
    let lang = visit.lang;
    let steps = &opened.definition.form.steps;
    let order = |name: &String| {
        let code = name.split('.').next().unwrap_or_default();
        step.questions.iter().position(|question| question.code == code)
    };
    let mut wrong: Vec<_> = typed.iter().filter(|(_, (_, error))| !error.is_empty()).collect();
    wrong.sort_by_key(|(name, _)| order(name));
    for (name, (_, error)) in wrong {
        errors.push(name, format!("{} : {error}", label_of(step, name)));
    }
    let next = steps.get(index + 1).map(|next| next.title.clone());
    let args =
        [("n", (index + 1).into()), ("count", steps.len().into()), ("next", next.clone().unwrap_or_default().into())];
    let key = if next.is_some() { "dossiers-step-place" } else { "dossiers-step-place-last" };
    let bar = steps.iter().enumerate().map(|(other, of)| {
        if other == index {
            return "here";
        }
        let state = step_state(&opened.definition, of, &opened.shown);
        if state == StepState::Complete { "done" } else { "" }
    });
    let hidden = step.questions.iter().filter(|question| !opened.shown.shows(&question.code));
    let kept = hidden.filter(|question| opened.answers.get(&question.code).is_some());
    StepPage {
        kept: kept.map(|question| question.label.clone()).collect(),
        head: opened.head(lang),
        action: opened.step_href(&step.code),
        place: i18n::text(lang, key, &args),
        bar: bar.collect(),
        title: step.title.clone(),
        intro: step.intro.clone(),
        items: step.questions.iter().map(|question| item(opened, question, typed, lang)).collect(),
        panel: tables::panel(opened, step, visit),
        pieces: step.holds_pieces.then(|| pieces(opened, &errors, visit)),
        errors,
    }
}

fn label_of(step: &Step, name: &str) -> String {
    let mut parts = name.splitn(2, '.');
    let code = parts.next().unwrap_or_default();
    let Some(question) = step.questions.iter().find(|question| question.code == code) else { return name.to_owned() };
    match (&question.kind, parts.next().and_then(|cell| cell.rsplit_once('.'))) {
        (QuestionKind::Budget { accounts, .. }, Some((number, year))) => {
            let label = accounts.iter().find(|account| account.number == number).map_or("", |account| &account.label);
            format!("{number} {label} ({})", year.parse::<usize>().map_or(1, |year| year + 1))
        }
        _ => question.label.clone(),
    }
}

fn item(opened: &Opened, question: &Question, typed: &Typed, lang: Lang) -> Item {
    let table = tables::table(opened, question, lang);
    let budget = tables::budget(opened, question, typed, lang);
    let plain = table.is_none() && budget.is_none() && question.kind != QuestionKind::File;
    let field = plain.then(|| {
        let version = opened.working.version(&question.code, "");
        let field = fields::field(question, opened.answers.get(&question.code), version, typed, lang);
        // The label says « facultatif » while the question is hidden too: it comes back with its condition.
        Field { optional: !(question.required || question.required_if.is_some()), ..field }
    });
    Item {
        conditional: question.visible_if.as_ref().map(|_| question.code.clone()).unwrap_or_default(),
        hidden: !opened.shown.shows(&question.code),
        field,
        table,
        budget,
    }
}

fn pieces(opened: &Opened, errors: &Errors, visit: &Visit) -> PiecesView {
    let lang = visit.lang;
    let files = |code: &str| {
        let of_piece = opened.documents.iter().filter(|document| document.piece == code);
        let view = |document: &crate::features::dossiers::store::Document| FileView {
            href: format!("{}/documents/{}", opened.href(), document.id),
            name: document.file_name.clone(),
            size: reading::size_text(document.size, lang),
        };
        of_piece.map(view).collect::<Vec<_>>()
    };
    let piece = |(code, label, help, owed, max): (&String, &String, &String, bool, usize)| {
        let files = files(code);
        let (key, tone) = match (files.is_empty(), owed) {
            (false, _) => ("dossiers-piece-joined", "ok"),
            (true, true) => ("dossiers-piece-owed", "todo"),
            (true, false) => ("dossiers-piece-optional", "wait"),
        };
        PieceView {
            code: code.clone(),
            label: label.clone(),
            help: help.clone(),
            status: i18n::word(lang, key),
            tone,
            open: files.len() < max,
            error: errors.of(&format!("piece-{code}")).to_owned(),
            files,
        }
    };
    let of_call = opened.definition.pieces.iter().map(|found| {
        let owed = opened.shown.owes(&found.code);
        (&found.code, &found.label, &found.help, owed, found.files_max)
    });
    let asked = opened.definition.form.questions().filter(|question| question.kind == QuestionKind::File);
    let asked = asked.filter(|question| opened.shown.shows(&question.code));
    let of_form = asked.map(|found| (&found.code, &found.label, &found.help, opened.shown.requires(found), 1));
    PiecesView {
        action: format!("{}/documents", opened.href()),
        limit: i18n::text(lang, "dossiers-piece-limit", &[("max", visit.app.config.uploads.max_mib.into())]),
        items: of_call.chain(of_form).map(piece).collect(),
    }
}

/// A line of a table.
#[derive(Debug, Serialize)]
pub struct RowPage {
    /// Head of the page.
    pub head: Head,
    /// Title of the step.
    pub step: String,
    /// Address of the step.
    pub step_href: String,
    /// Where the form goes.
    pub action: String,
    /// Where its removal goes; empty for a new line.
    pub removal: String,
    /// Title.
    pub title: String,
    /// The table's question.
    pub label: String,
    /// Cells.
    pub fields: Vec<Field>,
    /// What is wrong.
    pub errors: Errors,
    /// The version that was read.
    pub version: i64,
    /// The side panel.
    pub panel: Option<Panel>,
}

impl Page for RowPage {
    const TEMPLATE: &'static str = "pages/dossiers/row.html";
}

/// Builds the page of a line; `None` when the question or the line does not exist.
pub(in crate::features::dossiers) fn row_page(
    opened: &Opened,
    step: &Step,
    (code, line): (&str, &str),
    typed: &Typed,
    mut errors: Errors,
    visit: &Visit,
) -> Option<RowPage> {
    let lang = visit.lang;
    let question = step.questions.iter().find(|question| question.code == code)?;
    let QuestionKind::Table { columns, row_name, .. } = &question.kind else { return None };
    let empty = BTreeMap::new();
    let rows = opened.answers.rows(code);
    let cells: &BTreeMap<String, Answer> =
        if line == NEW_LINE { &empty } else { &rows.iter().find(|row| row.id == line)?.cells };
    let index = rows.iter().position(|row| row.id == line);
    let field = |column: &Question| {
        let shown = fields::field(column, cells.get(&column.code), -1, typed, lang);
        let required = index.map_or(column.required, |index| opened.shown.requires_cell(code, index, column));
        let shown = Field { optional: !required, ..shown };
        if shown.kind == "radios" { Field { kind: "select", ..shown } } else { shown }
    };
    for column in columns {
        if let Some((_, error)) = typed.get(&column.code).filter(|(_, error)| !error.is_empty()) {
            errors.push(&column.code, format!("{} : {error}", column.label));
        }
    }
    let href = format!("{}/lignes/{code}", opened.step_href(&step.code));
    let key = if line == NEW_LINE { "dossiers-row-new" } else { "dossiers-row-edit" };
    let name = columns.first().and_then(|column| Some((column, cells.get(&column.code)?)));
    let name = name.map(|(column, cell)| reading::value(&column.kind, cell, lang)).unwrap_or_default();
    let args = [("name", row_name.clone().into()), ("line", name.into())];
    Some(RowPage {
        head: opened.head(lang),
        step: step.title.clone(),
        step_href: opened.step_href(&step.code),
        action: format!("{href}/{line}"),
        removal: if line == NEW_LINE { String::new() } else { format!("{href}/{line}/retrait") },
        title: i18n::text(lang, key, &args),
        label: question.label.clone(),
        fields: columns.iter().filter(|column| opened.shows_cell(question, line, column)).map(field).collect(),
        errors,
        version: opened.working.version(code, line),
        panel: tables::panel(opened, step, visit),
    })
}

/// Two answers for one question.
#[derive(Debug, Serialize)]
pub struct ConflictPage {
    /// Title of the step.
    pub step: String,
    /// Address of the step.
    pub step_href: String,
    /// Where the form goes.
    pub action: String,
    /// The version to write over, of a line of a table; negative elsewhere.
    pub version: i64,
    /// Each collision.
    pub items: Vec<ConflictItem>,
}

/// One collision.
#[derive(Debug, Serialize)]
pub struct ConflictItem {
    /// Name that is posted with the choice.
    pub name: String,
    /// The question.
    pub label: String,
    /// What was typed, to be edited.
    pub fields: Vec<Field>,
    /// What stands there.
    pub theirs: String,
    /// « Inès Morel, 14:05, enregistré ».
    pub by: String,
}

impl Page for ConflictPage {
    const TEMPLATE: &'static str = "pages/dossiers/conflict.html";
}
