//! The list of failed jobs. It names no dossier, no subject of a mail and no whole address: operators run the
//! platform, they do not read what passes through it.

use std::collections::BTreeMap;

use domain::time::{Instant, Zone};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    features::ROOMS,
    i18n::{self, Lang},
    mailer,
    queue::{
        Job, Reason,
        store::{Failed, JobRow, MailRow},
    },
    web::{Page, Tab},
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
        let next = rows
            .last()
            .filter(|_| more)
            .map(|row| format!("/plateforme/taches?{}before={}", if waiting { "list=waiting&" } else { "" }, row.id));
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
        }
    }
}

fn line(lang: Lang, row: &JobRow, mails: &BTreeMap<Uuid, &MailRow>) -> JobLine {
    let at = |micros: i64| i18n::date_time(lang, Instant::from_micros(micros), Zone::PARIS);
    let reason = row.reason.as_deref().map_or(Reason::Internal, Reason::parse).as_str().replace('_', "-");
    let mail = match serde_json::from_str(&row.payload) {
        Ok(Job::SendMail { mail }) => mails.get(&mail.uuid()),
        _ => None,
    };
    let (what, whom) = match mail {
        Some(mail) => {
            let kind = ROOMS.iter().flat_map(|room| room.mails).find(|kind| kind.name == mail.message);
            // A mail of an earlier version may be of a kind that nobody sends any more.
            let label = kind.map_or("jobs-mail-other", |kind| kind.label);
            (i18n::word(lang, label), mailer::mask(&mail.recipient))
        }
        None => (i18n::word(lang, "jobs-receipt"), String::new()),
    };
    JobLine {
        what,
        whom,
        why: i18n::word(lang, &format!("jobs-why-{reason}")),
        advice: i18n::word(lang, &format!("jobs-advice-{reason}")),
        when: row.failed_at.map(at).unwrap_or_default(),
        attempts: i18n::text(lang, "jobs-attempts", &[("count", row.attempts.into())]),
        next: if row.state == "ready" { at(row.run_at) } else { String::new() },
        reference: row.id.to_string(),
        retry: format!("/plateforme/taches/{}/relance", row.id),
    }
}
