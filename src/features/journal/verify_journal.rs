//! Verifies the journal of a call and compares the tables with it, for an operator who asked for it on a page: what
//! `laureat audit verify` does. It reads only: done twice, it tells the same.

use domain::{ids::CallId, permissions::Action};
use serde::{Deserialize, Serialize};

use super::{
    compare::{self, Progress, Step},
    words,
};
use crate::{
    db::Act,
    error::{AppError, AppResult},
    features::calls,
    queue::{self, JobDone, JobTold, Lane, Running, Work},
};

/// The verification of a call.
#[derive(Debug, Serialize, Deserialize)]
pub struct VerifyJournal {
    /// The call.
    pub call: CallId,
    /// Its short name.
    pub slug: String,
    /// Read the stored files too.
    pub files: bool,
}

impl Work for VerifyJournal {
    const KIND: &'static str = "verify_journal";
    const LANE: Lane = Lane::Long;
    const LABEL: &'static str = "journal-job";

    fn about(&self) -> Option<String> {
        Some(self.slug.clone())
    }

    async fn run(self, running: Running) -> JobDone {
        let mut tell = |Progress { step, done, of }| {
            let phase = match step {
                Step::Acts => "journal-phase-acts",
                Step::Dossiers => "journal-phase-dossiers",
                Step::Files => "journal-phase-files",
            };
            // Whether to end is seen by whoever waits for this.
            let _ = running.tell(phase, done, of);
        };
        let checked = tokio::select! {
            checked = compare::check(&running.app, &self.slug, &[], self.files, &mut tell) => checked,
            stopped = running.stopped() => return Err(stopped.into()),
        };
        Ok(Some(match checked {
            Ok(Ok(checked)) => {
                let well = checked.compared.contradictions.is_empty();
                JobTold::in_each(well, |lang| words::checked(lang, &self.slug, &checked))
            }
            Ok(Err(broken)) => JobTold::in_each(false, |lang| words::broken(lang, broken)),
            // A row that is no event: the database answered, and to ask it again is of no use.
            Err(AppError::Internal(failure)) => {
                tracing::error!(job = %running.id, %failure, "a journal cannot be read");
                JobTold::in_each(false, |lang| vec![crate::i18n::word(lang, "journal-checked-unreadable")])
            }
            Err(error) => return Err(error.into()),
        }))
    }
}

/// Asks for the verification of a call, and says which job does it: the one that is at it already, if there is one.
///
/// # Errors
/// `NotFound` when there is no such call; as the table of permissions says.
pub async fn ask(act: &Act, slug: &str, files: bool) -> AppResult<domain::ids::JobId> {
    let call = calls::store::load_by_slug(act.app.db.reader(), slug).await?;
    let tx = act.on_platform(Action::VerifyJournal).await?;
    if let Some(there) = queue::store::find_unfinished::<VerifyJournal>(&act.app.db, Some(slug)).await? {
        return Ok(there);
    }
    let id = queue::enqueue(&tx, &act.app, &VerifyJournal { call: call.id, slug: slug.to_owned(), files }).await?;
    tx.commit().await?;
    tracing::info!(call = slug, actor = act.actor.journal_name(), "verification asked for");
    Ok(id)
}
