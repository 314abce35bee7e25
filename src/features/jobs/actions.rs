//! Having failed jobs tried again.

use domain::{ids::JobId, permissions::Action};

use crate::{
    db::Act,
    error::AppResult,
    features::ROOMS,
    queue::{Lane, store},
};

/// Makes one failed job, or all, due at once, with as many attempts as a new one. Says how many: none when what was
/// asked for is done already, or being done.
///
/// # Errors
/// As the table of permissions says.
pub async fn retry(act: &Act, only: Option<JobId>) -> AppResult<u64> {
    let tx = act.on_platform(Action::ManageJobs).await?;
    let count = store::save_retry(&tx, only).await?;
    tx.commit().await?;
    tracing::info!(count, actor = act.actor.journal_name(), "failed jobs made due again");
    Ok(count)
}

/// Gives up a job that takes long. Whoever is at it ends within seconds; mails and documents are never given up. Says
/// whether there was anything to give up.
///
/// # Errors
/// As the table of permissions says.
pub async fn cancel(act: &Act, id: JobId) -> AppResult<bool> {
    let tx = act.on_platform(Action::ManageJobs).await?;
    let cancelled = store::save_cancel(&tx, id, &long_kinds()).await?;
    tx.commit().await?;
    tracing::info!(job = %id, cancelled, actor = act.actor.journal_name(), "job given up by a person");
    Ok(cancelled)
}

/// The kinds of jobs that take long.
#[must_use]
pub fn long_kinds() -> Vec<&'static str> {
    let kinds = ROOMS.iter().flat_map(|room| room.jobs);
    kinds.filter(|kind| kind.lane == Lane::Long).map(|kind| kind.name).collect()
}
