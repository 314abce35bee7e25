//! Looks after a job that takes long: writes how far it is, holds it for longer, and sees that a person gave it up.

use std::time::{Duration, Instant};

use domain::permissions::Action;

use crate::{
    app::App,
    db::{Act, Actor},
    error::AppResult,
    queue::{
        Progress, Running, Stop,
        store::{self, Claimed},
    },
};

/// How often one looks.
pub(super) const EVERY: Duration = Duration::from_secs(1);

/// One who looks after a job.
pub(super) struct Watch<'a> {
    app: &'a App,
    claimed: &'a Claimed,
    running: &'a Running,
    /// What was written last, and when.
    written: (Progress, Instant),
}

impl<'a> Watch<'a> {
    /// Begins with a job that was just claimed.
    pub(super) fn begin(app: &'a App, claimed: &'a Claimed, running: &'a Running) -> Self {
        Self { app, claimed, running, written: (Progress::default(), Instant::now()) }
    }

    /// Looks once. A database that does not answer for a moment stops nothing.
    pub(super) async fn look(&mut self) {
        if let Err(error) = self.try_look().await {
            tracing::warn!(job = %self.claimed.id, %error, "how far a job is cannot be written");
        }
    }

    async fn try_look(&mut self) -> AppResult<()> {
        let (app, claimed) = (self.app, self.claimed);
        let row = store::find_job(&app.db, claimed.id).await?;
        match row {
            Some(row) if row.state == "ready" && row.attempts == claimed.attempts => {
                if row.cancel_asked_at.is_some() {
                    self.running.stop(Stop::Cancelled);
                    return Ok(());
                }
            }
            _ => {
                self.running.stop(Stop::Lost);
                return Ok(());
            }
        }
        let (progress, lease) = (self.running.progress(), app.config.jobs.lease_seconds);
        let (written, at) = self.written;
        if progress != written || at.elapsed() > Duration::from_secs(u64::from(lease) / 3) {
            let tx = Act::now(app, &Actor::Worker).on_platform(Action::RunJobs).await?;
            store::save_progress(&tx, claimed, progress, lease).await?;
            tx.commit().await?;
            self.written = (progress, Instant::now());
        }
        Ok(())
    }
}
