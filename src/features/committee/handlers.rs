//! Requests of the committee and of the decision.

use std::{collections::BTreeMap, sync::Arc};

use axum::response::Response;
use domain::committee::{Missing, Seat, still_open};

use super::{
    actions::{self, CommitteeRefused},
    forms::EditLine,
    pages::{CommitteePage, DecisionPage, LinePage},
    store::{self, SeenSheet},
    words,
};
use crate::{
    error::{AppError, AppResult, Refused},
    features::{accounts, door::OnCall},
    web::{Checked, Errors, Part, Path, RawForm},
};

/// The sheet of the call as the visitor may see it.
async fn read(at: &OnCall) -> AppResult<Arc<SeenSheet>> {
    store::read_sheet(&at.visit.app.db, at.call.clone(), at.permit.interests.recused()).await
}

async fn committee_page(at: &OnCall, refused: Option<CommitteeRefused>, shown: &Part) -> AppResult<Response> {
    let (seen, lang) = (read(at).await?, at.visit.lang);
    let sheet = &seen.sheet;
    let early = still_open(&sheet.call, at.visit.arrived).filter(|_| sheet.frozen_at.is_none());
    let missing: Vec<Missing> = early.into_iter().chain(seen.missing.iter().cloned()).collect();
    let missing = words::missing(lang, sheet, &missing);
    let page = |errors| CommitteePage::new(lang, &seen, &at.permit, missing, errors, shown);
    match refused {
        None => at.page(&page(Errors::default())),
        Some(refused) => at.refused(&page(words::refusal(lang, sheet, refused))),
    }
}

/// `GET /appels/{slug}/comite`.
pub async fn show(at: OnCall, shown: Part) -> AppResult<Response> {
    committee_page(&at, None, &shown).await
}

async fn answer<T>(at: &OnCall, done: Result<T, Refused<CommitteeRefused>>, flash: &str) -> AppResult<Response> {
    match done {
        Ok(_) => Ok(at.go_with("/comite", flash)),
        Err(refused) => committee_page(&at.read_again().await?, Some(refused.rule()?), &Part::default()).await,
    }
}

/// `POST /appels/{slug}/classement`.
pub async fn create_ranking(at: OnCall) -> AppResult<Response> {
    let call = at.call.id;
    let done = at.act(async move |act| actions::freeze_ranking(&act, call).await).await;
    answer(&at, done, "committee-done-frozen").await
}

/// `POST /appels/{slug}/proposition`.
pub async fn create_proposal(at: OnCall, form: RawForm) -> AppResult<Response> {
    let (call, seen) = (at.call.id, form.get("seen").to_owned());
    let done = at.act(async move |act| actions::propose(&act, call, Some(&seen)).await).await;
    answer(&at, done, "committee-done-proposed").await
}

async fn adoption(at: &OnCall, seat: Seat, form: &RawForm) -> AppResult<Response> {
    let (call, seen) = (at.call.id, form.get("seen").to_owned());
    let done = at.act(async move |act| actions::adopt(&act, call, seat, Some(&seen)).await).await;
    answer(at, done, "committee-done-adopted").await
}

/// `POST /appels/{slug}/adoption/presidence`.
pub async fn create_chair_adoption(at: OnCall, form: RawForm) -> AppResult<Response> {
    adoption(&at, Seat::Chair, &form).await
}

/// `POST /appels/{slug}/adoption/secretariat`.
pub async fn create_secretary_adoption(at: OnCall, form: RawForm) -> AppResult<Response> {
    adoption(&at, Seat::Secretary, &form).await
}

/// The page of a line, with what was typed on it and is refused.
fn line_page(at: &OnCall, seen: &SeenSheet, number: &str, typed: Option<(&RawForm, Errors)>) -> AppResult<Response> {
    let (form, errors) = typed.map_or((None, Errors::default()), |(form, errors)| (Some(form), errors));
    let page = LinePage::new(at.visit.lang, &seen.sheet, &at.permit, number, form, errors).ok_or(AppError::NotFound)?;
    if form.is_some() { at.refused(&page) } else { at.page(&page) }
}

/// `GET /appels/{slug}/comite/{number}`.
pub async fn edit_line(at: OnCall, Path((_, number)): Path<(String, String)>) -> AppResult<Response> {
    let seen = read(&at).await?;
    if seen.sheet.decision.is_none() {
        // There are no lines yet: the committee's page says what comes first.
        return Ok(at.visit.go(&at.path("/comite")));
    }
    line_page(&at, &seen, &number, None)
}

/// `POST /appels/{slug}/comite/{number}/ligne`.
pub async fn update_line(
    at: OnCall,
    Path((_, number)): Path<(String, String)>,
    form: Checked<EditLine>,
) -> AppResult<Response> {
    let seen = read(&at).await?;
    let dossier = seen.sheet.by_number(&number).ok_or(AppError::NotFound)?.id;
    if seen.sheet.decision.is_none() {
        return committee_page(&at, Some(CommitteeRefused::NothingProposed), &Part::default()).await;
    }
    let (form, line) = match (form.raw, form.result) {
        (form, Ok(line)) => (form, line.of(dossier)),
        (form, Err(errors)) => return line_page(&at, &seen, &number, Some((&form, errors))),
    };
    let (call, shown) = (at.call.id, form.get("seen").to_owned());
    let refused = match at.act(async move |act| actions::edit_line(&act, call, line, Some(&shown)).await).await {
        Ok(()) => return Ok(at.go_with("/comite", "committee-done-edited")),
        Err(refused) => refused.rule()?,
    };
    let seen = read(&at.read_again().await?).await?;
    let errors = words::refusal(at.visit.lang, &seen.sheet, refused);
    line_page(&at, &seen, &number, Some((&form, errors)))
}

/// The page of the decision, with what was refused on it.
async fn decision_page(at: &OnCall, refused: Option<CommitteeRefused>, shown: &Part) -> AppResult<Response> {
    let (seen, lang) = (read(at).await?, at.visit.lang);
    let by = seen.sheet.decision.iter().flat_map(|row| [row.chair, row.secretary, row.signer]);
    let ids: Vec<_> = by.flatten().map(|(user, _)| user).collect();
    let people = accounts::store::list_people(at.visit.app.db.reader(), &ids).await?;
    let names: BTreeMap<_, _> = people.into_iter().map(|(id, person)| (id, person.name)).collect();
    let page = |errors| DecisionPage::new(lang, &seen, &at.permit, &names, errors, shown);
    match refused {
        None => at.page(&page(Errors::default())),
        Some(refused) => at.refused(&page(words::refusal(lang, &seen.sheet, refused))),
    }
}

/// `GET /appels/{slug}/decision`.
pub async fn show_decision(at: OnCall, shown: Part) -> AppResult<Response> {
    decision_page(&at, None, &shown).await
}

/// `POST /appels/{slug}/signature`.
pub async fn create_signature(at: OnCall, form: RawForm) -> AppResult<Response> {
    let (call, seen) = (at.call.id, form.get("seen").to_owned());
    match at.act(async move |act| actions::sign(&act, call, Some(&seen)).await).await {
        Ok(()) => Ok(at.go_with("/decision", "committee-done-signed")),
        Err(refused) => decision_page(&at.read_again().await?, Some(refused.rule()?), &Part::default()).await,
    }
}
