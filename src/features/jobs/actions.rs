//! Having failed jobs tried again.

use domain::{ids::JobId, permissions::Action};

use crate::{
    app::App,
    db::{Actor, Subject, authorize},
    error::AppResult,
    queue::store,
};

/// Makes one failed job, or all, due at once, with as many attempts as a new one. Says how many: none when what was
/// asked for is done already, or being done.
///
/// # Errors
/// As the table of permissions says.
pub async fn retry(app: &App, actor: &Actor, only: Option<JobId>) -> AppResult<u64> {
    let tx = app.db.begin_write().await?;
    let tx = authorize(tx, actor, Action::ManageJobs, Subject::Platform, app.now()).await?;
    let count = store::save_retry(&tx, only).await?;
    tx.commit().await?;
    tracing::info!(count, actor = actor.journal_name(), "failed jobs made due again");
    Ok(count)
}
