//! Requests about failed jobs.

use axum::response::Response;
use domain::ids::{JobId, MailId};
use serde::Deserialize;

use super::{
    actions,
    pages::{Counts, JobsPage},
};
use crate::{
    error::AppResult,
    features::door::OnPlatform,
    queue::{
        Job,
        store::{self, Failed},
    },
    web::{Path, Query},
};

/// Jobs on a page of the list.
const PER_PAGE: usize = 50;
const LIST: &str = "/plateforme/taches";

/// What the address of the list says.
#[derive(Default, Deserialize)]
pub(super) struct Asked {
    /// The last job of the page before.
    #[serde(rename = "avant")]
    before: Option<String>,
    /// `en-attente`: those that will be tried again by themselves.
    #[serde(rename = "liste")]
    list: Option<String>,
}

/// `GET /plateforme/taches`.
pub async fn index(at: OnPlatform, Query(asked): Query<Asked>) -> AppResult<Response> {
    let (visit, db) = (&at.visit, &at.visit.app.db);
    let which = if asked.list.as_deref() == Some("en-attente") { Failed::Waiting } else { Failed::GivenUp };
    let before = asked.before.and_then(|text| text.parse::<JobId>().ok());
    let mut rows = store::list_failed(db, which, before, PER_PAGE as u64 + 1).await?;
    let more = rows.len() > PER_PAGE;
    rows.truncate(PER_PAGE);
    let mails: Vec<MailId> = rows.iter().filter_map(|row| mail_of(&row.payload)).collect();
    let mails = store::list_mails_by_id(db, &mails).await?;
    let (fresh, oldest) = store::count_fresh(db).await?;
    let counts = Counts {
        given_up: store::count_failed(db, Failed::GivenUp).await?,
        waiting: store::count_failed(db, Failed::Waiting).await?,
        fresh,
        oldest,
    };
    let page = JobsPage::new(visit.lang, visit.arrived, which, &counts, (&rows, &mails), more);
    at.page(&page)
}

/// The mail that a job is about.
fn mail_of(payload: &str) -> Option<MailId> {
    match serde_json::from_str(payload).ok()? {
        Job::SendMail { mail } => Some(mail),
        Job::MakeReceipt { .. } => None,
    }
}

async fn ask_again(at: &OnPlatform, only: Option<JobId>) -> AppResult<Response> {
    let count = at.act(async move |act| actions::retry(&act, only).await).await?;
    Ok(at.visit.go_with(LIST, if count > 0 { "jobs-flash-retried" } else { "jobs-flash-nothing" }))
}

/// `POST /plateforme/taches/relance`: all that failed.
pub async fn retry_all(at: OnPlatform) -> AppResult<Response> {
    ask_again(&at, None).await
}

/// `POST /plateforme/taches/{id}/relance`.
pub async fn retry(at: OnPlatform, Path(id): Path<JobId>) -> AppResult<Response> {
    ask_again(&at, Some(id)).await
}
