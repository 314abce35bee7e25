//! Whether an expression makes sense on the form of a call: every name is known, every value fits.

use super::{
    evaluate::MAX_ROWS_AT_HAND,
    names::{self, Columns, Fact, Meaning},
};
use crate::{
    call::Call,
    expression::{Argument, Function, Kind, Node, Op, Problem, Sort, Why, nearest},
    form::{Question, QuestionKind},
    geo,
};

/// Where an expression stands.
#[derive(Clone, Copy, Debug)]
pub enum ExpressionRole<'c> {
    /// A rule, which may look at the whole dossier.
    Rule,
    /// A condition of a question or of a piece.
    Condition,
    /// A condition of a column of this table, which may look at its own row.
    ColumnOf(&'c Question),
}

/// The type of a part: its sort, and the values or columns that it can have.
#[derive(Clone, Debug)]
struct Type<'c> {
    sort: Sort,
    values: Vec<&'c str>,
    columns: Option<Columns<'c>>,
}

impl<'c> Type<'c> {
    fn of(sort: Sort) -> Self {
        Self { sort, values: Vec::new(), columns: None }
    }

    fn question(question: &'c Question) -> Self {
        let values = |sort, values| Type { sort, values, columns: None };
        match &question.kind {
            QuestionKind::Integer { .. } => Self::of(Sort::Number),
            QuestionKind::Money => Self::of(Sort::Money),
            QuestionKind::Date => Self::of(Sort::Day),
            QuestionKind::YesNo | QuestionKind::Sworn => Self::of(Sort::YesNo),
            QuestionKind::Choice(choices) => values(Sort::Choice, choices.iter().map(|c| c.value.as_str()).collect()),
            QuestionKind::Choices(choices) => values(Sort::Choices, choices.iter().map(|c| c.value.as_str()).collect()),
            QuestionKind::Departments => values(Sort::Choices, geo::departments().iter().map(|d| d.code).collect()),
            QuestionKind::File => Self::of(Sort::Files),
            QuestionKind::Table { columns, .. } => {
                Self { sort: Sort::Table, values: Vec::new(), columns: Some(Columns::Form(columns)) }
            }
            QuestionKind::Budget { .. } => Self::of(Sort::Budget),
            _ => Self::of(Sort::Text),
        }
    }
}

/// Checks that an expression is a condition on dossiers of this call.
///
/// # Errors
/// Every [`Problem`] that was found, in the order of the text.
pub fn check(call: &Call, node: &Node, role: ExpressionRole<'_>) -> Result<(), Vec<Problem>> {
    let rows = match role {
        ExpressionRole::ColumnOf(table) => vec![Columns::Form(table.columns())],
        _ => Vec::new(),
    };
    let mut checker = Checker { call, rows, conditions: !matches!(role, ExpressionRole::Rule), problems: Vec::new() };
    checker.expect(node, Sort::YesNo);
    checker.problems.sort_by_key(|problem| problem.at);
    if checker.problems.is_empty() { Ok(()) } else { Err(checker.problems) }
}

struct Checker<'c> {
    call: &'c Call,
    rows: Vec<Columns<'c>>,
    conditions: bool,
    problems: Vec<Problem>,
}

impl<'c> Checker<'c> {
    fn wrong(&mut self, node: &Node, why: Why) {
        self.problems.push(Problem { at: node.place.start, why });
    }

    fn expect(&mut self, node: &Node, expected: Sort) {
        if let Some(found) = self.type_of(node)
            && found.sort != expected
        {
            self.wrong(node, Why::NotA { expected, got: found.sort });
        }
    }

