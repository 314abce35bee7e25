//! The life of a dossier: states, filing, reopening, withdrawal, and what the applicant sees of it.

pub mod verdicts;

use crate::{
    call::{Effect, Rule},
    rules::{Finding, FindingOutcome},
    time::{Instant, LocalDate, Zone},
};

/// Where a dossier stands for those who run the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Being written, never filed.
    Draft,
    /// Filed.
    Filed,
    /// Admissible and eligible.
    Admissible,
    /// Not admissible, or not eligible.
    Inadmissible,
    /// Given to reviewers.
    InReview,
    /// All its reviews are in.
    Reviewed,
    /// Funded, perhaps under conditions.
    Funded,
    /// On the reserve list.
    Reserve,
    /// Not funded.
    Declined,
    /// Withdrawn by the applicant.
    Withdrawn,
}

stored_names!(State {
    Draft = "draft",
    Filed = "filed",
    Admissible = "admissible",
    Inadmissible = "inadmissible",
    InReview = "in_review",
    Reviewed = "reviewed",
    Funded = "funded",
    Reserve = "reserve",
    Declined = "declined",
    Withdrawn = "withdrawn",
});

/// Where a dossier stands for its applicant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PublicState {
    /// Being written.
    Draft,
    /// Filed.
    Filed,
    /// Being examined, whatever has been found so far.
    UnderExamination,
    /// Not admissible or not eligible.
    Inadmissible,
    /// Funded.
    Funded,
    /// On the reserve list.
    Reserve,
    /// Not funded.
    Declined,
    /// Withdrawn.
    Withdrawn,
}

stored_names!(PublicState {
    Draft = "draft",
    Filed = "filed",
    UnderExamination = "under_examination",
    Inadmissible = "inadmissible",
    Funded = "funded",
    Reserve = "reserve",
    Declined = "declined",
    Withdrawn = "withdrawn",
});

/// Whether the results of the call are public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Results {
    /// Not yet: the applicant sees no intermediate result.
    Pending,
    /// Published.
    Published,
}

impl State {
    /// Whether a dossier in this state is ranked: it passed the checks and nothing is decided of it.
    #[must_use]
    pub const fn is_ranked(self) -> bool {
        match self {
            Self::Admissible | Self::InReview | Self::Reviewed => true,
            Self::Draft | Self::Filed | Self::Inadmissible => false,
            Self::Funded | Self::Reserve | Self::Declined | Self::Withdrawn => false,
        }
    }

    /// Whether a dossier in this state has, or had, passed the checks: it is admissible and eligible. A withdrawn one
    /// counts nowhere.
    #[must_use]
    pub const fn passed_checks(self) -> bool {
        match self {
            Self::Admissible | Self::InReview | Self::Reviewed => true,
            Self::Funded | Self::Reserve | Self::Declined => true,
            Self::Draft | Self::Filed | Self::Inadmissible | Self::Withdrawn => false,
        }
    }

    /// Whether all reviews of a dossier in this state are in.
    #[must_use]
    pub const fn is_reviewed(self) -> bool {
        match self {
            Self::Reviewed | Self::Funded | Self::Reserve | Self::Declined => true,
            Self::Draft | Self::Filed | Self::Admissible | Self::Inadmissible | Self::InReview => false,
            Self::Withdrawn => false,
        }
    }

    /// The states of which something is true, for counting rows.
    pub fn such_that(is: impl Fn(Self) -> bool) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |state| is(*state))
    }

    /// Whether an act can move a dossier from this state to that one. To stay is no move.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        match self {
            Self::Draft => matches!(next, Self::Filed | Self::Withdrawn),
            // Filed again it stays filed.
            Self::Filed => matches!(next, Self::Filed | Self::Admissible | Self::Inadmissible | Self::Withdrawn),
            // A verdict is given again, or falls with what it rested on.
            Self::Inadmissible => matches!(next, Self::Filed | Self::Admissible | Self::Withdrawn),
            Self::Admissible => {
                matches!(next, Self::Filed | Self::Inadmissible | Self::InReview | Self::Withdrawn) || next.is_decided()
            }
            // Reviews are given back, taken up again, or submitted.
            Self::InReview => matches!(next, Self::Admissible | Self::Reviewed | Self::Withdrawn) || next.is_decided(),
            Self::Reviewed => matches!(next, Self::Admissible | Self::InReview | Self::Withdrawn) || next.is_decided(),
            // A further decision may draw on the reserve; whoever is funded may renounce.
            Self::Reserve => matches!(next, Self::Funded | Self::Declined | Self::Withdrawn),
            Self::Funded | Self::Declined => matches!(next, Self::Withdrawn),
            Self::Withdrawn => false,
        }
    }

    /// Whether a signed decision has spoken.
    #[must_use]
    pub const fn is_decided(self) -> bool {
        match self {
            Self::Funded | Self::Reserve | Self::Declined => true,
            Self::Draft | Self::Filed | Self::Admissible | Self::Inadmissible | Self::InReview => false,
            Self::Reviewed | Self::Withdrawn => false,
        }
    }

    /// What the applicant sees.
    #[must_use]
    pub const fn public(self, results: Results) -> PublicState {
        match (self, results) {
            (Self::Draft, _) => PublicState::Draft,
            (Self::Filed, _) => PublicState::Filed,
            (Self::Withdrawn, _) => PublicState::Withdrawn,
            (Self::Inadmissible, Results::Published) => PublicState::Inadmissible,
            (Self::Funded, Results::Published) => PublicState::Funded,
            (Self::Reserve, Results::Published) => PublicState::Reserve,
            (Self::Declined, Results::Published) => PublicState::Declined,
            (Self::Admissible | Self::InReview | Self::Reviewed, _)
            | (Self::Inadmissible | Self::Funded | Self::Reserve | Self::Declined, Results::Pending) => {
                PublicState::UnderExamination
            }
        }
    }
}

