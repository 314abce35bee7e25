//! Walks the parsed file by hand, so that every mistake is found and none hides the next.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
    value::Datetime,
};

use super::reason::{Expected, Mistake, Reason, Thing};
use crate::{
    money::{BasisPoints, Cents},
    time::LocalDate,
};

/// Where each value stands, and the mistakes found so far.
pub(super) struct Report<'t> {
    text: &'t str,
    places: Places,
    found: RefCell<Vec<Mistake>>,
}

/// Places by path: of the key, of the value.
#[derive(Default)]
struct Places {
    keys: BTreeMap<String, Range<usize>>,
    values: BTreeMap<String, Range<usize>>,
}

impl<'t> Report<'t> {
    pub(super) fn new(text: &'t str, root: &Spanned<DeTable<'_>>) -> Self {
        let mut places = Places::default();
        mark_table(root.get_ref(), "", &mut places);
        Self { text, places, found: RefCell::default() }
    }

    /// Notes a mistake at a path, or at the nearest part of it that is in the file.
    pub(super) fn at(&self, path: &str, reason: Reason) {
        let mut known = path;
        let start = loop {
            if let Some(span) = self.places.keys.get(known) {
                break span.start;
            }
            match known.rfind(['.', '[']) {
                Some(cut) => known = &known[..cut],
                None => break 0,
            }
        };
        self.found_at(start, path, reason);
    }

    /// The value at a path as it is written, and where it starts.
    pub(super) fn value(&self, path: &str) -> Option<(&'t str, usize)> {
        let place = self.places.values.get(path)?;
        Some((self.text.get(place.clone())?, place.start))
    }

    /// Notes a mistake at a place given in bytes.
    pub(super) fn found_at(&self, start: usize, path: &str, reason: Reason) {
        let (line, column) = position(self.text, start);
        let mistake = Mistake { line, column, path: path.to_owned(), reason };
        let mut found = self.found.borrow_mut();
        if !found.contains(&mistake) {
            found.push(mistake);
        }
    }

    pub(super) fn into_mistakes(self) -> Vec<Mistake> {
        let mut found = self.found.into_inner();
        found.sort_by_key(|mistake| (mistake.line, mistake.column));
        found
    }

    /// Whether the file holds something at a path.
    pub(super) fn holds(&self, path: &str) -> bool {
        self.places.keys.contains_key(path)
    }

    pub(super) fn is_clean(&self) -> bool {
        self.found.borrow().is_empty()
    }

    /// Notes codes that are given twice; `path` gives the place of an index.
    pub(super) fn distinct<'c>(
        &self,
        what: Thing,
        codes: impl Iterator<Item = &'c str>,
        path: impl Fn(usize) -> String,
    ) {
        let mut seen = BTreeSet::new();
        for (index, code) in codes.enumerate() {
            if !code.is_empty() && !seen.insert(code) {
                self.at(&path(index), Reason::Duplicate(what, code.to_owned()));
            }
        }
    }

    /// Notes a code that nothing has.
    pub(super) fn known(&self, path: &str, what: Thing, code: &str, known: &[&str]) {
        if !code.is_empty() && !known.contains(&code) {
            let nearest = nearest(code, known.iter().copied());
            self.at(path, Reason::Unknown { what, code: code.to_owned(), nearest });
        }
    }
}

/// Line and column, from 1, of a place given in bytes.
pub(super) fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<String> {
    known
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4)
        .min()
        .map(|(_, candidate)| candidate.to_owned())
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

fn mark_table(table: &DeTable<'_>, path: &str, places: &mut Places) {
    for (key, value) in table.iter() {
        let path = join(path, key.get_ref());
        // A table's own span is its header, a value's is the value; the key is nearer to the eye for both.
        places.keys.insert(path.clone(), key.span());
        places.values.insert(path.clone(), value.span());
        mark_value(value, &path, places);
    }
}

fn mark_value(value: &Spanned<DeValue<'_>>, path: &str, places: &mut Places) {
    match value.get_ref() {
        DeValue::Table(table) => mark_table(table, path, places),
        DeValue::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let path = format!("{path}[{}]", index + 1);
                places.keys.insert(path.clone(), item.span());
                mark_value(item, &path, places);
            }
        }
        _ => {}
    }
}

/// A table being read: each read notes the key, `done` reports the keys that nothing read.
pub(super) struct Node<'a> {
    table: &'a DeTable<'a>,
    pub(super) path: String,
    pub(super) report: &'a Report<'a>,
    read: RefCell<BTreeSet<&'static str>>,
}

