//! The dashboard: one screen that tells how far the call is, what is late and who holds it.

use std::collections::BTreeMap;

use domain::{
    dossier::State,
    ids::UserId,
    permissions::{Action, Role},
    time::{Instant, LocalDate},
};
use serde::Serialize;

use super::timeline::{Milestone, timeline};
use crate::{
    db::Permit,
    features::{
        accounts::store::Person,
        calls::store::{Load, LoadedCall, Progress},
    },
    i18n::{self, Lang},
    web::{Page, Room},
};

/// `/appels/{slug}/tableau-de-bord`.
#[derive(Debug, Serialize)]
pub struct DashboardPage {
    slug: String,
    today: String,
    published: bool,
    can_publish: bool,
    fictitious: bool,
    funnel: Vec<Step>,
    stats: Vec<Figure>,
    late: Vec<Late>,
    /// How many are late; the first ones are listed, all stand in the table of reviewers.
    late_count: usize,
    tasks: Vec<Task>,
    reviewers: Vec<Reviewers>,
    timeline: Vec<Milestone>,
}

/// A step of the component `funnel`.
#[derive(Debug, Serialize)]
struct Step {
    label: String,
    figure: i64,
    text: String,
    loss: String,
    percent: i64,
    kind: &'static str,
    narrow: bool,
}

#[derive(Debug, Serialize)]
struct Figure {
    label: String,
    value: String,
}

#[derive(Debug, Serialize)]
struct Late {
    name: String,
    institution: String,
    what: String,
    since: String,
}

/// Progress of one stage, with a link to the room where it is done.
#[derive(Debug, Serialize)]
struct Task {
    title: String,
    text: String,
    percent: i64,
    href: String,
    link: String,
}

/// Reviewers who owe something, then, folded, those who have handed in everything.
#[derive(Debug, Serialize)]
struct Reviewers {
    folded: bool,
    rows: Vec<Reviewer>,
}

#[derive(Debug, Serialize)]
struct Reviewer {
    name: String,
    institution: String,
    done: String,
    percent: i64,
    kind: &'static str,
    status: String,
    tone: &'static str,
}

impl Page for DashboardPage {
    const TEMPLATE: &'static str = "pages/calls/dashboard.html";
    const ROOM: Room = Room::Staff;
    const SECTION: &'static str = "tableau-de-bord";
}

/// Delays listed above everything else.
const LATE_MAX: usize = 6;

impl DashboardPage {
    /// From the counts, the roles and the people they name.
    #[must_use]
    pub fn new(
        call: &LoadedCall,
        permit: &Permit,
        progress: &Progress,
        roles: &[(UserId, Role)],
        people: &BTreeMap<UserId, Person>,
        now: Instant,
        lang: Lang,
    ) -> Self {
        let today = now.in_zone(call.definition.zone).date_naive();
        let view = View { call, progress, roles, people, today, lang };
        let mut late = view.late();
        let late_count = late.len();
        late.truncate(LATE_MAX);
        Self {
            slug: call.slug().to_owned(),
            today: i18n::text(
                lang,
                "calls-dashboard-today",
                &[
                    ("day", i18n::long_date(lang, today).into()),
                    ("time", i18n::time_of_day(now, call.definition.zone).into()),
                ],
            ),
            published: call.published_at.is_some(),
            can_publish: call.published_at.is_none() && permit.allows(Action::PublishCall),
            fictitious: call.definition.fictitious,
            funnel: view.funnel(),
            stats: view.stats(now),
            late,
            late_count,
            tasks: view.tasks(),
            reviewers: view.reviewers(),
            timeline: timeline(&call.definition, now, lang),
        }
    }
}

struct View<'a> {
    call: &'a LoadedCall,
    progress: &'a Progress,
    roles: &'a [(UserId, Role)],
    people: &'a BTreeMap<UserId, Person>,
    today: LocalDate,
    lang: Lang,
}

fn percent(part: i64, whole: i64) -> i64 {
    if whole > 0 { part * 100 / whole } else { 0 }
}

