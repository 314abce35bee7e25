//! The page of the committee; the pages of a line and of the decision stand beside.

mod decision;
mod line;

pub use decision::DecisionPage;
pub use line::{Fact, LinePage};

use domain::{
    allocation::pro_rata,
    committee::{DecisionState, Line, Seat},
    geo,
    ids::DossierId,
    money::Cents,
    permissions::Action,
    ranking::{Ranked, Standing},
    scoring::Fraction,
};
use serde::Serialize;

use super::{
    sheet::{Sheet, TrackSheet},
    words::{self, ErrorItem, MissingItem, plain},
};
use crate::{
    db::Permit,
    features::dossiers::store::DossierRow,
    i18n::{self, Lang},
    web::Page,
};

/// A bar of money.
#[derive(Clone, Debug, Serialize)]
pub struct EnvelopeView {
    /// Name of the track, or « Total ».
    pub title: String,
    /// It is the bar of a track.
    pub track: bool,
    /// What is left.
    pub left: String,
    /// What is awarded, on how much.
    pub head: String,
    /// The bar.
    pub parts: Vec<BarPart>,
    /// The bar in words.
    pub alt: String,
}

/// A part of a bar, in percent.
#[derive(Clone, Debug, Serialize)]
pub struct BarPart {
    /// Its colour.
    pub kind: &'static str,
    /// Where it begins.
    pub x: String,
    /// How wide it is.
    pub width: String,
}

/// What a funder pays of the awards.
#[derive(Clone, Debug, Serialize)]
pub struct FunderView {
    /// Its name.
    pub name: String,
    /// Its part of the awards.
    pub awarded: String,
    /// What is left of its part of the envelope.
    pub left: String,
    /// For the bar.
    pub percent: String,
}

/// A tag.
#[derive(Clone, Debug, Serialize)]
pub struct TagView {
    /// Words.
    pub label: String,
    /// Colour.
    pub tone: &'static str,
}

/// A line of the ranking.
#[derive(Clone, Debug, Serialize)]
pub struct RowView {
    /// Rank.
    pub rank: String,
    /// Name of the project.
    pub title: String,
    /// Number, departments.
    pub sub: String,
    /// Page of the line, empty where there is none yet.
    pub href: String,
    /// Mean total.
    pub score: String,
    /// Means of the criteria, on one line.
    pub means: String,
    /// Asked, without sign.
    pub asked: String,
    /// Proposed, without sign.
    pub proposed: String,
    /// `in` or `out`.
    pub state: &'static str,
    /// Outcome, floor, tie.
    pub tags: Vec<TagView>,
    /// Where the money ends, said before this line.
    pub cut: String,
}

/// The ranking of a track.
#[derive(Clone, Debug, Serialize)]
pub struct TrackView {
    /// Code.
    pub code: String,
    /// « Classement », with the name of the track where there are several.
    pub title: String,
    /// « enveloppe 1 000 000 € ».
    pub aside: String,
    /// Lines.
    pub rows: Vec<RowView>,
}

/// A seat of the adoption.
#[derive(Clone, Debug, Serialize)]
pub struct SeatView {
    /// `chair` or `secretary`.
    pub code: &'static str,
    /// When it was signed, in words, or empty.
    pub signed: String,
    /// The person may sign.
    pub may_sign: bool,
}

/// The page of the committee.
#[derive(Clone, Debug, Serialize)]
pub struct CommitteePage {
    /// Short name of the call.
    pub slug: String,
    /// Amounts are invented.
    pub fictitious: bool,
    /// Computed without a dossier.
    pub recused: bool,
    /// Digest of the proposal that is shown, repeated by forms; empty for whoever is not shown the whole.
    pub seen: String,
    /// What was refused.
    pub errors: Vec<ErrorItem>,
    /// The ranking is frozen.
    pub frozen: bool,
    /// When it was.
    pub frozen_at: String,
    /// What is missing before it can be.
    pub missing: Vec<MissingItem>,
    /// The person may freeze it.
    pub may_freeze: bool,
    /// There is a proposal.
    pub proposed: bool,
    /// The person may compute the proposal.
    pub may_propose: bool,
    /// Where the decision stands.
    pub state: &'static str,
    /// Its reference.
    pub reference: String,
    /// Bars.
    pub envelopes: Vec<EnvelopeView>,
    /// Parts of the funders.
    pub funders: Vec<FunderView>,
    /// The sum of all awards.
    pub awarded: String,
    /// What is left of the envelope.
    pub left: String,
    /// Ties that block.
    pub ties: Vec<MissingItem>,
    /// Rankings.
    pub tracks: Vec<TrackView>,
    /// Adoption.
    pub seats: Vec<SeatView>,
}

impl Page for CommitteePage {
    const TEMPLATE: &'static str = "pages/committee/show.html";
}

/// Names of departments.
#[must_use]
pub fn departments(codes: &[String]) -> String {
    let names: Vec<&str> = codes.iter().filter_map(|code| geo::department(code)).map(|found| found.name).collect();
    names.join(", ")
}

