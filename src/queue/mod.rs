//! Work to do after a transaction: rows written in it, done by the worker, each job idempotent.

mod failed;
mod mails;
mod running;
mod send_mail;
pub mod store;
mod work;

use domain::{
    ids::{JobId, MailId},
    time::Instant,
};

pub use failed::{JobFailed, Reason};
pub use mails::{Attached, MailKind, Message, NewMail, compose};
pub use running::{Progress, Running, Stop, Stopped};
pub use send_mail::SendMail;
pub use work::{JobDone, JobKind, JobTold, Lane, Work};

use crate::{app::App, db::Writes, error::AppResult};

/// Attempts before a job is given up and waits for a person: nearly three days, so that a weekend passes.
pub const ATTEMPTS_MAX: i64 = 20;

/// Writes a job in the transaction of the action.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue<W: Work>(tx: &impl Writes, app: &App, job: &W) -> AppResult<JobId> {
    let id = JobId::mint(tx.at(), app.random());
    store::insert_job(tx, id, job, None).await?;
    Ok(id)
}

/// Writes a job of which there is one of that name, unless it is there already.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue_once<W: Work>(tx: &impl Writes, app: &App, job: &W, once: String) -> AppResult<()> {
    store::insert_job(tx, JobId::mint(tx.at(), app.random()), job, Some(once)).await
}

/// Writes a mail and the job that sends it in the transaction of the action.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue_mail(tx: &impl Writes, app: &App, mail: &NewMail) -> AppResult<()> {
    let id = MailId::mint(tx.at(), app.random());
    store::insert_mail(tx, id, mail).await?;
    enqueue(tx, app, &SendMail { mail: id }).await?;
    Ok(())
}

/// When to try again after a first failure and some more: 1 min, 2 min, 4 min… at most 6 hours.
#[must_use]
pub fn next_attempt(now: Instant, more: i64) -> Instant {
    now.plus_seconds(60 * (1 << more.clamp(0, 9)).min(360))
}
