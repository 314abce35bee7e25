//! The list of calls and the page of one call, for everybody.

use domain::{
    call::{Call, Owed, Track, Window},
    time::Instant,
};
use serde::Serialize;

use crate::{
    features::calls::{expressions::Words, scale, store::LoadedCall},
    i18n::{self, Lang},
    web::Page,
};

use super::{
    money::{FactView, HeadView, TrackView, caps, facts, tracks},
    timeline::{Milestone, time_left, timeline},
};

/// Where a call stands: words and tone of a tag.
#[derive(Debug, Serialize)]
pub struct CallStanding {
    /// Stable name: `upcoming`, `open`, `examined`, `decided`, `draft`.
    pub code: &'static str,
    /// Words.
    pub label: String,
    /// Tone of the tag.
    pub tone: &'static str,
}

impl CallStanding {
    fn of(call: &LoadedCall, now: Instant, lang: Lang) -> Self {
        let window = call.definition.calendar.window(now);
        let (code, tone) = match (call.published_at, call.results_published_at, window) {
            (None, ..) => ("draft", "todo"),
            (_, Some(_), _) => ("decided", "info"),
            (_, _, Window::NotYet) => ("upcoming", "wait"),
            (_, _, Window::Open) => ("open", "ok"),
            (_, _, Window::Closed) => ("examined", "wait"),
        };
        Self { code, tone, label: i18n::word(lang, &format!("calls-standing-{code}")) }
    }
}

/// A call in the list.
#[derive(Debug, Serialize)]
pub struct CallCard {
    slug: String,
    title: String,
    summary: String,
    standing: CallStanding,
    deadline: String,
    left: String,
    envelope: i64,
    fictitious: bool,
    results: bool,
}

/// `/`.
#[derive(Debug, Serialize)]
pub struct CallsPage {
    groups: Vec<CallGroup>,
}

/// Calls that stand at the same point.
#[derive(Debug, Serialize)]
struct CallGroup {
    title: String,
    calls: Vec<CallCard>,
}

impl Page for CallsPage {
    const TEMPLATE: &'static str = "pages/calls/index.html";
    const SECTION: &'static str = "/";
}

impl CallsPage {
    /// From the published calls.
    #[must_use]
    pub fn new(calls: &[LoadedCall], now: Instant, lang: Lang) -> Self {
        let mut groups = Vec::new();
        for code in ["open", "upcoming", "examined", "decided"] {
            let cards: Vec<CallCard> = calls
                .iter()
                .map(|call| CallCard::new(call, now, lang))
                .filter(|card| card.standing.code == code)
                .collect();
            if !cards.is_empty() {
                groups.push(CallGroup { title: i18n::word(lang, &format!("calls-group-{code}")), calls: cards });
            }
        }
        Self { groups }
    }
}

impl CallCard {
    fn new(call: &LoadedCall, now: Instant, lang: Lang) -> Self {
        let Call { calendar, zone, .. } = &*call.definition;
        Self {
            slug: call.slug().to_owned(),
            title: call.definition.title.clone(),
            summary: call.definition.summary.clone(),
            standing: CallStanding::of(call, now, lang),
            deadline: i18n::deadline(lang, calendar.closes, *zone),
            left: time_left(&call.definition, now, lang),
            envelope: call.definition.envelope.0,
            fictitious: call.definition.fictitious,
            results: call.results_published_at.is_some(),
        }
    }
}

/// `/appels/{slug}`.
#[derive(Debug, Serialize)]
pub struct CallPage {
    slug: String,
    title: String,
    summary: String,
    notice: String,
    fictitious: bool,
    standing: CallStanding,
    can_start: bool,
    results: bool,
    facts: Vec<FactView>,
    purpose: Vec<String>,
    audience: Vec<String>,
    appeals: Vec<String>,
    timeline: Vec<Milestone>,
    /// Heads of the table of tracks: the name, then the conditions that some track sets.
    track_heads: Vec<HeadView>,
    tracks: Vec<TrackView>,
    funders: Vec<FunderView>,
    caps: Vec<String>,
    threshold: String,
    reviews: usize,
    /// Highest score; empty where letters are given.
    scale_max: String,
    scale: Vec<String>,
    criteria: Vec<CriterionView>,
    pieces: Vec<PieceView>,
    rules: Vec<RuleGroup>,
    contact: ContactView,
}

#[derive(Debug, Serialize)]
struct FunderView {
    name: String,
    amount: i64,
}

#[derive(Debug, Serialize)]
struct CriterionView {
    name: String,
    questions: String,
    /// One per track, in order.
    weights: Vec<WeightView>,
}

#[derive(Debug, Serialize)]
struct WeightView {
    track: String,
    weight: i64,
    /// Length of the bar: the heaviest criterion of the call is 100.
    percent: i64,
    /// « note minimale 2 », or nothing.
    floor: String,
}

