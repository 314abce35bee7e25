//! Daily housekeeping: deletes what has served and is of no use to anybody. What failed is never deleted.

use std::collections::BTreeSet;

use domain::{permissions::Action, time::Instant};
use futures::TryStreamExt;
use serde::{Deserialize, Serialize};

use crate::{
    app::App,
    db::{Act, Actor, links},
    error::AppResult,
    features::dossiers,
    files::{self, ListedFile},
    i18n,
    queue::{self, JobDone, JobTold, Lane, Running, Work, store},
    web::{self, throttle},
};

const DAY_SECONDS: i64 = 86_400;
/// Files that a killed program may leave. More of them, and more than a tenth of all, are not its doing.
const FEW: u64 = 20;

/// The housekeeping of a day.
#[derive(Debug, Serialize, Deserialize)]
pub struct Tidy {}

/// How many rows were deleted.
#[derive(Clone, Copy, Debug, Default)]
struct Deleted {
    attempts: u64,
    sessions: u64,
    links: u64,
    jobs: u64,
    mails: u64,
}

/// Plans the housekeeping of the day, unless it is planned or that of an earlier day is not done. The name of the job
/// holds the day, so that of several processes one plans it.
///
/// # Errors
/// When the database does not answer.
pub async fn plan(act: &Act) -> AppResult<()> {
    let db = &act.app.db;
    let day: String = act.at.to_rfc3339().chars().take(10).collect();
    let once = format!("{} {day}", Tidy::KIND);
    if store::is_planned(db, &once).await? || store::find_unfinished::<Tidy>(db, None).await?.is_some() {
        return Ok(());
    }
    let tx = act.on_platform(Action::RunJobs).await?;
    queue::enqueue_once(&tx, &act.app, &Tidy {}, once).await?;
    Ok(tx.commit().await?)
}

impl Work for Tidy {
    const KIND: &'static str = "tidy";
    const LANE: Lane = Lane::Long;
    const LABEL: &'static str = "jobs-tidy";

    async fn run(self, running: Running) -> JobDone {
        let app = &running.app;
        let rows = rows(app).await?;
        let files = tokio::select! {
            files = unnamed_files(&running) => files?,
            stopped = running.stopped() => return Err(stopped.into()),
        };
        let (files, kept) = match files {
            Unnamed::Deleted(count) => (count, 0),
            Unnamed::TooMany(count) => (0, count),
        };
        let Deleted { attempts, sessions, links, jobs, mails } = rows;
        tracing::info!(attempts, sessions, links, jobs, mails, files, "housekeeping done");
        let args = [
            ("attempts", attempts.into()),
            ("sessions", sessions.into()),
            ("links", links.into()),
            ("jobs", jobs.into()),
            ("mails", mails.into()),
            ("files", files.into()),
        ];
        Ok(Some(JobTold::in_each(kept == 0, |lang| {
            let done = i18n::text(lang, "jobs-tidy-told", &args);
            let doubt = (kept > 0).then(|| i18n::text(lang, "jobs-tidy-doubt", &[("count", kept.into())]));
            [Some(done), doubt].into_iter().flatten().collect()
        })))
    }
}

async fn rows(app: &App) -> AppResult<Deleted> {
    let now = app.now();
    let attempts = web::store::delete_attempts(&app.db, now.plus_seconds(-throttle::LONGEST_SECONDS)).await?;
    let sessions = web::store::delete_ended_sessions(&app.db, now).await?;
    let kept_since = now.plus_seconds(-i64::from(app.config.jobs.keep_days) * DAY_SECONDS);
    let tx = Act::new(app, &Actor::Worker, now).on_platform(Action::RunJobs).await?;
    let links = links::delete_ended(&tx).await?;
    let jobs = store::delete_done(&tx, kept_since).await?;
    let mails = store::delete_sent(&tx, kept_since).await?;
    tx.commit().await?;
    Ok(Deleted { attempts, sessions, links, jobs, mails })
}

/// What became of the stored files that no row names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unnamed {
    /// So many were deleted.
    Deleted(u64),
    /// So many are too many to be what a killed program left: the store is that of another database, and nothing was deleted.
    TooMany(u64),
}

/// Deletes the stored files that no row names: what was received when the program was killed before the row was there.
/// A younger file may yet get its row, and is left.
async fn unnamed_files(running: &Running) -> AppResult<Unnamed> {
    let app = &running.app;
    let days = i64::from(app.config.storage.unnamed_days);
    let before: Instant = app.now().plus_seconds(-days * DAY_SECONDS);
    let (mut seen, mut unnamed) = (0, Vec::new());
    let mut pages = std::pin::pin!(files::list(&*app.files));
    while let Some(page) = pages.try_next().await? {
        seen += page.len() as u64;
        let old: BTreeSet<String> =
            page.into_iter().filter(|file: &ListedFile| file.at < before).map(|file| file.key).collect();
        unnamed.extend(dossiers::store::list_unnamed(app.db.reader(), old).await?);
        // Whether to end is seen by whoever waits for this.
        let _ = running.tell("jobs-phase-files", seen, 0);
    }
    let count = unnamed.len() as u64;
    if count > FEW && count * 10 > seen {
        tracing::error!(count, seen, "most stored files are named by no row: is this the store of another database?");
        return Ok(Unnamed::TooMany(count));
    }
    for key in unnamed {
        tracing::info!(key, "a file that nothing names is deleted");
        files::delete(&*app.files, &key).await?;
    }
    Ok(Unnamed::Deleted(count))
}
