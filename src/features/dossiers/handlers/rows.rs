//! Lines of tables: one form a line, saved whole, with its own version.

use std::collections::BTreeMap;

use axum::{http::StatusCode, response::Response};
use domain::{
    answers::Answer,
    form::{Question, QuestionCode, QuestionKind, Step},
    ids::DossierId,
    permissions::Action,
};

use super::steps::by;
use crate::{
    error::{AppError, AppResult},
    features::dossiers::{
        actions::{self, SaveRefused, Saved, Stale},
        fields::{self, Field, Typed},
        pages::{self, ConflictItem, ConflictPage},
        view::{self, Opened},
        words,
    },
    i18n::{self, Lang},
    web::{Errors, Path, RawForm, Visit, page},
};

/// Dossier, step, question, line (`new` for one more).
type Line = (DossierId, String, String, String);

fn columns<'a>(step: &'a Step, code: &str) -> AppResult<(&'a Question, &'a [Question])> {
    let question = step.questions.iter().find(|question| question.code == code).ok_or(AppError::NotFound)?;
    match &question.kind {
        QuestionKind::Table { columns, .. } => Ok((question, columns)),
        _ => Err(AppError::NotFound),
    }
}

/// `GET /dossiers/{id}/steps/{step}/rows/{question}/{line}`.
pub(in crate::features::dossiers) async fn show(visit: Visit, Path(line): Path<Line>) -> AppResult<Response> {
    let opened = view::open(&visit, line.0, Action::ReadOwnDossier).await?;
    if opened.locked.is_some() {
        return Ok(visit.go(&opened.href()));
    }
    let (_, step) = opened.step(&line.1).ok_or(AppError::NotFound)?;
    let page = pages::row_page(&opened, step, (&line.2, &line.3), &Typed::new(), Errors::default(), &visit);
    visit.page(&opened.shell(&visit), &page.ok_or(AppError::NotFound)?)
}

/// `POST /dossiers/{id}/steps/{step}/rows/{question}/{line}`.
pub(in crate::features::dossiers) async fn save(
    visit: Visit,
    Path((id, code, question, line)): Path<Line>,
    raw: RawForm,
) -> AppResult<Response> {
    let opened = view::open(&visit, id, Action::EditDossier).await?;
    let (_, step) = opened.step(&code).ok_or(AppError::NotFound)?;
    let (asked, columns) = columns(step, &question)?;
    let back = format!("{}#{question}", opened.step_href(&code));
    if raw.get("keep.v") == "theirs" {
        return Ok(visit.go(&back));
    }
    let (on_page, cells, typed) = read_shown(&opened, asked, &line, &raw, visit.lang);
    let existing = (line != "new").then_some(line.as_str());
    let version = Some(raw.get("v").parse().unwrap_or(0));
    let place = (question.as_str(), existing);
    match actions::save_row(&visit.app, &visit.actor, id, place, cells, version, visit.arrived).await {
        Ok((_, Saved::Stale(stale))) => conflict(&visit, &opened, (&code, asked, columns), &raw, &stale),
        Ok((line, Saved::Version(_))) => saved(&visit, id, (&code, &question, &line), &raw, (&on_page, typed)).await,
        Err(SaveRefused::Failed(error)) => Err(error),
        Err(SaveRefused::Edit(why)) => {
            let text = words::locked(why, opened.definition.zone, visit.lang);
            again(&visit, id, (&code, &question, &line), keep(columns, &raw, typed), Some(text)).await
        }
        Err(SaveRefused::TooManyRows { max }) => {
            let text = i18n::text(visit.lang, "dossiers-too-many-rows", &[("max", max.into())]);
            again(&visit, id, (&code, &question, &line), keep(columns, &raw, typed), Some(text)).await
        }
    }
}

/// The columns that the page showed, and the cells of the line: what the page did not show stays as it is.
fn read_shown(
    opened: &Opened,
    asked: &Question,
    line: &str,
    raw: &RawForm,
    lang: Lang,
) -> (Vec<Question>, BTreeMap<QuestionCode, Answer>, Typed) {
    let QuestionKind::Table { columns, .. } = &asked.kind else { return Default::default() };
    let shown = columns.iter().filter(|column| opened.shows_cell(asked, line, column));
    let on_page: Vec<Question> = shown.cloned().collect();
    let (mut cells, typed) = fields::read_row(&on_page, raw, lang);
    let standing = opened.answers.rows(&asked.code).iter().find(|row| row.id == line);
    for (code, cell) in standing.into_iter().flat_map(|row| &row.cells) {
        if !on_page.iter().any(|column| column.code == *code) {
            cells.insert(code.clone(), cell.clone());
        }
    }
    (on_page, cells, typed)
}

