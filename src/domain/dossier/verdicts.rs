//! Verdicts of admissibility and eligibility: the machine proposes findings, a named officer decides.

use std::collections::BTreeMap;

use super::State;
use crate::{
    call::{Rule, Track, Verdict},
    money::Cents,
    rules::{Finding, FindingOutcome},
};

/// What an officer decides on a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindingDecision {
    /// The finding stands. Where the machine could not tell, the officer has checked: the rule is respected.
    Confirmed,
    /// The opposite of the finding. Where the machine could not tell: the rule is broken.
    Overridden {
        /// Why.
        motive: String,
    },
}

/// The sense of a decision on a finding, as [`FindingDecision`] explains it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// Agrees with the machine; where it could not tell, the rule is respected.
    Confirmed,
    /// The opposite.
    Overridden,
}

stored_names!(Sense {
    Confirmed = "confirmed",
    Overridden = "overridden",
});

impl FindingDecision {
    /// Its sense, without the motive.
    #[must_use]
    pub const fn sense(&self) -> Sense {
        match self {
            Self::Confirmed => Sense::Confirmed,
            Self::Overridden { .. } => Sense::Overridden,
        }
    }
}

/// A finding once decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// The rule is respected.
    Respected,
    /// It is broken.
    Broken,
}

/// What remains of a finding after the officer's decision; `None` while one is owed.
#[must_use]
pub const fn settled(outcome: FindingOutcome, decision: Option<&FindingDecision>) -> Option<Settled> {
    match (outcome, decision) {
        (FindingOutcome::Respected, None | Some(FindingDecision::Confirmed))
        | (FindingOutcome::NeedsHuman, Some(FindingDecision::Confirmed))
        | (FindingOutcome::Broken, Some(FindingDecision::Overridden { .. })) => Some(Settled::Respected),
        (FindingOutcome::Broken, Some(FindingDecision::Confirmed))
        | (FindingOutcome::Respected | FindingOutcome::NeedsHuman, Some(FindingDecision::Overridden { .. })) => {
            Some(Settled::Broken)
        }
        (FindingOutcome::Broken | FindingOutcome::NeedsHuman, None) => None,
    }
}

/// The sense of a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ruling {
    /// Admissible, eligible.
    Favourable,
    /// Not.
    Unfavourable,
}

stored_names!(Ruling {
    Favourable = "favourable",
    Unfavourable = "unfavourable",
});

/// What is asked of [`give_verdict`].
#[derive(Clone, Debug)]
pub struct VerdictRequest<'a> {
    /// State of the dossier.
    pub state: State,
    /// Which verdict.
    pub verdict: Verdict,
    /// The rules of the call.
    pub rules: &'a [Rule],
    /// What they found.
    pub findings: &'a [Finding],
    /// The officer's decisions, by rule.
    pub decisions: &'a BTreeMap<String, FindingDecision>,
    /// The officer's ruling.
    pub ruling: Ruling,
    /// Why, may be empty where no motive is owed.
    pub motive: &'a str,
    /// The other verdict, if given.
    pub other: Option<Ruling>,
}

/// Why a verdict is not given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VerdictProblem {
    /// The dossier is not being checked any more, or not yet.
    WrongState(State),
    /// These findings wait for a decision.
    Undecided(Vec<String>),
    /// These findings are overridden without a motive.
    OverrideWithoutMotive(Vec<String>),
    /// A refusal, or a verdict against the findings, needs a motive.
    MotiveRequired,
}

/// Gives a verdict and returns the new state of the dossier.
///
/// # Errors
/// Every [`VerdictProblem`].
pub fn give_verdict(request: &VerdictRequest<'_>) -> Result<State, Vec<VerdictProblem>> {
    if !matches!(request.state, State::Filed | State::Admissible | State::Inadmissible) {
        return Err(vec![VerdictProblem::WrongState(request.state)]);
    }
    let mut undecided = Vec::new();
    let mut unmotivated = Vec::new();
    let mut any_broken = false;
    for rule in request.rules.iter().filter(|rule| rule.verdict() == request.verdict) {
        let decision = request.decisions.get(&rule.id);
        // A rule without a finding was not assessed: only a person can tell.
        let outcome =
            request.findings.iter().find(|f| f.rule == rule.id).map_or(FindingOutcome::NeedsHuman, |f| f.outcome);
        match settled(outcome, decision) {
            None => undecided.push(rule.id.clone()),
            Some(Settled::Broken) => any_broken = true,
            Some(Settled::Respected) => {}
        }
        if matches!(decision, Some(FindingDecision::Overridden { motive }) if motive.trim().is_empty()) {
            unmotivated.push(rule.id.clone());
        }
    }
    let mut problems = Vec::new();
    if !undecided.is_empty() {
        problems.push(VerdictProblem::Undecided(undecided));
    }
    if !unmotivated.is_empty() {
        problems.push(VerdictProblem::OverrideWithoutMotive(unmotivated));
    }
    let motive_owed = any_broken || request.ruling == Ruling::Unfavourable;
    if motive_owed && request.motive.trim().is_empty() {
        problems.push(VerdictProblem::MotiveRequired);
    }
    if problems.is_empty() { Ok(state_after(Some(request.ruling), request.other)) } else { Err(problems) }
}

/// The state of a checked dossier: admissible when both verdicts are favourable, not when one is unfavourable.
#[must_use]
pub fn state_after(one: Option<Ruling>, other: Option<Ruling>) -> State {
    match (one, other) {
        (Some(Ruling::Unfavourable), _) | (_, Some(Ruling::Unfavourable)) => State::Inadmissible,
        (Some(Ruling::Favourable), Some(Ruling::Favourable)) => State::Admissible,
        _ => State::Filed,
    }
}

/// Why a corrected base is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaseProblem {
    /// Nothing can be granted on nothing.
    NotPositive,
    /// It is not what the applicant declared: say why.
    MotiveRequired,
}

/// Checks an officer's correction of the eligible base.
///
/// # Errors
/// [`BaseProblem`].
pub fn correct_base(declared_charges: Cents, corrected: Cents, motive: &str) -> Result<Cents, BaseProblem> {
    if corrected <= Cents::ZERO {
        Err(BaseProblem::NotPositive)
    } else if corrected != declared_charges && motive.trim().is_empty() {
        Err(BaseProblem::MotiveRequired)
    } else {
        Ok(corrected)
    }
}

/// The most that a dossier can be given: what it asks, what its track gives, and the track's rate (if it has one)
/// of the eligible base, rounded down to whole euros.
#[must_use]
pub fn award_ceiling(track: &Track, eligible_base: Cents, requested: Cents) -> Cents {
    let ceiling = requested.min(track.requested_max);
    let Some(rate) = track.rate_max else { return ceiling.max(Cents::ZERO) };
    let share = i128::from(eligible_base.0) * i128::from(rate.0) / 10_000;
    let whole_euros = Cents(i64::try_from(share / 100 * 100).unwrap_or(i64::MAX));
    ceiling.min(whole_euros).max(Cents::ZERO)
}
