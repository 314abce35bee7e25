//! The values that a rule looked at: stored as JSON, put into words elsewhere.

use serde::{Deserialize, Serialize};

use super::{Lack, Missing, Truth};
use crate::{
    call::PieceCode,
    expression::Op,
    form::QuestionCode,
    money::{BasisPoints, Cents},
    time::Instant,
};

/// Whose money a share counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShareOf {
    /// One local authority, by name.
    LocalAuthority(String),
    /// All local authorities.
    AllLocalAuthorities,
    /// All public bodies, the grant asked included.
    AllPublic,
}

/// One side of a comparison: the expression, from which words are made, and its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// The expression, as it is written.
    pub of: String,
    /// Its value.
    pub value: Seen,
    /// Whose value it is, where several could have it: a local authority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
}

/// A value that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// Not known.
    Unknown,
    /// A whole number.
    Number(i64),
    /// A number that is no whole one, as it is written in an expression.
    Decimal(String),
    /// A number that is not known yet: at least, and at most where there is a bound.
    Numbers(i64, Option<i64>),
    /// An amount.
    Money(Cents),
    /// An amount that is not known yet: at least, and at most where there is a bound.
    Amounts(Cents, Option<Cents>),
    /// A percentage.
    Percent(BasisPoints),
    /// A percentage of an amount: the rate, the amount, and the expression of the amount.
    Share(BasisPoints, Cents, String),
    /// A text, or a value of a choice.
    Text(String),
    /// Several.
    Texts(Vec<String>),
    /// A day, as `2013-10-11`.
    Day(String),
    /// An instant.
    Moment(Instant),
    /// Yes or no.
    YesNo(bool),
    /// From one value to another, both included.
    Range(Box<Seen>, Box<Seen>),
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowName {
    /// The table.
    pub table: String,
    /// Its number, from 1.
    pub number: usize,
    /// Its column `name`, when there is one and it is filled in.
    pub name: String,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// A value that a rule looked at.
///
/// Rules give [`Evidence::Compared`], [`Evidence::Filed`], what is missing and [`Evidence::Superseded`]. The others
/// stand in findings of filings from before rules were expressions, and stay readable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Evidence {
    /// Two values that were compared.
    Compared {
        /// The row of a table that they stand in, if they do.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        row: Option<RowName>,
        /// One of several conditions, of which one is enough.
        #[serde(default, skip_serializing_if = "is_false")]
        either: bool,
        /// What was looked at.
        left: Side,
        /// What is asked of it, in the sense of the rule.
        op: Op,
        /// What it was compared with.
        right: Side,
        /// Whether it is so.
        holds: Truth,
    },
    /// When the dossier was filed and when filing closes.
    Filed {
        /// Arrival.
        at: Instant,
        /// First late instant.
        closes: Instant,
    },
    /// A question without a usable answer.
    MissingAnswer {
        /// Code of the step; empty when the question is not in the form.
        step: String,
        /// Code of the question.
        question: QuestionCode,
        /// Identifier of the table's row, for a cell.
        row: Option<String>,
    },
    /// A piece that is owed and not joined.
    MissingPiece {
        /// Its code.
        piece: PieceCode,
    },
    /// A later dossier of the same lead on the same track.
    Superseded,
    /// An answer and those that respect the rule.
    Value {
        /// The question.
        question: QuestionCode,
        /// Values found.
        found: Vec<String>,
        /// Values that respect the rule.
        expected: Vec<String>,
    },
    /// A yes/no answer.
    YesNo {
        /// The question.
        question: QuestionCode,
        /// The answer.
        found: bool,
        /// The one that respects the rule.
        expected: bool,
    },
    /// Distinct legal persons among lead and members.
    DistinctSiren {
        /// Counted.
        found: usize,
        /// Members whose SIRET is not given.
        unknown: usize,
        /// Needed.
        min: usize,
    },
    /// Lead and members in some categories.
    Category {
        /// The categories.
        categories: Vec<String>,
        /// Counted, a legal person once.
        found: usize,
        /// Needed.
        min: usize,
    },
    /// Lead and members whose category is not given.
    UnknownCategory {
        /// How many.
        count: usize,
    },
    /// Departments of the territory.
    Departments {
        /// Codes that are departments of France.
        found: Vec<String>,
    },
    /// The amount asked and the range of the track.
    Amount {
        /// Asked.
        requested: Cents,
        /// Least.
        min: Cents,
        /// Most.
        max: Cents,
    },
    /// The amount asked, as a share of the charges.
    Rate {
        /// Asked.
        requested: Cents,
        /// Charges in money.
        base: Cents,
        /// Largest share.
        max: BasisPoints,
    },
    /// Public money, as a share of the charges.
    Share {
        /// Whose.
        of: ShareOf,
        /// How much.
        amount: Cents,
        /// Charges in money.
        base: Cents,
        /// Largest share.
        cap: BasisPoints,
    },
    /// No local authority pays a part.
    NoLocalCofinancing,
    /// Income less charges of a year, in money.
    YearGap {
        /// From 1.
        year: usize,
        /// Zero when balanced.
        gap: Cents,
    },
    /// Source less use of contributions in kind (account 87 less 86) of a year.
    InKindGap {
        /// From 1.
        year: usize,
        /// Zero when balanced.
        gap: Cents,
    },
    /// De minimis aid and its ceiling.
    DeMinimis {
        /// Already received over the period.
        received: Cents,
        /// Asked.
        requested: Cents,
        /// Most of both.
        ceiling: Cents,
    },
    /// Duration in months and the range of the track.
    Months {
        /// Given.
        found: i64,
        /// Shortest.
        min: i64,
        /// Longest.
        max: i64,
    },
}

impl Evidence {
    /// What is missing, as a rule on completeness tells it.
    #[must_use]
    pub(super) fn of(missing: &Missing) -> Vec<Self> {
        let questions = missing.questions.iter().map(|gap| {
            let row = match &gap.why {
                Lack::CellsMissing { row_id, .. } => Some(row_id.clone()),
                _ => None,
            };
            Self::MissingAnswer { step: gap.step.clone(), question: gap.question.clone(), row }
        });
        let pieces = missing.pieces.iter().map(|piece| Self::MissingPiece { piece: piece.clone() });
        questions.chain(pieces).collect()
    }

    /// Whether this value by itself breaks the rule that looked at it; `false` for what is only unknown.
    #[must_use]
    pub fn breaks(&self) -> bool {
        match self {
            Self::Compared { holds, .. } => *holds == Truth::No,
            Self::Filed { at, closes } => at >= closes,
            Self::MissingPiece { .. } | Self::Superseded | Self::NoLocalCofinancing => true,
            Self::MissingAnswer { .. } | Self::UnknownCategory { .. } => false,
            Self::Value { found, expected, .. } => !found.iter().any(|value| expected.contains(value)),
            Self::YesNo { found, expected, .. } => found != expected,
            Self::DistinctSiren { found, unknown, min } => found + unknown < *min,
            Self::Category { found, min, .. } => found < min,
            Self::Departments { found } => found.is_empty(),
            Self::Amount { requested, min, max } => requested < min || requested > max,
            Self::Rate { requested, base, max } => requested.exceeds_share(*max, *base),
            Self::Share { amount, base, cap, .. } => amount.exceeds_share(*cap, *base),
            Self::YearGap { gap, .. } | Self::InKindGap { gap, .. } => *gap != Cents::ZERO,
            Self::DeMinimis { received, requested, ceiling } => *received + *requested > *ceiling,
            Self::Months { found, min, max } => found < min || found > max,
        }
    }
}
