//! The page of the decision: what the authority signs, what departs from the ranking, what was checked.

use std::collections::BTreeMap;

use domain::{
    committee::{DecisionRefused, DecisionState, Line, Outcome, Sheet, TrackSheet, sign},
    dossier::State,
    ids::UserId,
    money::Cents,
    permissions::Action,
};
use serde::Serialize;

use super::{
    super::{
        store::SeenSheet,
        words::{self, MissingItem},
    },
    FunderView, funders, line_tag,
};
use crate::{
    db::Permit,
    features::calls::scale,
    i18n::{self, Lang},
    web::{
        Errors, Fact, Page, Part, PartLinks, Room, Tag,
        part::LINES,
        words::{departments, plain},
    },
};

/// A track in figures.
#[derive(Clone, Debug, Serialize)]
pub struct TrackTotal {
    /// Code, empty for the total.
    pub code: String,
    /// Name.
    pub name: String,
    /// Dossiers funded.
    pub count: usize,
    /// Awarded.
    pub awarded: String,
    /// Envelope.
    pub envelope: String,
    /// Left.
    pub left: String,
}

/// A line that departs from what is computed.
#[derive(Clone, Debug, Serialize)]
pub struct Departure {
    /// Rank in the list, from 1.
    pub n: usize,
    /// Number and project.
    pub title: String,
    /// Computed and proposed.
    pub text: String,
    /// Why.
    pub motive: String,
}

/// A line of a list.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// Rank in the ranking, or place on the reserve list.
    pub n: String,
    /// Project.
    pub title: String,
    /// Number, lead, departments.
    pub sub: String,
    /// Total.
    pub score: String,
    /// Award, without sign; what is asked on the reserve list.
    pub amount: String,
    /// « Sous condition ».
    pub tags: Vec<Tag>,
    /// The condition.
    pub motive: String,
}

/// A list of a track.
#[derive(Clone, Debug, Serialize)]
pub struct TrackList {
    /// Name of the track, where there are several.
    pub name: String,
    /// Lines of the part that is shown.
    pub items: Vec<Item>,
    /// The other parts.
    pub links: PartLinks,
}

/// The page of the decision.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionPage {
    /// Short name of the call.
    pub slug: String,
    /// Amounts are invented.
    pub fictitious: bool,
    /// Computed without a dossier.
    pub recused: bool,
    /// What was refused.
    pub errors: Errors,
    /// There is a proposal.
    pub proposed: bool,
    /// Its reference.
    pub reference: String,
    /// Where it stands.
    pub state: &'static str,
    /// Who adopted and signed, in words.
    pub signatures: Vec<Fact>,
    /// Large figures.
    pub stats: Vec<Fact>,
    /// Dossiers that were not admissible or not eligible.
    pub inadmissible: usize,
    /// Tracks, then the total.
    pub tracks: Vec<TrackTotal>,
    /// Parts of the funders.
    pub funders: Vec<FunderView>,
    /// Departures.
    pub departures: Vec<Departure>,
    /// Checks that hold.
    pub checks_ok: Vec<MissingItem>,
    /// Checks that do not.
    pub checks_todo: Vec<MissingItem>,
    /// Funded dossiers.
    pub laureates: Vec<TrackList>,
    /// Reserve lists.
    pub reserve: Vec<TrackList>,
    /// Digest of the list that is signed; empty for who does not see the whole of it.
    pub digest: String,
    /// Digest of the list as it is shown here, repeated by the form.
    pub seen: String,
    /// The person may sign now.
    pub may_sign: bool,
    /// The person would sign, had they not adopted it.
    pub adopted_it: bool,
    /// The person may publish now.
    pub may_publish: bool,
}

impl Page for DecisionPage {
    const TEMPLATE: &'static str = "pages/committee/decision.html";
    const ROOM: Room = Room::Staff;
    const SECTION: &'static str = "decision";
    const LARGE: bool = true;
}

