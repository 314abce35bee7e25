//! Requests about failed jobs.

use axum::response::Response;
use domain::ids::{JobId, MailId};
use serde::Deserialize;

use super::{
    actions,
    forms::{ToVerify, Verification},
    pages::{self, Counts, JobPage, JobsBeside, JobsPage},
};
use crate::{
    error::{AppError, AppResult},
    features::{calls, door::OnPlatform, journal::verify_journal},
    queue::store::{self, Failed, JobRow, MailRow},
    web::{Checked, Errors, Path, Query, Visit},
};

/// Jobs on a page of the list.
const PER_PAGE: usize = 50;
/// Jobs that take long, on that page.
const LONG_MAX: u64 = 10;
const LIST: &str = "/plateforme/taches";

/// What the address of the list says.
#[derive(Default, Deserialize)]
pub(super) struct ListAsked {
    /// The last job of the page before.
    #[serde(rename = "avant")]
    before: Option<String>,
    /// `en-attente`: those that will be tried again by themselves.
    #[serde(rename = "liste")]
    list: Option<String>,
}

/// `GET /plateforme/taches`.
pub async fn index(at: OnPlatform, Query(asked): Query<ListAsked>) -> AppResult<Response> {
    at.page(&list(&at, asked).await?)
}

async fn list(at: &OnPlatform, asked: ListAsked) -> AppResult<JobsPage> {
    let (visit, db) = (&at.visit, &at.visit.app.db);
    let which = if asked.list.as_deref() == Some("en-attente") { Failed::Waiting } else { Failed::GivenUp };
    let before = asked.before.and_then(|text| text.parse::<JobId>().ok());
    let mut rows = store::list_failed(db, which, before, PER_PAGE as u64 + 1).await?;
    let more = rows.len() > PER_PAGE;
    rows.truncate(PER_PAGE);
    let mails = mails_of(&at.visit, &rows).await?;
    let long = actions::long_kinds();
    let (fresh, oldest) = store::count_fresh(db, &long, visit.arrived).await?;
    let counts = Counts {
        given_up: store::count_failed(db, Failed::GivenUp).await?,
        waiting: store::count_failed(db, Failed::Waiting).await?,
        fresh,
        oldest,
    };
    let beside = JobsBeside {
        long: store::list_of_kinds(db, &long, LONG_MAX).await?,
        calls: calls::store::list_slugs(db.reader()).await?,
    };
    Ok(JobsPage::new(visit.lang, visit.arrived, which, &counts, (&rows, &mails), more, &beside))
}

/// The mails that jobs are about.
async fn mails_of(visit: &Visit, rows: &[JobRow]) -> AppResult<Vec<MailRow>> {
    let mails: Vec<MailId> = rows.iter().filter_map(pages::mail_of).collect();
    store::list_mails_by_id(&visit.app.db, &mails).await
}

/// `GET /plateforme/taches/{id}`: how far it is, or how it ended.
pub async fn show(at: OnPlatform, Path(id): Path<JobId>) -> AppResult<Response> {
    let visit = &at.visit;
    let row = store::find_job(&visit.app.db, id).await?.ok_or(AppError::NotFound)?;
    let mails = mails_of(visit, std::slice::from_ref(&row)).await?;
    at.page(&JobPage::new(visit.lang, visit.arrived, &row, mails.first()))
}

/// `POST /plateforme/taches/verifications`: the journal of a call and the tables.
pub async fn create_verification(at: OnPlatform, form: Checked<Verification>) -> AppResult<Response> {
    let errors = match form.result {
        Ok(ToVerify { slug, files }) => {
            match at.act(async move |act| verify_journal::ask(&act, &slug, files).await).await {
                Ok(id) => return Ok(at.visit.go(&format!("{LIST}/{id}"))),
                Err(AppError::NotFound) => Errors::key(at.visit.lang, "call", "jobs-error-call"),
                Err(error) => return Err(error),
            }
        }
        Err(errors) => errors,
    };
    let page = list(&at, ListAsked::default()).await?;
    at.refused(&page.with(errors))
}

/// `POST /plateforme/taches/{id}/annulation`.
pub async fn create_cancellation(at: OnPlatform, Path(id): Path<JobId>) -> AppResult<Response> {
    let cancelled = at.act(async move |act| actions::cancel(&act, id).await).await?;
    let said = if cancelled { "jobs-flash-cancelled" } else { "jobs-flash-nothing-to-cancel" };
    Ok(at.visit.go_with(&format!("{LIST}/{id}"), said))
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
