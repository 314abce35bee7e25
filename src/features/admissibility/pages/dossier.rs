//! One dossier: what was filed, what the rules found, what is decided.

use std::collections::BTreeMap;

use domain::{
    call::{Call, Rule, Track, Verdict, Window},
    dossier::{
        State,
        verdicts::{FindingDecision, Ruling, Sense, Settled, award_ceiling, settled},
    },
    ids::UserId,
    permissions::Action,
    rules::FindingOutcome,
    time::Instant,
};
use serde::Serialize;

use crate::{
    db::Permit,
    features::{
        admissibility::{
            actions::DecideRefused,
            pages::Typed,
            seen::Place,
            store::{Beside, DecidedFinding, Examination},
            words::{self, QueueStanding},
        },
        dossiers::reading::{self, Reading},
    },
    i18n::{self, Lang},
    web::{Choice, Errors, Page, Room},
};

/// One dossier beside what is to be decided of it.
#[derive(Debug, Serialize)]
pub struct DossierPage {
    path: String,
    queue: String,
    number: String,
    project: String,
    lead: String,
    track_label: String,
    state: String,
    tone: &'static str,
    fictitious: bool,
    filed: String,
    pdf: String,
    previous: String,
    next: String,
    /// Why nothing can be decided now; empty when it can.
    notice: String,
    may_decide: bool,
    errors: Errors,
    todo: Vec<FindingView>,
    /// A change of what was decided was refused.
    decided_open: bool,
    decided: Vec<FindingView>,
    respected: Vec<FindingView>,
    contest: Contest,
    verdicts: Vec<VerdictView>,
    /// Nothing where awards are not counted on a base.
    base: Option<BaseView>,
    reading: Reading,
}

impl Page for DossierPage {
    const TEMPLATE: &'static str = "pages/admissibility/dossier.html";
    const ROOM: Room = Room::Staff;
    const SECTION: &'static str = "recevabilite";
}

#[derive(Debug, Serialize)]
struct SeenView {
    text: String,
    breaks: bool,
}

#[derive(Debug, Serialize)]
struct FindingView {
    rule: String,
    title: String,
    text: String,
    article: String,
    tone: &'static str,
    outcome: String,
    seen: Vec<SeenView>,
    options: Vec<Choice>,
    legend: String,
    value: String,
    motive: String,
    motive_hint: String,
    error: String,
    decided: String,
    settled: String,
    seen_mark: String,
}

#[derive(Debug, Serialize)]
struct Contest {
    rules: Vec<Choice>,
    rule: String,
    motive: String,
}

#[derive(Debug, Serialize)]
struct VerdictView {
    kind: &'static str,
    title: String,
    options: Vec<Choice>,
    value: String,
    motive: String,
    given: String,
    proposed: String,
    seen_mark: String,
}

#[derive(Debug, Serialize)]
struct BaseView {
    declared: i64,
    kept: i64,
    requested: i64,
    ceiling: i64,
    rate_text: String,
    corrected: String,
    amount: String,
    motive: String,
    seen_mark: String,
    open: bool,
}

/// Who stands where around the dossier.
pub struct Around {
    /// Number before it in the queue.
    pub previous: Option<String>,
    /// Number after it.
    pub next: Option<String>,
    /// The officer may decide, not only read.
    pub may_decide: bool,
}

impl Around {
    /// For whoever was let in.
    #[must_use]
    pub fn new(beside: Beside, permit: &Permit) -> Self {
        Self { previous: beside.previous, next: beside.next, may_decide: permit.allows(Action::GiveVerdict) }
    }
}

struct Maker<'a> {
    lang: Lang,
    call: &'a Call,
    names: &'a BTreeMap<UserId, String>,
    typed: &'a Typed,
}

