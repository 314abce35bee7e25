//! The decision on a call: who adopted and signed it, where it stands, what the next step needs.

use crate::{
    ids::{DecisionId, UserId},
    time::Instant,
};

/// A decision and its signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitteeDecision {
    /// Its id.
    pub id: DecisionId,
    /// `DEC-2013-01`.
    pub reference: String,
    /// Who adopted as chair, and when.
    pub chair: Option<(UserId, Instant)>,
    /// Who adopted as secretary, and when.
    pub secretary: Option<(UserId, Instant)>,
    /// Who signed, and when.
    pub signer: Option<(UserId, Instant)>,
}

/// The reference of the decision of that number, from 1, of a call: `DEC-2013-01`. `prefix` is what its dossiers are
/// numbered with.
#[must_use]
pub fn decision_reference(prefix: &str, number: i64) -> String {
    format!("DEC-{prefix}-{number:02}")
}

impl CommitteeDecision {
    /// Who has adopted it so far.
    #[must_use]
    pub fn adopters(&self) -> Vec<UserId> {
        [self.chair, self.secretary].into_iter().flatten().map(|(user, _)| user).collect()
    }

    /// Where it stands before its results are public.
    #[must_use]
    pub const fn state(&self) -> DecisionState {
        match (self.signer, self.chair, self.secretary) {
            (Some(_), ..) => DecisionState::Signed,
            (None, Some(_), Some(_)) => DecisionState::Adopted,
            (None, ..) => DecisionState::Proposed,
        }
    }
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

stored_names!(DecisionState {
    Proposed = "proposed",
    Adopted = "adopted",
    Signed = "signed",
    Published = "published",
});

impl DecisionState {
    /// The proposal can still change.
    #[must_use]
    pub const fn is_open(self) -> bool {
        match self {
            Self::Proposed | Self::Adopted => true,
            Self::Signed | Self::Published => false,
        }
    }
}

/// The step needs a state in which the decision is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongState {
    /// The state needed.
    pub needed: DecisionState,
    /// The state found.
    pub found: DecisionState,
}

/// Why a decision is not signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecisionRefused {
    /// It is not adopted yet, or signed already.
    WrongState(WrongState),
    /// Who signs is one of those who adopted: proposing and deciding are for different persons.
    SamePerson,
}

/// The deciding authority signs what the committee has adopted. `adopters` adopted, `signer` would sign.
///
/// # Errors
/// [`DecisionRefused`] unless it is adopted and not yet signed, and by somebody else.
pub fn sign(state: DecisionState, adopters: &[UserId], signer: UserId) -> Result<DecisionState, DecisionRefused> {
    let next = step(state, DecisionState::Adopted, DecisionState::Signed).map_err(DecisionRefused::WrongState)?;
    if adopters.contains(&signer) { Err(DecisionRefused::SamePerson) } else { Ok(next) }
}

/// The signed decision is made public.
///
/// # Errors
/// [`WrongState`] unless it is signed and not yet published.
pub fn publish(state: DecisionState) -> Result<DecisionState, WrongState> {
    step(state, DecisionState::Signed, DecisionState::Published)
}

fn step(found: DecisionState, needed: DecisionState, next: DecisionState) -> Result<DecisionState, WrongState> {
    if found == needed { Ok(next) } else { Err(WrongState { needed, found }) }
}
