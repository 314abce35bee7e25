//! What a kind of job is: one type in one file, which its room declares.

use std::collections::BTreeMap;

use futures::{FutureExt, future::BoxFuture};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{JobFailed, Running};
use crate::i18n::Lang;

/// Jobs of a lane are done one after the other by each worker; lanes go on side by side, so that none waits for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Mails: they wait for a server.
    Mails,
    /// Documents: they take the processor for less than a second, and yield while requests wait.
    Documents,
    /// What takes minutes: it says how far it is, and a person may give it up.
    Long,
}

impl Lane {
    /// All of them. What makes mails comes before the mails.
    pub const ALL: [Self; 3] = [Self::Documents, Self::Mails, Self::Long];
}

/// How a job ends well: with something to tell, or nothing.
pub type JobDone = Result<Option<JobTold>, JobFailed>;

/// A job. Its data are ids and choices: what they name is read when it is done.
///
/// It may be done again after it was done, whole or in part, and must do no harm then: a worker that is killed leaves it
/// to another, which begins anew.
pub trait Work: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Its stored name. It never changes, nor do the names of its data: rows outlive a version.
    const KIND: &'static str;
    /// Where it is done.
    const LANE: Lane;
    /// The Fluent key by which operators know it.
    const LABEL: &'static str;

    /// What it is about, in a word that needs no translation: the short name of a call.
    fn about(&self) -> Option<String> {
        None
    }

    /// Does it. What takes long says how far it is, and ends when [`Running`] says so.
    fn run(self, running: Running) -> impl Future<Output = JobDone> + Send;
}

type Run = fn(&str, Running) -> serde_json::Result<BoxFuture<'static, JobDone>>;

/// A kind of job, in the list of the room that owns it.
#[derive(Clone, Copy)]
pub struct JobKind {
    /// See [`Work::KIND`].
    pub name: &'static str,
    /// See [`Work::LANE`].
    pub lane: Lane,
    /// See [`Work::LABEL`].
    pub label: &'static str,
    reads: fn(&str) -> bool,
    run: Run,
}

impl JobKind {
    /// The kind of a job.
    #[must_use]
    pub const fn of<W: Work>() -> Self {
        Self {
            name: W::KIND,
            lane: W::LANE,
            label: W::LABEL,
            reads: |payload| serde_json::from_str::<W>(payload).is_ok(),
            run: |payload, running| Ok(serde_json::from_str::<W>(payload)?.run(running).boxed()),
        }
    }

    /// Whether stored data are of this kind.
    #[must_use]
    pub fn reads(&self, payload: &str) -> bool {
        (self.reads)(payload)
    }

    /// Does a job of this kind, given its stored data.
    ///
    /// # Errors
    /// When the data are of another kind.
    pub fn run(&self, payload: &str, running: Running) -> serde_json::Result<BoxFuture<'static, JobDone>> {
        (self.run)(payload, running)
    }
}

/// What a job found, in the words of each language: kept in its row, for whoever comes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobTold {
    /// All is well.
    pub well: bool,
    /// Sentences, by language.
    words: BTreeMap<String, Vec<String>>,
}

impl JobTold {
    /// Says it in each language.
    pub fn in_each(well: bool, say: impl Fn(Lang) -> Vec<String>) -> Self {
        let said = |lang: Lang| (lang.code().to_owned(), say(lang));
        Self { well, words: [Lang::Fr, Lang::En].into_iter().map(said).collect() }
    }

    /// The sentences of a language.
    #[must_use]
    pub fn of(&self, lang: Lang) -> &[String] {
        self.words.get(lang.code()).map_or(&[], Vec::as_slice)
    }
}