impl View<'_> {
    fn text(&self, key: &str, count: i64) -> String {
        i18n::text(self.lang, key, &[("count", count.into())])
    }

    fn word(&self, key: &str) -> String {
        i18n::word(self.lang, key)
    }

    fn received(&self) -> i64 {
        self.progress.filed.values().sum()
    }

    fn funnel(&self) -> Vec<Step> {
        let progress = self.progress;
        let received = self.received();
        let tracks = &self.call.definition.tracks;
        let by_track: Vec<String> = tracks
            .iter()
            .filter(|_| tracks.len() > 1)
            .map(|track| format!("{} {}", progress.count_track(&track.code), track.name))
            .collect();
        let lost = |state: State, key: &str| {
            let count = progress.count(|one| one == state);
            (count > 0).then(|| self.text(key, count))
        };
        let losses = |list: [Option<String>; 2]| list.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let step = |key: &str, figure: i64, kind: &'static str, text: String, loss: String| {
            let percent = percent(figure, received);
            Step { label: self.word(key), figure, text, loss, percent, kind, narrow: percent < 25 }
        };
        vec![
            step(
                "calls-funnel-received",
                received,
                "d",
                by_track.join(", "),
                losses([
                    lost(State::Inadmissible, "calls-funnel-inadmissible"),
                    lost(State::Withdrawn, "calls-funnel-withdrawn"),
                ]),
            ),
            step("calls-funnel-admissible", progress.count(State::passed_checks), "m", String::new(), String::new()),
            step(
                "calls-funnel-reviewed",
                progress.count(State::is_reviewed),
                "m",
                String::new(),
                losses([lost(State::Declined, "calls-funnel-declined"), lost(State::Reserve, "calls-funnel-reserve")]),
            ),
            step(
                "calls-funnel-funded",
                progress.count(|state| state == State::Funded),
                "n",
                String::new(),
                String::new(),
            ),
        ]
    }

    fn stats(&self, now: Instant) -> Vec<Figure> {
        let closes = self.call.definition.calendar.closes;
        let left = (closes.micros() - now.micros()) / 1_000_000;
        let mut stats = vec![Figure { label: self.word("calls-stat-drafts"), value: self.progress.drafts.to_string() }];
        if left > 0 {
            stats.push(Figure { label: self.word("calls-stat-left"), value: i18n::time_left(self.lang, left) });
        }
        stats
    }

    fn tasks(&self) -> Vec<Task> {
        let progress = self.progress;
        let (waiting, received) = (
            progress.count(|state| state == State::Filed),
            self.received() - progress.count(|state| state == State::Withdrawn),
        );
        let (open, submitted) =
            progress.loads.values().fold((0, 0), |(open, done), load| (open + load.open, done + load.submitted));
        let staff: std::collections::BTreeSet<UserId> = self.roles.iter().map(|(user, _)| *user).collect();
        let declared = i64::try_from(staff.intersection(&progress.declared).count()).unwrap_or(0);
        let whole = i64::try_from(staff.len()).unwrap_or(0);
        let task = |name: &str, done: i64, whole: i64, section: &str| Task {
            title: self.word(&format!("calls-task-{name}")),
            text: i18n::text(
                self.lang,
                &format!("calls-task-{name}-text"),
                &[("done", done.into()), ("whole", whole.into()), ("left", (whole - done).into())],
            ),
            percent: percent(done, whole),
            href: format!("/appels/{}/{section}", self.call.slug()),
            link: self.word(&format!("calls-task-{name}-link")),
        };
        vec![
            task("admissibility", received - waiting, received, "recevabilite"),
            task("declarations", declared, whole, "personnes"),
            task("reviews", submitted, open + submitted, "attributions"),
        ]
    }

    /// A review is owed by the end of the steps of the calendar that run on the day on which it was given.
    fn due(&self, given: Instant) -> Option<LocalDate> {
        let day = given.in_zone(self.call.definition.zone).date_naive();
        let steps = self.call.definition.calendar.steps.iter();
        steps.filter(|step| step.from <= day && day <= step.until).map(|step| step.until).max()
    }

    /// Days that the oldest owed review of a reviewer is late, when it is.
    fn days_late(&self, load: &Load) -> Option<i64> {
        let due = load.oldest.and_then(|given| self.due(given))?;
        let days = (self.today - due).num_days();
        (days > 0).then_some(days)
    }

    /// Who is late, the latest first; nobody once the results are public.
    fn late(&self) -> Vec<Late> {
        if self.call.results_published_at.is_some() {
            return Vec::new();
        }
        let mut late: Vec<(i64, Late)> = self
            .progress
            .loads
            .iter()
            .filter(|(_, load)| load.open > 0)
            .filter_map(|(user, load)| {
                let days = self.days_late(load)?;
                let (name, institution) = self.name(*user);
                let args = [("count", load.open.into()), ("whole", (load.open + load.submitted).into())];
                let what = i18n::text(self.lang, "calls-late-reviews", &args);
                Some((days, Late { name, institution, what, since: self.text("calls-late-days", days) }))
            })
            .collect();
        late.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.name.cmp(&other.name)));
        late.into_iter().map(|(_, late)| late).collect()
    }

    fn reviewers(&self) -> Vec<Reviewers> {
        let mut list: Vec<(i64, Reviewer)> = self
            .progress
            .loads
            .iter()
            .map(|(user, load)| {
                let whole = load.open + load.submitted;
                let late = if load.open > 0 { self.days_late(load) } else { None };
                let (status, tone, kind) = match (load.open, late) {
                    (0, _) => (self.word("calls-reviewer-done"), "ok", "n"),
                    (_, Some(days)) => (self.text("calls-late-days", days), "stop", "late"),
                    _ => (self.text("calls-reviewer-open", load.open), "wait", "n"),
                };
                let (name, institution) = self.name(*user);
                let done =
                    i18n::text(self.lang, "calls-of", &[("done", load.submitted.into()), ("whole", whole.into())]);
                let percent = percent(load.submitted, whole);
                (late.unwrap_or(0), Reviewer { name, institution, done, percent, kind, status, tone })
            })
            .collect();
        list.sort_by(|(a, one), (b, other)| {
            b.cmp(a).then(one.percent.cmp(&other.percent)).then_with(|| one.name.cmp(&other.name))
        });
        let (done, owing): (Vec<Reviewer>, Vec<Reviewer>) =
            list.into_iter().map(|(_, reviewer)| reviewer).partition(|reviewer| reviewer.tone == "ok");
        if done.is_empty() && owing.is_empty() {
            return Vec::new();
        }
        vec![Reviewers { folded: false, rows: owing }, Reviewers { folded: true, rows: done }]
    }

    fn name(&self, user: UserId) -> (String, String) {
        let person = self.people.get(&user);
        person.map(|p| (p.name.clone(), p.institution.clone().unwrap_or_default())).unwrap_or_default()
    }
}
