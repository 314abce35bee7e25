//! Functions that go through the rows of a table: what is not known of a row widens the bounds of what is counted.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    evaluate::{At, Line},
    names::{Fact, Meaning},
    span::Span,
    truth::Truth,
    value::{Unit, Value},
};
use crate::{
    answers::Row,
    budget::YearFigures,
    expression::{Argument, Exact, Kind, Node},
};

impl At<'_> {
    pub(super) fn count(&self, what: &Node) -> Span {
        if let Value::Texts(texts) = self.value(what) {
            return texts.map_or(Span::POSITIVE, |texts| Span::known(Exact::count(texts.len())));
        }
        self.rows(what).map_or(Span::POSITIVE, |rows| Span::known(Exact::count(rows.len())))
    }

    pub(super) fn count_where(&self, table: &Node, condition: &Node) -> Span {
        let Some(rows) = self.rows(table) else { return Span::POSITIVE };
        let truths: Vec<Truth> = rows.into_iter().map(|row| self.within(row).truth(condition)).collect();
        let of = |wanted: Truth| truths.iter().filter(|truth| **truth == wanted).count();
        Span::between(Exact::count(of(Truth::Yes)), Exact::count(of(Truth::Yes) + of(Truth::Unknown)))
    }

    pub(super) fn each(&self, table: &Node, condition: &Node, none: Truth, fold: fn(Truth, Truth) -> Truth) -> Truth {
        let Some(rows) = self.rows(table) else { return Truth::Unknown };
        rows.into_iter().map(|row| self.within(row).truth(condition)).fold(none, fold)
    }

    /// The number and whether it counts, row by row.
    fn measured(&self, table: &Node, number: &Node, condition: Option<&Node>) -> Option<Vec<(Value, Truth)>> {
        let look = |line| {
            let at = self.within(line);
            (at.value(number), condition.map_or(Truth::Yes, |condition| at.truth(condition)))
        };
        Some(self.rows(table)?.into_iter().map(look).filter(|(_, counts)| *counts != Truth::No).collect())
    }

    pub(super) fn sum(&self, table: &Node, number: &Node, condition: Option<&Node>) -> Value {
        let Some(rows) = self.measured(table, number, condition) else {
            return Value::Measure(self.unit_of(table, number), Span::UNKNOWN);
        };
        let zero = Span::known(Exact::ZERO);
        let add = |sum: Span, (value, counts): &(Value, Truth)| match counts {
            Truth::Yes => sum.plus(value.span()),
            _ => sum.plus(or_zero(value.span())),
        };
        Value::Measure(self.unit_of(table, number), rows.iter().fold(zero, add))
    }

    /// The largest of them, zero at least.
    pub(super) fn largest(&self, table: &Node, number: &Node, condition: Option<&Node>) -> Value {
        let unit = self.unit_of(table, number);
        let Some(rows) = self.measured(table, number, condition) else { return Value::Measure(unit, Span::POSITIVE) };
        let max = |best: Option<Exact>, one: Option<Exact>| {
            let (best, one) = (best?, one?);
            Some(if one.order(best)?.is_gt() { one } else { best })
        };
        let mut span = Span::known(Exact::ZERO);
        for (value, counts) in rows {
            span.high = max(span.high, value.span().high);
            if counts == Truth::Yes && value.span().low.is_some() {
                span.low = max(span.low, value.span().low);
            }
        }
        Value::Measure(unit, span)
    }

    /// What the numbers of rows count, even when there are no rows.
    fn unit_of(&self, table: &Node, number: &Node) -> Unit {
        let Kind::Name(name) = &table.kind else { return Unit::Number };
        let empty = Row { id: String::new(), cells: BTreeMap::new() };
        let year = YearFigures::default();
        let line = match self.meaning(name) {
            Some(Meaning::Question(question)) => Line::Form(question.columns(), &empty),
            Some(Meaning::Fact(Fact::Years, _)) => Line::Year(&year, 0),
            _ => return Unit::Number,
        };
        let lines = self.lines.iter().copied().chain([line]).collect();
        At { dossier: self.dossier, lines }.value(number).unit()
    }

    /// Distinct texts: those that are known and count, up to those and all that may still turn out to be others.
    pub(super) fn distinct(&self, arguments: &[Argument]) -> Span {
        let (mut sure, mut perhaps, mut unknown) = (BTreeSet::new(), BTreeSet::new(), 0usize);
        for argument in arguments {
            let Some(found) = self.texts_of(argument) else { return Span::POSITIVE };
            for (text, counts) in found {
                match (text, counts) {
                    (_, Truth::No) => {}
                    (Some(text), Truth::Yes) => drop(sure.insert(text)),
                    (Some(text), Truth::Unknown) => drop(perhaps.insert(text)),
                    (None, _) => unknown += 1,
                }
            }
        }
        let most = sure.union(&perhaps).count() + unknown;
        Span::between(Exact::count(sure.len()), Exact::count(most))
    }

    /// The texts of a question or of a column, and whether each counts; `None` while a table is not known.
    fn texts_of(&self, argument: &Argument) -> Option<Vec<(Option<String>, Truth)>> {
        let text = |at: &Self, node: &Node| match at.value(node) {
            Value::Text(text) => text,
            _ => None,
        };
        let counts = |at: &Self| argument.condition.as_ref().map_or(Truth::Yes, |condition| at.truth(condition));
        let Some(table) = argument.value.table_of_column() else {
            return Some(vec![(text(self, &argument.value), counts(self))]);
        };
        let inner = argument.value.column_at_hand();
        let rows = self.rows(&Node::name(table))?;
        Some(
            rows.into_iter()
                .map(|row| {
                    let at = self.within(row);
                    (text(&at, &inner), counts(&at))
                })
                .collect(),
        )
    }
}

/// Bounds of a number that counts or not.
fn or_zero(span: Span) -> Span {
    let pick = |bound: Option<Exact>, better: fn(std::cmp::Ordering) -> bool| {
        bound.and_then(|bound| Some(if better(bound.order(Exact::ZERO)?) { bound } else { Exact::ZERO }))
    };
    Span { low: pick(span.low, std::cmp::Ordering::is_lt), high: pick(span.high, std::cmp::Ordering::is_gt) }
}