fn item(lang: Lang, sheet: &Sheet, part: &TrackSheet, line: &Line) -> Option<Item> {
    let dossier = sheet.contenders.get(&line.dossier)?;
    let ranked = part.ranked_line(line.dossier)?;
    let place = line.reserve_rank.unwrap_or(ranked.rank);
    let sub = words::joined([ranked.number.clone(), dossier.lead_name.clone(), departments(&dossier.departments)]);
    let conditional = line.outcome == Outcome::RetainedWithConditions;
    Some(Item {
        n: place.to_string(),
        title: dossier.project_name.clone(),
        sub,
        score: scale::figure(lang, ranked.total),
        amount: plain(line.amount.unwrap_or(dossier.requested)),
        tags: if conditional { vec![line_tag(lang, line)] } else { Vec::new() },
        motive: if conditional { line.motive.clone() } else { String::new() },
    })
}

fn lists(lang: Lang, sheet: &Sheet, (shown, anchor): (&Part, &str), wanted: impl Fn(&Line) -> bool) -> Vec<TrackList> {
    let path = format!("/appels/{}/decision", sheet.call.slug);
    let list = |part: &TrackSheet| {
        let mut lines: Vec<&Line> = part.lines.iter().filter(|line| wanted(line)).collect();
        lines.sort_by_key(|line| line.reserve_rank);
        let name = format!("{anchor}-{}", part.track.code);
        let links = shown.links(lang, (&path, &name, anchor), lines.len());
        let lines = lines.into_iter().skip(shown.start(&name)).take(LINES);
        let items = lines.filter_map(|line| item(lang, sheet, part, line)).collect();
        TrackList { name: sheet.call.track_label(&part.track.code).to_owned(), items, links }
    };
    sheet.tracks.iter().map(list).filter(|list| !list.items.is_empty() || !list.links.text.is_empty()).collect()
}

fn totals(lang: Lang, sheet: &Sheet) -> Vec<TrackTotal> {
    let total = |code: &str, name: &str, count, awarded: Cents, envelope: Cents| TrackTotal {
        code: code.to_owned(),
        name: name.to_owned(),
        count,
        awarded: plain(awarded),
        envelope: plain(envelope),
        left: plain(envelope - awarded),
    };
    let funded = |part: &TrackSheet| part.lines.iter().filter(|line| line.outcome.is_funded()).count();
    let mut totals: Vec<_> = sheet
        .tracks
        .iter()
        .filter(|_| sheet.call.has_tracks())
        .map(|part| total(&part.track.code, &part.track.name, funded(part), part.awarded(), part.track.envelope))
        .collect();
    let count = sheet.tracks.iter().map(funded).sum();
    let name = i18n::word(lang, "committee-total");
    totals.push(total("", &name, count, sheet.awarded(), sheet.call.envelope));
    totals
}

fn departures(lang: Lang, sheet: &Sheet) -> Vec<Departure> {
    let lines = sheet.tracks.iter().flat_map(|part| part.departures().map(move |line| (part, line)));
    lines
        .enumerate()
        .filter_map(|(i, (part, line))| {
            let dossier = sheet.contenders.get(&line.dossier)?;
            let computed = part.computed(line.dossier).line(line.dossier);
            let args =
                [("computed", line_tag(lang, &computed).label.into()), ("proposed", line_tag(lang, line).label.into())];
            Some(Departure {
                n: i + 1,
                title: format!("{}, {}", dossier.number, dossier.project_name),
                text: i18n::text(lang, "committee-departure", &args),
                motive: line.motive.clone(),
            })
        })
        .collect()
}

