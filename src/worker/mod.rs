//! Does the jobs that rooms declare: lane by lane, one at a time in each, each at least once, each without harm when done
//! twice.

mod watch;

use std::{panic::AssertUnwindSafe, pin::pin, time::Duration};

use domain::permissions::Action;
use futures::FutureExt;
use tokio::{sync::watch::Receiver, time::Instant};

use self::watch::Watch;
use crate::{
    app::App,
    db::{Act, Actor},
    error::{AppError, AppResult},
    features::{self, jobs::tidy},
    queue::{
        JobDone, JobFailed, JobKind, Lane, Running, SendMail, Stop,
        store::{self, Claimed, Ended},
    },
};

/// How long a lane without work waits before it looks again.
const PAUSE: Duration = Duration::from_millis(500);
/// How long it waits when the database does not answer.
const LONG_PAUSE: Duration = Duration::from_secs(5);
/// How often somebody looks whether the housekeeping of the day is planned.
const PLANNING: Duration = Duration::from_secs(600);
/// How long a document waits for requests, at most: under load that does not end, receipts are made all the same.
pub const DOCUMENTS_YIELD: Duration = Duration::from_secs(2);

/// Works until told to stop: lanes side by side, so that a mail server that is silent delays no receipt. Jobs at hand are
/// finished first, but for those that take long: these are given back.
pub async fn serve(app: App, stop: Receiver<bool>) {
    let mut tasks: Vec<_> =
        Lane::ALL.into_iter().map(|lane| tokio::spawn(serve_lane(app.clone(), lane, stop.clone()))).collect();
    tasks.push(tokio::spawn(plan(app, stop)));
    for task in tasks {
        if let Err(error) = task.await {
            tracing::error!(%error, "a part of the worker ended badly");
        }
    }
}

async fn serve_lane(app: App, lane: Lane, mut stop: Receiver<bool>) {
    while !*stop.borrow() {
        if lane == Lane::Documents {
            yield_to_requests(&app).await;
        }
        let pause = match run_one(&app, lane, Some(&stop)).await {
            Ok(true) => continue,
            Ok(false) => PAUSE,
            Err(error) => {
                tracing::error!(%error, "the worker cannot reach its jobs");
                LONG_PAUSE
            }
        };
        wait(pause, &mut stop).await;
    }
}

async fn wait(pause: Duration, stop: &mut Receiver<bool>) {
    tokio::select! {
        () = tokio::time::sleep(pause) => {}
        _ = stop.changed() => {}
    }
}

/// Waits while requests of this process wait for the processor, and not for ever.
async fn yield_to_requests(app: &App) {
    let end = Instant::now() + DOCUMENTS_YIELD;
    while app.traffic.is_busy() && Instant::now() < end {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Plans the housekeeping of each day, whichever process comes first.
async fn plan(app: App, mut stop: Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(error) = tidy::plan(&Act::now(&app, &Actor::Worker)).await {
            tracing::warn!(%error, "the housekeeping of the day cannot be planned");
        }
        wait(PLANNING, &mut stop).await;
    }
}

/// Does every job that is due, and says how many.
///
/// # Errors
/// When the database does not answer; a job that fails is not an error here.
pub async fn run_due(app: &App) -> AppResult<usize> {
    let mut done = 0;
    loop {
        let before = done;
        for lane in Lane::ALL {
            while run_one(app, lane, None).await? {
                done += 1;
            }
        }
        // A job of one lane may have left one to another.
        if done == before {
            return Ok(done);
        }
    }
}

/// The kinds of jobs of a lane: those of rooms, and mails, which are of none.
fn kinds(lane: Lane) -> Vec<JobKind> {
    let all = features::kinds().chain([JobKind::of::<SendMail>()]);
    all.filter(|kind| kind.lane == lane).collect()
}

async fn run_one(app: &App, lane: Lane, stop: Option<&Receiver<bool>>) -> AppResult<bool> {
    let kinds = kinds(lane);
    // Looked for before the lock of writers is taken: most of the time there is nothing to do.
    if !store::is_due(&app.db, &kinds, app.now()).await? {
        return Ok(false);
    }
    let lease = app.config.jobs.lease_seconds;
    let Some(claimed) = store::claim(&Act::now(app, &Actor::Worker), &kinds, lease).await? else {
        return Ok(false);
    };
    let ended = perform(app, &claimed, stop).await;
    if let Ended::Failed(JobFailed { reason, detail }) = &ended {
        let (kind, reason, attempts) = (claimed.kind.name, reason.as_str(), claimed.attempts);
        tracing::warn!(job = %claimed.id, kind, reason, attempts, detail, "job failed");
    }
    let tx = Act::now(app, &Actor::Worker).on_platform(Action::RunJobs).await?;
    store::save_attempt(&tx, &claimed, &ended).await?;
    tx.commit().await?;
    Ok(true)
}

async fn perform(app: &App, claimed: &Claimed, stop: Option<&Receiver<bool>>) -> Ended {
    let running = Running::new(app, claimed.id);
    let work = match claimed.kind.run(&claimed.payload, running.clone()) {
        Ok(work) => AssertUnwindSafe(work).catch_unwind().map(|done| done.unwrap_or_else(|_| Err(panicked()))),
        Err(error) => return Ended::Failed(error.into()),
    };
    let done = match claimed.kind.lane {
        Lane::Mails | Lane::Documents => work.await,
        Lane::Long => watched(app, claimed, &running, stop, work).await,
    };
    match (done, running.why_stopped()) {
        (Ok(told), _) => Ended::Done(told),
        (Err(_), Some(Stop::Cancelled)) => Ended::Cancelled,
        (Err(_), Some(Stop::GivenBack)) => Ended::GivenBack,
        // Of what another has taken over nothing is written, whatever it is.
        (Err(failed), Some(Stop::Lost) | None) => Ended::Failed(failed),
    }
}

fn panicked() -> JobFailed {
    AppError::internal("the job panicked").into()
}

/// Does a job that takes long, while somebody writes how far it is and looks whether it must end.
async fn watched(
    app: &App,
    claimed: &Claimed,
    running: &Running,
    stop: Option<&Receiver<bool>>,
    work: impl Future<Output = JobDone>,
) -> JobDone {
    let mut watch = Watch::begin(app, claimed, running);
    let mut stop = stop.cloned();
    let mut work = pin!(work);
    loop {
        let told_to_end = async {
            match &mut stop {
                Some(stop) => drop(stop.wait_for(|stop| *stop).await),
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            done = &mut work => return done,
            () = tokio::time::sleep(watch::EVERY) => watch.look().await,
            () = told_to_end, if running.why_stopped().is_none() => running.stop(Stop::GivenBack),
        }
    }
}
