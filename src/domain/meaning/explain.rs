//! Why an expression holds or not: the values that each comparison looked at, in the order of the text.

use super::{
    evaluate::{At, Dossier, Line},
    evidence::{Evidence, RowName, Seen, Side},
    names::{self, Fact, Meaning},
    span::Span,
    truth::Truth,
    value::{Unit, Value},
};
use crate::{
    expression::{Argument, Exact, Function, Kind, Node, Op},
    form::QuestionKind,
};

/// The most rows of a table that are told one by one.
const ROWS_TOLD: usize = 10;

impl Dossier<'_> {
    /// What a rule looked at.
    #[must_use]
    pub fn explain(&self, node: &Node) -> Vec<Evidence> {
        let mut told = Told { row: None, either: false, evidence: Vec::new() };
        told.node(&At::top(self), node, true);
        let mut once = Vec::new();
        for evidence in told.evidence {
            if !once.contains(&evidence) {
                once.push(evidence);
            }
        }
        once
    }
}

struct Told {
    row: Option<RowName>,
    /// What is told is one of several conditions of which one is enough.
    either: bool,
    evidence: Vec<Evidence>,
}

impl Told {
    /// `wanted` is what the rule hopes for: no, under a « not ».
    fn node(&mut self, at: &At<'_>, node: &Node, wanted: bool) {
        let truth = at.truth(node);
        match &node.kind {
            Kind::Not(inner) => self.node(at, inner, !wanted),
            Kind::And(parts) | Kind::Or(parts) => {
                // Where one part is enough, those that are enough tell it all.
                let enough = matches!(node.kind, Kind::Or(_)) == wanted && truth == Truth::from(wanted);
                let either = matches!(node.kind, Kind::Or(_)) == wanted && !enough;
                let outer = self.either;
                self.either |= either;
                for part in parts {
                    if !enough || at.truth(part) == truth {
                        self.node(at, part, wanted);
                    }
                }
                self.either = outer;
            }
            Kind::Compare(op, left, right) => self.compare(at, node, (*op, left, right), wanted),
            Kind::Name(name) => self.name(at, node, name, wanted),
            Kind::Call(Function::Answered, questions) => self.answered(at, questions, wanted),
            Kind::Call(function @ (Function::Any | Function::All), arguments) => {
                if let [table, condition] = arguments.as_slice() {
                    self.rows(at, *function == Function::All, (&table.value, &condition.value), wanted);
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, left: Side, op: Op, right: Side, holds: Truth) {
        self.evidence.push(Evidence::Compared { row: self.row.clone(), either: self.either, left, op, right, holds });
    }

    fn name(&mut self, at: &At<'_>, node: &Node, name: &str, wanted: bool) {
        match at.meaning(name) {
            Some(Meaning::Fact(Fact::JudgedByAPerson, _)) => {}
            Some(Meaning::Fact(Fact::KeptByLead, _)) => {
                if at.truth(node) == Truth::No && wanted {
                    self.evidence.push(Evidence::Superseded);
                }
            }
            Some(Meaning::Fact(Fact::Complete, _)) => {
                if let Some(missing) = at.dossier.missing.filter(|_| wanted) {
                    self.evidence.extend(Evidence::of(missing));
                }
            }
            _ => {
                let expected = Node::from(Kind::YesNo(wanted));
                self.compare(at, node, (Op::Equal, node, &expected), true);
            }
        }
    }

    fn compare(&mut self, at: &At<'_>, node: &Node, (op, left, right): (Op, &Node, &Node), wanted: bool) {
        let truth = if std::ptr::eq(node, left) {
            // A bare question « q » stands for « q = yes », a « not q » for « q = no ».
            at.truth(left).negated_if(right.kind == Kind::YesNo(false))
        } else {
            at.truth(node).negated_if(!wanted)
        };
        if let (true, true, Some(filed)) = (left.is_name("filed_at"), right.is_name("closes_at"), at.dossier.filed) {
            return self.evidence.push(Evidence::Filed { at: filed, closes: at.dossier.closes });
        }
        let Some((op, right)) = bounded(at, op, right) else { return };
        let (seen, bound) = (seen(at, left), seen(at, right));
        let missing = if truth == Truth::Unknown { missing(at, node) } else { Vec::new() };
        let nothing = matches!(seen, Seen::Unknown | Seen::Numbers(0, None)) || bound == Seen::Unknown;
        if missing.is_empty() || !nothing {
            let side = |node: &Node, value, who| Side { of: node.to_string(), value, who };
            let who = largest(at, left);
            let op = if wanted { op } else { op.contrary() };
            self.push(side(left, seen, who), op, side(right, bound, None), truth);
        }
        self.evidence.extend(missing);
    }

    fn answered(&mut self, at: &At<'_>, questions: &[Argument], wanted: bool) {
        for question in questions.iter().map(|argument| &argument.value) {
            if let (Kind::Name(name), true, false) = (&question.kind, wanted, at.is_answered(question)) {
                let question = at.dossier.call.form.question(name).is_some();
                self.evidence.extend(question.then(|| missing_answer(at, name, None)));
            }
        }
    }

    fn rows(&mut self, at: &At<'_>, all: bool, (table, condition): (&Node, &Node), wanted: bool) {
        let rows = at.rows(table);
        let is_years = table.is_name("budget.years");
        // « Every row » under no « not » is told by the rows that do not hold, the years of a budget all.
        if let (Some(rows), true) = (&rows, all && wanted) {
            let mut told = 0;
            for (line, number) in rows.iter().zip(1..) {
                let within = at.within(*line);
                if told < ROWS_TOLD && (is_years || !within.truth(condition).is_yes()) {
                    told += 1;
                    let outer = self.row.replace(row_name(table, *line, number));
                    self.node(&within, condition, true);
                    self.row = outer;
                }
            }
            if told > 0 {
                return;
            }
        }
        let counted = if all && !wanted { Kind::Not(Box::new(condition.clone())).into() } else { condition.clone() };
        let span = at.count_where(table, &counted);
        let (op, least) = match (all, wanted) {
            (true, true) => (Op::Equal, rows.as_ref().map_or(0, Vec::len)),
            (false, false) => (Op::Equal, 0),
            _ => (Op::AtLeast, 1),
        };
        let bound = Value::Measure(Unit::Number, Span::known(Exact::count(least)));
        let truth = Value::Measure(Unit::Number, span).compare(op, &bound);
        if rows.is_none() {
            return self.evidence.extend(missing(at, table));
        }
        let argument = |value: &Node| Argument { value: value.clone(), condition: None };
        let of = Node::from(Kind::Call(Function::Count, vec![argument(table), argument(&counted)])).to_string();
        let left = Side { of, value: measured(Unit::Number, span), who: None };
        let value = measured(Unit::Number, Span::known(Exact::count(least)));
        self.push(left, op, Side { of: least.to_string(), value, who: None }, truth);
    }
}

/// The comparison without the limits that the call does not set; `None` when no limit is left.
fn bounded<'n>(at: &At<'_>, op: Op, right: &'n Node) -> Option<(Op, &'n Node)> {
    let is_unset = |node: &Node| {
        let mut unset = false;
        node.each_name(&mut |name| {
            unset |= Fact::named(name).is_some_and(|(fact, _)| fact.is_unset(at.dossier.call, at.dossier.track));
        });
        unset
    };
    match (&right.kind, op) {
        (Kind::Range(from, to), Op::In) => match (is_unset(from), is_unset(to)) {
            (false, false) => Some((op, right)),
            (false, true) => Some((Op::AtLeast, from)),
            (true, false) => Some((Op::AtMost, to)),
            (true, true) => None,
        },
        _ => (!is_unset(right)).then_some((op, right)),
    }
}

fn row_name(table: &Node, line: Line<'_>, number: usize) -> RowName {
    let name = match line {
        Line::Form(columns, row) => {
            let name = columns.iter().find(|column| matches!(column.kind, QuestionKind::ShortText { .. }));
            name.and_then(|name| row.text(&name.code)).unwrap_or_default().to_owned()
        }
        Line::Year(..) => String::new(),
    };
    RowName { table: table.to_string(), number, name }
}

/// The local authority whose total was compared.
fn largest(at: &At<'_>, node: &Node) -> Option<String> {
    let funder = node.is_name("budget.largest_local_authority").then(|| at.dossier.money()?.largest()).flatten()?;
    Some(funder.name.clone()).filter(|name| !name.is_empty())
}

fn missing_answer(at: &At<'_>, question: &str, row: Option<String>) -> Evidence {
    let steps = &at.dossier.call.form.steps;
    let step = steps.iter().find(|step| step.questions.iter().any(|asked| asked.code == question));
    let step = step.map_or_else(String::new, |step| step.code.clone());
    Evidence::MissingAnswer { step, question: question.to_owned(), row }
}

/// The questions without answer that a part looks at, and the rows at hand without its columns.
fn missing(at: &At<'_>, node: &Node) -> Vec<Evidence> {
    let columns = at.columns();
    let mut found = Vec::new();
    let mut figures = false;
    names::visit(at.dossier.call, &columns, node, &mut |name, meaning| match meaning {
        Meaning::Cell(_, column) => {
            let Some(Line::Form(columns, row)) = at.lines.last() else { return };
            let of_row = columns.iter().any(|own| std::ptr::eq(own, column)) && !row.cells.contains_key(&column.code);
            let tables = at.dossier.call.form.questions();
            let table = tables.into_iter().find(|table| std::ptr::eq(table.columns(), *columns));
            found.extend(table.filter(|_| of_row).map(|table| missing_answer(at, &table.code, Some(row.id.clone()))));
        }
        Meaning::Fact(..) => figures |= name.starts_with("budget."),
        _ => {}
    });
    let questions = names::questions(at.dossier.call, &columns, node);
    // A table that may be left out lacks nothing.
    let may_be_empty = |code: &String| {
        let asked = at.dossier.call.form.question(code);
        asked.is_some_and(|asked| matches!(asked.kind, QuestionKind::Table { .. }) && !asked.required)
    };
    let lacks = |code: &String| at.dossier.answers.get(code).is_none() && !may_be_empty(code);
    found.extend(questions.iter().filter(|code| lacks(code)).map(|code| missing_answer(at, code, None)));
    // Figures of a budget that was begun: what lacks is a line of it.
    if found.is_empty() && figures {
        found.extend(questions.first().map(|code| missing_answer(at, code, None)));
    }
    found
}

fn seen(at: &At<'_>, node: &Node) -> Seen {
    match &node.kind {
        Kind::List(items) => Seen::Texts(items.iter().map(written).collect()),
        Kind::Range(from, to) => Seen::Range(Box::new(seen(at, from)), Box::new(seen(at, to))),
        Kind::Product(factors) => share(at, factors).unwrap_or_else(|| value(&at.value(node))),
        _ => value(&at.value(node)),
    }
}

fn written(node: &Node) -> String {
    match &node.kind {
        Kind::Text(text) => text.clone(),
        _ => node.to_string(),
    }
}

/// A rate of an amount.
fn share(at: &At<'_>, factors: &[Node]) -> Option<Seen> {
    let [one, other] = factors else { return None };
    let (a, b) = (at.value(one), at.value(other));
    let (rate, amount, of) = match (a.unit(), b.unit()) {
        (Unit::Percent, Unit::Money) => (a, b, other),
        (Unit::Money, Unit::Percent) => (b, a, one),
        _ => return None,
    };
    let (rate, amount) = (rate.span().exact()?.to_basis_points()?, amount.span().exact()?.to_cents()?);
    Some(Seen::Share(rate, amount, of.to_string()))
}

fn value(value: &Value) -> Seen {
    match value {
        unknown
            if unknown.is_unknown() && !matches!(unknown, Value::Measure(Unit::Number, Span { low: Some(_), .. })) =>
        {
            Seen::Unknown
        }
        Value::Truth(truth) => Seen::YesNo(truth.is_yes()),
        Value::Measure(unit, span) => measured(*unit, *span),
        Value::Text(text) => text.clone().map_or(Seen::Unknown, Seen::Text),
        Value::Texts(texts) => {
            texts.as_ref().map_or(Seen::Unknown, |texts| Seen::Texts(texts.iter().cloned().collect()))
        }
        Value::Day(day) => day.map_or(Seen::Unknown, |day| Seen::Day(day.to_string())),
        Value::Moment(at) => at.map_or(Seen::Unknown, Seen::Moment),
        Value::Nothing => Seen::Unknown,
    }
}

fn measured(unit: Unit, span: Span) -> Seen {
    let Some(low) = span.low else { return Seen::Unknown };
    let high = span.high;
    match (unit, span.exact()) {
        (Unit::Number, Some(exact)) => exact.to_whole().map_or_else(|| Seen::Decimal(exact.to_string()), Seen::Number),
        (Unit::Money, Some(exact)) => exact.to_cents().map_or_else(|| Seen::Decimal(exact.to_string()), Seen::Money),
        (Unit::Percent, Some(exact)) => {
            exact.to_basis_points().map_or_else(|| Seen::Decimal(exact.to_string()), Seen::Percent)
        }
        (Unit::Number, None) => {
            low.to_whole().map_or(Seen::Unknown, |low| Seen::Numbers(low, high.and_then(Exact::to_whole)))
        }
        (Unit::Money, None) => {
            low.to_cents().map_or(Seen::Unknown, |low| Seen::Amounts(low, high.and_then(Exact::to_cents)))
        }
        (Unit::Percent, None) => Seen::Unknown,
    }
}
