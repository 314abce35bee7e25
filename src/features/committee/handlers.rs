//! Requests of the committee and of the decision.

use std::{
    collections::{BTreeMap, BTreeSet},
    future::Future,
    sync::Arc,
};

use axum::response::Response;
use domain::{committee::Seat, permissions::Action};

use super::{
    actions::{self, Refused},
    forms::EditLine,
    freezing::{Missing, still_open},
    pages::{CommitteePage, DecisionPage, LinePage},
    sheet::Sheet,
    store::{self, Seen},
    words,
};
use crate::{
    app::App,
    db::{Actor, Permit, Subject, permit},
    error::{AppError, AppResult},
    features::{accounts, calls},
    web::{Checked, Errors, Part, Path, RawForm, Shell, Visit},
};

/// The sheet of a call as the visitor may see it.
async fn open(visit: &Visit, slug: &str) -> AppResult<(Permit, Arc<Seen>)> {
    let conn = visit.app.db.reader();
    let call = calls::store::load_by_slug(conn, slug).await?;
    let permit = permit(&visit.app.db, &visit.actor, Action::ReadRanking, Subject::Call(call.id)).await?;
    // Once published, everybody may read what was decided.
    let recused = match call.results_published_at {
        Some(_) => BTreeSet::new(),
        None => permit.interests.recused.clone(),
    };
    Ok((permit, store::read_sheet(&visit.app.db, call, &recused).await?))
}

/// Runs an act in a task of its own, so that a client who goes away does not stop it half-way.
async fn run<F>(act: F) -> Result<(), Refused>
where
    F: Future<Output = Result<(), Refused>> + Send + 'static,
{
    tokio::spawn(act).await.map_err(AppError::from)?
}

/// What an act takes: the application, who acts, on which call.
async fn acting(visit: &Visit, slug: &str) -> AppResult<(App, Actor, domain::ids::CallId)> {
    let call = calls::store::load_by_slug(visit.app.db.reader(), slug).await?;
    Ok((visit.app.clone(), visit.actor.clone(), call.id))
}

async fn committee_page(visit: &Visit, slug: &str, refused: Option<Refused>, shown: &Part) -> AppResult<Response> {
    let (permit, seen) = open(visit, slug).await?;
    let sheet = &seen.sheet;
    let errors = refused.map(|refused| words::refusal(visit.lang, sheet, refused)).transpose()?;
    let early = still_open(&sheet.call.definition, visit.arrived).filter(|_| sheet.frozen_at.is_none());
    let missing: Vec<Missing> = early.into_iter().chain(seen.missing.iter().cloned()).collect();
    let missing = words::missing(visit.lang, sheet, &missing);
    let shell = Shell::staff(sheet.call.reference(), &permit, "committee");
    let refused = errors.is_some();
    let page = CommitteePage::new(visit.lang, &seen, &permit, missing, errors.unwrap_or_default(), shown);
    if refused { visit.refused(&shell, &page) } else { visit.page(&shell, &page) }
}

/// `GET /calls/{slug}/committee`.
pub async fn show(visit: Visit, Path(slug): Path<String>, shown: Part) -> AppResult<Response> {
    committee_page(&visit, &slug, None, &shown).await
}

async fn answer(visit: &Visit, slug: &str, done: Result<(), Refused>, flash: &str) -> AppResult<Response> {
    match done {
        Ok(()) => Ok(visit.go_with(&format!("/calls/{slug}/committee"), flash)),
        Err(refused) => committee_page(visit, slug, Some(refused), &Part::default()).await,
    }
}

/// `POST /calls/{slug}/ranking`.
pub async fn create_ranking(visit: Visit, Path(slug): Path<String>) -> AppResult<Response> {
    let (app, actor, call) = acting(&visit, &slug).await?;
    let done = run(async move { actions::freeze_ranking(&app, &actor, call).await }).await;
    answer(&visit, &slug, done, "committee-done-frozen").await
}

/// `POST /calls/{slug}/proposal`.
pub async fn create_proposal(visit: Visit, Path(slug): Path<String>, form: RawForm) -> AppResult<Response> {
    let (app, actor, call) = acting(&visit, &slug).await?;
    let seen = form.get("seen").to_owned();
    let done = run(async move { actions::propose(&app, &actor, call, Some(&seen)).await }).await;
    answer(&visit, &slug, done, "committee-done-proposed").await
}

async fn adoption(visit: &Visit, slug: &str, seat: Seat, form: &RawForm) -> AppResult<Response> {
    let (app, actor, call) = acting(visit, slug).await?;
    let seen = form.get("seen").to_owned();
    let done = run(async move { actions::adopt(&app, &actor, call, seat, Some(&seen)).await.map(|_| ()) }).await;
    answer(visit, slug, done, "committee-done-adopted").await
}

/// `POST /calls/{slug}/adoption/chair`.
pub async fn create_chair_adoption(visit: Visit, Path(slug): Path<String>, form: RawForm) -> AppResult<Response> {
    adoption(&visit, &slug, Seat::Chair, &form).await
}