/// The bar of a track or of the whole call.
fn envelope(lang: Lang, title: &str, kind: &'static str, awarded: Cents, whole: Cents) -> EnvelopeView {
    let left = whole - awarded;
    let args = [
        ("awarded", awarded.to_french().into()),
        ("whole", whole.to_french().into()),
        ("left", left.to_french().into()),
    ];
    EnvelopeView {
        title: title.to_owned(),
        track: kind != "d",
        left: i18n::text(lang, "committee-left", &args),
        head: i18n::text(lang, "committee-awarded-of", &args),
        parts: vec![BarPart { kind, x: "0".into(), width: words::percent(awarded, whole) }],
        alt: i18n::text(lang, "committee-envelope-alt", &args),
    }
}

/// Bars of the tracks where there are several, then of the whole call.
#[must_use]
pub fn envelopes(lang: Lang, sheet: &Sheet) -> Vec<EnvelopeView> {
    let mut bars: Vec<_> = sheet
        .tracks
        .iter()
        .filter(|_| sheet.call.definition.has_tracks())
        .zip(std::iter::once("e").chain(std::iter::repeat("c")))
        .map(|(part, kind)| envelope(lang, &part.track.name, kind, part.awarded(), part.track.envelope))
        .collect();
    let total = i18n::word(lang, "committee-total");
    bars.push(envelope(lang, &total, "d", sheet.awarded(), sheet.call.definition.envelope));
    bars
}

/// What each funder pays of an amount, in proportion of its part of the envelope.
#[must_use]
pub fn funders(sheet: &Sheet, awarded: Cents) -> Vec<FunderView> {
    let funders = &sheet.call.definition.funders;
    let parts: Vec<Cents> = funders.iter().map(|funder| funder.amount).collect();
    let shares = pro_rata(awarded, &parts);
    let pair = funders.iter().zip(shares);
    pair.map(|(funder, share)| FunderView {
        name: funder.name.clone(),
        awarded: plain(share),
        left: plain(funder.amount - share),
        percent: words::percent(share, funder.amount),
    })
    .collect()
}

/// What keeps a dossier from being proposed.
fn standing_tags(lang: Lang, ranked: &Ranked) -> Vec<TagView> {
    match &ranked.standing {
        Standing::Eligible => Vec::new(),
        Standing::BelowThreshold => {
            vec![TagView { label: i18n::word(lang, "committee-below-threshold"), tone: "stop" }]
        }
        Standing::BelowFloor(codes) => codes
            .iter()
            .map(|code| {
                let mean = ranked.means.get(code).copied().unwrap_or(Fraction::ZERO);
                let args = [("criterion", code.clone().into()), ("mean", words::score(lang, mean).into())];
                TagView { label: i18n::text(lang, "committee-below-floor", &args), tone: "stop" }
            })
            .collect(),
    }
}

/// The tag of a line: outcome, then the award or the place on the reserve list.
#[must_use]
pub fn line_tag(lang: Lang, line: &Line) -> TagView {
    let label = match (line.reserve_rank, line.amount) {
        (Some(place), _) => i18n::text(lang, "committee-reserve-place", &[("place", place.into())]),
        (None, Some(amount)) => format!("{}, {}", words::outcome(lang, line.outcome), amount.to_french()),
        (None, None) => words::outcome(lang, line.outcome),
    };
    TagView { label, tone: words::tone(line.outcome) }
}

fn row(lang: Lang, sheet: &Sheet, part: &TrackSheet, ranked: &Ranked, dossier: &DossierRow) -> RowView {
    let line = part.line(ranked.dossier);
    let computed = part.computed(ranked.dossier);
    let mut tags = Vec::new();
    if let Some(line) = line {
        tags.push(line_tag(lang, line));
        if (line.outcome, line.amount) != (computed.outcome, computed.amount) {
            tags.push(TagView { label: i18n::word(lang, "committee-departs"), tone: "todo" });
        }
    }
    tags.extend(standing_tags(lang, ranked));
    if part.ranking.as_ref().is_ok_and(|ranking| ranking.ties.iter().any(|tie| tie.contains(&ranked.dossier))) {
        tags.push(TagView { label: i18n::word(lang, "committee-tied"), tone: "todo" });
    }
    if dossier.state == domain::dossier::State::Withdrawn {
        tags.push(TagView { label: i18n::word(lang, "committee-withdrawn"), tone: "stop" });
    }
    let ceiling = part.money.get(&ranked.dossier).map_or(Cents::ZERO, |money| money.ceiling);
    let amount = line.map_or(computed.amount, |line| line.amount);
    let means = ranked.means.iter().map(|(code, mean)| format!("{code}\u{a0}{}", words::score(lang, *mean)));
    RowView {
        rank: ranked.rank.to_string(),
        title: dossier.project_name.clone(),
        sub: words::joined([
            ranked.number.clone(),
            departments(&dossier.departments),
            i18n::text(lang, "committee-row-ceiling", &[("ceiling", ceiling.to_french().into())]),
        ]),
        href: match line {
            Some(_) => format!("/calls/{}/committee/{}", sheet.call.slug(), ranked.number),
            None => String::new(),
        },
        score: words::figure(lang, ranked.total),
        means: means.collect::<Vec<_>>().join(" · "),
        asked: plain(dossier.requested),
        proposed: amount.map_or_else(|| "–".to_owned(), plain),
        state: if line.map_or(computed.outcome, |line| line.outcome).is_funded() { "in" } else { "out" },
        tags,
        cut: String::new(),
    }
}