impl<'a> Node<'a> {
    pub(super) fn new(table: &'a DeTable<'a>, path: String, report: &'a Report<'a>) -> Self {
        Self { table, path, report, read: RefCell::default() }
    }

    pub(super) fn child(&self, key: &str) -> String {
        join(&self.path, key)
    }

    pub(super) fn wrong(&self, key: &str, reason: Reason) {
        self.report.at(&self.child(key), reason);
    }

    pub(super) fn get(&self, key: &'static str) -> Option<&'a DeValue<'a>> {
        self.read.borrow_mut().insert(key);
        self.table.get(key).map(Spanned::get_ref)
    }

    pub(super) fn owed(&self, key: &'static str) -> Option<&'a DeValue<'a>> {
        let value = self.get(key);
        if value.is_none() {
            self.wrong(key, Reason::Missing);
        }
        value
    }

    fn parse<T>(
        &self,
        key: &str,
        value: Option<&'a DeValue<'a>>,
        expected: Expected,
        read: impl Fn(&'a DeValue<'a>) -> Option<T>,
    ) -> Option<T> {
        let value = value?;
        let parsed = read(value);
        if parsed.is_none() {
            self.wrong(key, Reason::NotA(expected));
        }
        parsed
    }

    /// A text that is owed and not empty.
    pub(super) fn text(&self, key: &'static str) -> String {
        let Some(text) = self.parse(key, self.owed(key), Expected::Text, DeValue::as_str) else {
            return String::new();
        };
        if text.trim().is_empty() {
            self.wrong(key, Reason::Empty);
        }
        text.trim().to_owned()
    }

    /// A text that may be absent.
    pub(super) fn text_or_empty(&self, key: &'static str) -> String {
        self.parse(key, self.get(key), Expected::Text, DeValue::as_str).unwrap_or_default().trim().to_owned()
    }

    /// A text of small letters, digits, `_` and `-`.
    pub(super) fn code(&self, key: &'static str) -> String {
        let code = self.text(key);
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
        if !code.chars().all(plain) || code.len() > 60 {
            self.wrong(key, Reason::BadCode(code.clone()));
        }
        code
    }

    pub(super) fn texts(&self, key: &'static str) -> Vec<String> {
        self.parse(key, self.owed(key), Expected::Texts, texts_of).unwrap_or_default()
    }

    pub(super) fn flag_or(&self, key: &'static str, default: bool) -> bool {
        self.parse(key, self.get(key), Expected::Flag, DeValue::as_bool).unwrap_or(default)
    }

    /// A whole number that is owed.
    pub(super) fn integer(&self, key: &'static str) -> Option<i64> {
        self.parse(key, self.owed(key), Expected::Integer, integer_of)
    }

    /// A count that is owed, within bounds.
    pub(super) fn count(&self, key: &'static str, min: usize, max: usize) -> usize {
        self.owed(key).map_or(min, |_| self.count_or(key, min, min, max))
    }

    /// A count that may be absent.
    pub(super) fn count_or(&self, key: &'static str, default: usize, min: usize, max: usize) -> usize {
        let Some(value) = self.parse(key, self.get(key), Expected::Integer, integer_of) else { return default };
        match usize::try_from(value) {
            Ok(count) if (min..=max).contains(&count) => count,
            _ => {
                let bound = |n| i64::try_from(n).unwrap_or(i64::MAX);
                self.wrong(key, Reason::OutOfRange(bound(min), bound(max)));
                default
            }
        }
    }

    pub(super) fn money(&self, key: &'static str) -> Option<Cents> {
        self.parse(key, self.owed(key), Expected::Money, money_of)
    }

    /// A rate of 0 to 100 %.
    pub(super) fn rate(&self, key: &'static str) -> BasisPoints {
        let rate = self.parse(key, self.owed(key), Expected::Percent, rate_of).unwrap_or(BasisPoints(0));
        if !(0..=10_000).contains(&rate.0) {
            self.wrong(key, Reason::RateOutOfRange);
        }
        rate
    }

    pub(super) fn local_time(&self, key: &'static str) -> Option<chrono::NaiveDateTime> {
        self.parse(key, self.owed(key), Expected::DateTime, |value| {
            let at = value.as_datetime().filter(|at| at.offset.is_none())?;
            let time = at.time?;
            day_of(at)?.and_hms_opt(time.hour.into(), time.minute.into(), time.second.into())
        })
    }

