//! Requests of applicants.

mod autosave;
pub(super) mod documents;
pub(super) mod filing;
pub(super) mod rows;
pub(super) mod steps;

use axum::response::Response;
use domain::time::Instant;

use super::{
    SECTION,
    actions::{self, StartRefused},
    forms::{NewDossier, Start},
    pages::{self, NewPage},
    store, view, words,
};
use crate::{
    error::{AppError, AppResult},
    features::{
        calls::{self, store::LoadedCall},
        door::{OnCall, OnDossier, OnPlatform},
    },
    i18n,
    web::{Checked, Errors, Part, RawForm, Shell, Visit},
};

/// `GET /dossiers`.
pub(super) async fn list(at: OnPlatform, shown: Part) -> AppResult<Response> {
    let visit = &at.visit;
    let rows = store::list_of_owner(visit.app.db.reader(), at.permit.user()?).await?;
    let calls = calls::store::list_published(visit.app.db.reader()).await?;
    visit.page(&Shell::applicant(None, None, SECTION), &pages::list(&rows, &calls, &shown, visit.lang))
}

/// Nobody starts a dossier on a call that is not public.
fn published(at: &OnCall) -> AppResult<()> {
    if at.call.published_at.is_some() { Ok(()) } else { Err(AppError::NotFound) }
}

fn new_shell(visit: &Visit, call: &LoadedCall) -> Shell {
    let bar = view::deadline_bar(call, None, visit.arrived, visit.lang);
    Shell::applicant(Some(call.reference()), Some(bar), SECTION)
}

fn closed_text(visit: &Visit, call: &LoadedCall, at: Instant) -> String {
    let date = i18n::deadline(visit.lang, at, call.definition.zone);
    i18n::text(visit.lang, "dossiers-late", &[("date", date.into())])
}

/// `GET /appels/{slug}/dossiers/nouveau`.
pub(super) async fn new(at: OnCall) -> AppResult<Response> {
    published(&at)?;
    let (visit, call) = (&at.visit, &at.call);
    let mut page = NewPage::of(&call.definition, &RawForm::default(), Errors::default(), visit.lang);
    let closes = call.definition.calendar.closes;
    if visit.arrived >= closes {
        page.closed = closed_text(visit, call, closes);
    }
    visit.page(&new_shell(visit, call), &page)
}

/// `POST /appels/{slug}/dossiers`.
pub(super) async fn create(at: OnCall, form: Checked<Start>) -> AppResult<Response> {
    published(&at)?;
    let (visit, call) = (&at.visit, &at.call);
    let started = match form.result {
        Err(errors) => Err((errors, String::new())),
        Ok(NewDossier { track, siret }) => {
            let id = call.id;
            let start = async move |act| actions::start_dossier(&act, id, &track, siret.as_str()).await;
            match at.act(start).await {
                Ok(id) => Ok(id),
                Err(refused) => Err(not_started(visit, call, &refused.rule()?)),
            }
        }
    };
    let (errors, closed) = match started {
        Ok(id) => return Ok(visit.go_with(&format!("/dossiers/{id}"), "dossiers-flash-started")),
        Err(refused) => refused,
    };
    let mut page = NewPage::of(&call.definition, &form.raw, errors, visit.lang);
    page.closed = closed;
    visit.refused(&new_shell(visit, call), &page)
}

/// Why a dossier was not started: errors of the form, or that filing has closed.
fn not_started(visit: &Visit, call: &LoadedCall, refused: &StartRefused) -> (Errors, String) {
    let wrong = |field: &str, key: &str| (Errors::key(visit.lang, field, key), String::new());
    match refused {
        StartRefused::NoTrack => wrong("track", "dossiers-track-missing"),
        StartRefused::NotASiret(why) => wrong("siret", words::siret_key(*why)),
        StartRefused::TooManyDrafts { max } => {
            (Errors::default(), i18n::text(visit.lang, "dossiers-drafts-many", &[("max", (*max).into())]))
        }
        StartRefused::Closed { at } => (Errors::default(), closed_text(visit, call, *at)),
    }
}

/// `GET /dossiers/{id}`.
pub(super) async fn show(at: OnDossier) -> AppResult<Response> {
    let (visit, opened) = (&at.visit, view::open(&at).await?);
    let filed = opened.row.submission.filter(|_| opened.locked.is_some());
    let reading = match filed {
        Some(submission) => {
            let submission = store::load_submission_of(visit.app.db.reader(), &opened.call, submission).await?;
            Some(super::reading::of(&submission.definition, &submission.snapshot, visit.lang))
        }
        None => opened.locked.map(|_| opened.reading(visit.lang)),
    };
    visit.page(&opened.shell(visit), &pages::overview(&opened, reading, visit))
}
