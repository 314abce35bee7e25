//! Values while an expression is looked at: any of them may be unknown.

use std::{cmp::Ordering, collections::BTreeSet};

use super::{span::Span, truth::Truth};
use crate::{
    answers::Answer,
    expression::{Exact, Op},
    form::{Question, QuestionKind},
    geo,
    time::{Instant, LocalDate},
};

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Number,
    Money,
    Percent,
}

/// A value, known or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Truth(Truth),
    Measure(Unit, Span),
    Text(Option<String>),
    Texts(Option<BTreeSet<String>>),
    Day(Option<LocalDate>),
    Moment(Option<Instant>),
    /// Not a value that can be compared: nothing is known of it.
    Nothing,
}

impl Value {
    pub(super) fn number(number: i64) -> Self {
        Self::Measure(Unit::Number, Span::known(Exact::whole(number.into())))
    }

    /// An answer, or what is known of it while it is missing.
    pub(super) fn of(question: &Question, answer: Option<&Answer>) -> Self {
        match (&question.kind, answer) {
            (QuestionKind::Integer { .. }, Some(Answer::Integer(number))) => Self::number(*number),
            (QuestionKind::Integer { .. }, _) => Self::Measure(Unit::Number, Span::UNKNOWN),
            (QuestionKind::Money, Some(Answer::Money(amount))) => {
                Self::Measure(Unit::Money, Span::known(Exact::money(*amount)))
            }
            // Nobody can enter less than nothing.
            (QuestionKind::Money, _) => Self::Measure(Unit::Money, Span::POSITIVE),
            (QuestionKind::Date, Some(Answer::Date(day))) => Self::Day(Some(*day)),
            (QuestionKind::Date, _) => Self::Day(None),
            (QuestionKind::YesNo | QuestionKind::Sworn, Some(Answer::YesNo(yes))) => Self::Truth((*yes).into()),
            (QuestionKind::YesNo | QuestionKind::Sworn, _) => Self::Truth(Truth::Unknown),
            (QuestionKind::Departments, Some(Answer::Choices(codes))) => {
                Self::Texts(Some(codes.iter().filter(|code| geo::department(code).is_some()).cloned().collect()))
            }
            (QuestionKind::Choices(_), Some(Answer::Choices(values))) => Self::Texts(Some(values.clone())),
            (QuestionKind::Choices(_) | QuestionKind::Departments, _) => Self::Texts(None),
            (QuestionKind::Table { .. } | QuestionKind::Budget { .. } | QuestionKind::File, _) => Self::Nothing,
            (_, Some(Answer::Text(text) | Answer::Choice(text))) => Self::Text(Some(text.clone())),
            _ => Self::Text(None),
        }
    }

    /// Nothing at all is known of it.
    pub(super) fn is_unknown(&self) -> bool {
        match self {
            Self::Truth(truth) => *truth == Truth::Unknown,
            Self::Measure(_, span) => *span == Span::UNKNOWN || *span == Span::POSITIVE,
            Self::Text(text) => text.is_none(),
            Self::Texts(texts) => texts.is_none(),
            Self::Day(day) => day.is_none(),
            Self::Moment(at) => at.is_none(),
            Self::Nothing => true,
        }
    }

    pub(super) fn span(&self) -> Span {
        match self {
            Self::Measure(_, span) => *span,
            _ => Span::UNKNOWN,
        }
    }

    pub(super) fn unit(&self) -> Unit {
        match self {
            Self::Measure(unit, _) => *unit,
            _ => Unit::Number,
        }
    }

    /// How it stands to another of its kind.
    pub(super) fn compare(&self, op: Op, other: &Self) -> Truth {
        let order = |order: Ordering| match op {
            Op::Equal | Op::In => order.is_eq(),
            Op::Different | Op::NotIn => order.is_ne(),
            Op::Less => order.is_lt(),
            Op::AtMost => order.is_le(),
            Op::More => order.is_gt(),
            Op::AtLeast => order.is_ge(),
        };
        let holds = match (self, other) {
            (Self::Truth(Truth::Unknown), _) | (_, Self::Truth(Truth::Unknown)) => None,
            (Self::Truth(a), Self::Truth(b)) => Some(order(a.cmp(b))),
            (Self::Measure(_, a), Self::Measure(_, b)) => a.surely(*b, order),
            (Self::Text(Some(a)), Self::Text(Some(b))) => Some(order(a.cmp(b))),
            (Self::Day(Some(a)), Self::Day(Some(b))) => Some(order(a.cmp(b))),
            (Self::Moment(Some(a)), Self::Moment(Some(b))) => Some(order(a.cmp(b))),
            // Several choices hold one of the list, not only that one.
            (Self::Texts(Some(several)), Self::Text(Some(one))) => {
                Some(several.contains(one) == order(Ordering::Equal))
            }
            _ => None,
        };
        holds.into()
    }
}