impl DossierPage {
    /// The page of an examination.
    #[must_use]
    pub fn new(lang: Lang, now: Instant, examination: &Examination, around: &Around, typed: &Typed) -> Self {
        let (dossier, call) = (&examination.dossier, examination.filing.definition.as_ref());
        let make = Maker { lang, call, names: &examination.names, typed };
        let queue = format!("/appels/{}/recevabilite", examination.call.slug());
        let href = |number: &Option<String>| number.as_ref().map_or_else(String::new, |one| format!("{queue}/{one}"));
        let notice = make.notice(examination, around.may_decide, now);
        let known = |rule: &Rule| examination.findings.iter().find(|known| known.finding.rule == rule.id);
        let (mut todo, mut decided, mut respected) = (Vec::new(), Vec::new(), Vec::new());
        for (rule, known) in call.rules.iter().filter_map(|rule| Some((rule, known(rule)?))) {
            let group = match (known.finding.outcome, &known.decision) {
                (FindingOutcome::Respected, None | Some(FindingDecision::Confirmed)) => &mut respected,
                (_, Some(_)) => &mut decided,
                (_, None) => &mut todo,
            };
            group.push(make.finding(examination, rule, known));
        }
        let standing = QueueStanding::of(dossier.state);
        Self {
            path: format!("{queue}/{}", dossier.number),
            number: dossier.number.clone(),
            project: dossier.project_name.clone(),
            lead: dossier.lead_name.clone(),
            track_label: call.track_label(&dossier.track).to_owned(),
            state: standing.label(lang),
            tone: standing.tone(),
            fictitious: call.fictitious,
            filed: make.say("filed-on", &[("at", make.at(dossier.filed_at))]),
            pdf: format!("/dossiers/{}/dossier.pdf", dossier.id),
            previous: href(&around.previous),
            next: href(&around.next),
            may_decide: notice.is_empty(),
            notice,
            errors: typed.errors.clone(),
            contest: Contest {
                rules: respected
                    .iter()
                    .map(|one| Choice::new(&one.rule, format!("{} {}", one.rule, one.title)))
                    .collect(),
                rule: typed.raw.get("contest").to_owned(),
                motive: typed.raw.get("contest-motive").to_owned(),
            },
            decided_open: decided.iter().any(|one| !one.error.is_empty()),
            todo,
            decided,
            respected,
            verdicts: Verdict::ALL.into_iter().map(|verdict| make.verdict(examination, verdict)).collect(),
            base: call.has_base().then(|| make.base(examination)),
            reading: reading::of(call, &examination.filing.snapshot, lang),
            queue,
        }
    }
}

