//! Whether the dossiers of a call can be ranked, and what is missing when they cannot.

use std::collections::BTreeMap;

use super::{FrozenRanking, Money};
use crate::{
    call::{Call, TrackCode, Window},
    dossier::{State, in_order, verdicts::award_ceiling},
    ids::{DossierId, SubmissionId, UserId},
    money::Cents,
    ranking::{Entry, RankingBlocked, rank},
    scoring::CompleteReview,
    time::Instant,
};

/// A filed dossier, as the committee knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contender {
    /// Its id.
    pub id: DossierId,
    /// Its public number.
    pub number: String,
    /// Whose it is: who is told of the decision.
    pub owner: UserId,
    /// Its track.
    pub track: TrackCode,
    /// Where it stands.
    pub state: State,
    /// Name of the project.
    pub project_name: String,
    /// Name of the lead.
    pub lead_name: String,
    /// Codes of the departments of its territory.
    pub departments: Vec<String>,
    /// The grant asked.
    pub requested: Cents,
    /// The eligible base, once it is known.
    pub eligible_base: Option<Cents>,
    /// Its current filing.
    pub submission: Option<SubmissionId>,
}

/// All filed dossiers of a call.
pub type Contenders = BTreeMap<DossierId, Contender>;

/// Filed dossiers in order of their numbers.
#[must_use]
pub fn by_number(contenders: &Contenders) -> Vec<&Contender> {
    let mut numbered: Vec<&Contender> = contenders.values().collect();
    numbered.sort_by(|a, b| in_order(&a.number).cmp(&in_order(&b.number)));
    numbered
}

/// What keeps a ranking from being frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Dossiers can still be filed.
    StillOpen {
        /// Until then.
        closes: Instant,
    },
    /// No dossier was filed.
    NoDossier,
    /// These dossiers wait for a verdict.
    Verdicts(Vec<DossierId>),
    /// These have no eligible base: their ceiling cannot be computed.
    Bases(Vec<DossierId>),
    /// These have not the number of submitted reviews that the grid asks for.
    Reviews(Vec<DossierId>),
}

/// What is missing before a ranking can be frozen, the deadline apart: verdicts, bases, reviews. `submitted` says how
/// many reviews of each dossier were submitted.
#[must_use]
pub fn missing(call: &Call, contenders: &Contenders, submitted: &BTreeMap<DossierId, usize>) -> Vec<Missing> {
    let mut missing = Vec::new();
    let numbered = by_number(contenders);
    let those = |test: &dyn Fn(&Contender) -> bool| -> Vec<DossierId> {
        numbered.iter().filter(|contender| test(contender)).map(|contender| contender.id).collect()
    };
    if numbered.is_empty() {
        missing.push(Missing::NoDossier);
    }
    let mut add = |dossiers: Vec<DossierId>, kind: fn(Vec<DossierId>) -> Missing| {
        if !dossiers.is_empty() {
            missing.push(kind(dossiers));
        }
    };
    add(those(&|contender| contender.state == State::Filed), Missing::Verdicts);
    let counted = call.has_base();
    add(
        those(&|contender| counted && contender.state.is_ranked() && contender.eligible_base.is_none()),
        Missing::Bases,
    );
    let unread =
        |contender: &Contender| submitted.get(&contender.id).copied().unwrap_or(0) != call.grid.reviews_per_dossier;
    let of_track =
        |code: &str| those(&|contender| contender.track == code && contender.state.is_ranked() && unread(contender));
    add(call.tracks.iter().flat_map(|track| of_track(&track.code)).collect(), Missing::Reviews);
    missing
}

/// That filing is still open, when it is: this comes first among what is missing.
#[must_use]
pub fn still_open(call: &Call, at: Instant) -> Option<Missing> {
    let open = call.calendar.window(at) != Window::Closed;
    open.then_some(Missing::StillOpen { closes: call.calendar.closes })
}

/// Ranks every track, or says all that is missing.
///
/// # Errors
/// Every [`Missing`].
pub fn freeze(
    call: &Call,
    contenders: &Contenders,
    reviews: &BTreeMap<DossierId, Vec<CompleteReview>>,
    at: Instant,
) -> Result<Vec<(TrackCode, FrozenRanking)>, Vec<Missing>> {
    let submitted = reviews.iter().map(|(dossier, reviews)| (*dossier, reviews.len())).collect();
    let missing: Vec<Missing> = still_open(call, at).into_iter().chain(missing(call, contenders, &submitted)).collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let numbered = by_number(contenders);
    let mut frozen = Vec::new();
    let mut unread = Vec::new();
    for track in &call.tracks {
        let ranked: Vec<&Contender> =
            numbered.iter().copied().filter(|c| c.track == track.code && c.state.is_ranked()).collect();
        let entries = ranked.iter().map(|contender| Entry {
            dossier: contender.id,
            number: contender.number.clone(),
            reviews: reviews.get(&contender.id).cloned().unwrap_or_default(),
        });
        match rank(&call.grid, &track.code, entries.collect()) {
            Err(RankingBlocked::MissingReviews(dossiers)) => unread.extend(dossiers),
            Ok(ranking) => {
                let money = ranked.iter().map(|contender| {
                    let base = contender.eligible_base.unwrap_or(Cents::ZERO);
                    let ceiling = award_ceiling(track, base, contender.requested);
                    (contender.id, Money { requested: contender.requested, base, ceiling })
                });
                frozen.push((track.code.clone(), FrozenRanking { ranking, money: money.collect() }));
            }
        }
    }
    if unread.is_empty() { Ok(frozen) } else { Err(vec![Missing::Reviews(unread)]) }
}
