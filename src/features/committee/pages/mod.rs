//! The page of the committee; the pages of a line and of the decision stand beside.

mod decision;
mod line;
mod rows;

pub use decision::DecisionPage;
pub use line::LinePage;
pub use rows::line_tag;
use rows::{ties, track};

use domain::{
    allocation::pro_rata,
    committee::{DecisionState, Seat, Sheet},
    money::Cents,
    permissions::Action,
};
use serde::Serialize;

use super::{
    store::SeenSheet,
    words::{self, MissingItem},
};
use crate::{
    db::Permit,
    i18n::{self, Lang},
    web::{Errors, Page, Part, PartLinks, Room, Tag, words::plain},
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
    pub tags: Vec<Tag>,
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
    /// Lines of the part that is shown.
    pub rows: Vec<RowView>,
    /// The other parts.
    pub links: PartLinks,
    /// Where the money ends, when that stands in another part.
    pub cut_href: String,
}

/// A seat of the adoption.
#[derive(Clone, Debug, Serialize)]
pub struct SeatView {
    /// `chair` or `secretary`.
    pub code: &'static str,
    /// Where its form is sent.
    pub action: String,
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
    pub errors: Errors,
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
    const ROOM: Room = Room::Staff;
    const SECTION: &'static str = "comite";
    const LARGE: bool = true;
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
        .filter(|_| sheet.call.has_tracks())
        .zip(std::iter::once("e").chain(std::iter::repeat("c")))
        .map(|(part, kind)| envelope(lang, &part.track.name, kind, part.awarded(), part.track.envelope))
        .collect();
    let total = i18n::word(lang, "committee-total");
    bars.push(envelope(lang, &total, "d", sheet.awarded(), sheet.call.envelope));
    bars
}

/// What each funder pays of an amount, in proportion of its part of the envelope.
#[must_use]
pub fn funders(sheet: &Sheet, awarded: Cents) -> Vec<FunderView> {
    let funders = &sheet.call.funders;
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

impl CommitteePage {
    /// The page of a sheet, as this person may see it.
    #[must_use]
    pub fn new(
        lang: Lang,
        seen: &SeenSheet,
        permit: &Permit,
        missing: Vec<MissingItem>,
        errors: Errors,
        shown: &Part,
    ) -> Self {
        let sheet = &seen.sheet;
        let call = &sheet.call;
        let when = |at| i18n::date_time(lang, at, call.zone);
        let state = sheet.state();
        let open = state == DecisionState::Proposed && sheet.decision.is_some();
        let decision = sheet.decision.as_ref();
        let seat = |seat: Seat| {
            let (code, end, action) = match seat {
                Seat::Chair => ("chair", "presidence", Action::AdoptAsChair),
                Seat::Secretary => ("secretary", "secretariat", Action::AdoptAsSecretary),
            };
            let by = decision.and_then(|row| match seat {
                Seat::Chair => row.chair,
                Seat::Secretary => row.secretary,
            });
            let signed = by.map_or_else(String::new, |(_, at)| when(at));
            let to = format!("/appels/{}/adoption/{end}", call.slug);
            SeatView { code, action: to, may_sign: open && by.is_none() && permit.allows(action), signed }
        };
        let changeable = state.is_open();
        Self {
            slug: call.slug.clone(),
            fictitious: call.fictitious,
            recused: sheet.recused,
            seen: seen.digest.clone(),
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
            ties: if decision.is_some() { ties(lang, seen) } else { Vec::new() },
            tracks: sheet.tracks.iter().map(|part| track(lang, sheet, part, shown)).collect(),
            seats: vec![seat(Seat::Chair), seat(Seat::Secretary)],
        }
    }
}
