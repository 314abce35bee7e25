//! A job while it is done: how far it is, and whether it must end.

use std::sync::{Arc, Mutex, PoisonError};

use domain::ids::JobId;
use tokio::sync::watch;

use super::{JobFailed, Reason};
use crate::app::App;

/// How far a job is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The Fluent key that says what is done; empty before anything is.
    pub phase: &'static str,
    /// How many of it are done.
    pub done: u64,
    /// How many there are; none when that is not known.
    pub of: u64,
}

/// Why a job must end before it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// A person gave it up.
    Cancelled,
    /// The worker ends: another will begin it anew.
    GivenBack,
    /// It was held for too long, and another worker has taken it over.
    Lost,
}

/// The job must end: its result is asked for no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped;

impl From<Stopped> for JobFailed {
    fn from(_: Stopped) -> Self {
        Self { reason: Reason::Interrupted, detail: "told to end".into() }
    }
}

/// A job while it is done: the application, how far one is, and whether one must end. Clones share it.
#[derive(Clone)]
pub struct Running {
    /// The application.
    pub app: App,
    /// Its id.
    pub id: JobId,
    progress: Arc<Mutex<Progress>>,
    stop: watch::Sender<Option<Stop>>,
}

impl Running {
    /// A job that begins.
    #[must_use]
    pub fn new(app: &App, id: JobId) -> Self {
        Self { app: app.clone(), id, progress: Arc::default(), stop: watch::Sender::new(None) }
    }

    /// Says how far it is; it is written now and then, so that saying it costs nothing.
    ///
    /// # Errors
    /// [`Stopped`]: whatever computes without waiting for anything ends by it.
    pub fn tell(&self, phase: &'static str, done: u64, of: u64) -> Result<(), Stopped> {
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner) = Progress { phase, done, of };
        if self.stop.borrow().is_some() { Err(Stopped) } else { Ok(()) }
    }

    /// Waits until the job must end: for whatever can be dropped where it waits.
    pub async fn stopped(&self) -> Stopped {
        // This holds the sender itself: the channel is never closed while one waits.
        let _ = self.stop.subscribe().wait_for(Option::is_some).await;
        Stopped
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        *self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells it to end. What was told first holds.
    pub fn stop(&self, why: Stop) {
        self.stop.send_if_modified(|stop| stop.is_none().then(|| *stop = Some(why)).is_some());
    }

    /// Why it must end, if it must.
    #[must_use]
    pub fn why_stopped(&self) -> Option<Stop> {
        *self.stop.borrow()
    }
}