/// Whether the answers can be edited beside a filing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkingCopy {
    /// The answers are those that were filed.
    None,
    /// The dossier was reopened: the filing stays valid until the next one replaces it.
    Open,
}

/// What is asked of [`submit`].
#[derive(Clone, Debug)]
pub struct SubmitRequest<'a> {
    /// State of the dossier.
    pub state: State,
    /// Whether it was reopened.
    pub working_copy: WorkingCopy,
    /// Filing opens.
    pub opens: Instant,
    /// The first instant that is late, extensions included.
    pub closes: Instant,
    /// When the request arrived.
    pub arrived_at: Instant,
    /// The rules of the call.
    pub rules: &'a [Rule],
    /// What they found.
    pub findings: &'a [Finding],
}

/// A filing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Submitted {
    /// The state to write.
    pub state: State,
    /// When it was filed.
    pub filed_at: Instant,
    /// It replaces an earlier filing.
    pub replaces: bool,
}

/// Why a dossier is not filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubmitRefused {
    /// Too late.
    Closed {
        /// When filing closed.
        at: Instant,
    },
    /// Too early.
    NotOpen {
        /// When filing opens.
        at: Instant,
    },
    /// These rules are broken and block the filing, or were not assessed.
    Blocked(Vec<String>),
    /// A dossier in this state is not filed; a filed one must be reopened first.
    WrongState(State),
}

/// Files a dossier, for the first time or again.
///
/// # Errors
/// [`SubmitRefused`], the first that applies.
pub fn submit(request: &SubmitRequest<'_>) -> Result<Submitted, SubmitRefused> {
    let replaces = match (request.state, request.working_copy) {
        (State::Draft, _) => false,
        (State::Filed, WorkingCopy::Open) => true,
        (state, _) => return Err(SubmitRefused::WrongState(state)),
    };
    if request.arrived_at < request.opens {
        return Err(SubmitRefused::NotOpen { at: request.opens });
    }
    if request.arrived_at >= request.closes {
        return Err(SubmitRefused::Closed { at: request.closes });
    }
    let blocked = blocking(request.rules, request.findings);
    if !blocked.is_empty() {
        return Err(SubmitRefused::Blocked(blocked));
    }
    Ok(Submitted { state: State::Filed, filed_at: request.arrived_at, replaces })
}

/// The rules that keep a dossier from being filed: those with that effect that are broken or were not assessed.
#[must_use]
pub fn blocking(rules: &[Rule], findings: &[Finding]) -> Vec<String> {
    let stands = |rule: &&Rule| {
        findings.iter().find(|f| f.rule == rule.id).is_none_or(|finding| finding.outcome == FindingOutcome::Broken)
    };
    let blocking = rules.iter().filter(|rule| rule.effect == Effect::BlocksFiling);
    blocking.filter(stands).map(|rule| rule.id.clone()).collect()
}

/// Why answers are not saved, or a dossier not reopened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditRefused {
    /// The deadline has passed.
    Closed {
        /// When.
        at: Instant,
    },
    /// The dossier is filed: it must be reopened first.
    MustReopen,
    /// It is already open.
    AlreadyOpen,
    /// Nothing is edited in this state.
    WrongState(State),
}

/// Whether answers and documents can be saved at `arrived_at`. `closes` is the first late instant, extensions included.
///
/// # Errors
/// [`EditRefused`].
pub fn edit_allowed(
    state: State,
    working_copy: WorkingCopy,
    closes: Instant,
    arrived_at: Instant,
) -> Result<(), EditRefused> {
    match (state, working_copy) {
        (State::Draft | State::Filed, _) if arrived_at >= closes => Err(EditRefused::Closed { at: closes }),
        (State::Draft, _) | (State::Filed, WorkingCopy::Open) => Ok(()),
        (State::Filed, WorkingCopy::None) => Err(EditRefused::MustReopen),
        (state, _) => Err(EditRefused::WrongState(state)),
    }
}

/// Opens a working copy beside the filing, which stays valid.
///
/// # Errors
/// [`EditRefused`] after the deadline, when it is open already, or when nothing was filed.
pub fn reopen(
    state: State,
    working_copy: WorkingCopy,
    closes: Instant,
    arrived_at: Instant,
) -> Result<WorkingCopy, EditRefused> {
    match edit_allowed(state, working_copy, closes, arrived_at) {
        Err(EditRefused::MustReopen) => Ok(WorkingCopy::Open),
        Ok(()) => Err(EditRefused::AlreadyOpen),
        Err(refused) => Err(refused),
    }
}

/// The dossier was already withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("already withdrawn")]
pub struct AlreadyWithdrawn;

/// Withdraws a dossier. Possible from every state: a refusal would tell the applicant what is not public yet.
///
/// # Errors
/// [`AlreadyWithdrawn`].
pub fn withdraw(state: State) -> Result<State, AlreadyWithdrawn> {
    if state == State::Withdrawn { Err(AlreadyWithdrawn) } else { Ok(State::Withdrawn) }
}

/// The number of a dossier: `2013-0147`.
#[must_use]
pub fn number(prefix: &str, n: u32) -> String {
    format!("{prefix}-{n:04}")
}

/// What numbers of a call are sorted by: « 2013-10000 » comes after « 2013-9999 ».
#[must_use]
pub const fn in_order(number: &str) -> (usize, &str) {
    (number.len(), number)
}

/// The day from which silence on a financial request is a refusal: two months after filing (CRPA L231-4).
#[must_use]
pub fn silence_refusal_date(filed_at: Instant, zone: Zone) -> LocalDate {
    filed_at.local_date_after_months(2, zone)
}
