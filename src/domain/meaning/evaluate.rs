//! What an expression says of a dossier. Always ends, never panics; what is not known stays so.

use std::{cell::OnceCell, collections::BTreeMap};

use chrono::Datelike;

use super::{
    Missing, completeness,
    figures::MoneyFacts,
    names::{self, Columns, Fact, Meaning},
    span::Span,
    truth::Truth,
    value::{Unit, Value},
};
use crate::{
    answers::{Answer, Answers, Row},
    budget::YearFigures,
    call::{Call, PieceCode, Track},
    expression::{Argument, Exact, Function, Kind, Node, Op, Sign},
    form::{Question, QuestionKind},
    money::BasisPoints,
    time::{Instant, LocalDate},
};

/// Tables gone through inside one another: more than that is never looked at.
pub(super) const MAX_ROWS_AT_HAND: usize = 2;

/// Stands for « no limit »: more than any duration or share.
const LIMITLESS: Exact = Exact::whole(1_000_000_000_000);

/// What expressions look at. Hidden answers are no part of it.
#[derive(Debug)]
pub struct Dossier<'a> {
    /// The call.
    pub call: &'a Call,
    /// The track of the dossier.
    pub track: Option<&'a Track>,
    /// Its answers.
    pub answers: &'a Answers,
    /// How many files are joined, by kind of piece or by file question.
    pub joined: &'a BTreeMap<PieceCode, usize>,
    /// The first late instant.
    pub closes: Instant,
    /// When the filing arrived; not known in conditions of the form.
    pub filed: Option<Instant>,
    /// Whether it is the one that is kept of its lead.
    pub kept: Truth,
    /// What is missing; not known in conditions of the form.
    pub missing: Option<&'a Missing>,
    money: OnceCell<Option<MoneyFacts>>,
}

impl<'a> Dossier<'a> {
    /// The facts that conditions of the form may look at.
    #[must_use]
    pub fn new(
        call: &'a Call,
        track: Option<&'a Track>,
        answers: &'a Answers,
        joined: &'a BTreeMap<PieceCode, usize>,
    ) -> Self {
        let (closes, money) = (call.calendar.closes, OnceCell::new());
        Self { call, track, answers, joined, closes, filed: None, kept: Truth::Unknown, missing: None, money }
    }

    /// Whether an expression holds.
    #[must_use]
    pub fn holds(&self, node: &Node) -> Truth {
        At::top(self).truth(node)
    }

    /// Whether a condition of a column holds for a row.
    #[must_use]
    pub fn holds_for(&self, node: &Node, columns: &[Question], row: &Row) -> Truth {
        At { dossier: self, lines: vec![Line::Form(columns, row)] }.truth(node)
    }

    pub(super) fn money(&self) -> Option<&MoneyFacts> {
        let form = &self.call.form;
        let plan = form.reads.funding.as_ref().and_then(|known| form.question(&known.table));
        let plan_known = || plan.is_none_or(|plan| self.rows(plan).is_some());
        self.money.get_or_init(|| MoneyFacts::new(self.call, self.answers, plan_known())).as_ref()
    }

    /// The rows of a table. A table that nobody has to fill in is empty while it is left out; one that is
    /// required is not known.
    fn rows(&self, table: &Question) -> Option<&'a [Row]> {
        match self.answers.get(&table.code) {
            Some(Answer::Table(rows)) => Some(rows),
            _ if table.required || table.required_if.is_some() => None,
            _ => Some(&[]),
        }
    }
}

/// A row at hand.
#[derive(Clone, Copy)]
pub(super) enum Line<'e> {
    Form(&'e [Question], &'e Row),
    Year(&'e YearFigures, usize),
}

/// A dossier with the rows at hand, the innermost last.
#[derive(Clone)]
pub(super) struct At<'e> {
    pub(super) dossier: &'e Dossier<'e>,
    pub(super) lines: Vec<Line<'e>>,
}

impl<'e> At<'e> {
    pub(super) fn top(dossier: &'e Dossier<'_>) -> Self {
        Self { dossier, lines: Vec::new() }
    }

    pub(super) fn within(&self, line: Line<'e>) -> Self {
        Self { dossier: self.dossier, lines: self.lines.iter().copied().chain([line]).collect() }
    }

