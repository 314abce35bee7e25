//! Admissibility and eligibility rules: what the expressions of a call say of the facts of a dossier.
//!
//! The machine proposes, a person decides: a finding is respected, broken, or left to a person when the
//! facts do not tell. A missing answer is an unknown; only `complete` and `answered(…)` are broken by it.

mod finding;

use std::collections::BTreeMap;

pub use self::finding::{Finding, FindingOutcome};
pub use crate::meaning::{Evidence, ShareOf};
use crate::{
    answers::Answers,
    call::{Call, PieceCode, Track},
    meaning::{self, Dossier, Shown, Truth},
    time::Instant,
};

/// Whether a dossier is the one that is kept of its lead on its track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeadStanding {
    /// The last filed, or the only one.
    LastFiled,
    /// A later one was filed: this one is set aside.
    Superseded,
    /// Not looked up, or the lead is not known yet.
    Unknown,
}

/// What the rules look at.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The call, as revised when the dossier was filed.
    pub call: &'a Call,
    /// The track of the dossier.
    pub track: &'a Track,
    /// The answers. Those to questions that are hidden count as absent.
    pub answers: &'a Answers,
    /// How many files are joined, by kind of piece or by file question.
    pub pieces_joined: &'a BTreeMap<PieceCode, usize>,
    /// The first late instant, extensions included.
    pub deadline: Instant,
    /// When the filing arrived, or now for the check before filing.
    pub instant: Instant,
    /// Whether this dossier is kept of its lead on its track.
    pub kept_by_lead: LeadStanding,
}

/// Assesses every rule of the call, in the order of the call.
#[must_use]
pub fn assess(facts: &Facts<'_>) -> Vec<Finding> {
    let shown = Shown::new(facts.call, &facts.track.code, facts.answers, facts.pieces_joined);
    let missing = meaning::missing(facts.call, &shown);
    let mut dossier = Dossier::new(facts.call, Some(facts.track), &shown.answers, &shown.joined);
    dossier.closes = facts.deadline;
    dossier.filed = Some(facts.instant);
    dossier.missing = Some(&missing);
    dossier.kept = match facts.kept_by_lead {
        LeadStanding::LastFiled => Truth::Yes,
        LeadStanding::Superseded => Truth::No,
        LeadStanding::Unknown => Truth::Unknown,
    };
    let find = |rule: &crate::call::Rule| {
        let outcome = match dossier.holds(&rule.holds) {
            Truth::Yes => FindingOutcome::Respected,
            Truth::No => FindingOutcome::Broken,
            Truth::Unknown => FindingOutcome::NeedsHuman,
        };
        Finding { rule: rule.id.clone(), outcome, evidence: dossier.explain(&rule.holds) }
    };
    facts.call.rules.iter().map(find).collect()
}
