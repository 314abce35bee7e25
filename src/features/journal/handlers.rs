//! Handlers of this room.

use std::collections::BTreeSet;

use axum::{body::Body, response::Response};
use domain::{ids::DossierId, journal::View, permissions::Action};
use serde::Deserialize;

use super::{
    export::{self, Cut},
    pages::{self, JournalPage, Named},
};
use crate::{
    db::{Permit, Subject, journal, permit},
    error::{AppError, AppResult},
    features::{
        accounts,
        calls::store::{LoadedCall, load_by_slug},
        dossiers,
    },
    web::{Path, Query, Shell, Visit, page::download},
};

/// Where a page of the journal begins.
#[derive(Default, Deserialize)]
pub struct Start {
    before: Option<i64>,
}

/// `GET /calls/{slug}/journal`, newest first.
pub async fn index(
    visit: Visit,
    Path(slug): Path<String>,
    Query(Start { before }): Query<Start>,
) -> AppResult<Response> {
    let db = &visit.app.db;
    let call = load_by_slug(db.reader(), &slug).await?;
    let permit = permit(db, &visit.actor, Action::ReadJournal, Subject::Call(call.id)).await?;
    let events = journal::list_before(db.reader(), call.id, before, pages::PAGE + 1).await?;
    let head = journal::head(db.reader(), call.id, &slug).await?;
    let cut = Cut { view: View::Restricted, hidden: hidden(&permit, &call) };
    let named = Named {
        people: accounts::store::list_people(db.reader(), &pages::people_of(&events)).await?,
        dossiers: dossiers::store::list_by_ids(db.reader(), &pages::dossiers_of(&events)).await?,
    };
    let page = JournalPage::new(&call, &events, &head, &named, &cut, visit.lang);
    visit.page(&Shell::staff(call.reference(), &permit, "journal"), &page)
}

/// `GET /calls/{slug}/journal.jsonl`: everything, for those whom the funder must account to.
pub async fn show_restricted(visit: Visit, Path(slug): Path<String>) -> AppResult<Response> {
    let db = &visit.app.db;
    let call = load_by_slug(db.reader(), &slug).await?;
    let permit = permit(db, &visit.actor, Action::ExportJournal, Subject::Call(call.id)).await?;
    let cut = Cut { view: View::Restricted, hidden: hidden(&permit, &call) };
    Ok(file(&visit, &call, cut, &format!("journal-{slug}.jsonl")))
}

/// `GET /calls/{slug}/journal-public.jsonl`: for everybody, once the results are public.
pub async fn show_public(visit: Visit, Path(slug): Path<String>) -> AppResult<Response> {
    let db = &visit.app.db;
    let call = load_by_slug(db.reader(), &slug).await?;
    permit(db, &visit.actor, Action::ReadPublicPages, Subject::Call(call.id)).await?;
    call.results_published_at.ok_or(AppError::NotFound)?;
    Ok(file(&visit, &call, Cut::of(View::Public), &format!("journal-public-{slug}.jsonl")))
}

fn file(visit: &Visit, call: &LoadedCall, cut: Cut, name: &str) -> Response {
    let lines = export::lines(visit.app.clone(), call.id, cut);
    download(name, "application/x-ndjson", Body::from_stream(lines))
}

/// Dossiers in which the reader declared an interest, until the results are public.
fn hidden(permit: &Permit, call: &LoadedCall) -> BTreeSet<DossierId> {
    match call.results_published_at {
        Some(_) => BTreeSet::new(),
        None => permit.interests.recused.clone(),
    }
}
