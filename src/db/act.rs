//! Who acts, and when: the first argument of every action.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use domain::{ids::UserId, permissions::Action, time::Instant};

use super::links::HeldLink;
use crate::{
    app::App,
    error::{AppError, AppResult},
};

/// Who acts. Visitors, the worker and the command line are actors too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody is signed in.
    Visitor,
    /// A signed-in person.
    User {
        /// Their account.
        id: UserId,
        /// Their name, as the journal writes it.
        name: String,
        /// They run the platform.
        operator: bool,
    },
    /// Whoever holds a personal link: they may do what it is for, to what it is about.
    Link(HeldLink),
    /// The worker.
    Worker,
    /// The command line.
    CommandLine,
}

impl Actor {
    /// The account, when there is one.
    #[must_use]
    pub fn user(&self) -> Option<UserId> {
        match self {
            Self::User { id, .. } => Some(*id),
            _ => None,
        }
    }

    /// The personal link, when they came by one.
    ///
    /// # Errors
    /// `Forbidden` for whoever holds none.
    pub fn link(&self) -> AppResult<&HeldLink> {
        match self {
            Self::Link(link) => Ok(link),
            _ => Err(AppError::Forbidden),
        }
    }

    /// As the journal names them.
    #[must_use]
    pub fn journal_name(&self) -> String {
        match self {
            Self::Visitor => "visitor".into(),
            Self::Link(link) => format!("link:{}", link.purpose.as_str()),
            Self::User { id, .. } => format!("user:{id}"),
            Self::Worker => "worker".into(),
            Self::CommandLine => "command-line".into(),
        }
    }
}

/// An act: the application, who acts, and the one instant at which it counts (the arrival of the request).
#[derive(Clone)]
pub struct Act {
    /// The application.
    pub app: App,
    /// Who acts.
    pub actor: Actor,
    /// When: deadlines, events and rows all bear this instant.
    pub at: Instant,
    /// What the route asked for when its door was opened; nothing for whoever comes by no route. An act that does
    /// something else is refused: route and act cannot disagree, even where the same people may do both.
    pub asked: Option<Action>,
    /// Whether something of it is stored for good.
    pub lasting: Lasting,
}

/// Whether something was made last: what fails after that must not say that nothing was done. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Lasting(Arc<AtomicBool>);

impl Lasting {
    /// Notes that a transaction was made last.
    pub(in crate::db) fn note(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether one was.
    #[must_use]
    pub fn is_noted(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Act {
    /// An act of somebody at an instant.
    #[must_use]
    pub fn new(app: &App, actor: &Actor, at: Instant) -> Self {
        Self { app: app.clone(), actor: actor.clone(), at, asked: None, lasting: Lasting::default() }
    }

    /// An act of somebody now, for whoever waits for no request: the worker, the command line, the replay.
    #[must_use]
    pub fn now(app: &App, actor: &Actor) -> Self {
        Self::new(app, actor, app.now())
    }
}
