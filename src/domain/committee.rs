//! The committee: lines of its proposal, adoption by chair and secretary, signature, publication.
//!
//! The committee proposes and the deciding authority signs: [`sign`] takes what [`adopt`] made.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    allocation::Allocation,
    call::{Track, TrackCode},
    ids::{DossierId, UserId},
    money::Cents,
    ranking::{Ranking, RankingBlocked},
};

/// What the committee proposes for a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Funded.
    Retained,
    /// Funded under conditions, written in the motive.
    RetainedWithConditions,
    /// On the reserve list.
    Reserve,
    /// Not funded.
    NotRetained,
    /// Not funded, sent to another scheme.
    Redirected,
}

impl Outcome {
    /// All outcomes, in the order of screens.
    pub const ALL: [Self; 5] =
        [Self::Retained, Self::RetainedWithConditions, Self::Reserve, Self::NotRetained, Self::Redirected];

    /// The stored name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Retained => "retained",
            Self::RetainedWithConditions => "retained_with_conditions",
            Self::Reserve => "reserve",
            Self::NotRetained => "not_retained",
            Self::Redirected => "redirected",
        }
    }

    /// From the stored name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == text)
    }

    /// Whether money goes with it.
    #[must_use]
    pub const fn is_funded(self) -> bool {
        matches!(self, Self::Retained | Self::RetainedWithConditions)
    }
}

/// What the policy of the call gives for a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComputedLine {
    /// Retained, reserve or not retained.
    pub outcome: Outcome,
    /// The award of a retained dossier.
    pub amount: Option<Cents>,
    /// The place on the reserve list, from 1.
    pub reserve_rank: Option<usize>,
}

impl ComputedLine {
    /// Reads what an allocation gives for a dossier.
    #[must_use]
    pub fn of(allocation: &Allocation, dossier: DossierId) -> Self {
        if let Some((_, amount)) = allocation.awards.iter().find(|(awarded, _)| *awarded == dossier) {
            return Self { outcome: Outcome::Retained, amount: Some(*amount), reserve_rank: None };
        }
        match allocation.reserve.iter().position(|waiting| *waiting == dossier) {
            Some(place) => Self { outcome: Outcome::Reserve, amount: None, reserve_rank: Some(place + 1) },
            None => Self { outcome: Outcome::NotRetained, amount: None, reserve_rank: None },
        }
    }
}

/// A line of the proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The dossier.
    pub dossier: DossierId,
    /// What is proposed.
    pub outcome: Outcome,
    /// The award, for a funded outcome only.
    pub amount: Option<Cents>,
    /// The place on the reserve list, from 1, for a reserve only.
    pub reserve_rank: Option<usize>,
    /// Why, may be empty where the line is as computed.
    pub motive: String,
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineProblem {
    /// The line departs from what is computed: say why.
    MotiveRequired,
    /// A funded line needs an amount above zero.
    AmountRequired,
    /// Only a funded line has an amount.
    AmountNotExpected,
    /// The award is above what the dossier can be given.
    AboveCeiling {
        /// The award.
        amount: Cents,
        /// The most.
        ceiling: Cents,
    },
    /// The award is above what is left of the track.
    AboveTrack {
        /// The award.
        amount: Cents,
        /// What is left.
        left: Cents,
    },
    /// A line on the reserve list needs its place, from 1.
    ReserveRankRequired,
    /// Only a line on the reserve list has a place.
    ReserveRankNotExpected,
}

/// Checks a line. `left_in_track` is what the other lines leave of the track.
///
/// # Errors
/// Every [`LineProblem`].
pub fn check_line(
    line: &Line,
    computed: &ComputedLine,
    ceiling: Cents,
    left_in_track: Cents,
) -> Result<(), Vec<LineProblem>> {
    let mut problems = Vec::new();
    let proposed = ComputedLine { outcome: line.outcome, amount: line.amount, reserve_rank: line.reserve_rank };
    if proposed != *computed && line.motive.trim().is_empty() {
        problems.push(LineProblem::MotiveRequired);
    }
    match line.amount {
        Some(_) if !line.outcome.is_funded() => problems.push(LineProblem::AmountNotExpected),
        Some(amount) if amount > Cents::ZERO => {
            if amount > ceiling {
                problems.push(LineProblem::AboveCeiling { amount, ceiling });
            }
            if amount > left_in_track {
                problems.push(LineProblem::AboveTrack { amount, left: left_in_track });
            }
        }
        _ if line.outcome.is_funded() => problems.push(LineProblem::AmountRequired),
        _ => {}
    }
    match (line.outcome, line.reserve_rank) {
        (Outcome::Reserve, None | Some(0)) => problems.push(LineProblem::ReserveRankRequired),
        (Outcome::Reserve, Some(_)) | (_, None) => {}
        (_, Some(_)) => problems.push(LineProblem::ReserveRankNotExpected),
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// The two who adopt a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    /// Who chairs the committee.
    Chair,
    /// Who keeps its minutes.
    Secretary,
}

/// Where a decision stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecisionState {
    /// The committee works on it.
    Proposed,
    /// Chair and secretary have adopted it.
    Adopted,
    /// The deciding authority has signed it.
    Signed,
    /// Everybody can read it.
    Published,
}

impl DecisionState {
    /// The stored name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Adopted => "adopted",
            Self::Signed => "signed",
            Self::Published => "published",
        }
    }

    /// From the stored name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Proposed, Self::Adopted, Self::Signed, Self::Published].into_iter().find(|s| s.as_str() == text)
    }
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

/// Why a decision is not signed or not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecisionRefused {
    /// The step needs this state, and the decision is in that one.
    WrongState {
        /// The state needed.
        needed: DecisionState,
        /// The state found.
        found: DecisionState,
    },
}

/// The deciding authority signs what the committee has adopted.
///
/// # Errors
/// [`DecisionRefused`] unless it is adopted and not yet signed.
pub fn sign(state: DecisionState) -> Result<DecisionState, DecisionRefused> {
    step(state, DecisionState::Adopted, DecisionState::Signed)
}

/// The signed decision is made public.
///
/// # Errors
/// [`DecisionRefused`] unless it is signed and not yet published.
pub fn publish(state: DecisionState) -> Result<DecisionState, DecisionRefused> {
    step(state, DecisionState::Signed, DecisionState::Published)
}

fn step(found: DecisionState, needed: DecisionState, next: DecisionState) -> Result<DecisionState, DecisionRefused> {
    if found == needed { Ok(next) } else { Err(DecisionRefused::WrongState { needed, found }) }
}