/// `POST /calls/{slug}/adoption/secretary`.
pub async fn create_secretary_adoption(visit: Visit, Path(slug): Path<String>, form: RawForm) -> AppResult<Response> {
    adoption(&visit, &slug, Seat::Secretary, &form).await
}

async fn line_page(visit: &Visit, slug: &str, number: &str, typed: Option<(&RawForm, Refused)>) -> AppResult<Response> {
    let (permit, seen) = open(visit, slug).await?;
    let sheet = &seen.sheet;
    let shell = Shell::staff(sheet.call.reference(), &permit, "committee");
    let (form, errors) = match typed {
        Some((form, refused)) => (Some(form), words::refusal(visit.lang, sheet, refused)?),
        None => (None, Errors::default()),
    };
    if sheet.decision.is_none() {
        // There are no lines yet: the committee's page says what comes first.
        return Ok(visit.go(&format!("/calls/{slug}/committee")));
    }
    show_line(visit, &shell, sheet, &permit, number, form, errors)
}

fn show_line(
    visit: &Visit,
    shell: &Shell,
    sheet: &Sheet,
    permit: &Permit,
    number: &str,
    form: Option<&RawForm>,
    errors: Errors,
) -> AppResult<Response> {
    let page = LinePage::new(visit.lang, sheet, permit, number, form, errors).ok_or(AppError::NotFound)?;
    if form.is_some() { visit.refused(shell, &page) } else { visit.page(shell, &page) }
}

/// `GET /calls/{slug}/committee/{number}`.
pub async fn edit_line(visit: Visit, Path((slug, number)): Path<(String, String)>) -> AppResult<Response> {
    line_page(&visit, &slug, &number, None).await
}

/// `POST /calls/{slug}/committee/{number}/line`.
pub async fn update_line(
    visit: Visit,
    Path((slug, number)): Path<(String, String)>,
    form: Checked<EditLine>,
) -> AppResult<Response> {
    let (permit, seen) = open(&visit, &slug).await?;
    let sheet = &seen.sheet;
    if !permit.allows(Action::EditProposal) {
        return Err(AppError::Forbidden);
    }
    let dossier = sheet.by_number(&number).ok_or(AppError::NotFound)?.id;
    if sheet.decision.is_none() {
        return committee_page(&visit, &slug, Some(Refused::NothingProposed), &Part::default()).await;
    }
    let (form, line) = (form.raw, form.result);
    let line = match line {
        Ok(line) => line.of(dossier),
        Err(errors) => {
            let shell = Shell::staff(sheet.call.reference(), &permit, "committee");
            return show_line(&visit, &shell, sheet, &permit, &number, Some(&form), errors);
        }
    };
    let (app, actor, call, seen) = (visit.app.clone(), visit.actor.clone(), sheet.call.id, form.get("seen").to_owned());
    match run(async move { actions::edit_line(&app, &actor, call, dossier, line, Some(&seen)).await }).await {
        Ok(()) => Ok(visit.go_with(&format!("/calls/{slug}/committee"), "committee-done-edited")),
        Err(refused) => line_page(&visit, &slug, &number, Some((&form, refused))).await,
    }
}

/// The page of the decision, with what was refused on it.
///
/// # Errors
/// As the table of permissions says.
pub async fn decision_page(visit: &Visit, slug: &str, refused: Option<Refused>, shown: &Part) -> AppResult<Response> {
    let (permit, seen) = open(visit, slug).await?;
    let sheet = &seen.sheet;
    let errors = refused.map(|refused| words::refusal(visit.lang, sheet, refused)).transpose()?;
    let by = sheet.decision.iter().flat_map(|row| [row.chair, row.secretary, row.signer]);
    let ids: Vec<_> = by.flatten().map(|(user, _)| user).collect();
    let people = accounts::store::list_people(visit.app.db.reader(), &ids).await?;
    let names: BTreeMap<_, _> = people.into_iter().map(|(id, person)| (id, person.name)).collect();
    let shell = Shell::staff(sheet.call.reference(), &permit, "decision");
    let refused = errors.is_some();
    let page = DecisionPage::new(visit.lang, &seen, &permit, &names, errors.unwrap_or_default(), shown);
    if refused { visit.refused(&shell, &page) } else { visit.page(&shell, &page) }
}

/// `GET /calls/{slug}/decision`.
pub async fn show_decision(visit: Visit, Path(slug): Path<String>, shown: Part) -> AppResult<Response> {
    decision_page(&visit, &slug, None, &shown).await
}

/// `POST /calls/{slug}/signature`.
pub async fn create_signature(visit: Visit, Path(slug): Path<String>, form: RawForm) -> AppResult<Response> {
    let (app, actor, call) = acting(&visit, &slug).await?;
    let seen = form.get("seen").to_owned();
    match run(async move { actions::sign(&app, &actor, call, Some(&seen)).await }).await {
        Ok(()) => Ok(visit.go_with(&format!("/calls/{slug}/decision"), "committee-done-signed")),
        Err(refused) => decision_page(&visit, &slug, Some(refused), &Part::default()).await,
    }
}
