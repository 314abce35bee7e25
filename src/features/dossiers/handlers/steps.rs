//! Steps of the form: shown, and saved field by field.

use axum::{
    http::{HeaderMap, StatusCode},
    response::Response,
};
use domain::{form::QuestionKind, ids::DossierId};

use super::autosave;
use crate::{
    error::{AppError, AppResult},
    features::{
        door::OnDossier,
        dossiers::{
            actions::{self, Place, SaveRefused, Saved, Stale},
            fields::{self, Field, Posted, Typed},
            pages::{self, ConflictItem, ConflictPage, NEW_LINE},
            view::{self, Opened},
            words,
        },
    },
    i18n,
    web::{Errors, Path, RawForm, Visit, page},
};

/// `GET /dossiers/{id}/etapes/{step}`. What cannot be edited is read on the page of the dossier.
pub(in crate::features::dossiers) async fn show(
    at: OnDossier,
    Path((_, code)): Path<(DossierId, String)>,
) -> AppResult<Response> {
    let (visit, opened) = (&at.visit, view::open(&at).await?);
    let step = opened.step(&code).ok_or(AppError::NotFound)?;
    if opened.locked.is_some() {
        return Ok(visit.go(&format!("{}#lecture-{code}", opened.href())));
    }
    visit.page(&opened.shell(visit), &pages::step_page(&opened, step, &Typed::new(), Errors::default(), visit))
}

/// `POST /dossiers/{id}/etapes/{step}`.
pub(in crate::features::dossiers) async fn save(
    at: OnDossier,
    Path((id, code)): Path<(DossierId, String)>,
    headers: HeaderMap,
    raw: RawForm,
) -> AppResult<Response> {
    if headers.get("x-requested-with").is_some_and(|by| by == "fetch") {
        return autosave::save(&at, &code, &raw).await;
    }
    let (visit, opened) = (&at.visit, view::open(&at).await?);
    let (_, step) = opened.step(&code).ok_or(AppError::NotFound)?;
    let mut posted = fields::read_step(step, &raw, None, visit.lang);
    // After a conflict: what the other person wrote is kept.
    posted.changes.retain(|change| raw.get(&format!("keep.{}", name_of(&change.place))) != "theirs");
    let sent = posted.changes.clone();
    let refused = match at.act(async move |act| actions::save_answers(&act, id, sent).await).await {
        Ok(saved) => return after(&at, &opened, &code, &raw, posted, saved).await,
        Err(refused) => refused.rule()?,
    };
    match refused {
        SaveRefused::Edit(why) => {
            let text = words::locked(why, opened.definition.zone, visit.lang);
            show_again(&at, &code, keep_all(&raw, posted), Errors::one("", text)).await
        }
        SaveRefused::TooManyRows { .. } => Err(AppError::Unreadable),
    }
}

async fn after(
    at: &OnDossier,
    before: &Opened,
    code: &str,
    raw: &RawForm,
    posted: Posted,
    saved: Vec<Saved>,
) -> AppResult<Response> {
    let (visit, opened) = (&at.visit, view::open_again(at).await?);
    let stale: Vec<Stale> = saved.into_iter().filter_map(stale).collect();
    if !stale.is_empty() {
        return conflict(visit, &opened, code, raw, stale);
    }
    if !posted.typed.is_empty() {
        return show_again(at, code, posted.typed, Errors::default()).await;
    }
    let here = opened.step_href(code);
    let steps = &opened.definition.form.steps;
    let following = steps.iter().skip_while(|step| step.code != code).nth(1);
    match raw.get("then").split_once(':') {
        Some(("row", line)) => Ok(visit.go(&line_href(&here, line))),
        // Nobody is led past a question that this very page has brought up.
        _ if has_grown(before, &opened, code) => Ok(visit.go_with(&here, "dossiers-flash-grown")),
        _ if raw.get("then") == "stay" => Ok(visit.go_with(&here, "dossiers-flash-saved")),
        _ => Ok(visit
            .go(&following
                .map_or_else(|| format!("{}/verification", opened.href()), |step| opened.step_href(&step.code)))),
    }
}

