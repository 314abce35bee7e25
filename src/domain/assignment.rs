//! Giving dossiers to reviewers: who can be given which, and what this makes of the dossier.
//!
//! Every admissible dossier has the same number of seats. Whether two reviewers speak for the same institution
//! is shown to the manager, not refused: a small call may have no other choice.

use crate::dossier::State;

/// Where an assignment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AssignmentState {
    /// The review is owed.
    Open,
    /// The review was submitted: nothing changes any more.
    Submitted,
    /// The reviewer gave the dossier back, or declared an interest in it.
    Returned,
    /// The manager took it back before it was started.
    Withdrawn,
}

stored_names!(AssignmentState {
    Open = "open",
    Submitted = "submitted",
    Returned = "returned",
    Withdrawn = "withdrawn",
});

impl AssignmentState {
    /// Those that take a seat of the dossier.
    pub fn seated() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|state| state.takes_seat())
    }

    /// Whether it takes a seat of the dossier.
    #[must_use]
    pub const fn takes_seat(self) -> bool {
        match self {
            Self::Open | Self::Submitted => true,
            Self::Returned | Self::Withdrawn => false,
        }
    }
}

/// What is known of a person who could review a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// They hold the role on the call.
    pub reviewer: bool,
    /// They have declared their interests on the call.
    pub declared: bool,
    /// They have declared an interest in this dossier.
    pub recused: bool,
    /// They were given this dossier before.
    pub earlier: Option<AssignmentState>,
}

/// Why a dossier is not given to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssignProblem {
    /// Only admissible dossiers are reviewed.
    WrongState(State),
    /// The person is no reviewer of the call.
    NotReviewer,
    /// They have not declared their interests yet.
    NotDeclared,
    /// They have declared an interest in the dossier.
    Recused,
    /// They have it already.
    AlreadyAssigned,
    /// They gave it back.
    GaveBack,
    /// Every seat is taken.
    NoSeat,
}

/// Gives a seat of a dossier to a person.
///
/// # Errors
/// The first [`AssignProblem`] that applies.
pub fn give_seat(state: State, seats: usize, taken: usize, candidate: Candidate) -> Result<State, AssignProblem> {
    if !matches!(state, State::Admissible | State::InReview) {
        return Err(AssignProblem::WrongState(state));
    }
    match candidate {
        Candidate { reviewer: false, .. } => Err(AssignProblem::NotReviewer),
        Candidate { declared: false, .. } => Err(AssignProblem::NotDeclared),
        Candidate { recused: true, .. } => Err(AssignProblem::Recused),
        Candidate { earlier: Some(AssignmentState::Open | AssignmentState::Submitted), .. } => {
            Err(AssignProblem::AlreadyAssigned)
        }
        Candidate { earlier: Some(AssignmentState::Returned), .. } => Err(AssignProblem::GaveBack),
        _ if taken >= seats => Err(AssignProblem::NoSeat),
        _ => Ok(State::InReview),
    }
}

/// The state of a dossier under review, from its assignments. `None` when the dossier is not under review:
/// then nothing changes.
#[must_use]
pub fn state_under_review(current: State, seats: usize, assignments: &[AssignmentState]) -> Option<State> {
    if !matches!(current, State::Admissible | State::InReview | State::Reviewed) {
        return None;
    }
    let submitted = assignments.iter().filter(|state| **state == AssignmentState::Submitted).count();
    Some(if submitted >= seats {
        State::Reviewed
    } else if assignments.iter().any(|state| state.takes_seat()) {
        State::InReview
    } else {
        State::Admissible
    })
}
