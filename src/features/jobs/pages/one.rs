//! A job: how far it is, or how it ended and what it found.

use domain::time::Instant;
use serde::Serialize;

use super::list::{at, path_of, reason, what};
use crate::{
    features::jobs::actions::long_kinds,
    i18n::{self, Lang},
    queue::{
        JobTold,
        store::{JobRow, MailRow},
    },
    web::{Fact, Page, Tag},
};

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nobody has begun it.
    Waiting,
    /// Somebody is at it.
    Running,
    /// A person gave it up, and whoever is at it ends.
    Ending,
    /// It failed, and will be tried again.
    Again,
    /// It failed, and waits for a person.
    Failed,
    /// It is done, and all is well.
    Done,
    /// It is done, and found something wrong.
    Found,
    /// A person gave it up.
    Cancelled,
}

impl Standing {
    /// Of a row, at an instant.
    pub(super) fn of(row: &JobRow, now: Instant) -> Self {
        let held = row.locked_until.is_some_and(|until| until >= now.micros());
        match row.state.as_str() {
            "done" if told(row).is_some_and(|told| !told.well) => Self::Found,
            "done" => Self::Done,
            "cancelled" => Self::Cancelled,
            "failed" => Self::Failed,
            _ if held && row.cancel_asked_at.is_some() => Self::Ending,
            _ if held => Self::Running,
            _ if row.failed_at.is_some() => Self::Again,
            _ => Self::Waiting,
        }
    }

    /// In a word.
    pub(super) fn tag(self, lang: Lang) -> Tag {
        let (key, tone) = match self {
            Self::Waiting => ("jobs-state-waiting", "wait"),
            Self::Running => ("jobs-state-running", "info"),
            Self::Ending => ("jobs-state-ending", "info"),
            Self::Again => ("jobs-state-again", "todo"),
            Self::Failed => ("jobs-state-failed", "stop"),
            Self::Done => ("jobs-state-done", "ok"),
            Self::Found => ("jobs-state-found", "stop"),
            Self::Cancelled => ("jobs-state-cancelled", "wait"),
        };
        Tag::new(i18n::word(lang, key), tone)
    }
}

fn told(row: &JobRow) -> Option<JobTold> {
    serde_json::from_str(row.result.as_deref()?).ok()
}

/// The page of a job.
#[derive(Debug, Serialize)]
pub struct JobPage {
    what: String,
    about: String,
    state: Tag,
    /// It is not over: coming back shows more.
    href: String,
    progress: Option<Bar>,
    facts: Vec<Fact>,
    /// Why it failed last, and what to do; empty when it did not.
    why: String,
    advice: String,
    /// What it found.
    told: Vec<String>,
    /// Where it is given up; empty for what cannot be.
    cancel: String,
    /// Where it is tried again; empty for what did not fail.
    retry: String,
}

#[derive(Debug, Serialize)]
struct Bar {
    label: String,
    text: String,
    done: i64,
    /// 0 when nobody knows how many there are.
    of: i64,
}

impl Page for JobPage {
    const TEMPLATE: &'static str = "pages/jobs/show.html";
    const SECTION: &'static str = "/plateforme";
}

impl JobPage {
    /// Of a row, with the mail that it sends.
    #[must_use]
    pub fn new(lang: Lang, now: Instant, row: &JobRow, mail: Option<&MailRow>) -> Self {
        let standing = Standing::of(row, now);
        let failed = matches!(standing, Standing::Again | Standing::Failed);
        let over = matches!(standing, Standing::Done | Standing::Found | Standing::Cancelled);
        let word = |key: &str| i18n::word(lang, key);
        let reason = reason(row);
        let because = |kind: &str| if failed { word(&format!("jobs-{kind}-{reason}")) } else { String::new() };
        let mut facts = vec![Fact::new(word("jobs-asked-at"), at(lang, row.created_at))];
        facts.extend(row.finished_at.map(|ended| Fact::new(word("jobs-ended-at"), at(lang, ended))));
        if standing == Standing::Again {
            facts.push(Fact::new(word("jobs-next-at"), at(lang, row.run_at)));
        }
        facts.push(Fact::new(word("jobs-reference"), row.id.to_string()));
        let cancellable = !over && standing != Standing::Ending && long_kinds().contains(&row.kind.as_str());
        Self {
            what: what(lang, row, mail),
            about: row.about.clone().unwrap_or_default(),
            state: standing.tag(lang),
            href: if over { String::new() } else { path_of(row) },
            progress: bar(lang, row).filter(|_| matches!(standing, Standing::Running | Standing::Ending)),
            facts,
            why: because("why"),
            advice: because("advice"),
            told: told(row).map(|told| told.of(lang).to_vec()).unwrap_or_default(),
            cancel: if cancellable { format!("{}/annulation", path_of(row)) } else { String::new() },
            retry: if failed { format!("{}/relance", path_of(row)) } else { String::new() },
        }
    }
}

fn bar(lang: Lang, row: &JobRow) -> Option<Bar> {
    let label = i18n::try_text(lang, row.phase.as_deref()?, &[])?;
    let (done, of) = (row.phase_done, row.phase_of);
    let text = if of > 0 {
        i18n::text(lang, "jobs-progress", &[("done", done.into()), ("of", of.into())])
    } else {
        i18n::text(lang, "jobs-progress-open", &[("done", done.into())])
    };
    Some(Bar { label, text, done, of })
}
