//! Every word that is shown exists in French and in English, is used, and gets the values that it names.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::source::{SourceFile, files};

/// Keys of a language with the variables of their texts.
pub fn messages(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files(&format!("templates/locales/{language}"), ".ftl") {
        let mut current = None;
        for line in file.text.lines() {
            let starts = line
                .split_once(" =")
                .map(|(key, _)| key)
                .filter(|key| key.starts_with(|c: char| c.is_ascii_lowercase()));
            if let Some(key) = starts.filter(|key| key.chars().all(is_key)) {
                assert!(
                    messages.insert(key.to_owned(), BTreeSet::new()).is_none(),
                    "{}: {key} stands twice",
                    file.path
                );
                current = Some(key.to_owned());
            }
            let variables = current.as_ref().and_then(|key| messages.get_mut(key));
            let named = line.split('{').skip(1).filter_map(|inner| inner.trim_start().strip_prefix('$'));
            let named = named.map(|text| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
            variables.into_iter().for_each(|variables| variables.extend(named.clone()));
        }
    }
    messages
}

fn keys(language: &str) -> BTreeSet<String> {
    messages(language).into_keys().collect()
}

fn is_key(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
}

/// The files that take words: templates, and the program but for its pure parts.
fn users() -> Vec<SourceFile> {
    let templates = files("templates", ".html").into_iter().chain(files("templates", ".txt"));
    let program = files("src", ".rs").into_iter().filter(|file| !file.is_in(&["src/domain/", "src/typeset/"]));
    templates.chain(program).collect()
}

/// Texts between quotes; a key made of pieces has `*` where a piece is put in: `journal-kind-{}`, `"reviews-" ~ state`.
fn literals(file: &SourceFile) -> Vec<String> {
    let mut literals = Vec::new();
    // In templates, quotes stand in quotes: whatever is between two of them counts.
    let step = if file.path.starts_with("templates/") { 1 } else { 2 };
    for line in file.text.lines().filter(|line| !line.trim_start().starts_with("//")) {
        for text in line.split('"').skip(1).step_by(step) {
            let mut pattern = String::new();
            let mut rest = text;
            while let Some((before, after)) = rest.split_once('{') {
                pattern.push_str(before);
                pattern.push('*');
                rest = after.split_once('}').map_or("", |(_, after)| after);
            }
            pattern.push_str(rest);
            // A text that ends so is continued by another one.
            literals.push(if pattern.ends_with('-') { format!("{pattern}*") } else { pattern });
        }
    }
    literals
}

/// Whether a text could be made from a pattern.
fn matches(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((start, rest)) => text.strip_prefix(start).is_some_and(|text| {
            text.char_indices().map(|(at, _)| at).chain([text.len()]).any(|at| at > 0 && matches(rest, &text[at..]))
        }),
    }
}

