//! The list of failed jobs, and of those that take long.

use std::collections::BTreeMap;

use domain::{
    ids::MailId,
    time::{Instant, Zone},
};
use serde::Serialize;
use uuid::Uuid;

use super::one::Standing;
use crate::{
    features::ROOMS,
    i18n::{self, Lang},
    mailer,
    queue::{
        Reason, SendMail, Work,
        store::{Failed, JobRow, MailRow},
    },
    web::{Choice, Errors, Page, Tab, Tag},
};

/// How many jobs stand where.
#[derive(Clone, Copy, Debug)]
pub struct Counts {
    /// Given up.
    pub given_up: u64,
    /// To be tried again.
    pub waiting: u64,
    /// Not tried yet.
    pub fresh: u64,
    /// When the oldest of these was asked for.
    pub oldest: Option<Instant>,
}

/// The list of failed jobs.
#[derive(Debug, Serialize)]
pub struct JobsPage {
    tabs: Vec<Tab>,
    waiting: bool,
    jobs: Vec<JobLine>,
    /// All that failed, given up or not.
    failed: u64,
    /// Jobs wait for longer than they should: nobody does them.
    stuck: String,
    next: String,
    /// Jobs that take long, newest first.
    long: Vec<LongLine>,
    /// Calls that can be verified.
    calls: Vec<Choice>,
    /// What is wrong with what was asked.
    errors: Errors,
}

/// What the list shows beside what failed.
#[derive(Debug)]
pub struct JobsBeside {
    /// Jobs that take long.
    pub long: Vec<JobRow>,
    /// Short names of calls.
    pub calls: Vec<String>,
}

#[derive(Debug, Serialize)]
struct LongLine {
    what: String,
    about: String,
    href: String,
    when: String,
    state: Tag,
}

#[derive(Debug, Serialize)]
struct JobLine {
    what: String,
    whom: String,
    why: String,
    advice: String,
    when: String,
    attempts: String,
    next: String,
    reference: String,
    retry: String,
}

impl Page for JobsPage {
    const TEMPLATE: &'static str = "pages/jobs/index.html";
    const SECTION: &'static str = "/plateforme";
}

/// A job waits for longer than this: no worker runs.
const STUCK_SECONDS: i64 = 600;

impl JobsPage {
    /// The page of a list.
    #[must_use]
    pub fn new(
        lang: Lang,
        now: Instant,
        which: Failed,
        counts: &Counts,
        (rows, mails): (&[JobRow], &[MailRow]),
        more: bool,
        beside: &JobsBeside,
    ) -> Self {
        let waiting = which == Failed::Waiting;
        let by_id: BTreeMap<Uuid, &MailRow> = mails.iter().map(|mail| (mail.id, mail)).collect();
        let tab = |href: &str, key: &str, count, current| Tab {
            href: href.to_owned(),
            label: i18n::word(lang, key),
            count,
            current,
        };
        let stuck = counts.oldest.filter(|oldest| oldest.plus_seconds(STUCK_SECONDS) < now);
        let next = rows.last().filter(|_| more).map(|row| {
            format!("/plateforme/taches?{}avant={}", if waiting { "liste=en-attente&" } else { "" }, row.id)
        });
        Self {
            tabs: vec![
                tab("/plateforme/taches", "jobs-given-up", counts.given_up, !waiting),
                tab("/plateforme/taches?liste=en-attente", "jobs-waiting", counts.waiting, waiting),
            ],
            waiting,
            jobs: rows.iter().map(|row| line(lang, row, &by_id)).collect(),
            failed: counts.given_up + counts.waiting,
            stuck: stuck.map_or_else(String::new, |oldest| {
                let (count, at) = (counts.fresh, i18n::date_time(lang, oldest, Zone::PARIS));
                i18n::text(lang, "jobs-stuck", &[("count", count.into()), ("at", at.into())])
            }),
            next: next.unwrap_or_default(),
            long: beside.long.iter().map(|row| long_line(lang, now, row)).collect(),
            calls: beside.calls.iter().map(|slug| Choice::new(slug, slug)).collect(),
            errors: Errors::default(),
        }
    }

    /// With what is wrong with what was asked.
    #[must_use]
    pub fn with(self, errors: Errors) -> Self {
        Self { errors, ..self }
    }
}

pub(super) fn at(lang: Lang, micros: i64) -> String {
    i18n::date_time(lang, Instant::from_micros(micros), Zone::PARIS)
}

fn long_line(lang: Lang, now: Instant, row: &JobRow) -> LongLine {
    LongLine {
        what: what(lang, row, None),
        about: row.about.clone().unwrap_or_default(),
        href: path_of(row),
        when: at(lang, row.created_at),
        state: Standing::of(row, now).tag(lang),
    }
}

pub(super) fn path_of(row: &JobRow) -> String {
    format!("/plateforme/taches/{}", row.id)
}

/// The mail that a job is about.
#[must_use]
pub fn mail_of(row: &JobRow) -> Option<MailId> {
    if row.kind != SendMail::KIND {
        return None;
    }
    serde_json::from_str::<SendMail>(&row.payload).ok().map(|job| job.mail)
}

/// What a job is, as its room or that of its mail calls it. One of an earlier version may be of a kind that is no more.
pub(super) fn what(lang: Lang, row: &JobRow, mail: Option<&MailRow>) -> String {
    let of_mail = mail.and_then(|mail| {
        let kinds = ROOMS.iter().flat_map(|room| room.mails);
        kinds.filter(|kind| kind.name == mail.message).map(|kind| kind.label).next()
    });
    let of_job = || ROOMS.iter().flat_map(|room| room.jobs).find(|kind| kind.name == row.kind).map(|kind| kind.label);
    let label = of_mail.or_else(of_job).unwrap_or("jobs-mail-other");
    i18n::word(lang, label)
}

fn line(lang: Lang, row: &JobRow, mails: &BTreeMap<Uuid, &MailRow>) -> JobLine {
    let reason = reason(row);
    let mail = mail_of(row).and_then(|mail| mails.get(&mail.uuid()).copied());
    JobLine {
        what: what(lang, row, mail),
        whom: mail.map(|mail| mailer::mask(&mail.recipient)).unwrap_or_default(),
        why: i18n::word(lang, &format!("jobs-why-{reason}")),
        advice: i18n::word(lang, &format!("jobs-advice-{reason}")),
        when: row.failed_at.map(|failed| at(lang, failed)).unwrap_or_default(),
        attempts: i18n::text(lang, "jobs-attempts", &[("count", row.attempts.into())]),
        next: if row.state == "ready" { at(lang, row.run_at) } else { String::new() },
        reference: row.id.to_string(),
        retry: format!("{}/relance", path_of(row)),
    }
}

pub(super) fn reason(row: &JobRow) -> String {
    row.reason.as_deref().map_or(Reason::Internal, Reason::parse).as_str().replace('_', "-")
}
