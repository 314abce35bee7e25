//! Where the replay takes place: the application with a clock that is set, a chance that a seed determines and
//! a mailbox in memory, so that nothing of this machine or of today enters the journal of the call.

use std::{fmt::Debug, sync::Arc, time};

use domain::{
    ids::{CallId, UserId},
    time::Instant,
};

use super::words::Words;
use crate::{
    app::{App, SeededEntropy, SetClock},
    db::{Act, Actor},
    error::{AppError, AppResult},
    features::calls::store::LoadedCall,
    mailer::Mailer,
};

/// The stage of a replay.
pub struct Stage {
    /// The application on its clock.
    pub app: App,
    /// The clock.
    clock: Arc<SetClock>,
    /// The seed.
    pub seed: u64,
    /// The words of invented texts.
    pub words: Words,
}

impl Stage {
    /// Sets the stage over an application, at an instant.
    ///
    /// # Errors
    /// When the words cannot be read.
    pub fn set(app: &App, seed: u64, at: Instant) -> AppResult<Self> {
        let clock = Arc::new(SetClock::at(at));
        let app = App {
            clock: clock.clone(),
            entropy: Arc::new(SeededEntropy::new(seed)),
            mailer: Mailer::memory(),
            ..app.clone()
        };
        Ok(Self { app, clock, seed, words: Words::load()? })
    }

    /// Moves the clock.
    pub fn at(&self, at: Instant) {
        self.clock.set(at);
    }
}

/// The call that is replayed.
#[derive(Clone)]
pub struct Played {
    /// Its id.
    pub id: CallId,
    /// Its definition and dates.
    pub call: LoadedCall,
}

/// A person of the replay.
#[derive(Clone, Debug)]
pub struct Player {
    /// Their account.
    pub id: UserId,
    /// As actions take them.
    pub actor: Actor,
}

impl Player {
    /// A person who does not run the platform.
    #[must_use]
    pub fn new(id: UserId, name: &str) -> Self {
        Self { id, actor: Actor::User { id, name: name.to_owned(), operator: false } }
    }
}

/// In the replay a refusal that was not played on purpose is a fault.
///
/// # Errors
/// What the action refused.
pub fn must<T, E: Debug>(what: &str, done: Result<T, E>) -> AppResult<T> {
    done.map_err(|refused| AppError::internal(format!("{what}: {refused:?}")))
}

impl Stage {
    /// An act of somebody at the instant that the stage shows.
    #[must_use]
    pub fn act(&self, player: &Player) -> Act {
        Act::now(&self.app, &player.actor)
    }
}

/// Says on standard error how a phase went.
pub struct Phase {
    name: &'static str,
    began: time::Instant,
}

impl Phase {
    /// A phase begins.
    #[must_use]
    pub fn begin(name: &'static str) -> Self {
        Self { name, began: time::Instant::now() }
    }

    /// It ends with this to say.
    pub fn end(self, said: &str) {
        eprintln!("  {:<28} {said} ({:.1} s)", self.name, self.began.elapsed().as_secs_f32());
    }
}
