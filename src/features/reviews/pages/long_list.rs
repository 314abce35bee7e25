//! The organisations of a large call, part by part: by letter or by a part of a name. The form goes from part to part
//! with everything that is ticked on it, so that nothing ticked is lost, with or without script.

use std::collections::BTreeSet;

use crate::{
    features::reviews::store::{Organisation, fold},
    web::RawForm,
};

/// Lists up to this length are shown whole.
const WHOLE: usize = 400;
/// Organisations of a part.
const LINES: usize = 100;

/// What is shown of the list.
#[derive(Debug, Default)]
pub struct Shown<'a> {
    /// The list is too long to be shown whole.
    pub long: bool,
    /// The part that is shown.
    pub lines: Vec<&'a Organisation>,
    /// What is ticked and stands in other parts.
    pub elsewhere: Vec<&'a Organisation>,
    /// The part, as the form says it again: a letter and a rank, or `?`.
    pub part: String,
    /// The parts before and after it, or empty.
    pub previous: String,
    /// The part after it, or empty.
    pub next: String,
    /// Letters with which names begin.
    pub letters: BTreeSet<char>,
}

/// The letter under which an organisation stands: `0` for names that begin with a figure.
#[must_use]
pub fn letter(one: &Organisation) -> char {
    one.sorted_by.chars().next().filter(char::is_ascii_alphabetic).unwrap_or('0').to_ascii_uppercase()
}

/// The part that the form asks for (`vers`), or shows already (`vu`).
#[must_use]
pub fn shown<'a>(raw: &RawForm, organisations: &'a [Organisation]) -> Shown<'a> {
    if organisations.len() <= WHOLE {
        return Shown { lines: organisations.iter().collect(), ..Shown::default() };
    }
    let letters: BTreeSet<char> = organisations.iter().map(letter).collect();
    let asked = if raw.has("vers") { raw.get("vers") } else { raw.get("vu") };
    let mut shown = if asked == "?" && !raw.get("cherche").trim().is_empty() {
        let (words, digits) = (fold(raw.get("cherche")), raw.get("cherche").replace(char::is_whitespace, ""));
        let found = organisations.iter().filter(|one| {
            (!words.is_empty() && one.sorted_by.contains(&words))
                || (digits.len() > 2 && one.siren.starts_with(&digits))
        });
        Shown { lines: found.take(LINES).collect(), part: "?".into(), ..Shown::default() }
    } else {
        let (wanted, rank) = asked.split_once('.').unwrap_or((asked, ""));
        let first = letters.first().copied().unwrap_or('0');
        let wanted = wanted.chars().next().filter(|one| letters.contains(one)).unwrap_or(first);
        let start = rank.parse::<usize>().unwrap_or(0) / LINES * LINES;
        let under: Vec<&Organisation> = organisations.iter().filter(|one| letter(one) == wanted).collect();
        let part = |start: usize| format!("{wanted}.{start}");
        Shown {
            previous: if start > 0 { part(start - LINES) } else { String::new() },
            next: if start + LINES < under.len() { part(start + LINES) } else { String::new() },
            part: part(start),
            lines: under.into_iter().skip(start).take(LINES).collect(),
            ..Shown::default()
        }
    };
    let ticked: BTreeSet<&str> = raw.all("org").into_iter().collect();
    let here: BTreeSet<&str> = shown.lines.iter().map(|one| one.key.as_str()).collect();
    let elsewhere = |one: &&Organisation| ticked.contains(one.key.as_str()) && !here.contains(one.key.as_str());
    shown.elsewhere = organisations.iter().filter(elsewhere).collect();
    shown.long = true;
    shown.letters = letters;
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(count: usize) -> Vec<Organisation> {
        let one = |n: usize| {
            let name = format!("{} d’essai {n:04}", if n.is_multiple_of(2) { "Association" } else { "Émergence" });
            Organisation {
                key: format!("{n:09}"),
                sorted_by: fold(&name),
                name,
                siren: format!("{n:09}"),
                category: String::new(),
                dossiers: BTreeSet::new(),
            }
        };
        let mut list: Vec<_> = (0..count).map(one).collect();
        list.sort_by(|a, b| a.sorted_by.cmp(&b.sorted_by));
        list
    }

    fn form(fields: &[(&str, &str)]) -> RawForm {
        RawForm(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn a_short_list_is_shown_whole() {
        let list = list(WHOLE);
        let shown = shown(&form(&[]), &list);
        assert!(!shown.long && shown.lines.len() == WHOLE && shown.elsewhere.is_empty());
    }

    #[test]
    fn what_is_ticked_stays_on_the_page_whatever_part_is_shown() {
        let list = list(1_000);
        let first = shown(&form(&[]), &list);
        assert_eq!((first.part.as_str(), first.previous.as_str(), first.next.as_str()), ("A.0", "", "A.100"));
        let ticked = first.lines[3].key.as_str();
        for part in [("vers", "A.100"), ("vers", "E"), ("vers", "Z"), ("vu", "E.400"), ("vers", "?")] {
            let fields = form(&[("org", ticked), part, ("cherche", "emergence d essai 0001")]);
            let there = shown(&fields, &list);
            let all = || there.lines.iter().chain(&there.elsewhere);
            assert_eq!(all().filter(|one| one.key == ticked).count(), 1, "{part:?}");
            assert!(there.lines.len() <= LINES);
        }
        let found = shown(&form(&[("vers", "?"), ("cherche", "ÉMERGENCE d’essai 0001")]), &list);
        assert_eq!(found.lines.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Émergence d’essai 0001"]);
        let found = shown(&form(&[("vers", "?"), ("cherche", "000 000 00")]), &list);
        assert_eq!(found.lines.len(), 10);
    }
}