impl Maker<'_> {
    fn say(&self, key: &str, args: &[(&'static str, String)]) -> String {
        i18n::say(self.lang, &format!("admissibility-{key}"), args)
    }

    fn at(&self, at: Instant) -> String {
        i18n::date_time(self.lang, at, self.call.zone)
    }

    fn name(&self, user: UserId) -> String {
        self.names.get(&user).cloned().unwrap_or_else(|| "–".into())
    }

    fn notice(&self, examination: &Examination, may_decide: bool, now: Instant) -> String {
        let calendar = &examination.call.definition.calendar;
        let refused = match examination.dossier.state {
            _ if !may_decide => return self.say("read-only", &[]),
            _ if calendar.window(now) != Window::Closed => DecideRefused::NotClosed { closes: calendar.closes },
            _ if examination.call.frozen_at.is_some() => DecideRefused::Ranked,
            State::Filed | State::Admissible | State::Inadmissible => return String::new(),
            state => DecideRefused::WrongState(state),
        };
        words::refusal(self.lang, self.call, &refused).join(" ")
    }

    fn finding(&self, examination: &Examination, rule: &Rule, known: &DecidedFinding) -> FindingView {
        let (outcome, field) = (known.finding.outcome, format!("decision-{}", rule.id));
        let raw = &self.typed.raw;
        let motive_field = format!("motive-{}", rule.id);
        let option = |sense: Sense, key: &str| Choice::new(sense.as_str(), self.say(key, &[]));
        let (key, tone, options) = match outcome {
            FindingOutcome::Broken => (
                "broken",
                "stop",
                vec![option(Sense::Confirmed, "confirm-broken"), option(Sense::Overridden, "override-broken")],
            ),
            FindingOutcome::NeedsHuman => (
                "needs-human",
                "todo",
                vec![option(Sense::Confirmed, "confirm-human"), option(Sense::Overridden, "override-human")],
            ),
            FindingOutcome::Respected => (
                "respected",
                "",
                vec![option(Sense::Confirmed, "confirm-human"), option(Sense::Overridden, "override-respected")],
            ),
        };
        let stored = known.decision.as_ref().map_or("", |decision| decision.sense().as_str());
        let settled = settled(outcome, known.decision.as_ref());
        let broken = settled == Some(Settled::Broken);
        FindingView {
            seen_mark: Place::Finding(rule.id.clone()).mark(examination),
            rule: rule.id.clone(),
            title: rule.title.clone(),
            text: rule.text.clone(),
            article: rule.article.clone(),
            tone: if known.decision.is_some() && !broken { "" } else { tone },
            outcome: if key == "respected" { String::new() } else { self.say(&format!("outcome-{key}"), &[]) },
            seen: known
                .finding
                .evidence
                .iter()
                .map(|one| SeenView { text: words::evidence(self.lang, self.call, one), breaks: one.breaks() })
                .collect(),
            options,
            legend: self.say("decision-on", &[("rule", rule.id.clone())]),
            value: if raw.has(&motive_field) { raw.get(&field).to_owned() } else { stored.to_owned() },
            motive: if raw.has(&motive_field) { raw.get(&motive_field).to_owned() } else { known.motive.clone() },
            motive_hint: self.say(if key == "broken" { "motive-override" } else { "motive-human" }, &[]),
            error: self.typed.errors.of(&motive_field).to_owned(),
            decided: known.decided.map_or_else(String::new, |(by, at)| {
                self.say("decided-by", &[("name", self.name(by)), ("at", self.at(at))])
            }),
            settled: match settled {
                Some(Settled::Respected) => self.say("settled-respected", &[]),
                Some(Settled::Broken) => self.say("settled-broken", &[]),
                None => String::new(),
            },
        }
    }

    fn verdict(&self, examination: &Examination, verdict: Verdict) -> VerdictView {
        let senses = self.call.rules.iter().filter(|rule| rule.verdict() == verdict).map(|rule| {
            let known = examination.findings.iter().find(|known| known.finding.rule == rule.id);
            known.and_then(|known| settled(known.finding.outcome, known.decision.as_ref()))
        });
        let senses: Vec<Option<Settled>> = senses.collect();
        let open = senses.iter().filter(|sense| sense.is_none()).count();
        let ruling = |one| words::ruling(self.lang, verdict, one);
        let proposed = if senses.contains(&Some(Settled::Broken)) { Ruling::Unfavourable } else { Ruling::Favourable };
        let given = examination.verdicts.get(&verdict);
        let (field, motive) = (format!("ruling-{}", verdict.as_str()), format!("why-{}", verdict.as_str()));
        let typed = self.typed.raw.has(&motive);
        VerdictView {
            kind: verdict.as_str(),
            seen_mark: Place::Verdict(verdict).mark(examination),
            title: self.say(&format!("verdict-{}", verdict.as_str()), &[]),
            options: [Ruling::Favourable, Ruling::Unfavourable]
                .map(|one| Choice::new(one.as_str(), ruling(one)))
                .into(),
            value: match given {
                _ if typed => self.typed.raw.get(&field).to_owned(),
                Some(given) => given.ruling.as_str().to_owned(),
                None => String::new(),
            },
            motive: match given {
                _ if typed => self.typed.raw.get(&motive).to_owned(),
                Some(given) => given.motive.clone(),
                None => String::new(),
            },
            given: given.map_or_else(String::new, |given| {
                let (name, at) = (self.name(given.decided_by), self.at(given.decided_at));
                self.say("given", &[("ruling", ruling(given.ruling)), ("name", name), ("at", at)])
            }),
            proposed: match open {
                _ if given.is_some() => String::new(),
                0 => self.say("proposed", &[("ruling", ruling(proposed).to_lowercase())]),
                _ => {
                    let count = i64::try_from(open).unwrap_or(i64::MAX);
                    i18n::text(self.lang, "admissibility-proposed-wait", &[("count", count.into())])
                }
            },
        }
    }

    fn base(&self, examination: &Examination) -> BaseView {
        let dossier = &examination.dossier;
        let kept = dossier.eligible_base.unwrap_or(examination.declared);
        let track: Option<&Track> = self.call.track(&dossier.track);
        let typed = self.typed.raw.has("base");
        BaseView {
            declared: examination.declared.0,
            seen_mark: Place::Base.mark(examination),
            open: typed,
            kept: kept.0,
            requested: dossier.requested.0,
            ceiling: track.map_or(0, |track| award_ceiling(track, kept, dossier.requested).0),
            rate_text: track.map_or_else(String::new, |track| {
                let max = ("max", track.requested_max.to_french());
                let rated =
                    track.rate_max.map(|rate| self.say("base-rate", &[("rate", rate.to_string()), max.clone()]));
                rated.unwrap_or_else(|| self.say("base-max", &[max]))
            }),
            corrected: examination.correction.as_ref().map_or_else(String::new, |known| {
                let (name, at) = (self.name(known.decided_by), self.at(known.decided_at));
                self.say("base-corrected", &[("name", name), ("at", at), ("motive", known.motive.clone())])
            }),
            amount: if typed { self.typed.raw.get("base").to_owned() } else { kept.to_plain().replace('.', ",") },
            motive: if typed {
                self.typed.raw.get("base_motive").to_owned()
            } else {
                examination.correction.as_ref().map_or_else(String::new, |known| known.motive.clone())
            },
        }
    }
}
