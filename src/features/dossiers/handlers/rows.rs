//! Lines of tables: one form a line, saved whole, with its own version.

use std::collections::BTreeMap;

use axum::{http::StatusCode, response::Response};
use domain::{
    answers::Answer,
    form::{Question, QuestionCode, QuestionKind, Step},
    ids::DossierId,
};

use super::steps::by;
use crate::{
    error::{AppError, AppResult},
    features::{
        door::OnDossier,
        dossiers::{
            actions::{self, SaveRefused, Saved, Stale},
            fields::{self, Field, Typed},
            pages::{self, ConflictItem, ConflictPage, NEW_LINE},
            view::{self, Opened},
            words,
        },
    },
    i18n::{self, Lang},
    web::{Errors, Path, RawForm, Visit, page},
};

/// Dossier, step, question, line ([`NEW_LINE`] for one more).
type Line = (DossierId, String, String, String);

/// Where a line of a table stands in a dossier.
struct RowPlace<'a> {
    step: &'a str,
    question: &'a str,
    line: &'a str,
}

fn columns<'a>(step: &'a Step, code: &str) -> AppResult<(&'a Question, &'a [Question])> {
    let question = step.questions.iter().find(|question| question.code == code).ok_or(AppError::NotFound)?;
    match &question.kind {
        QuestionKind::Table { columns, .. } => Ok((question, columns)),
        _ => Err(AppError::NotFound),
    }
}

/// `GET /dossiers/{id}/etapes/{step}/lignes/{question}/{line}`.
pub(in crate::features::dossiers) async fn show(at: OnDossier, Path(line): Path<Line>) -> AppResult<Response> {
    let (visit, opened) = (&at.visit, view::open(&at).await?);
    if opened.locked.is_some() {
        return Ok(visit.go(&opened.href()));
    }
    let (_, step) = opened.step(&line.1).ok_or(AppError::NotFound)?;
    let page = pages::row_page(&opened, step, (&line.2, &line.3), &Typed::new(), Errors::default(), visit);
    visit.page(&opened.shell(visit), &page.ok_or(AppError::NotFound)?)
}

/// `POST /dossiers/{id}/etapes/{step}/lignes/{question}/{line}`.
pub(in crate::features::dossiers) async fn save(
    at: OnDossier,
    Path((id, code, question, line)): Path<Line>,
    raw: RawForm,
) -> AppResult<Response> {
    let (visit, opened) = (&at.visit, view::open(&at).await?);
    let (_, step) = opened.step(&code).ok_or(AppError::NotFound)?;
    let (asked, columns) = columns(step, &question)?;
    let back = format!("{}#{question}", opened.step_href(&code));
    if raw.get("keep.v") == "theirs" {
        return Ok(visit.go(&back));
    }
    let (on_page, cells, typed) = read_shown(&opened, asked, &line, &raw, visit.lang);
    let existing = (line != NEW_LINE).then(|| line.clone());
    let version = Some(raw.get("v").parse().unwrap_or(0));
    let table = question.clone();
    let row = at.act(async move |act| actions::save_row(&act, id, &table, existing.as_deref(), cells, version).await);
    let place = |line| RowPlace { step: &code, question: &question, line };
    let refused = match row.await {
        Ok((_, Saved::Stale(stale))) => return conflict(visit, &opened, (&code, asked, columns), &raw, &stale),
        Ok((line, Saved::Version(_))) => return saved(&at, &place(&line), &raw, &on_page, typed).await,
        Err(refused) => refused.rule()?,
    };
    let text = match refused {
        SaveRefused::Edit(why) => words::locked(why, opened.definition.zone, visit.lang),
        SaveRefused::TooManyRows { max } => i18n::text(visit.lang, "dossiers-too-many-rows", &[("max", max.into())]),
    };
    again(&at, &place(&line), keep(columns, &raw, typed), Some(text)).await
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
    at: &OnDossier,
    place: &RowPlace<'_>,
    raw: &RawForm,
    on_page: &[Question],
    typed: Typed,
) -> AppResult<Response> {
    if typed.values().any(|(_, error)| !error.is_empty()) {
        return again(at, place, typed, None).await;
    }
    let (visit, id, RowPlace { step: code, question, line }) = (&at.visit, at.dossier.id, place);
    let rows = format!("/dossiers/{id}/etapes/{code}/lignes/{question}");
    if grown(at, place, on_page).await? {
        return Ok(visit.go_with(&format!("{rows}/{line}"), "dossiers-flash-grown"));
    }
    if raw.get("then") == "another" {
        return Ok(visit.go_with(&format!("{rows}/{NEW_LINE}"), "dossiers-flash-saved"));
    }
    Ok(visit.go_with(&format!("/dossiers/{id}/etapes/{code}#{question}"), "dossiers-flash-saved"))
}

/// Whether what was saved shows columns that the page did not.
async fn grown(at: &OnDossier, place: &RowPlace<'_>, on_page: &[Question]) -> AppResult<bool> {
    let opened = view::open_again(at).await?;
    let (_, step) = opened.step(place.step).ok_or(AppError::NotFound)?;
    let (asked, columns) = columns(step, place.question)?;
    let is_new = |column: &&Question| !on_page.iter().any(|known| known.code == column.code);
    Ok(columns.iter().filter(is_new).any(|column| opened.shows_cell(asked, place.line, column)))
}

fn keep(columns: &[Question], raw: &RawForm, mut typed: Typed) -> Typed {
    for column in columns {
        let values = raw.all(&column.code).into_iter().map(str::to_owned).collect();
        typed.entry(column.code.clone()).or_insert((values, String::new()));
    }
    typed
}

async fn again(at: &OnDossier, place: &RowPlace<'_>, typed: Typed, error: Option<String>) -> AppResult<Response> {
    let (visit, opened) = (&at.visit, view::open_again(at).await?);
    let (_, step) = opened.step(place.step).ok_or(AppError::NotFound)?;
    let errors = error.map_or_else(Errors::default, |text| Errors::one("", text));
    let page = pages::row_page(&opened, step, (place.question, place.line), &typed, errors, visit);
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
        step: step.title.clone(),
        step_href: opened.step_href(code),
        action: format!("{}/lignes/{}/{}", opened.step_href(code), place.question, place.cell),
        version: stale.version,
        items: vec![item],
    };
    page::render(visit, &opened.shell(visit), StatusCode::CONFLICT, &page)
}

/// `POST /dossiers/{id}/etapes/{step}/lignes/{question}/{line}/retrait`.
pub(in crate::features::dossiers) async fn remove(
    at: OnDossier,
    Path((id, code, question, line)): Path<Line>,
) -> AppResult<Response> {
    let back = format!("/dossiers/{id}/etapes/{code}#{question}");
    match at.act(async move |act| actions::remove_row(&act, id, &question, &line).await).await {
        Ok(()) => Ok(at.visit.go_with(&back, "dossiers-flash-row-removed")),
        Err(refused) => {
            refused.rule()?;
            Ok(at.visit.go_with_error(&format!("/dossiers/{id}"), "dossiers-flash-locked"))
        }
    }
}
