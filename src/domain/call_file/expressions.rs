//! Expressions in a call's file: read where they stand, checked once the whole form is known, and the place of a
//! mistake inside a quoted text.

use std::collections::BTreeMap;

use super::{
    read::{Node, Report},
    reason::{Expected, Reason},
};
use crate::{
    call::{Call, Owed},
    expression::{self, Problem, Why},
    form::Question,
    meaning::{self, ExpressionRole},
};

impl Node<'_> {
    /// An expression that may be absent; a mistake of its grammar is noted.
    pub(super) fn expression(&self, key: &'static str) -> Option<expression::Node> {
        let text = self.get(key)?;
        let Some(text) = text.as_str() else {
            self.wrong(key, Reason::NotA(Expected::Expression));
            return None;
        };
        expression::parse(text).map_err(|problem| self.report.inside(&self.child(key), problem)).ok()
    }
}

impl Report<'_> {
    /// Notes a mistake inside the expression at a path.
    pub(super) fn inside(&self, path: &str, problem: Problem) {
        let reason = Reason::Expression(problem.why);
        match self.value(path) {
            Some((raw, start)) => self.found_at(start + offset(raw, problem.at), path, reason),
            None => self.at(path, reason),
        }
    }
}

/// Where the byte `at` of a quoted text stands in the characters that write it, quotes included.
fn offset(raw: &str, at: usize) -> usize {
    let (quote, escapes) = match raw {
        text if text.starts_with("\"\"\"") => (3, true),
        text if text.starts_with("'''") => (3, false),
        text if text.starts_with('"') => (1, true),
        _ => (1, false),
    };
    let mut from = quote.min(raw.len());
    if quote == 3 {
        // The line end just after the quotes is no part of the text.
        let inside = &raw[from..];
        from += if inside.starts_with("\r\n") { 2 } else { usize::from(inside.starts_with('\n')) };
    }
    let mut told = 0;
    while told < at {
        let rest = &raw[from..];
        let Some(next) = rest.chars().next() else { break };
        let (written, meant) = if escapes && next == '\\' { escape(rest) } else { (next.len_utf8(), next.len_utf8()) };
        from += written;
        told += meant;
    }
    // A mistake just after an escaped line end stands on the next line.
    if escapes && raw[from..].starts_with("\\\n") {
        from += escape(&raw[from..]).0;
    }
    from
}

/// How many bytes an escape takes in the file, and in the text.
fn escape(rest: &str) -> (usize, usize) {
    let hex = |digits: usize| {
        let code = rest.get(2..2 + digits).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        (2 + digits, code.and_then(char::from_u32).map_or(1, char::len_utf8))
    };
    match rest.chars().nth(1) {
        Some('u') => hex(4),
        Some('U') => hex(8),
        Some('x') => hex(2),
        // A line end after a backslash goes, with the blanks that follow.
        Some(next) if next.is_whitespace() => {
            (1 + rest[1..].find(|c: char| !c.is_whitespace()).unwrap_or(rest.len() - 1), 0)
        }
        Some(next) => (1 + next.len_utf8(), 1),
        None => (1, 0),
    }
}

/// Checks every expression of the call against its form.
pub(super) fn check(call: &Call, report: &Report<'_>) {
    let look = |path: &str, node: &expression::Node, role: ExpressionRole<'_>| {
        for problem in meaning::check(call, node, role).err().unwrap_or_default() {
            report.inside(path, problem);
        }
    };
    for (index, rule) in call.rules.iter().enumerate() {
        let path = format!("rules[{}].holds", index + 1);
        let old = format!("rules[{}].predicate", index + 1);
        look(if report.value(&old).is_some() { &old } else { &path }, &rule.holds, ExpressionRole::Rule);
    }
    for (index, piece) in call.pieces.iter().enumerate() {
        if let Owed::When(condition) = &piece.owed {
            let (path, old) = (format!("pieces[{}].owed_if", index + 1), format!("pieces[{}].owed", index + 1));
            look(if report.value(&old).is_some() { &old } else { &path }, condition, ExpressionRole::Condition);
        }
    }
    let conditions = |path: &str, question: &Question, role: ExpressionRole<'_>| {
        for (key, condition) in [("visible_if", &question.visible_if), ("required_if", &question.required_if)] {
            if let Some(condition) = condition {
                look(&format!("{path}.{key}"), condition, role);
            }
        }
    };
    for (s, step) in call.form.steps.iter().enumerate() {
        for (q, question) in step.questions.iter().enumerate() {
            let path = format!("steps[{}].questions[{}]", s + 1, q + 1);
            conditions(&path, question, ExpressionRole::Condition);
            for (c, column) in question.columns().iter().enumerate() {
                conditions(&format!("{path}.columns[{}]", c + 1), column, ExpressionRole::ColumnOf(question));
            }
        }
    }
    cycles(call, report);
}