#[derive(Debug, Serialize)]
struct PieceView {
    label: String,
    help: String,
    owed: String,
}

#[derive(Debug, Serialize)]
struct RuleGroup {
    title: String,
    rules: Vec<RuleView>,
}

#[derive(Debug, Serialize)]
struct RuleView {
    id: String,
    title: String,
    text: String,
    article: String,
}

#[derive(Debug, Serialize)]
struct ContactView {
    service: String,
    email: String,
    phone: String,
    address: String,
}

impl Page for CallPage {
    const TEMPLATE: &'static str = "pages/calls/show.html";
    const SECTION: &'static str = "/";
}

impl CallPage {
    /// From a call.
    #[must_use]
    pub fn new(loaded: &LoadedCall, now: Instant, lang: Lang) -> Self {
        let call = &*loaded.definition;
        let (track_heads, tracks) = tracks(call, lang);
        let letters = !call.grid.letters().is_empty();
        Self {
            slug: call.slug.clone(),
            title: call.title.clone(),
            summary: call.summary.clone(),
            notice: call.notice.clone(),
            fictitious: call.fictitious,
            standing: CallStanding::of(loaded, now, lang),
            can_start: loaded.published_at.is_some() && call.calendar.window(now) == Window::Open,
            results: loaded.results_published_at.is_some(),
            facts: facts(loaded, now, lang),
            purpose: call.purpose.clone(),
            audience: call.audience.clone(),
            appeals: call.appeals.clone(),
            timeline: timeline(call, now, lang),
            track_heads,
            tracks,
            funders: call.funders.iter().map(|f| FunderView { name: f.name.clone(), amount: f.amount.0 }).collect(),
            caps: caps(call, lang),
            threshold: scale::threshold(lang, &call.grid),
            reviews: call.grid.reviews_per_dossier,
            scale_max: if letters { String::new() } else { scale::points(lang, call.grid.scale_max) },
            scale: scale::meanings(lang, &call.grid),
            criteria: criteria(call, lang),
            pieces: pieces(call, lang),
            rules: rules(call, lang),
            contact: ContactView {
                service: call.contact.service.clone(),
                email: call.contact.email.clone(),
                phone: call.contact.phone.clone(),
                address: call.contact.address.clone(),
            },
        }
    }
}

fn criteria(call: &Call, lang: Lang) -> Vec<CriterionView> {
    let all = call.grid.criteria.iter().flat_map(|criterion| criterion.weights.values());
    let heaviest = all.copied().max().unwrap_or(1).max(1);
    let weight = |criterion: &domain::call::Criterion, track: &Track| {
        let weight = criterion.weights.get(&track.code).copied().unwrap_or(0);
        let floor = criterion.floors.get(&track.code).copied().filter(|floor| *floor > 0);
        WeightView {
            track: track.name.clone(),
            weight,
            percent: weight * 100 / heaviest,
            floor: floor
                .map(|floor| {
                    i18n::text(lang, "calls-floor", &[("points", scale::score(lang, &call.grid, floor).into())])
                })
                .unwrap_or_default(),
        }
    };
    call.grid
        .criteria
        .iter()
        .map(|criterion| CriterionView {
            name: criterion.name.clone(),
            questions: criterion.questions.clone(),
            weights: call.tracks.iter().map(|track| weight(criterion, track)).collect(),
        })
        .collect()
}

fn pieces(call: &Call, lang: Lang) -> Vec<PieceView> {
    let owed = |owed: &Owed| match owed {
        Owed::Always => i18n::word(lang, "calls-owed-always"),
        Owed::Optional => i18n::word(lang, "calls-owed-optional"),
        Owed::When(condition) => {
            i18n::text(lang, "calls-owed-when", &[("condition", Words::new(call, lang).node(condition).into())])
        }
    };
    call.pieces
        .iter()
        .map(|piece| PieceView { label: piece.label.clone(), help: piece.help.clone(), owed: owed(&piece.owed) })
        .collect()
}

fn rules(call: &Call, lang: Lang) -> Vec<RuleGroup> {
    use domain::call::Verdict::{Admissibility, Eligibility};
    [(Admissibility, "calls-rules-admissibility"), (Eligibility, "calls-rules-eligibility")]
        .into_iter()
        .map(|(verdict, key)| RuleGroup {
            title: i18n::word(lang, key),
            rules: call
                .rules
                .iter()
                .filter(|rule| rule.verdict() == verdict)
                .map(|rule| RuleView {
                    id: rule.id.clone(),
                    title: rule.title.clone(),
                    text: rule.text.clone(),
                    article: rule.article.clone(),
                })
                .collect(),
        })
        .collect()
}