#[test]
fn both_languages_have_the_same_words() {
    let (french, english) = (keys("fr"), keys("en"));
    assert_eq!(french.difference(&english).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in English");
    assert_eq!(english.difference(&french).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in French");
}

#[test]
fn every_key_that_is_used_exists() {
    let keys = keys("fr");
    let families: BTreeSet<&str> =
        keys.iter().filter_map(|key| key.split_once('-')).map(|(family, _)| family).collect();
    let mut missing = Vec::new();
    for file in users() {
        let template = file.path.starts_with("templates/");
        for pattern in literals(&file) {
            // What stands after `key=`, and, in the program, whatever looks like a key of one of these families.
            let asked = template && file.text.contains(&format!("key=\"{}\"", pattern.trim_end_matches('*')));
            let family = pattern.split_once('-').is_some_and(|(family, _)| families.contains(family));
            let looks_so = !template && family && pattern.chars().all(|c| is_key(c) || c == '*');
            // A text may be the stem of several keys: `failure-not-found` of `failure-not-found-title`.
            let stem = format!("{}-*", pattern.trim_end_matches(['*', '-']));
            let known = keys.iter().any(|key| matches(&pattern, key) || (!template && matches(&stem, key)));
            if (asked || looks_so) && !known {
                missing.push(format!("{}: {pattern}", file.path));
            }
        }
    }
    assert!(missing.is_empty(), "words that do not exist:\n{}", missing.join("\n"));
}

#[test]
fn every_key_is_used() {
    let used: BTreeSet<String> = users().iter().flat_map(literals).collect();
    // `{stem}-{n}-title` continues any text of ours.
    let (ends, used): (Vec<String>, Vec<String>) =
        used.into_iter().filter(|text| text.contains('-')).partition(|text| text.starts_with('*'));
    let ends: Vec<&String> = ends.iter().filter(|end| end.starts_with("*-")).collect();
    let is_used = |key: &str| {
        used.iter().any(|text| {
            matches(text, key)
                || (!text.contains('*') && ends.iter().any(|end| matches(&format!("{text}{}", &end[1..]), key)))
        })
    };
    let unused: Vec<String> = keys("fr").into_iter().filter(|key| !is_used(key)).collect();
    assert!(unused.is_empty(), "words that nothing shows: {unused:#?}");
}

/// Calls in a source: what stands between the parentheses after a name.
fn calls<'a>(source: &'a str, name: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    for (at, _) in source.match_indices(name) {
        if source[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let inner = &source[at + name.len()..];
        let mut depth = 1;
        let end = inner.char_indices().find(|(_, c)| {
            depth += match c {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            depth == 0
        });
        found.push(&inner[..end.map_or(inner.len(), |(at, _)| at)]);
    }
    found
}

/// The variables that a text needs; of a key made of pieces, those that each of the keys it can make needs. (What only
/// some of them need is seen on the pages that the other tests read.)
fn named_by<'a>(all: &'a [(String, BTreeSet<String>)], pattern: &str) -> BTreeSet<&'a str> {
    let mut those = all.iter().filter(|(key, _)| matches(pattern, key)).map(|(_, variables)| variables).peekable();
    if !pattern.contains('*') {
        return those.flatten().map(String::as_str).collect();
    }
    let first: BTreeSet<String> = those.peek().map(|first| (*first).clone()).unwrap_or_default();
    let common = those.fold(first, |common, more| common.intersection(more).cloned().collect());
    all.iter().flat_map(|(_, variables)| variables).filter(|name| common.contains(*name)).map(String::as_str).collect()
}

#[test]
fn every_text_gets_the_values_that_it_names() {
    let all: Vec<(String, BTreeSet<String>)> = messages("fr").into_iter().chain(messages("en")).collect();
    let mut missing = Vec::new();
    let mut seen = 0;
    for file in users() {
        if file.path.starts_with("templates/") {
            for call in calls(&file.text, "t(") {
                let Some(key) = call.strip_prefix("key=\"").and_then(|rest| rest.split_once('"')) else { continue };
                let pattern = if key.0.ends_with('-') { format!("{}*", key.0) } else { key.0.to_owned() };
                for name in named_by(&all, &pattern) {
                    seen += 1;
                    if !call.contains(&format!("{name}=")) {
                        missing.push(format!("{}: {pattern} names {name}", file.path));
                    }
                }
            }
            continue;
        }
        for (function, with_values) in [("i18n::word(", false), ("i18n::text(", true), ("i18n::try_text(", true)] {
            for call in calls(&file.text, function) {
                let Some(key) = call.split('"').nth(1).filter(|key| key.contains('-')) else { continue };
                let line = SourceFile::new("", &format!("\"{key}\""));
                let pattern = literals(&line).remove(0);
                for name in named_by(&all, &pattern) {
                    seen += 1;
                    // Values stand in the call or in a variable of the same file.
                    let quoted = format!("(\"{name}\",");
                    let inline = call.contains("&[");
                    if !with_values || !(if inline { call } else { file.text.as_str() }).contains(&quoted) {
                        missing.push(format!("{}: {pattern} names {name}", file.path));
                    }
                }
            }
        }
    }
    assert!(seen > 100, "only {seen} values were looked at");
    assert!(missing.is_empty(), "values that are missing:\n{}", missing.join("\n"));
}

#[test]
fn the_checks_of_words_see_what_they_must() {
    for (pattern, text, right) in [
        ("journal-kind-*", "journal-kind-role-granted", true),
        ("journal-kind-*", "journal-kind-", false),
        ("*-*-title", "site-help-1-title", true),
        ("calls-task-*-text", "calls-task-reviews", false),
        ("calls-title", "calls-titles", false),
    ] {
        assert_eq!(matches(pattern, text), right, "{pattern} {text}");
    }
    let file = SourceFile::new("", "word(\"a-b\"); format!(\"a-{x}-c\"); \"a-d-\" ~ e");
    assert_eq!(literals(&file), ["a-b", "a-*-c", "a-d-*"]);
    assert_eq!(calls("t(key=\"a\", n=f(x)) t(b) let(c)", "t("), ["key=\"a\", n=f(x)", "b"]);
    assert_eq!(messages("fr")["time-left"].len(), 3);
}
