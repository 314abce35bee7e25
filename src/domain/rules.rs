//! Admissibility and eligibility rules: named predicates over the facts of a dossier.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{form::QuestionCode, money::Cents};

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
