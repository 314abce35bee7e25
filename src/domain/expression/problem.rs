//! What can be wrong in an expression. Facts only: the sentences stand with those of the call's file.

/// A mistake of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands in the text, in bytes.
    pub at: usize,
    /// What is wrong.
    pub why: Why,
}

/// What is wrong in an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// More characters than [`super::MAX_LENGTH`].
    TooLong,
    /// More parentheses, lists and functions in one another than [`super::MAX_DEPTH`].
    TooDeep,
    /// A quote that is not closed.
    OpenText,
    /// A number that is too long, or a day that no calendar holds.
    BadLiteral(String),
    /// Something else was expected here.
    Unexpected {
        /// What stands here; empty at the end.
        found: String,
        /// What was expected.
        expected: Wanted,
    },
    /// Nothing has this name.
    UnknownName {
        /// The name.
        name: String,
        /// The nearest known name.
        nearest: Option<String>,
    },
    /// No such function.
    UnknownFunction {
        /// Its name.
        name: String,
        /// The nearest known one.
        nearest: Option<String>,
    },
    /// A question's choices do not hold this value.
    UnknownValue {
        /// The value.
        value: String,
        /// The nearest one.
        nearest: Option<String>,
    },
    /// This name cannot be used in a condition of the form: it depends on the whole dossier.
    NotInConditions(String),
    /// No question plays the role that this is computed from.
    NeedsRole(&'static str),
    /// A limit that the call sets nowhere.
    NotSet(String),
    /// These two cannot be compared, added or multiplied.
    Mismatch {
        /// The operator.
        op: &'static str,
        /// On its left.
        left: Sort,
        /// On its right.
        right: Sort,
    },
    /// Another sort of value was expected.
    NotA {
        /// Expected.
        expected: Sort,
        /// Found.
        got: Sort,
    },
    /// A function was given too few or too many things.
    Arguments(&'static str),
    /// A condition that comes back to itself: the codes, from one to the next.
    Cycle(Vec<String>),
}

/// What the grammar expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A value: a name, a number, a text…
    Value,
    /// `and`, `or`, a comparison, or the end.
    EndOrOperator,
    /// A closing parenthesis.
    ClosingParenthesis,
    /// A closing bracket.
    ClosingBracket,
    /// An opening parenthesis after the name of a function.
    OpeningParenthesis,
    /// `in` after `not`.
    In,
    /// A list or a range after `in`.
    ListOrRange,
}

/// Sorts of values, for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Yes or no.
    YesNo,
    /// A number.
    Number,
    /// An amount.
    Money,
    /// A percentage.
    Percent,
    /// A text.
    Text,
    /// One value of a list of choices.
    Choice,
    /// Several values of a list of choices.
    Choices,
    /// A day.
    Day,
    /// An instant.
    Moment,
    /// A table.
    Table,
    /// A column of a table.
    Column,
    /// A list of values.
    List,
    /// A range.
    Range,
    /// Files.
    Files,
    /// A budget.
    Budget,
    /// A question.
    Question,
}
