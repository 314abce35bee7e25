//! Requests of applicants.

pub(super) mod documents;
pub(super) mod filing;
pub(super) mod rows;
pub(super) mod steps;

use axum::response::Response;
use domain::time::Instant;

use super::{
    actions::{self, StartRefused},
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
    web::{FieldErrors, Part, RawForm, Shell, Visit},
};

/// `GET /dossiers`.
pub(super) async fn list(at: OnPlatform, shown: Part) -> AppResult<Response> {
    let visit = &at.visit;
    let rows = store::list_of_owner(visit.app.db.reader(), at.permit.user()?).await?;
    let calls = calls::store::list_published(visit.app.db.reader()).await?;
    visit.page(&Shell::applicant(None, None), &pages::list(&rows, &calls, &shown, visit.lang))
}

/// Nobody starts a dossier on a call that is not public.
fn published(at: &OnCall) -> AppResult<()> {
    if at.call.published_at.is_some() { Ok(()) } else { Err(AppError::NotFound) }
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
pub(super) async fn new(at: OnCall) -> AppResult<Response> {
    published(&at)?;
    let (visit, call) = (&at.visit, &at.call);
    let mut page = NewPage::of(&call.definition, &RawForm::default(), &FieldErrors::default(), visit.lang);
    let closes = call.definition.calendar.closes;
    if visit.arrived >= closes {
        page.closed = closed_text(visit, call, closes);
    }
    visit.page(&new_shell(visit, call), &page)
}

/// `POST /calls/{slug}/dossiers`.
pub(super) async fn create(at: OnCall, raw: RawForm) -> AppResult<Response> {
    published(&at)?;
    let (visit, call) = (&at.visit, &at.call);
    let (id, track, siret) = (call.id, raw.get("track").to_owned(), raw.get("siret").to_owned());
    let refused = match at.act(async move |act| actions::start_dossier(&act, id, &track, &siret).await).await {
        Ok(id) => return Ok(visit.go_with(&format!("/dossiers/{id}"), "dossiers-flash-started")),
        Err(refused) => refused.rule()?,
    };
    let (errors, closed) = match refused {
        StartRefused::NoTrack => (FieldErrors::one("track", "dossiers-track-missing"), String::new()),
        StartRefused::NotASiret(why) => (FieldErrors::one("siret", words::siret_key(why)), String::new()),
        StartRefused::TooManyDrafts { max } => {
            (FieldErrors::default(), i18n::text(visit.lang, "dossiers-drafts-many", &[("max", max.into())]))
        }
        StartRefused::Closed { at } => (FieldErrors::default(), closed_text(visit, call, at)),
    };
    let mut page = NewPage::of(&call.definition, &raw, &errors, visit.lang);
    page.closed = closed;
    visit.refused(&new_shell(visit, call), &page)
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