/// The page of a line of a table, from `question:line`; `new` asks for one more.
fn line_href(here: &str, line: &str) -> String {
    match line.split_once(':') {
        Some((question, "new")) => format!("{here}/lignes/{}/{NEW_LINE}", plain(question)),
        Some((question, line)) => format!("{here}/lignes/{}/{}", plain(question), plain(line)),
        None => here.to_owned(),
    }
}

/// Whether a step shows an empty question that it did not show before.
fn has_grown(before: &Opened, now: &Opened, code: &str) -> bool {
    let questions = now.step(code).map_or(&[][..], |(_, step)| &step.questions);
    questions.iter().any(|question| {
        let code = &question.code;
        !before.shown.shows(code) && now.shown.shows(code) && now.answers.get(code).is_none()
    })
}

/// Codes and ids of lines: nothing else may come into an address.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect()
}

fn stale(saved: Saved) -> Option<Stale> {
    match saved {
        Saved::Version(_) => None,
        Saved::Stale(stale) => Some(*stale),
    }
}

/// Everything that was typed, to be shown again when nothing could be saved.
fn keep_all(raw: &RawForm, mut posted: Posted) -> Typed {
    for change in &posted.changes {
        let name = name_of(&change.place);
        let values = raw.all(&name).into_iter().map(str::to_owned).collect();
        posted.typed.entry(name).or_insert((values, String::new()));
    }
    posted.typed
}

pub(super) async fn show_again(at: &OnDossier, code: &str, typed: Typed, errors: Errors) -> AppResult<Response> {
    let (visit, opened) = (&at.visit, view::open_again(at).await?);
    let step = opened.step(code).ok_or(AppError::NotFound)?;
    visit.refused(&opened.shell(visit), &pages::step_page(&opened, step, &typed, errors, visit))
}

/// The name of the field of a place.
pub(super) fn name_of(place: &Place) -> String {
    if place.cell.is_empty() { place.question.clone() } else { format!("{}.{}", place.question, place.cell) }
}

/// Both values of each answer that someone else wrote meanwhile (409). Nothing is lost.
fn conflict(visit: &Visit, opened: &Opened, code: &str, raw: &RawForm, stale: Vec<Stale>) -> AppResult<Response> {
    let (_, step) = opened.step(code).ok_or(AppError::NotFound)?;
    let item = |stale: &Stale| {
        let place = &stale.change.place;
        let question = step.questions.iter().find(|question| question.code == place.question)?;
        let name = name_of(place);
        let values: Vec<String> = raw.all(&name).into_iter().map(str::to_owned).collect();
        let typed = Typed::from([(question.code.clone(), (values, String::new()))]);
        let mine = match &question.kind {
            QuestionKind::Budget { .. } => Field {
                kind: "money",
                value: raw.get(&name).to_owned(),
                optional: true,
                version: stale.version,
                label: question.label.clone(),
                ..Field::default()
            },
            _ => fields::field(question, None, stale.version, &typed, visit.lang),
        };
        Some(ConflictItem {
            label: question.label.clone(),
            fields: vec![Field { name: name.clone(), ..mine }],
            theirs: fields::stored_text(question, &place.cell, &stale.theirs, visit.lang),
            by: by(visit, opened, stale),
            name,
        })
    };
    let page = ConflictPage {
        step: step.title.clone(),
        step_href: opened.step_href(code),
        action: opened.step_href(code),
        version: -1,
        items: stale.iter().filter_map(item).collect(),
    };
    page::render(visit, &opened.shell(visit), StatusCode::CONFLICT, &page)
}

/// « Inès Morel, 14:05 ».
pub(super) fn by(visit: &Visit, opened: &Opened, stale: &Stale) -> String {
    match stale.at {
        Some(at) => format!("{}, {}", stale.by, i18n::time_of_day(at, opened.definition.zone)),
        None => i18n::word(visit.lang, "dossiers-row-removed"),
    }
}
