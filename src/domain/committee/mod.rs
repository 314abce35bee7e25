//! The committee: its working sheet, the lines of its proposal, adoption by chair and secretary, signature, publication.
//!
//! [`freeze`] ranks what was reviewed, a [`Sheet`] shows it with what the policy computes and what is proposed, and
//! [`check_line`] accepts a change. The committee proposes and the deciding authority signs: [`sign`] takes what
//! [`adopt`] made.

mod adoption;
mod decision;
mod freezing;
mod frozen;
mod sheet;
mod track;

pub use adoption::{Adopted, Adoption, AdoptionBlocked, AdoptionRequest, Seat, TrackProposal, adopt, settled};
pub use decision::{CommitteeDecision, DecisionRefused, DecisionState, WrongState, decision_reference, publish, sign};
pub use freezing::{Contender, Contenders, Missing, by_number, freeze, missing, still_open};
pub use frozen::{BrokenRanking, FrozenRanking, Money};
pub use sheet::{Laureate, Sheet};
pub use track::TrackSheet;

use crate::{allocation::Allocation, canonical::sha256_hex, dossier::State, ids::DossierId, money::Cents};

/// What the committee proposes for a dossier, in the order of screens.
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

stored_names!(Outcome {
    Retained = "retained",
    RetainedWithConditions = "retained_with_conditions",
    Reserve = "reserve",
    NotRetained = "not_retained",
    Redirected = "redirected",
});

impl Outcome {
    /// Whether money goes with it.
    #[must_use]
    pub const fn is_funded(self) -> bool {
        matches!(self, Self::Retained | Self::RetainedWithConditions)
    }

    /// The state that a dossier takes when the decision is signed.
    #[must_use]
    pub const fn state(self) -> State {
        match self {
            Self::Retained | Self::RetainedWithConditions => State::Funded,
            Self::Reserve => State::Reserve,
            Self::NotRetained | Self::Redirected => State::Declined,
        }
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
    /// What is computed for a dossier to which the policy gives nothing.
    pub const NOTHING: Self = Self { outcome: Outcome::NotRetained, amount: None, reserve_rank: None };

    /// What an allocation gives for each dossier to which it gives an award or a place on the reserve list.
    pub fn of(allocation: &Allocation) -> impl Iterator<Item = (DossierId, Self)> {
        let awards = allocation.awards.iter().map(|(dossier, amount)| {
            (*dossier, Self { outcome: Outcome::Retained, amount: Some(*amount), reserve_rank: None })
        });
        let reserve = allocation.reserve.iter().zip(1..).map(|(dossier, place)| {
            (*dossier, Self { outcome: Outcome::Reserve, amount: None, reserve_rank: Some(place) })
        });
        awards.chain(reserve)
    }

    /// The line of the proposal that takes it as it is.
    #[must_use]
    pub const fn line(self, dossier: DossierId) -> Line {
        let Self { outcome, amount, reserve_rank } = self;
        Line { dossier, outcome, amount, reserve_rank, motive: String::new() }
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

impl Line {
    /// What is proposed, without the motive: it departs from what is computed, or not.
    #[must_use]
    pub const fn proposed(&self) -> ComputedLine {
        ComputedLine { outcome: self.outcome, amount: self.amount, reserve_rank: self.reserve_rank }
    }

    /// The mark of the line, made of its content, which forms repeat: an older one is refused. Whoever is recused from
    /// a dossier is shown other places on the reserve list, so that these do not count.
    #[must_use]
    pub fn mark(&self, recused: bool) -> String {
        let place = self.reserve_rank.filter(|_| !recused);
        let text = format!("{} {:?} {place:?} {}", self.outcome.as_str(), self.amount, self.motive);
        sha256_hex(text.as_bytes()).chars().take(16).collect()
    }
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
    if line.proposed() != *computed && line.motive.trim().is_empty() {
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
