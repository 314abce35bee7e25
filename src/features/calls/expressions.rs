//! Expressions of a call in words: conditions of pieces, and what a rule looked at.

use domain::{
    call::Call,
    expression::{Argument, Function, Kind, Node, Op, Sign, parse},
    form::{Choice, Question, QuestionKind},
    geo,
    meaning::{RowName, Seen, Side, Truth},
    money::Cents,
};

use crate::i18n::{self, Lang};

type Args = Vec<(&'static str, String)>;

/// Puts expressions of a call into words.
#[derive(Clone, Copy, Debug)]
pub struct Words<'c> {
    call: &'c Call,
    lang: Lang,
    /// The table whose rows are at hand.
    table: Option<&'c Question>,
}

/// A comparison in words, part by part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// What was looked at.
    pub what: String,
    /// Its value.
    pub found: String,
    /// What is asked of it.
    pub asked: String,
}

impl<'c> Words<'c> {
    /// Words of a call in a language.
    #[must_use]
    pub const fn new(call: &'c Call, lang: Lang) -> Self {
        Self { call, lang, table: None }
    }

    fn say(&self, key: &str, args: Args) -> String {
        i18n::say(self.lang, &format!("expression-{key}"), &args)
    }

    fn within(&self, table: &Node) -> Self {
        Self { table: table.as_name().and_then(|name| self.call.form.question(name)), ..*self }
    }

    /// The two sides of a comparison that a rule made.
    #[must_use]
    pub fn compared(&self, row: Option<&RowName>, left: &Side, op: Op, right: &Side) -> Compared {
        let words = row.map_or(*self, |row| self.within(&Node::name(&row.table)));
        let node = parse(&left.of).ok();
        let name = node.as_ref().map_or_else(|| left.of.clone(), |node| words.node(node));
        let name = match &left.who {
            Some(who) => self.say("who", vec![("what", name), ("who", who.clone())]),
            None => name,
        };
        let what = match row {
            Some(row) => self.say("in-row", vec![("row", self.row(row)), ("what", name)]),
            None => name,
        };
        let choices = node.as_ref().map_or(Vec::new(), |node| words.choices(node));
        let mut found = words.seen(&left.value, &choices);
        if let (Seen::Money(amount), Seen::Share(_, base, _)) = (&left.value, &right.value)
            && let Some(share) = amount.share_of(*base)
        {
            found = self.say("of-which", vec![("amount", found), ("share", share.to_string())]);
        }
        Compared { what, found, asked: words.bound(op, &words.seen(&right.value, &choices), &right.value) }
    }

    /// A comparison in one sentence without its stop; `either` when it is one of several of which one is enough.
    #[must_use]
    pub fn sentence(&self, compared: &Compared, either: bool) -> String {
        let Compared { what, found, asked } = compared.clone();
        let key = if either { "compared-either" } else { "compared" };
        self.say(key, vec![("what", what), ("found", found), ("asked", asked)])
    }

    /// Whether it holds, in a word or two.
    #[must_use]
    pub fn holds(&self, holds: Truth) -> String {
        let key = match holds {
            Truth::Yes => "holds-yes",
            Truth::No => "holds-no",
            Truth::Unknown => "holds-unknown",
        };
        self.say(key, vec![])
    }

    fn row(&self, row: &RowName) -> String {
        let number = row.number.to_string();
        if row.table == "budget.years" {
            return self.say("year", vec![("number", number)]);
        }
        let table = self.call.form.question(&row.table).map_or(row.table.clone(), |table| table.label.clone());
        let key = if row.name.is_empty() { "row" } else { "row-named" };
        self.say(key, vec![("table", table), ("number", number), ("name", row.name.clone())])
    }

    fn seen(&self, seen: &Seen, choices: &[Choice]) -> String {
        let label = |value: &String| {
            choices.iter().find(|choice| choice.value == *value).map_or(value.clone(), |choice| choice.label.clone())
        };
        let between = |low: String, high: Option<String>| match high {
            Some(high) => self.say("between", vec![("low", low), ("high", high)]),
            None => self.say("at-least", vec![("value", low)]),
        };
        match seen {
            Seen::Unknown => self.say("unknown", vec![]),
            Seen::Number(number) => number.to_string(),
            Seen::Decimal(number) => self.number(number),
            Seen::Numbers(low, high) => between(low.to_string(), high.map(|high| high.to_string())),
            Seen::Money(amount) => amount.to_french(),
            Seen::Amounts(low, high) => between(low.to_french(), high.map(Cents::to_french)),
            Seen::Percent(share) => share.to_string(),
            Seen::Share(rate, amount, of) => {
                let of = parse(of).map_or_else(|_| of.clone(), |node| self.node(&node));
                self.say("share", vec![("rate", rate.to_string()), ("amount", amount.to_french()), ("of", of)])
            }
            Seen::Text(text) => label(text),
            Seen::Texts(texts) => self.either(texts.iter().map(label).collect()),
            Seen::Day(day) => {
                domain::answers::parse_day(day).map_or_else(|| day.clone(), |day| i18n::date(self.lang, day))
            }
            Seen::Moment(at) => i18n::date_time(self.lang, *at, self.call.zone),
            Seen::YesNo(yes) => i18n::word(self.lang, if *yes { "ui-yes" } else { "ui-no" }),
            Seen::Range(low, high) => {
                let (low, high) = (self.seen(low, choices), self.seen(high, choices));
                self.say("range", vec![("low", low), ("high", high)])
            }
        }
    }