/// What decides whether something is shown: a question, or a column after its table.
type Thing = (String, Option<String>);

/// Notes conditions that come back to themselves: a is shown if b is answered, and b if a is.
fn cycles(call: &Call, report: &Report<'_>) {
    let mut looks_at: BTreeMap<Thing, Vec<Thing>> = BTreeMap::new();
    let mut places: BTreeMap<Thing, String> = BTreeMap::new();
    for (s, step) in call.form.steps.iter().enumerate() {
        for (q, question) in step.questions.iter().enumerate() {
            let path = format!("steps[{}].questions[{}]", s + 1, q + 1);
            let own: Thing = (question.code.clone(), None);
            let whole = |codes: Vec<String>| codes.into_iter().map(|code| (code, None)).collect::<Vec<Thing>>();
            let mut of_question =
                question.visible_if.as_ref().map(|node| whole(node.questions(call))).unwrap_or_default();
            for (c, column) in question.columns().iter().enumerate() {
                let Some(condition) = &column.visible_if else { continue };
                let cell: Thing = (question.code.clone(), Some(column.code.clone()));
                let (questions, columns) = condition.looks_at(call, Some(question));
                let of_row = columns.into_iter().map(|code| (question.code.clone(), Some(code)));
                looks_at.insert(cell.clone(), whole(questions).into_iter().chain(of_row).collect());
                places.insert(cell.clone(), format!("{path}.columns[{}].visible_if", c + 1));
                // The rows of a table hold the cells that are shown.
                of_question.push(cell);
            }
            looks_at.insert(own.clone(), of_question);
            places.insert(own, format!("{path}.visible_if"));
        }
    }
    let mut done: BTreeMap<Thing, bool> = BTreeMap::new();
    for thing in looks_at.keys() {
        let mut way = Vec::new();
        if let Some(cycle) = follow(thing, &looks_at, &mut done, &mut way) {
            let name = |(question, column): &Thing| match column {
                Some(column) => format!("{question}.{column}"),
                None => question.clone(),
            };
            let place = cycle.iter().filter_map(|thing| places.get(thing)).find(|place| report.value(place).is_some());
            if let Some(place) = place {
                let why = Why::Cycle(cycle.iter().map(name).collect());
                report.inside(place, Problem { at: 0, why });
            }
        }
    }
}

/// Goes from one thing to those that it looks at; gives the way when it comes back. `done` is true for what leads
/// to no cycle, false for what was told already.
fn follow(
    thing: &Thing,
    looks_at: &BTreeMap<Thing, Vec<Thing>>,
    done: &mut BTreeMap<Thing, bool>,
    way: &mut Vec<Thing>,
) -> Option<Vec<Thing>> {
    if done.contains_key(thing) {
        return None;
    }
    if let Some(from) = way.iter().position(|passed| passed == thing) {
        let cycle = way[from..].to_vec();
        done.extend(cycle.iter().map(|thing| (thing.clone(), false)));
        return Some(cycle);
    }
    way.push(thing.clone());
    for next in looks_at.get(thing).into_iter().flatten() {
        if let Some(cycle) = follow(next, looks_at, done, way) {
            return Some(cycle);
        }
    }
    way.pop();
    done.insert(thing.clone(), true);
    None
}
