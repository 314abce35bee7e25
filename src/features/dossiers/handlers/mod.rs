//! Requests of applicants.

pub(super) mod documents;
pub(super) mod filing;
pub(super) mod rows;
pub(super) mod steps;

use axum::response::Response;
use domain::{ids::DossierId, permissions::Action, time::Instant};

use super::{
    actions::{self, StartRefused},
    forms::{NewDossier, Start},
    pages::{self, NewPage},
    store, view, words,
};
use crate::{
    db::{Subject, permit},
    error::{AppError, AppResult},
    features::calls::{self, store::LoadedCall},
    i18n,
    web::{Checked, Errors, Part, Path, RawForm, Shell, Visit},
};

/// `GET /dossiers`.
pub(super) async fn list(visit: Visit, shown: Part) -> AppResult<Response> {
    let permit = permit(&visit.app.db, &visit.actor, Action::StartDossier, Subject::Platform).await?;
    let rows = store::list_of_owner(visit.app.db.reader(), permit.user()?).await?;
    let calls = calls::store::list_published(visit.app.db.reader()).await?;
    visit.page(&Shell::applicant(None, None), &pages::list(&rows, &calls, &shown, visit.lang))
}

async fn published(visit: &Visit, slug: &str) -> AppResult<LoadedCall> {
    let call = calls::store::load_by_slug(visit.app.db.reader(), slug).await?;
    permit(&visit.app.db, &visit.actor, Action::StartDossier, Subject::Call(call.id)).await?;
    if call.published_at.is_some() { Ok(call) } else { Err(AppError::NotFound) }
}

fn new_shell(visit: &Visit, call: &LoadedCall) -> Shell {
    let bar = view::deadline_bar(call, None, visit.arrived, visit.lang);
    Shell::applicant(Some(call.reference()), Some(bar))
}

fn closed_text(visit: &Visit, call: &LoadedCall, at: Instant) -> String {
    let date = i18n::deadline(visit.lang, at, call.definition.zone);
    i18n::text(visit.lang, "dossiers-late", &[("date", date.into())])
}

/// `GET /calls/{slug}/dossiers/new`.
pub(super) async fn new(visit: Visit, Path(slug): Path<String>) -> AppResult<Response> {
    let call = published(&visit, &slug).await?;
    let mut page = NewPage::of(&call.definition, &RawForm::default(), Errors::default(), visit.lang);
    let closes = call.definition.calendar.closes;
    if visit.arrived >= closes {
        page.closed = closed_text(&visit, &call, closes);
    }
    visit.page(&new_shell(&visit, &call), &page)
}

/// `POST /calls/{slug}/dossiers`.
pub(super) async fn create(visit: Visit, Path(slug): Path<String>, form: Checked<Start>) -> AppResult<Response> {
    let call = published(&visit, &slug).await?;
    let wrong = |field: &str, key: &str| (Errors::key(visit.lang, field, key), String::new());
    let (errors, closed) = match form.result {
        Err(errors) => (errors, String::new()),
        Ok(NewDossier { track, siret }) => {
            let siret = siret.as_str();
            let started = actions::start_dossier(&visit.app, &visit.actor, &slug, &track, siret, visit.arrived).await;
            match started {
                Ok(id) => return Ok(visit.go_with(&format!("/dossiers/{id}"), "dossiers-flash-started")),
                Err(StartRefused::Failed(error)) => return Err(error),
                Err(StartRefused::NoTrack) => wrong("track", "dossiers-track-missing"),
                Err(StartRefused::NotASiret(why)) => wrong("siret", words::siret_key(why)),
                Err(StartRefused::Closed { at }) => (Errors::default(), closed_text(&visit, &call, at)),
            }
        }
    };
    let mut page = NewPage::of(&call.definition, &form.raw, errors, visit.lang);
    page.closed = closed;
    visit.refused(&new_shell(&visit, &call), &page)
}

/// `GET /dossiers/{id}`.
pub(super) async fn show(visit: Visit, Path(id): Path<DossierId>) -> AppResult<Response> {
    let opened = view::open(&visit, id, Action::ReadOwnDossier).await?;
    let filed = opened.row.submission.filter(|_| opened.locked.is_some());
    let reading = match filed {
        Some(submission) => {
            let submission = store::load_submission_of(visit.app.db.reader(), &opened.call, submission).await?;
            Some(super::reading::of(&submission.definition, &submission.snapshot, visit.lang))
        }
        None => opened.locked.map(|_| opened.reading(visit.lang)),
    };
    visit.page(&opened.shell(&visit), &pages::overview(&opened, reading, &visit))
}
