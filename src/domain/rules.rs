//! Admissibility and eligibility rules: named predicates over the facts of a dossier.
//!
//! The machine proposes, a person decides: a finding is respected, broken, or left to a person when the
//! facts do not tell. A missing answer is reported broken by [`Predicate::Complete`] and
//! [`Predicate::Answered`] only; for every other rule it is an unknown.

mod completeness;
mod finding;
mod members;
mod money;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use self::finding::{Evidence, Finding, Outcome, ShareOf};
use crate::{
    answers::Answers,
    call::{Call, PieceCode, Track},
    form::QuestionCode,
    money::Cents,
    time::Instant,
};

/// What a rule computes, with the parameters of the call's file.
///
/// In the file: `predicate = "filed_before_closing"` or `predicate = { min_distinct_siren = 3 }`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Predicate {
    /// Filed before the closing instant, or the end of an extension.
    FiledBeforeClosing,
    /// Every required question is answered and every owed piece is joined.
    Complete,
    /// These questions are answered (and sworn, for a sworn statement).
    Answered(Vec<QuestionCode>),
    /// One dossier for a lead (SIREN) on a track: the last filed is kept.
    OneDossierPerLeadAndTrack,
    /// A choice question has one of these values.
    AnswerAmong {
        /// The question.
        question: QuestionCode,
        /// Values that respect the rule.
        values: Vec<String>,
    },
    /// A yes/no question has this answer.
    AnswerIs {
        /// The question.
        question: QuestionCode,
        /// The answer that respects the rule.
        value: bool,
    },
    /// At least this many distinct SIREN among lead and members.
    MinDistinctSiren(usize),
    /// At least this many members (lead included) of each of these categories.
    MinPerCategory(BTreeMap<String, usize>),
    /// At least `min` members (lead included) in any of these categories.
    MinAmongCategories {
        /// The categories.
        categories: Vec<String>,
        /// How many.
        min: usize,
    },
    /// At least one department of France is given.
    TerritoryInFrance,
    /// The request is within the range and the rate of the track.
    RequestWithinTrack,
    /// A local authority pays a part; caps per authority, of all of them and of public money hold.
    LocalCofinancingWithinCaps,
    /// Charges equal income without contributions in kind, each year; account 86 equals 87.
    BudgetBalanced,
    /// De minimis aid of three years plus the request stays within this ceiling (euro cents).
    DeMinimisHeadroom(Cents),
    /// The duration is within the track's.
    DurationWithinTrack,
    /// Only a person can tell: never respected nor broken by the machine.
    HumanCheck,
}

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
    /// The answers.
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
    facts
        .call
        .rules
        .iter()
        .map(|rule| {
            let (outcome, evidence) = judge(facts, &rule.predicate);
            Finding { rule: rule.id.clone(), outcome, evidence }
        })
        .collect()
}

type Judgement = (Outcome, Vec<Evidence>);

fn judge(facts: &Facts<'_>, predicate: &Predicate) -> Judgement {
    match predicate {
        Predicate::FiledBeforeClosing => {
            let evidence = Evidence::Filed { at: facts.instant, closes: facts.deadline };
            (Outcome::broken_if(facts.instant >= facts.deadline), vec![evidence])
        }
        Predicate::Complete => completeness::complete(facts),
        Predicate::Answered(questions) => completeness::answered(facts, questions),
        Predicate::AnswerAmong { question, values } => completeness::answer_among(facts, question, values),
        Predicate::AnswerIs { question, value } => completeness::answer_is(facts, question, *value),
        Predicate::DurationWithinTrack => completeness::duration(facts),
        Predicate::OneDossierPerLeadAndTrack => match facts.kept_by_lead {
            LeadStanding::LastFiled => (Outcome::Respected, vec![]),
            LeadStanding::Superseded => (Outcome::Broken, vec![Evidence::Superseded]),
            LeadStanding::Unknown => (Outcome::NeedsHuman, vec![]),
        },
        Predicate::MinDistinctSiren(min) => members::distinct_siren(facts, *min),
        Predicate::MinPerCategory(mins) => members::per_category(facts, mins),
        Predicate::MinAmongCategories { categories, min } => members::among_categories(facts, categories, *min),
        Predicate::TerritoryInFrance => members::territory(facts),
        Predicate::RequestWithinTrack => money::request(facts),
        Predicate::LocalCofinancingWithinCaps => money::cofinancing(facts),
        Predicate::BudgetBalanced => money::balance(facts),
        Predicate::DeMinimisHeadroom(ceiling) => money::de_minimis(facts, *ceiling),
        Predicate::HumanCheck => (Outcome::NeedsHuman, vec![]),
    }
}