/// What is checked before a signature: those that hold, then those that do not.
fn checks(lang: Lang, seen: &SeenSheet) -> (Vec<MissingItem>, Vec<MissingItem>) {
    let sheet = &seen.sheet;
    let over =
        sheet.tracks.iter().any(|part| part.awarded() > part.track.envelope) || sheet.awarded() > sheet.call.envelope;
    let lineless = sheet.tracks.iter().any(|part| part.ranked().iter().any(|line| part.line(line.dossier).is_none()));
    let ties: Vec<_> = seen.ties.iter().flatten().copied().collect();
    let withdrawn = sheet.withdrawn_with_award();
    let passed: Vec<_> = sheet.tracks.iter().flat_map(TrackSheet::passed_over).collect();
    let unexplained: Vec<_> = sheet
        .tracks
        .iter()
        .flat_map(TrackSheet::departures)
        .filter(|line| line.motive.trim().is_empty())
        .map(|line| line.dossier)
        .collect();
    let adopted = sheet.state() != DecisionState::Proposed;
    let named = |dossiers: &[_]| words::some_numbers(lang, sheet, dossiers);
    let all = [
        ("adopted", adopted, String::new()),
        ("envelopes", !over, String::new()),
        ("lines", !lineless, String::new()),
        ("motives", unexplained.is_empty(), named(&unexplained)),
        ("ties", ties.is_empty(), named(&ties)),
        ("withdrawn", withdrawn.is_empty(), named(&withdrawn)),
        ("order", passed.is_empty(), named(&passed)),
    ];
    let (mut ok, mut todo) = (Vec::new(), Vec::new());
    for (key, holds, text) in all {
        let title = i18n::word(lang, &format!("committee-check-{key}-{}", if holds { "ok" } else { "todo" }));
        let item = MissingItem { title, text, href: String::new(), link: String::new() };
        if holds { ok.push(item) } else { todo.push(item) }
    }
    (ok, todo)
}

impl DecisionPage {
    /// The page of a sheet, as this person may see it.
    #[must_use]
    pub fn new(
        lang: Lang,
        seen: &SeenSheet,
        permit: &Permit,
        names: &BTreeMap<UserId, String>,
        errors: Errors,
        shown: &Part,
    ) -> Self {
        let sheet = &seen.sheet;
        let call = &sheet.call;
        let state = sheet.state();
        let lines = || sheet.tracks.iter().flat_map(|part| &part.lines);
        let count = |test: &dyn Fn(&Line) -> bool| lines().filter(|line| test(line)).count().to_string();
        let fact = |key: &str, value: String| Fact::new(i18n::word(lang, key), value);
        let mut signatures = Vec::new();
        if let Some(row) = &sheet.decision {
            let by = [("chair", row.chair), ("secretary", row.secretary), ("signer", row.signer)];
            for (key, by) in by {
                let Some((user, at)) = by else { continue };
                let name = names.get(&user).cloned().unwrap_or_default();
                let args = [("name", name.into()), ("when", i18n::date_time(lang, at, call.zone).into())];
                let value = i18n::text(lang, "committee-signed-by", &args);
                signatures.push(fact(&format!("committee-signature-{key}"), value));
            }
        }
        let inadmissible = sheet.contenders.values().filter(|row| row.state == State::Inadmissible).count();
        let (checks_ok, checks_todo) = checks(lang, seen);
        let signer = permit.actor.user().filter(|_| permit.allows(Action::SignDecision));
        let signing = sheet.decision.as_ref().zip(signer).map(|(row, user)| sign(state, &row.adopters(), user));
        Self {
            slug: call.slug.clone(),
            fictitious: call.fictitious,
            recused: sheet.recused,
            errors,
            proposed: sheet.decision.is_some(),
            reference: sheet.decision.as_ref().map(|row| row.reference.clone()).unwrap_or_default(),
            state: state.as_str(),
            signatures,
            stats: vec![
                fact("committee-stat-funded", count(&|line| line.outcome.is_funded())),
                fact("committee-stat-awarded", sheet.awarded().to_french()),
                fact("committee-stat-reserve", count(&|line| line.outcome == Outcome::Reserve)),
                fact(
                    "committee-stat-declined",
                    count(&|line| matches!(line.outcome, Outcome::NotRetained | Outcome::Redirected)),
                ),
            ],
            inadmissible,
            tracks: totals(lang, sheet),
            funders: funders(sheet, sheet.awarded()),
            departures: departures(lang, sheet),
            checks_ok,
            checks_todo,
            laureates: lists(lang, sheet, (shown, "laureats"), |line| line.outcome.is_funded()),
            reserve: lists(lang, sheet, (shown, "liste-complementaire"), |line| line.outcome == Outcome::Reserve),
            digest: if sheet.recused { String::new() } else { seen.digest.clone() },
            seen: seen.digest.clone(),
            may_sign: signing == Some(Ok(DecisionState::Signed)),
            adopted_it: signing == Some(Err(DecisionRefused::SamePerson)),
            may_publish: state == DecisionState::Signed && permit.allows(Action::PublishResults),
        }
    }
}
