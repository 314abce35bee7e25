//! Whether the dossiers of a call can be ranked, and what is missing when they cannot. Pure: rows are given.

use std::collections::BTreeMap;

use domain::{
    call::{Call, TrackCode, Window},
    dossier::{State, in_order, verdicts::award_ceiling},
    ids::DossierId,
    money::Cents,
    ranking::{Entry, RankingBlocked, rank},
    scoring::CompleteReview,
    time::Instant,
};

use super::frozen::{Frozen, Money};
use crate::features::dossiers::store::DossierRow;

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

/// Whether a dossier in this state is ranked.
#[must_use]
pub const fn is_ranked(state: State) -> bool {
    matches!(state, State::Admissible | State::InReview | State::Reviewed)
}

/// What is missing before a ranking can be frozen, the deadline apart: verdicts, bases, reviews. `submitted` says how
/// many reviews of each dossier were submitted.
#[must_use]
pub fn missing(
    call: &Call,
    contenders: &BTreeMap<DossierId, DossierRow>,
    submitted: &BTreeMap<DossierId, usize>,
) -> Vec<Missing> {
    let mut missing = Vec::new();
    let numbered = numbered(contenders);
    let those = |test: &dyn Fn(&DossierRow) -> bool| -> Vec<DossierId> {
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
    add(those(&|contender| counted && is_ranked(contender.state) && contender.eligible_base.is_none()), Missing::Bases);
    let unread =
        |contender: &DossierRow| submitted.get(&contender.id).copied().unwrap_or(0) != call.grid.reviews_per_dossier;
    let of_track =
        |code: &str| those(&|contender| contender.track == code && is_ranked(contender.state) && unread(contender));
    add(call.tracks.iter().flat_map(|track| of_track(&track.code)).collect(), Missing::Reviews);
    missing
}

/// That filing is still open, when it is: this comes first among what is missing.
#[must_use]
pub fn still_open(call: &Call, at: Instant) -> Option<Missing> {
    let open = call.calendar.window(at) != Window::Closed;
    open.then_some(Missing::StillOpen { closes: call.calendar.closes })
}

fn numbered(contenders: &BTreeMap<DossierId, DossierRow>) -> Vec<&DossierRow> {
    let mut numbered: Vec<&DossierRow> = contenders.values().collect();
    numbered.sort_by(|a, b| in_order(a.number()).cmp(&in_order(b.number())));
    numbered
}

/// Ranks every track, or says all that is missing.
///
/// # Errors
/// Every [`Missing`].
pub fn freeze(
    call: &Call,
    contenders: &BTreeMap<DossierId, DossierRow>,
    reviews: &BTreeMap<DossierId, Vec<CompleteReview>>,
    at: Instant,
) -> Result<Vec<(TrackCode, Frozen)>, Vec<Missing>> {
    let submitted = reviews.iter().map(|(dossier, reviews)| (*dossier, reviews.len())).collect();
    let missing: Vec<Missing> = still_open(call, at).into_iter().chain(missing(call, contenders, &submitted)).collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let numbered = numbered(contenders);
    let mut frozen = Vec::new();
    let mut unread = Vec::new();
    for track in &call.tracks {
        let ranked: Vec<&DossierRow> =
            numbered.iter().copied().filter(|c| c.track == track.code && is_ranked(c.state)).collect();
        let entries = ranked.iter().map(|contender| Entry {
            dossier: contender.id,
            number: contender.number().to_owned(),
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
                frozen.push((track.code.clone(), Frozen { ranking, money: money.collect() }));
            }
        }
    }
    if unread.is_empty() { Ok(frozen) } else { Err(vec![Missing::Reviews(unread)]) }
}