fn track(lang: Lang, sheet: &Sheet, part: &TrackSheet) -> TrackView {
    let mut rows = Vec::new();
    let mut cut_said = false;
    for ranked in part.ranked() {
        let Some(dossier) = sheet.contenders.get(&ranked.dossier) else { continue };
        let mut row = row(lang, sheet, part, ranked, dossier);
        let cut = part.allocation.cut.as_ref().filter(|cut| cut.dossiers.contains(&ranked.dossier));
        if let Some(cut) = cut.filter(|_| !cut_said) {
            let args = [
                ("left", cut.left.to_french().into()),
                ("needed", cut.needed.to_french().into()),
                ("gap", (cut.needed - cut.left).to_french().into()),
                ("count", cut.dossiers.len().into()),
            ];
            cut_said = true;
            row.cut = i18n::text(lang, "committee-cut", &args);
        }
        rows.push(row);
    }
    let aside = i18n::text(
        lang,
        "committee-track-aside",
        &[("count", rows.len().into()), ("envelope", part.track.envelope.to_french().into())],
    );
    let name = sheet.call.definition.track_label(&part.track.code);
    let title = if name.is_empty() {
        i18n::word(lang, "committee-ranking")
    } else {
        i18n::text(lang, "committee-ranking-of", &[("track", name.to_owned().into())])
    };
    TrackView { code: part.track.code.clone(), title, aside, rows }
}

fn ties(lang: Lang, sheet: &Sheet) -> Vec<MissingItem> {
    let ties = sheet.tracks.iter().flat_map(TrackSheet::unsettled_ties);
    let item = |tie: Vec<DossierId>| MissingItem {
        title: i18n::text(lang, "committee-tie", &[("numbers", words::numbers(sheet, &tie).into())]),
        text: i18n::word(lang, "committee-tie-text"),
        href: String::new(),
        link: String::new(),
    };
    ties.map(item).collect()
}

impl CommitteePage {
    /// The page of a sheet, as this person may see it.
    #[must_use]
    pub fn new(lang: Lang, sheet: &Sheet, permit: &Permit, missing: Vec<MissingItem>, errors: Vec<ErrorItem>) -> Self {
        let call = &sheet.call.definition;
        let when = |at| i18n::date_time(lang, at, call.zone);
        let state = sheet.state();
        let open = state == DecisionState::Proposed && sheet.decision.is_some();
        let decision = sheet.decision.as_ref();
        let seat = |seat: Seat| {
            let (code, by, action) = match seat {
                Seat::Chair => ("chair", decision.and_then(|row| row.chair), Action::AdoptAsChair),
                Seat::Secretary => ("secretary", decision.and_then(|row| row.secretary), Action::AdoptAsSecretary),
            };
            let signed = by.map_or_else(String::new, |(_, at)| when(at));
            SeatView { code, may_sign: open && by.is_none() && permit.allows(action), signed }
        };
        let changeable = matches!(state, DecisionState::Proposed | DecisionState::Adopted);
        Self {
            slug: call.slug.clone(),
            fictitious: call.fictitious,
            recused: sheet.recused,
            seen: if sheet.recused {
                String::new()
            } else {
                sheet.digest().map_or_else(|_| String::new(), |d| d.to_string())
            },
            errors,
            frozen: sheet.frozen_at.is_some(),
            frozen_at: sheet.frozen_at.map_or_else(String::new, when),
            may_freeze: missing.is_empty() && sheet.frozen_at.is_none() && permit.allows(Action::FreezeRanking),
            missing,
            proposed: decision.is_some(),
            may_propose: sheet.frozen_at.is_some() && changeable && permit.allows(Action::EditProposal),
            state: state.as_str(),
            reference: decision.map(|row| row.reference.clone()).unwrap_or_default(),
            envelopes: envelopes(lang, sheet),
            funders: funders(sheet, sheet.awarded()),
            awarded: plain(sheet.awarded()),
            left: plain(call.envelope - sheet.awarded()),
            ties: if decision.is_some() { ties(lang, sheet) } else { Vec::new() },
            tracks: sheet.tracks.iter().map(|part| track(lang, sheet, part)).collect(),
            seats: vec![seat(Seat::Chair), seat(Seat::Secretary)],
        }
    }
}