/// Where to go once a line is saved: back to it while something is wrong or came up, else where was asked.
async fn saved(
    visit: &Visit,
    id: DossierId,
    (code, question, line): (&str, &str, &str),
    raw: &RawForm,
    (on_page, typed): (&[Question], Typed),
) -> AppResult<Response> {
    if typed.values().any(|(_, error)| !error.is_empty()) {
        return again(visit, id, (code, question, line), typed, None).await;
    }
    let rows = format!("/dossiers/{id}/steps/{code}/rows/{question}");
    if grown(visit, id, (code, question, line), on_page).await? {
        return Ok(visit.go_with(&format!("{rows}/{line}"), "dossiers-flash-grown"));
    }
    if raw.get("then") == "another" {
        return Ok(visit.go_with(&format!("{rows}/new"), "dossiers-flash-saved"));
    }
    Ok(visit.go_with(&format!("/dossiers/{id}/steps/{code}#{question}"), "dossiers-flash-saved"))
}

/// Whether what was saved shows columns that the page did not.
async fn grown(
    visit: &Visit,
    id: DossierId,
    (code, question, line): (&str, &str, &str),
    on_page: &[Question],
) -> AppResult<bool> {
    let opened = view::open(visit, id, Action::ReadOwnDossier).await?;
    let (_, step) = opened.step(code).ok_or(AppError::NotFound)?;
    let (asked, columns) = columns(step, question)?;
    let is_new = |column: &&Question| !on_page.iter().any(|known| known.code == column.code);
    Ok(columns.iter().filter(is_new).any(|column| opened.shows_cell(asked, line, column)))
}

fn keep(columns: &[Question], raw: &RawForm, mut typed: Typed) -> Typed {
    for column in columns {
        let values = raw.all(&column.code).into_iter().map(str::to_owned).collect();
        typed.entry(column.code.clone()).or_insert((values, String::new()));
    }
    typed
}

async fn again(
    visit: &Visit,
    id: DossierId,
    (code, question, line): (&str, &str, &str),
    typed: Typed,
    error: Option<String>,
) -> AppResult<Response> {
    let opened = view::open(visit, id, Action::ReadOwnDossier).await?;
    let (_, step) = opened.step(code).ok_or(AppError::NotFound)?;
    let errors = error.map_or_else(Errors::default, |text| Errors::one("", text));
    let page = pages::row_page(&opened, step, (question, line), &typed, errors, visit);
    visit.refused(&opened.shell(visit), &page.ok_or(AppError::NotFound)?)
}

fn conflict(
    visit: &Visit,
    opened: &Opened,
    (code, asked, columns): (&str, &Question, &[Question]),
    raw: &RawForm,
    stale: &Stale,
) -> AppResult<Response> {
    let typed = keep(columns, raw, Typed::new());
    let field = |column: &Question| {
        let field = fields::field(column, None, -1, &typed, visit.lang);
        if field.kind == "radios" { Field { kind: "select", ..field } } else { field }
    };
    let place = &stale.change.place;
    let item = ConflictItem {
        name: "v".into(),
        label: asked.label.clone(),
        fields: columns.iter().map(field).collect(),
        theirs: fields::stored_text(asked, &place.cell, &stale.theirs, visit.lang),
        by: by(visit, opened, stale),
    };
    let (_, step) = opened.step(code).ok_or(AppError::NotFound)?;
    let page = ConflictPage {
        head: opened.head(visit.lang),
        step: step.title.clone(),
        step_href: opened.step_href(code),
        action: format!("{}/rows/{}/{}", opened.step_href(code), place.question, place.cell),
        version: stale.version,
        items: vec![item],
    };
    page::render(visit, &opened.shell(visit), StatusCode::CONFLICT, &page)
}

/// `POST /dossiers/{id}/steps/{step}/rows/{question}/{line}/removal`.
pub(in crate::features::dossiers) async fn remove(
    visit: Visit,
    Path((id, code, question, line)): Path<Line>,
) -> AppResult<Response> {
    let opened = view::open(&visit, id, Action::EditDossier).await?;
    let back = format!("{}#{question}", opened.step_href(&code));
    match actions::remove_row(&visit.app, &visit.actor, id, &question, &line, visit.arrived).await {
        Ok(()) => Ok(visit.go_with(&back, "dossiers-flash-row-removed")),
        Err(SaveRefused::Failed(error)) => Err(error),
        Err(SaveRefused::Edit(_) | SaveRefused::TooManyRows { .. }) => {
            Ok(visit.go_with_error(&opened.href(), "dossiers-flash-locked"))
        }
    }
}
