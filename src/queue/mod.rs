//! Work to do after a transaction: rows written in it, done by the worker, each job idempotent.

mod failed;
mod mails;
pub mod store;

use domain::{
    ids::{JobId, MailId, SubmissionId},
    time::Instant,
};
use serde::{Deserialize, Serialize};

pub use failed::{JobFailed, Reason};
pub use mails::{Attached, MailKind, Message, NewMail, compose};

use crate::{app::App, db::Writes, error::AppResult};

/// A job. Its data are ids: what they name is read when the job is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    /// Makes and stores the receipt and the whole dossier as PDF, then mails the receipt.
    MakeReceipt {
        /// Of this filing.
        submission: SubmissionId,
    },
    /// Sends a mail.
    SendMail {
        /// The mail.
        mail: MailId,
    },
}

impl Job {
    /// The name of its kind, for lists and logs.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::MakeReceipt { .. } => "make_receipt",
            Self::SendMail { .. } => "send_mail",
        }
    }
}

/// Attempts before a job is given up and waits for a person: nearly three days, so that a weekend passes.
pub const ATTEMPTS_MAX: i64 = 20;

/// Writes a job in the transaction of the action.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue(tx: &impl Writes, app: &App, job: &Job) -> AppResult<()> {
    store::insert_job(tx, JobId::mint(tx.at(), app.random()), job).await
}

/// Writes a mail and the job that sends it in the transaction of the action.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue_mail(tx: &impl Writes, app: &App, mail: &NewMail) -> AppResult<()> {
    let id = MailId::mint(tx.at(), app.random());
    store::insert_mail(tx, id, mail).await?;
    enqueue(tx, app, &Job::SendMail { mail: id }).await
}

/// When to try again after a first failure and some more: 1 min, 2 min, 4 min… at most 6 hours.
#[must_use]
pub fn next_attempt(now: Instant, more: i64) -> Instant {
    now.plus_seconds(60 * (1 << more.clamp(0, 9)).min(360))
}
