//! What a room says of itself, so that nobody else need know it: its routes, its sections, what awaits a person there,
//! the kinds of jobs that it runs and of mails that it sends.

use domain::{
    ids::{CallId, UserId},
    permissions::Role,
};
use futures::future::BoxFuture;

use crate::{
    db::Db,
    error::AppResult,
    queue::{JobKind, MailKind},
    web::{Route, Section},
};

/// A room, as it declares itself.
#[derive(Clone, Copy)]
pub struct Manifest {
    /// Its name: of its folder, and of its words in `templates/locales/<language>/`.
    pub name: &'static str,
    /// Its routes.
    pub routes: fn() -> Vec<Route>,
    /// Its sections of the site, each with its place among those of all rooms.
    pub site: &'static [(u8, Section)],
    /// Its sections for the staff of a call, in the order of rooms.
    pub staff: &'static [Section],
    /// What of it other rooms and failures lead to.
    pub ways: &'static [(Way, &'static str)],
    /// What people do there by their roles on a call.
    pub work: Option<RoleWork>,
    /// The kinds of jobs that it owns.
    pub jobs: &'static [JobKind],
    /// The mails that it sends.
    pub mails: &'static [MailKind],
}

impl Manifest {
    /// A room with its routes and nothing else.
    #[must_use]
    pub const fn new(name: &'static str, routes: fn() -> Vec<Route>) -> Self {
        Self { name, routes, site: &[], staff: &[], ways: &[], work: None, jobs: &[], mails: &[] }
    }
}

/// An address that is led to from anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Where one signs in.
    SignIn,
    /// Where one declares one's interests: what follows the address of a call.
    Declaration,
}

/// The work of people in a room.
#[derive(Clone, Copy)]
pub struct RoleWork {
    /// What each of these roles does there.
    pub duties: &'static [Duty],
    /// What of it still awaits a person.
    pub owed: for<'a> fn(&'a Asked<'a>) -> BoxFuture<'a, AppResult<Vec<Owed>>>,
}

/// What a role does on a call.
#[derive(Clone, Copy, Debug)]
pub struct Duty {
    /// The role.
    pub role: Role,
    /// The section where it is done: what follows the address of the call.
    pub section: &'static str,
    /// The Fluent key that says what it is.
    pub key: &'static str,
}

/// What a room is asked: once for all the calls of a person, so that it takes as few queries for many.
pub struct Asked<'a> {
    /// The database.
    pub db: &'a Db,
    /// The person.
    pub user: UserId,
    /// Which of the room's roles they hold, on which calls: filing is over and the results are not public.
    pub held: Vec<(CallId, Role)>,
}

impl Asked<'_> {
    /// The calls, each once for a role.
    pub fn calls(&self) -> impl Iterator<Item = CallId> {
        self.held.iter().map(|(call, _)| *call)
    }

    /// The answer: what is owed for each role that is held, in the order of the question.
    pub fn answer(&self, owed: impl Fn(CallId, Role) -> Owed) -> Vec<Owed> {
        self.held.iter().map(|(call, role)| owed(*call, *role)).collect()
    }
}

/// What a role still has to do on a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owed {
    /// The Fluent key that says it.
    pub key: &'static str,
    /// How many there are, where they are counted.
    pub count: Option<i64>,
    /// `todo`, `ok` or `info`.
    pub tone: &'static str,
}

impl Owed {
    /// The person has something to do.
    #[must_use]
    pub const fn todo(key: &'static str) -> Self {
        Self { key, count: None, tone: "todo" }
    }

    /// The person has so much to do.
    #[must_use]
    pub const fn counted(key: &'static str, count: i64) -> Self {
        Self { key, count: Some(count), tone: "todo" }
    }

    /// The person has done it.
    #[must_use]
    pub const fn done(key: &'static str) -> Self {
        Self { key, count: None, tone: "ok" }
    }

    /// Others are at it.
    #[must_use]
    pub const fn elsewhere(key: &'static str) -> Self {
        Self { key, count: None, tone: "info" }
    }
}