    fn type_of(&mut self, node: &Node) -> Option<Type<'c>> {
        let sort = match &node.kind {
            Kind::YesNo(_) => Sort::YesNo,
            Kind::Number(_) => Sort::Number,
            Kind::Money(_) => Sort::Money,
            Kind::Percent(_) => Sort::Percent,
            Kind::Text(_) => Sort::Text,
            Kind::Day(_) => Sort::Day,
            Kind::List(_) => Sort::List,
            Kind::Range(..) => Sort::Range,
            Kind::Name(name) => return self.name(node, name),
            Kind::Not(inner) => {
                self.expect(inner, Sort::YesNo);
                Sort::YesNo
            }
            Kind::And(parts) | Kind::Or(parts) => {
                parts.iter().for_each(|part| self.expect(part, Sort::YesNo));
                Sort::YesNo
            }
            Kind::Compare(op, left, right) => {
                self.compare(node, *op, left, right);
                Sort::YesNo
            }
            Kind::Sum(first, rest) => return self.sum(node, first, rest.iter().map(|(_, term)| term)),
            Kind::Product(factors) => return self.product(node, factors),
            Kind::Call(function, arguments) => return self.call(node, *function, arguments),
        };
        Some(Type::of(sort))
    }

    fn name(&mut self, node: &Node, name: &str) -> Option<Type<'c>> {
        let Some(meaning) = names::find(self.call, &self.rows, name) else {
            let known = names::known(self.call, &self.rows);
            let nearest = nearest(name, known.iter().map(String::as_str));
            self.wrong(node, Why::UnknownName { name: name.to_owned(), nearest });
            return None;
        };
        Some(match meaning {
            Meaning::Cell(_, question) | Meaning::Question(question) => Type::question(question),
            Meaning::YearFigure(_, _, sort) => Type::of(sort),
            Meaning::Column(_, column) => Type { sort: Sort::Column, ..Type::question(column) },
            Meaning::Fact(fact, _) if self.conditions && fact.is_of_the_whole() => {
                self.wrong(node, Why::NotInConditions(name.to_owned()));
                return None;
            }
            Meaning::Fact(fact, _) if fact.needs(&self.call.form).is_some() => {
                self.wrong(node, Why::NeedsRole(fact.needs(&self.call.form).unwrap_or_default()));
                return None;
            }
            Meaning::Fact(fact, _) if fact.is_unset(self.call, None) => {
                self.wrong(node, Why::NotSet(name.to_owned()));
                return None;
            }
            Meaning::Fact(Fact::Years, sort) => Type { columns: Some(Columns::Years), ..Type::of(sort) },
            Meaning::Fact(Fact::Track, sort) => {
                Type { values: self.call.tracks.iter().map(|track| track.code.as_str()).collect(), ..Type::of(sort) }
            }
            Meaning::Fact(_, sort) => Type::of(sort),
        })
    }

    fn compare(&mut self, node: &Node, op: Op, left: &Node, right: &Node) {
        let Some(found) = self.type_of(left) else {
            let _ = self.type_of(right);
            return;
        };
        match (op, &right.kind) {
            (Op::In | Op::NotIn, Kind::List(items)) => {
                items.iter().for_each(|item| self.one(node, op, &found, item));
            }
            (Op::In | Op::NotIn, Kind::Range(from, to)) => {
                self.ordered(node, op, &found, from);
                self.ordered(node, op, &found, to);
            }
            (Op::Equal | Op::Different, _) => self.one(node, op, &found, right),
            _ => self.ordered(node, op, &found, right),
        }
    }

    fn mismatch(&mut self, node: &Node, op: Op, left: Sort, right: Sort) {
        self.wrong(node, Why::Mismatch { op: op.as_str(), left, right });
    }

    /// Something that is compared for being the same.
    fn one(&mut self, node: &Node, op: Op, left: &Type<'c>, right: &Node) {
        let Some(found) = self.type_of(right) else { return };
        let several = left.sort == Sort::Choices && matches!(op, Op::In | Op::NotIn);
        if let (true, Kind::Text(value)) = (left.sort == Sort::Choice || several, &right.kind) {
            if !left.values.contains(&value.as_str()) {
                let nearest = nearest(value, left.values.iter().copied());
                self.wrong(right, Why::UnknownValue { value: value.clone(), nearest });
            }
            return;
        }
        let same = [Sort::YesNo, Sort::Number, Sort::Money, Sort::Percent, Sort::Text, Sort::Choice, Sort::Day];
        if left.sort != found.sort || !(same.contains(&left.sort) || left.sort == Sort::Moment) {
            self.mismatch(if found.sort == left.sort { node } else { right }, op, left.sort, found.sort);
        }
    }

    /// Something that is compared for its size.
    fn ordered(&mut self, node: &Node, op: Op, left: &Type<'c>, right: &Node) {
        let Some(found) = self.type_of(right) else { return };
        let sizes = [Sort::Number, Sort::Money, Sort::Percent, Sort::Day, Sort::Moment];
        if left.sort != found.sort || !sizes.contains(&left.sort) {
            self.mismatch(if found.sort == left.sort { node } else { right }, op, left.sort, found.sort);
        }
    }

    fn sum<'n>(&mut self, node: &Node, first: &Node, rest: impl Iterator<Item = &'n Node>) -> Option<Type<'c>> {
        let mut sort = self.type_of(first).map(|found| found.sort);
        for term in rest {
            let (Some(left), Some(right)) = (sort, self.type_of(term)) else {
                sort = None;
                continue;
            };
            if left != right.sort || !matches!(left, Sort::Number | Sort::Money | Sort::Percent) {
                self.wrong(node, Why::Mismatch { op: "+", left, right: right.sort });
                sort = None;
            }
        }
        sort.map(Type::of)
    }

    fn product(&mut self, node: &Node, factors: &[Node]) -> Option<Type<'c>> {
        let sorts: Vec<_> = factors.iter().map(|factor| self.type_of(factor).map(|found| found.sort)).collect();
        let mut sort = *sorts.first()?;
        for right in sorts.iter().skip(1) {
            let (Some(left), Some(right)) = (sort, *right) else { return None };
            sort = match (left, right) {
                (Sort::Money, Sort::Number | Sort::Percent) | (Sort::Number | Sort::Percent, Sort::Money) => {
                    Some(Sort::Money)
                }
                (Sort::Number, Sort::Number | Sort::Percent) | (Sort::Percent, Sort::Number) => Some(Sort::Number),
                (Sort::Percent, Sort::Percent) => Some(Sort::Percent),
                (left, right) => {
                    self.wrong(node, Why::Mismatch { op: "*", left, right });
                    return None;
                }
            };
        }
        sort.map(Type::of)
    }

    fn call(&mut self, node: &Node, function: Function, arguments: &[Argument]) -> Option<Type<'c>> {
        let given: Vec<&Node> = arguments.iter().map(|argument| &argument.value).collect();
        match (function, given.as_slice()) {
            (Function::Count, [what]) if self.type_of(what)?.sort == Sort::Choices => {}
            (Function::Count, [table]) => drop(self.table(table)),
            (Function::Count | Function::Any | Function::All, [table, condition]) => {
                self.within(table, |checker| checker.expect(condition, Sort::YesNo))?;
            }
            (Function::Sum | Function::Largest, [table, number]) => return self.total(table, number, None),
            (Function::Sum | Function::Largest, [table, number, condition]) => {
                return self.total(table, number, Some(condition));
            }
            (Function::CountDistinct, _) => arguments.iter().for_each(|argument| self.distinct(argument)),
            (Function::Siren, [text]) => return self.siren(text),
            (Function::Years, [day]) => self.expect(day, Sort::Day),
            (Function::Answered, _) => given.iter().for_each(|question| self.answered(question)),
            (Function::Documents, [files]) => self.documents(files),
            _ => {
                self.wrong(node, Why::Arguments(function.as_str()));
                return None;
            }
        }
        let yes_no = matches!(function, Function::Any | Function::All | Function::Answered);
        Some(Type::of(if yes_no { Sort::YesNo } else { Sort::Number }))
    }

    fn table(&mut self, node: &Node) -> Option<Columns<'c>> {
        let found = self.type_of(node)?;
        if found.columns.is_none() || found.sort != Sort::Table {
            self.wrong(node, Why::NotA { expected: Sort::Table, got: found.sort });
        }
        found.columns
    }

    fn within<T>(&mut self, table: &Node, look: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let columns = self.table(table)?;
        if self.rows.len() >= MAX_ROWS_AT_HAND {
            self.wrong(table, Why::TooDeep);
            return None;
        }
        self.rows.push(columns);
        let seen = look(self);
        self.rows.pop();
        Some(seen)
    }

    fn total(&mut self, table: &Node, number: &Node, condition: Option<&Node>) -> Option<Type<'c>> {
        let found = self.within(table, |checker| {
            if let Some(condition) = condition {
                checker.expect(condition, Sort::YesNo);
            }
            checker.type_of(number)
        })??;
        if !matches!(found.sort, Sort::Number | Sort::Money) {
            self.wrong(number, Why::NotA { expected: Sort::Number, got: found.sort });
            return None;
        }
        Some(found)
    }

    /// An argument of `count_distinct`: a text, or the column of a table, whose condition looks at its rows.
    fn distinct(&mut self, argument: &Argument) {
        let Some(found) = self.type_of(&argument.value) else { return };
        if !matches!(found.sort, Sort::Text | Sort::Choice | Sort::Column) {
            self.wrong(&argument.value, Why::NotA { expected: Sort::Text, got: found.sort });
        }
        let Some(condition) = &argument.condition else { return };
        let table = argument.value.table_of_column().and_then(|table| self.call.form.question(table));
        match table.filter(|_| found.sort == Sort::Column) {
            Some(table) => {
                self.rows.push(Columns::Form(table.columns()));
                self.expect(condition, Sort::YesNo);
                self.rows.pop();
            }
            None => self.expect(condition, Sort::YesNo),
        }
    }

    fn siren(&mut self, text: &Node) -> Option<Type<'c>> {
        let found = self.type_of(text)?;
        if !matches!(found.sort, Sort::Text | Sort::Column) {
            self.wrong(text, Why::NotA { expected: Sort::Text, got: found.sort });
            return None;
        }
        Some(Type::of(found.sort))
    }

    fn answered(&mut self, node: &Node) {
        let Kind::Name(name) = &node.kind else { return self.wrong(node, Why::Arguments("answered")) };
        // The budget is a question although figures are found under its name too.
        if self.call.form.question(name).is_none() && self.name(node, name).is_some() {
            let cell = matches!(names::find(self.call, &self.rows, name), Some(Meaning::Cell(..)));
            if !cell {
                self.wrong(node, Why::NotA { expected: Sort::Question, got: Sort::Number });
            }
        }
    }

    /// A piece or a file question, by its code, in quotes when it holds signs.
    fn documents(&mut self, node: &Node) {
        let (Kind::Name(code) | Kind::Text(code)) = &node.kind else {
            return self.wrong(node, Why::Arguments("documents"));
        };
        let files = self.call.form.questions().filter(|question| question.kind == QuestionKind::File);
        let mut known: Vec<&str> = files.map(|question| question.code.as_str()).collect();
        known.extend(self.call.pieces.iter().map(|piece| piece.code.as_str()));
        if !known.contains(&code.as_str()) {
            let nearest = nearest(code, known.into_iter());
            self.wrong(node, Why::UnknownName { name: code.clone(), nearest });
        }
    }
}
