//! Adoption of a proposal by chair and secretary, as two persons.

use std::collections::{BTreeMap, BTreeSet};

use super::{DecisionState, Line, Outcome};
use crate::{
    call::{Track, TrackCode},
    ids::{DossierId, UserId},
    money::Cents,
    ranking::{Ranking, RankingBlocked},
};

/// The two who adopt a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    /// Who chairs the committee.
    Chair,
    /// Who keeps its minutes.
    Secretary,
}

/// The part of a proposal on one track.
#[derive(Clone, Debug)]
pub struct TrackProposal<'a> {
    /// The track.
    pub track: &'a Track,
    /// Its ranking, or what blocks it.
    pub ranking: &'a Result<Ranking, RankingBlocked>,
    /// A line for each ranked dossier.
    pub lines: &'a [Line],
}

/// What is asked of [`adopt`].
#[derive(Clone, Debug)]
pub struct AdoptionRequest<'a> {
    /// Where the decision stands.
    pub state: DecisionState,
    /// The total envelope of the call.
    pub envelope: Cents,
    /// All tracks of the call.
    pub tracks: &'a [TrackProposal<'a>],
    /// Who has adopted as chair, this request included. Editing a line voids both signatures.
    pub chair: Option<UserId>,
    /// Who has adopted as secretary, this request included.
    pub secretary: Option<UserId>,
}

/// How far an adoption has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Adoption {
    /// The proposal can be adopted; the other seat has not signed yet.
    WaitsFor(Seat),
    /// Both have.
    Complete(Adopted),
}

/// An adopted proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adopted {
    /// Who chaired.
    pub chair: UserId,
    /// Who kept the minutes.
    pub secretary: UserId,
    /// Sum of the awards per track.
    pub per_track: BTreeMap<TrackCode, Cents>,
    /// Sum of all awards.
    pub total: Cents,
}

/// Why a proposal is not adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AdoptionBlocked {
    /// It already is.
    AlreadyAdopted,
    /// Nobody has signed.
    NoSignature,
    /// Chair and secretary must be two persons.
    SamePerson,
    /// These dossiers lack reviews.
    MissingReviews(Vec<DossierId>),
    /// These dossiers have no line, two lines, an amount or a reserve place that does not go with the
    /// outcome, or share a reserve place.
    Inconsistent(Vec<DossierId>),
    /// Equals are treated differently without a motive on each line.
    Tie(Vec<Vec<DossierId>>),
    /// Awards are above the envelope of a track.
    OverTrack {
        /// The track.
        track: TrackCode,
        /// Sum of its awards.
        awarded: Cents,
        /// Its envelope.
        envelope: Cents,
    },
    /// Awards are above the total envelope.
    OverEnvelope {
        /// Sum of the awards.
        awarded: Cents,
        /// The envelope.
        envelope: Cents,
    },
}

/// Adopts a proposal, or says whose signature is still missing.
///
/// # Errors
/// [`AdoptionBlocked`], the first that applies.
pub fn adopt(request: &AdoptionRequest<'_>) -> Result<Adoption, AdoptionBlocked> {
    if request.state != DecisionState::Proposed {
        return Err(AdoptionBlocked::AlreadyAdopted);
    }
    if request.chair.is_some() && request.chair == request.secretary {
        return Err(AdoptionBlocked::SamePerson);
    }
    let mut per_track = BTreeMap::new();
    for part in request.tracks {
        let ranking = part.ranking.as_ref().map_err(|blocked| match blocked {
            RankingBlocked::MissingReviews(dossiers) => AdoptionBlocked::MissingReviews(dossiers.clone()),
        })?;
        let inconsistent = inconsistent(ranking, part.lines);
        if !inconsistent.is_empty() {
            return Err(AdoptionBlocked::Inconsistent(inconsistent));
        }
        let unsettled: Vec<_> = ranking.ties.iter().filter(|tie| !settled(tie, part.lines)).cloned().collect();
        if !unsettled.is_empty() {
            return Err(AdoptionBlocked::Tie(unsettled));
        }
        let awarded: Cents = part.lines.iter().filter_map(|line| line.amount).sum();
        if awarded > part.track.envelope {
            let (track, envelope) = (part.track.code.clone(), part.track.envelope);
            return Err(AdoptionBlocked::OverTrack { track, awarded, envelope });
        }
        per_track.insert(part.track.code.clone(), awarded);
    }
    let total: Cents = per_track.values().copied().sum();
    if total > request.envelope {
        return Err(AdoptionBlocked::OverEnvelope { awarded: total, envelope: request.envelope });
    }
    match (request.chair, request.secretary) {
        (Some(chair), Some(secretary)) => Ok(Adoption::Complete(Adopted { chair, secretary, per_track, total })),
        (Some(_), None) => Ok(Adoption::WaitsFor(Seat::Secretary)),
        (None, Some(_)) => Ok(Adoption::WaitsFor(Seat::Chair)),
        (None, None) => Err(AdoptionBlocked::NoSignature),
    }
}

/// Dossiers whose lines cannot stand together, sorted.
fn inconsistent(ranking: &Ranking, lines: &[Line]) -> Vec<DossierId> {
    let ranked: BTreeSet<_> = ranking.lines.iter().map(|line| line.dossier).collect();
    let mut seen = BTreeSet::new();
    let mut places = BTreeSet::new();
    let mut wrong: BTreeSet<DossierId> = BTreeSet::new();
    for line in lines {
        let amount_fits = match line.amount {
            Some(amount) => line.outcome.is_funded() && amount > Cents::ZERO,
            None => !line.outcome.is_funded(),
        };
        let place_fits = match line.reserve_rank {
            Some(place) => line.outcome == Outcome::Reserve && place > 0 && places.insert(place),
            None => line.outcome != Outcome::Reserve,
        };
        if !ranked.contains(&line.dossier) || !seen.insert(line.dossier) || !amount_fits || !place_fits {
            wrong.insert(line.dossier);
        }
    }
    wrong.extend(ranked.difference(&seen));
    wrong.into_iter().collect()
}

/// Equals all have one outcome that is not a place in a list, or each has a motive.
#[must_use]
pub fn settled(tie: &[DossierId], lines: &[Line]) -> bool {
    let tied: Vec<_> = lines.iter().filter(|line| tie.contains(&line.dossier)).collect();
    let alike = tied.windows(2).all(|pair| pair[0].outcome.is_funded() == pair[1].outcome.is_funded())
        && tied.iter().all(|line| line.outcome != Outcome::Reserve);
    alike || tied.iter().all(|line| !line.motive.trim().is_empty())
}
