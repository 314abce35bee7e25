//! Requests about failed jobs.

use axum::response::Response;
use domain::{
    ids::{JobId, MailId},
    permissions::Action,
};
use serde::Deserialize;

use super::{
    actions,
    pages::{Counts, JobsPage},
};
use crate::{
    db::{Subject, permit},
    error::AppResult,
    queue::{
        Job,
        store::{self, Failed},
    },
    web::{Path, Query, Shell, Visit},
};

/// Jobs on a page of the list.
const PER_PAGE: usize = 50;
const LIST: &str = "/platform/jobs";

/// What the address of the list says.
#[derive(Default, Deserialize)]
pub(super) struct Asked {
    /// The last job of the page before.
    before: Option<String>,
    /// `waiting`: those that will be tried again by themselves.
    list: Option<String>,
}

/// `GET /platform/jobs`.
pub async fn index(visit: Visit, Query(asked): Query<Asked>) -> AppResult<Response> {
    let db = &visit.app.db;
    permit(db, &visit.actor, Action::ManageJobs, Subject::Platform).await?;
    let which = if asked.list.as_deref() == Some("waiting") { Failed::Waiting } else { Failed::GivenUp };
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
    visit.page(&Shell { section: "/platform", ..Shell::default() }, &page)
}

/// The mail that a job is about.
fn mail_of(payload: &str) -> Option<MailId> {
    match serde_json::from_str(payload).ok()? {
        Job::SendMail { mail } => Some(mail),
        Job::MakeReceipt { .. } => None,
    }
}

async fn ask_again(visit: &Visit, only: Option<JobId>) -> AppResult<Response> {
    let count = actions::retry(&visit.app, &visit.actor, only).await?;
    Ok(visit.go_with(LIST, if count > 0 { "jobs-flash-retried" } else { "jobs-flash-nothing" }))
}

/// `POST /platform/jobs/retry`: all that failed.
pub async fn retry_all(visit: Visit) -> AppResult<Response> {
    ask_again(&visit, None).await
}

/// `POST /platform/jobs/{id}/retry`.
pub async fn retry(visit: Visit, Path(id): Path<JobId>) -> AppResult<Response> {
    ask_again(&visit, Some(id)).await
}
