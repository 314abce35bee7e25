//! What an expression is once read, and how it is written back.

use std::{fmt, ops::Range};

use super::exact::Exact;
use crate::time::LocalDate;

/// A part of an expression, with its place in the text (in bytes). Places do not count when two are compared.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it stands.
    pub place: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// What a part of an expression is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `yes` or `no`.
    YesNo(bool),
    /// `200_000`.
    Number(Exact),
    /// `200_000 €`, in euros.
    Money(Exact),
    /// `20 %`, as a share of one.
    Percent(Exact),
    /// `"ess"`.
    Text(String),
    /// `2013-10-11`.
    Day(LocalDate),
    /// `["ess", "research"]`.
    List(Vec<Node>),
    /// `12..24`, both ends included.
    Range(Box<Node>, Box<Node>),
    /// A question, a column or a fact: `members`, `members.siret`, `budget.requested`.
    Name(String),
    /// `not …`.
    Not(Box<Node>),
    /// `… and …`, two or more.
    And(Vec<Node>),
    /// `… or …`, two or more.
    Or(Vec<Node>),
    /// `… <= …`.
    Compare(Op, Box<Node>, Box<Node>),
    /// `… + … - …`: the first, then what is added or taken away.
    Sum(Box<Node>, Vec<(Sign, Node)>),
    /// `… * …`, two or more.
    Product(Vec<Node>),
    /// `count(members)`.
    Call(Function, Vec<Argument>),
}

/// What is given to a function, counted only where its condition holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// What is given.
    pub value: Node,
    /// After `if`, for [`Function::CountDistinct`] only.
    pub condition: Option<Node>,
}

/// Whether a term is added or taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `+`
    Plus,
    /// `-`
    Minus,
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Op {
    /// The same.
    #[serde(rename = "=")]
    Equal,
    /// Not the same.
    #[serde(rename = "!=")]
    Different,
    /// Less.
    #[serde(rename = "<")]
    Less,
    /// Less or the same.
    #[serde(rename = "<=")]
    AtMost,
    /// More.
    #[serde(rename = ">")]
    More,
    /// More or the same.
    #[serde(rename = ">=")]
    AtLeast,
    /// Among the values of a list, or within a range.
    #[serde(rename = "in")]
    In,
    /// Not among them, or out of it.
    #[serde(rename = "not in")]
    NotIn,
}

impl Op {
    /// How it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::Different => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
            Self::In => "in",
            Self::NotIn => "not in",
        }
    }

    /// The comparison that holds where this one does not.
    #[must_use]
    pub const fn contrary(self) -> Self {
        match self {
            Self::Equal => Self::Different,
            Self::Different => Self::Equal,
            Self::Less => Self::AtLeast,
            Self::AtMost => Self::More,
            Self::More => Self::AtMost,
            Self::AtLeast => Self::Less,
            Self::In => Self::NotIn,
            Self::NotIn => Self::In,
        }
    }
}

/// What can be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// Rows of a table, those that hold a condition, or values chosen.
    Count,
    /// Distinct texts among questions and columns.
    CountDistinct,
    /// The first nine digits of a SIRET.
    Siren,
    /// The sum of a number over rows.
    Sum,
    /// The largest of a number over rows.
    Largest,
    /// Whether a row holds a condition.
    Any,
    /// Whether every row does.
    All,
    /// Whole years between a day and the closing.
    Years,
    /// Whether questions are answered.
    Answered,
    /// How many files are joined.
    Documents,
}

impl Function {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Count,
        Self::CountDistinct,
        Self::Siren,
        Self::Sum,
        Self::Largest,
        Self::Any,
        Self::All,
        Self::Years,
        Self::Answered,
        Self::Documents,
    ];

    /// How it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::CountDistinct => "count_distinct",
            Self::Siren => "siren",
            Self::Sum => "sum",
            Self::Largest => "largest",
            Self::Any => "any",
            Self::All => "all",
            Self::Years => "years",
            Self::Answered => "answered",
            Self::Documents => "documents",
        }
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl Eq for Node {}

impl From<Kind> for Node {
    fn from(kind: Kind) -> Self {
        Self { place: 0..0, kind }
    }
}

impl Kind {
    /// How tightly it holds together: what is looser inside what is tighter is written in parentheses.
    fn hold(&self) -> u8 {
        match self {
            Self::Or(_) => 1,
            Self::And(_) => 2,
            Self::Not(_) => 3,
            Self::Compare(..) => 4,
            Self::Sum(..) => 5,
            Self::Product(_) => 6,
            _ => 7,
        }
    }
}

fn inside(f: &mut fmt::Formatter<'_>, node: &Node, least: u8) -> fmt::Result {
    if node.kind.hold() < least { write!(f, "({node})") } else { write!(f, "{node}") }
}

fn joined<'n>(
    f: &mut fmt::Formatter<'_>,
    nodes: impl IntoIterator<Item = &'n Node>,
    between: &str,
    least: u8,
) -> fmt::Result {
    for (index, node) in nodes.into_iter().enumerate() {
        if index > 0 {
            f.write_str(between)?;
        }
        inside(f, node, least)?;
    }
    Ok(())
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::YesNo(yes) => f.write_str(if *yes { "yes" } else { "no" }),
            Kind::Number(number) => write!(f, "{number}"),
            Kind::Money(amount) => write!(f, "{amount} €"),
            Kind::Percent(share) => {
                let hundred = share.times(Exact::whole(100)).unwrap_or(*share);
                write!(f, "{hundred} %")
            }
            Kind::Text(text) if text.contains('"') => write!(f, "'{text}'"),
            Kind::Text(text) => write!(f, "\"{text}\""),
            Kind::Day(day) => write!(f, "{}", day.format("%Y-%m-%d")),
            Kind::List(items) => {
                f.write_str("[")?;
                joined(f, items, ", ", 0)?;
                f.write_str("]")
            }
            Kind::Range(from, to) => {
                inside(f, from, 5)?;
                f.write_str("..")?;
                inside(f, to, 5)
            }
            Kind::Name(name) => f.write_str(name),
            Kind::Not(inner) => {
                f.write_str("not ")?;
                inside(f, inner, 3)
            }
            Kind::And(parts) => joined(f, parts, " and ", 3),
            Kind::Or(parts) => joined(f, parts, " or ", 2),
            Kind::Compare(op, left, right) => {
                inside(f, left, 5)?;
                write!(f, " {} ", op.as_str())?;
                inside(f, right, 5)
            }
            Kind::Sum(first, rest) => {
                inside(f, first, 6)?;
                rest.iter().try_for_each(|(sign, term)| {
                    f.write_str(if *sign == Sign::Plus { " + " } else { " - " })?;
                    inside(f, term, 6)
                })
            }
            Kind::Product(factors) => joined(f, factors, " * ", 7),
            Kind::Call(function, arguments) => {
                write!(f, "{}(", function.as_str())?;
                for (index, argument) in arguments.iter().enumerate() {
                    f.write_str(if index > 0 { ", " } else { "" })?;
                    write!(f, "{}", argument.value)?;
                    if let Some(condition) = &argument.condition {
                        write!(f, " if {condition}")?;
                    }
                }
                f.write_str(")")
            }
        }
    }
}
