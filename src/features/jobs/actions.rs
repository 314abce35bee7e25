//! Having failed jobs tried again.

use domain::{ids::JobId, permissions::Action};

use crate::{db::Act, error::AppResult, queue::store};

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
