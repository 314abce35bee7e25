//! Handlers of this room.

use axum::{body::Body, response::Response};
use domain::journal::View;
use serde::Deserialize;

use super::{
    export::{self, Cut},
    pages::{self, JournalPage, Named},
};
use crate::{
    db::journal,
    error::{AppError, AppResult},
    features::{accounts, door::OnCall, dossiers},
    web::{Query, page::download},
};

/// Where a page of the journal begins.
#[derive(Default, Deserialize)]
pub struct Start {
    #[serde(rename = "avant")]
    before: Option<i64>,
}

/// What the visitor may read: without the dossiers that they are recused from.
fn cut(at: &OnCall) -> Cut {
    Cut { view: View::Restricted, hidden: at.permit.interests.recused().clone() }
}

/// `GET /appels/{slug}/journal`, newest first.
pub async fn index(at: OnCall, Query(start): Query<Start>) -> AppResult<Response> {
    let (conn, call) = (at.visit.app.db.reader(), &at.call);
    let events = journal::list_before(conn, call.id, start.before, pages::PAGE + 1).await?;
    let head = journal::head(conn, call.id, call.slug()).await?;
    let named = Named {
        people: accounts::store::list_people(conn, &pages::people_of(&events)).await?,
        dossiers: dossiers::store::list_by_ids(conn, &pages::dossiers_of(&events)).await?,
    };
    at.page(&JournalPage::new(call, &events, &head, &named, &cut(&at), at.visit.lang))
}

/// `GET /appels/{slug}/journal.jsonl`: everything, for those whom the funder must account to.
pub async fn show_restricted(at: OnCall) -> AppResult<Response> {
    Ok(file(&at, cut(&at), &format!("journal-{}.jsonl", at.call.slug())))
}

/// `GET /appels/{slug}/journal-public.jsonl`: for everybody, once the results are public.
pub async fn show_public(at: OnCall) -> AppResult<Response> {
    at.call.results_published_at.ok_or(AppError::NotFound)?;
    Ok(file(&at, Cut::of(View::Public), &format!("journal-public-{}.jsonl", at.call.slug())))
}

fn file(at: &OnCall, cut: Cut, name: &str) -> Response {
    let lines = export::lines(at.visit.app.clone(), at.call.id, cut);
    download(
        &format!("{}-{}.jsonl", name.replace('_', "-"), at.call.slug()),
        "application/x-ndjson",
        Body::from_stream(lines),
    )
}
