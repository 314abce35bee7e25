//! Does the jobs: one at a time, each at least once, each without harm when done twice.

mod make_receipt;
mod send_mail;

use domain::permissions::Action;
use tokio::sync::watch;

use crate::{
    app::App,
    db::{Act, Actor},
    error::AppResult,
    queue::{
        Job, JobFailed,
        store::{self, Claimed},
    },
};

/// Works until told to stop; the job at hand is finished first.
pub async fn serve(app: App, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        let pause = match run_one(&app).await {
            Ok(true) => continue,
            Ok(false) => std::time::Duration::from_millis(500),
            Err(error) => {
                tracing::error!(%error, "the worker cannot reach its jobs");
                std::time::Duration::from_secs(5)
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Does every job that is due, and says how many.
///
/// # Errors
/// When the database does not answer; a job that fails is not an error here.
pub async fn run_due(app: &App) -> AppResult<usize> {
    let mut done = 0;
    while run_one(app).await? {
        done += 1;
    }
    Ok(done)
}

async fn run_one(app: &App) -> AppResult<bool> {
    let lease = app.config.jobs.lease_seconds;
    let Some(claimed) = store::claim(&Act::now(app, &Actor::Worker), lease).await? else {
        return Ok(false);
    };
    let failed = perform(app, &claimed).await.err();
    if let Some(JobFailed { reason, detail }) = &failed {
        let (kind, reason, attempts) = (claimed.job.kind(), reason.as_str(), claimed.attempts);
        tracing::warn!(job = %claimed.id, kind, reason, attempts, detail, "job failed");
    }
    let tx = Act::now(app, &Actor::Worker).on_platform(Action::RunJobs).await?;
    store::save_attempt(&tx, &claimed, failed.as_ref()).await?;
    tx.commit().await?;
    Ok(true)
}

async fn perform(app: &App, claimed: &Claimed) -> Result<(), JobFailed> {
    match &claimed.job {
        Job::MakeReceipt { submission } => Ok(make_receipt::run(app, *submission).await?),
        Job::SendMail { mail } => send_mail::run(app, *mail).await,
    }
}