    pub(super) fn day(&self, key: &'static str) -> Option<LocalDate> {
        self.parse(key, self.owed(key), Expected::Day, |value| {
            value.as_datetime().filter(|at| at.time.is_none()).and_then(day_of)
        })
    }

    pub(super) fn table(&self, key: &'static str) -> Option<Node<'a>> {
        let table = self.parse(key, self.owed(key), Expected::Table, DeValue::as_table)?;
        Some(Node::new(table, self.child(key), self.report))
    }

    /// The tables of a list that is owed; an item that is no table is noted and left out.
    pub(super) fn tables(&self, key: &'static str) -> Vec<Node<'a>> {
        self.owed(key).map(|_| self.tables_or_none(key)).unwrap_or_default()
    }

    /// The tables of a list that may be absent.
    pub(super) fn tables_or_none(&self, key: &'static str) -> Vec<Node<'a>> {
        let Some(items) = self.parse(key, self.get(key), Expected::Tables, DeValue::as_array) else {
            return Vec::new();
        };
        let mut nodes = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let path = format!("{}[{}]", self.child(key), index + 1);
            match item.get_ref().as_table() {
                Some(table) => nodes.push(Node::new(table, path, self.report)),
                None => self.report.at(&path, Reason::NotA(Expected::Table)),
            }
        }
        nodes
    }

    /// A table of values by codes chosen by the writer of the file (weights per track).
    pub(super) fn map<T>(
        &self,
        key: &'static str,
        expected: Expected,
        read: impl Fn(&'a DeValue<'a>) -> Option<T>,
    ) -> BTreeMap<String, T> {
        let mut map = BTreeMap::new();
        let Some(table) = self.parse(key, self.get(key), Expected::Table, DeValue::as_table) else { return map };
        for (name, value) in table.iter() {
            match read(value.get_ref()) {
                Some(read) => drop(map.insert(name.get_ref().to_string(), read)),
                None => self.report.at(&join(&self.child(key), name.get_ref()), Reason::NotA(expected)),
            }
        }
        map
    }

    /// The only key of the table and its value, for values like `{ on_track = "…" }`.
    pub(super) fn single(&self) -> Option<(&'a str, &'a DeValue<'a>)> {
        let mut entries = self.table.iter();
        let (key, value) = entries.next()?;
        entries.next().is_none().then(|| (key.get_ref().as_ref(), value.get_ref()))
    }

    /// Reports the keys that nothing read.
    pub(super) fn done(self) {
        let read = self.read.borrow();
        for (key, _) in self.table.iter() {
            if !read.contains(key.get_ref().as_ref()) {
                self.wrong(key.get_ref(), Reason::UnknownKey(nearest(key.get_ref(), read.iter().copied())));
            }
        }
    }
}

fn day_of(at: &Datetime) -> Option<LocalDate> {
    let date = at.date?;
    LocalDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
}

pub(super) fn texts_of(value: &DeValue<'_>) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect()
}

pub(super) fn integer_of(value: &DeValue<'_>) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok().filter(|n| *n >= 0)
}

/// Euros, from the characters of the number: a float never comes in between.
pub(super) fn money_of(value: &DeValue<'_>) -> Option<Cents> {
    let text = match value {
        DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
        DeValue::Float(number) => number.as_str(),
        DeValue::String(text) => text.as_ref(),
        _ => return None,
    };
    Cents::parse(&text.replace('_', "")).ok().filter(|amount| *amount >= Cents::ZERO)
}

/// A percentage, as `"20 %"`, `20` or `12.5`, in hundredths of a percent.
pub(super) fn rate_of(value: &DeValue<'_>) -> Option<BasisPoints> {
    let text = match value {
        DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
        DeValue::Float(number) => number.as_str(),
        DeValue::String(text) => text.trim().strip_suffix('%')?,
        _ => return None,
    };
    // Hundredths of a percent are to percents what cents are to euros.
    let hundredths = Cents::parse(text).ok()?.0;
    // `0.70` is meant as 70 %, not as 0,7 %: whoever writes a share below 1 % says so with the sign.
    let fraction = value.as_str().is_none() && (1..100).contains(&hundredths);
    (!fraction).then_some(BasisPoints(hundredths))
}

/// Points of the scale, as `2`, `2.5` or `"2,5"`, in half points.
pub(super) fn half_points_of(value: &DeValue<'_>) -> Option<u8> {
    let hundredths = money_of(value)?.0;
    (hundredths % 50 == 0).then(|| u8::try_from(hundredths / 50).ok()).flatten()
}