    /// The columns of the rows at hand.
    pub(super) fn columns(&self) -> Vec<Columns<'e>> {
        let columns = |line: &Line<'e>| match line {
            Line::Form(columns, _) => Columns::Form(columns),
            Line::Year(..) => Columns::Years,
        };
        self.lines.iter().map(columns).collect()
    }

    pub(super) fn meaning(&self, name: &str) -> Option<Meaning<'e>> {
        names::find(self.dossier.call, &self.columns(), name)
    }

    pub(super) fn truth(&self, node: &Node) -> Truth {
        match self.value(node) {
            Value::Truth(truth) => truth,
            _ => Truth::Unknown,
        }
    }

    pub(super) fn value(&self, node: &Node) -> Value {
        let known = |unit, number: &Exact| Value::Measure(unit, Span::known(*number));
        match &node.kind {
            Kind::YesNo(yes) => Value::Truth((*yes).into()),
            Kind::Number(number) => known(Unit::Number, number),
            Kind::Money(amount) => known(Unit::Money, amount),
            Kind::Percent(share) => known(Unit::Percent, share),
            Kind::Text(text) => Value::Text(Some(text.clone())),
            Kind::Day(day) => Value::Day(Some(*day)),
            Kind::List(_) | Kind::Range(..) => Value::Nothing,
            Kind::Name(name) => self.named(name),
            Kind::Not(inner) => Value::Truth(self.truth(inner).negated()),
            Kind::And(parts) => Value::Truth(parts.iter().map(|part| self.truth(part)).fold(Truth::Yes, Truth::and)),
            Kind::Or(parts) => Value::Truth(parts.iter().map(|part| self.truth(part)).fold(Truth::No, Truth::or)),
            Kind::Compare(op, left, right) => Value::Truth(self.compare(*op, left, right)),
            Kind::Sum(first, rest) => {
                let first = self.value(first);
                let add = |sum: Span, (sign, term): &(Sign, Node)| match sign {
                    Sign::Plus => sum.plus(self.value(term).span()),
                    Sign::Minus => sum.minus(self.value(term).span()),
                };
                Value::Measure(first.unit(), rest.iter().fold(first.span(), add))
            }
            Kind::Product(factors) => {
                let factors: Vec<Value> = factors.iter().map(|factor| self.value(factor)).collect();
                let unit = match factors.iter().map(Value::unit).collect::<Vec<_>>() {
                    units if units.contains(&Unit::Money) => Unit::Money,
                    units if units.contains(&Unit::Number) => Unit::Number,
                    _ => Unit::Percent,
                };
                let one = Span::known(Exact::whole(1));
                Value::Measure(unit, factors.iter().fold(one, |product, factor| product.times(factor.span())))
            }
            Kind::Call(function, arguments) => self.call(*function, arguments),
        }
    }

    fn named(&self, name: &str) -> Value {
        match self.meaning(name) {
            Some(Meaning::Question(question)) => Value::of(question, self.dossier.answers.get(&question.code)),
            Some(Meaning::Cell(out, column)) => match self.line(out) {
                Some(Line::Form(_, row)) => Value::of(column, row.cells.get(&column.code)),
                _ => Value::Nothing,
            },
            Some(Meaning::YearFigure(out, column, _)) => match self.line(out) {
                Some(Line::Year(_, number)) if column == "number" => {
                    Value::Measure(Unit::Number, Span::known(Exact::count(number)))
                }
                Some(Line::Year(year, _)) => {
                    let figure = self.dossier.money().map(|money| money.of_year(year, column));
                    Value::Measure(Unit::Money, figure.unwrap_or(Span::UNKNOWN))
                }
                _ => Value::Nothing,
            },
            Some(Meaning::Fact(fact, _)) => self.fact(fact),
            Some(Meaning::Column(..)) | None => Value::Nothing,
        }
    }

    fn line(&self, out: usize) -> Option<Line<'e>> {
        self.lines.iter().rev().nth(out).copied()
    }

    fn fact(&self, fact: Fact) -> Value {
        let (dossier, caps) = (self.dossier, self.dossier.call.caps);
        let track = |unit, read: fn(&Track) -> Exact| {
            Value::Measure(unit, dossier.track.map_or(Span::UNKNOWN, |track| Span::known(read(track))))
        };
        // What the call does not limit has a limit that nothing reaches.
        let cap =
            |cap: Option<BasisPoints>| Value::Measure(Unit::Percent, Span::known(cap.map_or(LIMITLESS, Exact::share)));
        match fact {
            Fact::Track => Value::Text(dossier.track.map(|track| track.code.clone())),
            Fact::RequestedMin => track(Unit::Money, |track| Exact::money(track.requested_min)),
            Fact::RequestedMax => track(Unit::Money, |track| Exact::money(track.requested_max)),
            Fact::MonthsMin => track(Unit::Number, |track| Exact::whole(track.months_min.unwrap_or(0).into())),
            Fact::MonthsMax => {
                track(Unit::Number, |track| track.months_max.map_or(LIMITLESS, |months| Exact::whole(months.into())))
            }
            Fact::RateMax => track(Unit::Percent, |track| track.rate_max.map_or(LIMITLESS, Exact::share)),
            Fact::CapOneLocalAuthority => cap(caps.one_local_authority),
            Fact::CapAllLocalAuthorities => cap(caps.all_local_authorities),
            Fact::CapAllPublic => cap(caps.all_public),
            Fact::Years => Value::Nothing,
            Fact::FiledAt => Value::Moment(dossier.filed),
            Fact::ClosesAt => Value::Moment(Some(dossier.closes)),
            Fact::Complete => Value::Truth(dossier.missing.map(Missing::is_empty).into()),
            Fact::KeptByLead => Value::Truth(dossier.kept),
            Fact::JudgedByAPerson => Value::Truth(Truth::Unknown),
            Fact::Requested => {
                let known = dossier.call.form.requested(dossier.answers);
                Value::Measure(Unit::Money, known.map_or(Span::POSITIVE, |known| Span::known(Exact::money(known))))
            }
            figure => {
                let known = dossier.money().map(|money| money.total(figure));
                Value::Measure(Unit::Money, known.unwrap_or(Span::POSITIVE))
            }
        }
    }

    fn compare(&self, op: Op, left: &Node, right: &Node) -> Truth {
        let found = self.value(left);
        let holds = match &right.kind {
            Kind::List(items) => {
                let one = |item: &Node| found.compare(Op::Equal, &self.value(item));
                items.iter().map(one).fold(Truth::No, Truth::or)
            }
            Kind::Range(from, to) => {
                let (from, to) = (self.value(from), self.value(to));
                found.compare(Op::AtLeast, &from).and(found.compare(Op::AtMost, &to))
            }
            _ => return found.compare(op, &self.value(right)),
        };
        holds.negated_if(op == Op::NotIn)
    }

    /// The rows of a table that is named; `None` while they are not known.
    pub(super) fn rows(&self, table: &Node) -> Option<Vec<Line<'e>>> {
        let Kind::Name(name) = &table.kind else { return None };
        if self.lines.len() >= MAX_ROWS_AT_HAND {
            return None;
        }
        match self.meaning(name)? {
            Meaning::Question(question) => {
                let columns = question.columns();
                Some(self.dossier.rows(question)?.iter().map(|row| Line::Form(columns, row)).collect())
            }
            Meaning::Fact(Fact::Years, _) => {
                Some(self.dossier.money()?.years().iter().zip(1..).map(|(year, n)| Line::Year(year, n)).collect())
            }
            _ => None,
        }
    }

    fn call(&self, function: Function, arguments: &[Argument]) -> Value {
        let count = |span| Value::Measure(Unit::Number, span);
        let given: Vec<&Node> = arguments.iter().map(|argument| &argument.value).collect();
        match (function, given.as_slice()) {
            (Function::Count, [what]) => count(self.count(what)),
            (Function::Count, [table, condition]) => count(self.count_where(table, condition)),
            (Function::CountDistinct, _) => count(self.distinct(arguments)),
            (Function::Any, [table, condition]) => Value::Truth(self.each(table, condition, Truth::No, Truth::or)),
            (Function::All, [table, condition]) => Value::Truth(self.each(table, condition, Truth::Yes, Truth::and)),
            (Function::Sum, [table, number]) => self.sum(table, number, None),
            (Function::Sum, [table, number, condition]) => self.sum(table, number, Some(condition)),
            (Function::Largest, [table, number]) => self.largest(table, number, None),
            (Function::Largest, [table, number, condition]) => self.largest(table, number, Some(condition)),
            (Function::Siren, [text]) => match self.value(text) {
                Value::Text(Some(siret)) => Value::Text(siret.get(..9).map(str::to_owned)),
                _ => Value::Text(None),
            },
            (Function::Years, [day]) => match self.value(day) {
                Value::Day(Some(day)) => Value::number(self.years_since(day)),
                _ => count(Span::UNKNOWN),
            },
            (Function::Answered, questions) => {
                Value::Truth(questions.iter().all(|question| self.is_answered(question)).into())
            }
            (Function::Documents, [files]) => match &files.kind {
                Kind::Name(code) | Kind::Text(code) => {
                    let joined = self.dossier.joined.get(code).copied().unwrap_or(0);
                    count(Span::known(Exact::count(joined)))
                }
                _ => Value::Nothing,
            },
            _ => Value::Nothing,
        }
    }

    /// Whole years from a day to the day of the closing.
    fn years_since(&self, day: LocalDate) -> i64 {
        let closing = self.dossier.closes.in_zone(self.dossier.call.zone).date_naive();
        let before = (closing.month(), closing.day()) < (day.month(), day.day());
        i64::from(closing.year()) - i64::from(day.year()) - i64::from(before)
    }

    pub(super) fn is_answered(&self, node: &Node) -> bool {
        let Kind::Name(name) = &node.kind else { return false };
        if let Some(Meaning::Cell(out, column)) = self.meaning(name) {
            let Some(Line::Form(_, row)) = self.line(out) else { return false };
            let cell = row.cells.get(&column.code);
            return cell.is_some() && completeness::why_incomplete(column, cell).is_none();
        }
        match self.dossier.call.form.question(name) {
            Some(question) if question.kind == QuestionKind::File => {
                self.dossier.joined.get(name).is_some_and(|files| *files > 0)
            }
            Some(question) => completeness::is_answered(question, self.dossier.answers),
            None => false,
        }
    }
}