    fn number(&self, plain: &str) -> String {
        if self.lang == Lang::Fr { plain.replace('.', ",") } else { plain.to_owned() }
    }

    /// « a, b ou c ».
    fn either(&self, mut texts: Vec<String>) -> String {
        match texts.pop() {
            Some(last) if !texts.is_empty() => self.say("or", vec![("left", texts.join(", ")), ("right", last)]),
            last => last.unwrap_or_default(),
        }
    }

    /// « au plus 100 000 € ».
    fn bound(&self, op: Op, value: &str, of: &Seen) -> String {
        let key = match (op, of) {
            (Op::Equal | Op::In, _) => return value.to_owned(),
            (Op::NotIn, Seen::Range(..)) => "out-of",
            (Op::Different | Op::NotIn, _) => "other-than",
            (Op::Less, _) => "less-than",
            (Op::AtMost, _) => "at-most",
            (Op::More, _) => "more-than",
            (Op::AtLeast, _) => "at-least",
        };
        self.say(key, vec![("value", value.to_owned())])
    }

    /// The question or column that a name means.
    fn asked(&self, name: &str) -> Option<&'c Question> {
        let columns = |table: &'c Question| match &table.kind {
            QuestionKind::Table { columns, .. } => columns.as_slice(),
            _ => &[],
        };
        let of = |table: &'c Question, column: &str| columns(table).iter().find(|known| known.code == column);
        if let Some(column) = self.table.and_then(|table| of(table, name)) {
            return Some(column);
        }
        self.call.form.question(name).or_else(|| {
            let (table, column) = name.split_once('.')?;
            of(self.call.form.question(table)?, column)
        })
    }

    /// The choices of what a part names, with the names of tracks and departments.
    fn choices(&self, node: &Node) -> Vec<Choice> {
        let Some(name) = node.as_name() else { return Vec::new() };
        let choice = |value: &str, label: &str| Choice { value: value.to_owned(), label: label.to_owned() };
        if name == "track" {
            return self.call.tracks.iter().map(|track| choice(&track.code, &track.name)).collect();
        }
        match self.asked(name).map(|question| &question.kind) {
            Some(QuestionKind::Choice(choices) | QuestionKind::Choices(choices)) => choices.clone(),
            Some(QuestionKind::Departments) => {
                geo::departments().iter().map(|one| choice(one.code, one.name)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn name(&self, name: &str) -> String {
        if domain::meaning::Fact::named(name).is_some() {
            return self.say(&format!("fact-{}", name.replace(['.', '_'], "-")), vec![]);
        }
        let is_year = self.table.is_none() && domain::meaning::YEAR_COLUMNS.iter().any(|(known, _)| *known == name);
        match self.asked(name) {
            Some(question) if question.label.ends_with('?') => {
                self.say("quoted", vec![("text", question.label.clone())])
            }
            Some(question) => question.label.clone(),
            None if is_year => self.say(&format!("year-{}", name.replace('_', "-")), vec![]),
            None => name.to_owned(),
        }
    }

    /// An expression in words.
    #[must_use]
    pub fn node(&self, node: &Node) -> String {
        let list = |parts: &[Node]| parts.iter().map(|part| self.inside(part)).collect::<Vec<_>>();
        match &node.kind {
            Kind::YesNo(yes) => i18n::word(self.lang, if *yes { "ui-yes" } else { "ui-no" }),
            Kind::Number(number) => self.number(&number.to_string()),
            Kind::Money(amount) => amount.to_cents().map_or_else(|| format!("{amount} €"), Cents::to_french),
            Kind::Percent(share) => share.to_basis_points().map_or_else(|| node.to_string(), |share| share.to_string()),
            Kind::Text(text) => text.clone(),
            Kind::Day(day) => i18n::date(self.lang, *day),
            Kind::List(items) => self.either(items.iter().map(|item| self.node(item)).collect()),
            Kind::Range(low, high) => self.say("range", vec![("low", self.node(low)), ("high", self.node(high))]),
            Kind::Name(name) => self.name(name),
            Kind::Not(inner) => self.say("not", vec![("what", self.node(inner))]),
            Kind::And(parts) => list(parts).join(&self.say("and", vec![])),
            Kind::Or(parts) => list(parts).join(&self.say("or-between", vec![])),
            Kind::Compare(op, left, right) => self.comparison(*op, left, right),
            Kind::Sum(first, rest) => rest.iter().fold(self.inside(first), |sum, (sign, term)| {
                let sign = if *sign == Sign::Plus { "+" } else { "−" };
                format!("{sum} {sign} {}", self.inside(term))
            }),
            Kind::Product(factors) => list(factors).join(" × "),
            Kind::Call(function, arguments) => self.function(*function, arguments),
        }
    }

    fn inside(&self, node: &Node) -> String {
        match &node.kind {
            Kind::And(_) | Kind::Or(_) | Kind::Sum(..) => format!("({})", self.node(node)),
            _ => self.node(node),
        }
    }

    fn comparison(&self, op: Op, left: &Node, right: &Node) -> String {
        let choices = self.choices(left);
        let label = |node: &Node| match &node.kind {
            Kind::Text(text) => self.seen(&Seen::Text(text.clone()), &choices),
            _ => self.node(node),
        };
        let (value, of) = match &right.kind {
            Kind::List(items) => (self.either(items.iter().map(label).collect()), Seen::Unknown),
            Kind::Range(..) => (self.node(right), Seen::Range(Box::new(Seen::Unknown), Box::new(Seen::Unknown))),
            _ => (label(right), Seen::Unknown),
        };
        self.say("condition", vec![("what", self.node(left)), ("asked", self.bound(op, &value, &of))])
    }

    fn function(&self, function: Function, arguments: &[Argument]) -> String {
        let Some(first) = arguments.first().map(|argument| &argument.value) else { return String::new() };
        let rows = self.within(first);
        let (table, then) = (self.node(first), arguments.get(1).map(|argument| rows.node(&argument.value)));
        let last = arguments.get(2).map(|argument| rows.node(&argument.value));
        match (function, then) {
            (Function::Count, None) => {
                let is_table = first
                    .as_name()
                    .and_then(|name| self.asked(name))
                    .is_some_and(|question| matches!(question.kind, QuestionKind::Table { .. }));
                self.say(if is_table { "count" } else { "count-choices" }, vec![("table", table)])
            }
            (Function::Count, Some(with)) => self.say("count-where", vec![("table", table), ("with", with)]),
            (Function::Any, with) => self.say("any", vec![("table", table), ("with", with.unwrap_or_default())]),
            (Function::All, with) => self.say("all", vec![("table", table), ("with", with.unwrap_or_default())]),
            (Function::Sum | Function::Largest, number) => {
                let of = vec![
                    ("table", table),
                    ("number", number.unwrap_or_default()),
                    ("with", last.clone().unwrap_or_default()),
                ];
                match (function, last) {
                    (Function::Sum, None) => self.say("sum", of),
                    (Function::Sum, Some(_)) => self.say("sum-where", of),
                    (_, None) => self.say("largest", of),
                    (_, Some(_)) => self.say("largest-where", of),
                }
            }
            (Function::CountDistinct, _) => self.distinct(arguments),
            (Function::Siren, _) => self.say("siren", vec![("of", table)]),
            (Function::Years, _) => self.say("years", vec![("day", table)]),
            (Function::Answered, _) => {
                let all: Vec<String> = arguments.iter().map(|argument| self.node(&argument.value)).collect();
                self.say("answered", vec![("questions", all.join(", "))])
            }
            (Function::Documents, _) => {
                let (Kind::Name(code) | Kind::Text(code)) = &first.kind else { return table };
                let piece = self.call.piece(code).map(|piece| piece.label.clone());
                self.say("documents", vec![("piece", piece.unwrap_or_else(|| self.name(code)))])
            }
        }
    }

    fn distinct(&self, arguments: &[Argument]) -> String {
        let siren = |argument: &Argument| matches!(argument.value.kind, Kind::Call(Function::Siren, _));
        let what = if arguments.iter().all(siren) {
            self.say("distinct-siren", vec![])
        } else {
            let of: Vec<String> = arguments.iter().map(|argument| self.node(&argument.value)).collect();
            self.say("distinct", vec![("of", of.join(", "))])
        };
        let condition = arguments.iter().rev().find_map(|argument| Some((argument, argument.condition.as_ref()?)));
        let Some((argument, condition)) = condition else { return what };
        let table = argument.value.table_of_column().map(Node::name);
        let words = table.map_or(*self, |table| self.within(&table));
        self.say("with", vec![("what", what), ("with", words.node(condition))])
    }
}

/// Whether an expression that was looked at is a count.
#[must_use]
pub fn is_count(side: &Side) -> bool {
    let counts = [Function::Count, Function::CountDistinct];
    parse(&side.of).is_ok_and(|node| matches!(node.kind, Kind::Call(function, _) if counts.contains(&function)))
}
