//! What a rule found, with the values that it looked at: stored as JSON, put into words elsewhere.

use serde::{Deserialize, Serialize};

use crate::{
    call::PieceCode,
    expression::{Op, RowName, Side, Truth},
    form::QuestionCode,
    money::{BasisPoints, Cents},
    time::Instant,
};

/// What the machine can tell of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The rule holds.
    Respected,
    /// It does not.
    Broken,
    /// The facts do not tell: a person must look.
    NeedsHuman,
}

impl Outcome {
    /// The stored name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Respected => "respected",
            Self::Broken => "broken",
            Self::NeedsHuman => "needs_human",
        }
    }

    /// From the stored name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Respected, Self::Broken, Self::NeedsHuman].into_iter().find(|outcome| outcome.as_str() == text)
    }
}

/// What a rule found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Identifier of the rule: `ELI-2`.
    pub rule: String,
    /// What the machine can tell.
    pub outcome: Outcome,
    /// The values looked at, in a stable order.
    pub evidence: Vec<Evidence>,
}

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
