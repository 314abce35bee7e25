//! The form of a call: steps, questions, their kinds and limits.

mod reads;

pub use reads::{DeMinimisTable, FundingTable, Listed, MembersTable, Reads};

use crate::expression::Node;

/// Code of a question or of a table's column: `lead_siret`.
pub type QuestionCode = String;

/// A form in at most eight steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Steps in order.
    pub steps: Vec<Step>,
    /// Which question plays which role.
    pub reads: Reads,
}

/// One page of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Code in addresses.
    pub code: String,
    /// Title.
    pub title: String,
    /// What the step is for, in a sentence or two.
    pub intro: String,
    /// Questions in order.
    pub questions: Vec<Question>,
    /// The pieces of the call are joined on this step.
    pub holds_pieces: bool,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Code, unique in the form (in the table, for a column).
    pub code: QuestionCode,
    /// What is asked.
    pub label: String,
    /// Help under the label, may be empty.
    pub help: String,
    /// An example, may be empty.
    pub example: String,
    /// Whether an answer is owed, whatever the rest.
    pub required: bool,
    /// The question is shown only when this holds.
    pub visible_if: Option<Node>,
    /// An answer is owed when this holds.
    pub required_if: Option<Node>,
    /// What kind of answer.
    pub kind: QuestionKind,
}

/// Kinds of questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuestionKind {
    /// One line; limit in characters.
    ShortText {
        /// Most characters.
        max: usize,
    },
    /// Several lines; limits in characters.
    LongText {
        /// Fewest characters of a complete answer.
        min: usize,
        /// Most characters.
        max: usize,
    },
    /// A whole number.
    Integer {
        /// Smallest.
        min: i64,
        /// Largest.
        max: i64,
    },
    /// An amount in euros, stored in cents.
    Money,
    /// A day.
    Date,
    /// Yes or no.
    YesNo,
    /// One of a list.
    Choice(Vec<Choice>),
    /// Any of a list.
    Choices(Vec<Choice>),
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A SIRET number.
    Siret,
    /// An RNA number.
    Rna,
    /// One or several departments of France.
    Departments,
    /// One file, kept as a document of the dossier under the question's code.
    File,
    /// A table of rows, each saved by itself.
    Table {
        /// Columns: any kind but table, budget, file and sworn statement.
        columns: Vec<Question>,
        /// Fewest rows of a complete answer.
        rows_min: usize,
        /// Most rows.
        rows_max: usize,
        /// Name of one row: « membre ».
        row_name: String,
    },
    /// Charges and income by account and year.
    Budget {
        /// Number of years.
        years: usize,
        /// Accounts offered, in order.
        accounts: Vec<Account>,
    },
    /// A statement to be sworn to: the only answer that completes it is yes.
    Sworn,
}

/// A value of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Stored value.
    pub value: String,
    /// Words on screen.
    pub label: String,
}

/// A line of the budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Number in the chart of accounts of associations: `60`, `74`, `864`.
    pub number: String,
    /// Name.
    pub label: String,
    /// Where the line counts.
    pub side: Side,
}

/// Side of a budget line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Charges in money (60 to 69).
    Charges,
    /// Income in money, without account 74, which is the sum of the funding plan.
    Income,
    /// The grant asked of this call: part of account 74.
    Requested,
    /// Contributions in kind, use (86).
    InKindCharges,
    /// Contributions in kind, source (87).
    InKindIncome,
}

impl Question {
    /// The columns of a table; none of any other kind.
    #[must_use]
    pub fn columns(&self) -> &[Self] {
        match &self.kind {
            QuestionKind::Table { columns, .. } => columns,
            _ => &[],
        }
    }
}

impl QuestionKind {
    /// Its name in files.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::ShortText { .. } => "short_text",
            Self::LongText { .. } => "long_text",
            Self::Integer { .. } => "integer",
            Self::Money => "money",
            Self::Date => "date",
            Self::YesNo => "yes_no",
            Self::Choice(_) => "choice",
            Self::Choices(_) => "choices",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Siret => "siret",
            Self::Rna => "rna",
            Self::Departments => "departments",
            Self::File => "file",
            Self::Table { .. } => "table",
            Self::Budget { .. } => "budget",
            Self::Sworn => "sworn",
        }
    }
}

impl Form {
    /// Finds a step.
    #[must_use]
    pub fn step(&self, code: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.code == code)
    }

    /// Finds a question of any step.
    #[must_use]
    pub fn question(&self, code: &str) -> Option<&Question> {
        self.questions().find(|question| question.code == code)
    }

    /// Questions of all steps, in order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.steps.iter().flat_map(|step| &step.questions)
    }
}

/// The codes by which a file without the section `[reads]` names its questions.
pub mod codes {
    /// SIRET of the lead ([`super::QuestionKind::Siret`]).
    pub const LEAD_SIRET: &str = "lead_siret";
    /// Name of the lead (short text).
    pub const LEAD_NAME: &str = "lead_name";
    /// Category of the lead, same values as [`MEMBER_CATEGORY`] (choice).
    pub const LEAD_CATEGORY: &str = "lead_category";
    /// Name of the project (short text).
    pub const PROJECT_NAME: &str = "pole_name";
    /// Summary that is published if the dossier wins (long text).
    pub const PUBLIC_SUMMARY: &str = "public_summary";
    /// Whether it may be published (yes or no).
    pub const PUBLICATION_CONSENT: &str = "consent_publication";
    /// Departments of the territory.
    pub const DEPARTMENTS: &str = "departments";
    /// Duration in months (integer).
    pub const DURATION: &str = "duration_months";
    /// Members (table).
    pub const MEMBERS: &str = "members";
    /// Column of [`MEMBERS`]: name.
    pub const MEMBER_NAME: &str = "name";
    /// Column of [`MEMBERS`]: SIRET.
    pub const MEMBER_SIRET: &str = "siret";
    /// Column of [`MEMBERS`]: category (choice).
    pub const MEMBER_CATEGORY: &str = "category";
    /// Budget by account and year.
    pub const BUDGET: &str = "budget";
    /// Funding plan without the grant asked (table).
    pub const FUNDING: &str = "funding";
    /// Column of [`FUNDING`]: funder's name.
    pub const FUNDER_NAME: &str = "name";
    /// Column of [`FUNDING`]: kind (choice).
    pub const FUNDER_KIND: &str = "kind";
    /// Columns of [`FUNDING`]: amount of year 1, 2, 3 (money).
    pub const FUNDER_YEARS: [&str; 3] = ["year_1", "year_2", "year_3"];
    /// De minimis aid received (table) and its amount column (money).
    pub const DE_MINIMIS: &str = "de_minimis";
    /// Column of [`DE_MINIMIS`]: amount.
    pub const DE_MINIMIS_AMOUNT: &str = "amount";
}
