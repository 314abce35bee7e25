//! Every word that is shown exists in French and in English, is used, and gets the values that it names.

mod families;

use std::collections::BTreeSet;

use families::families;

use crate::support::{
    fluent::{messages, messages_of},
    source::{SourceFile, files, sources},
    views,
};

fn keys(language: &str) -> BTreeSet<String> {
    messages(language).into_keys().collect()
}

fn is_key(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
}

/// The files that take words: templates, and the program but for its pure parts.
fn users() -> Vec<SourceFile> {
    let templates = files("templates", ".html").into_iter().chain(files("templates", ".txt"));
    let program = sources().iter().filter(|file| !file.is_in(&["src/domain/", "src/typeset/"])).cloned();
    templates.chain(program).collect()
}

/// A text as a pattern: `*` stands for what is put in (`journal-kind-{kind}`).
fn pattern(text: &str) -> String {
    let mut pattern = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        pattern.push_str(before);
        pattern.push('*');
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    pattern + rest
}

/// What a file can make keys of.
struct Maker {
    path: String,
    /// What is written as a key is written.
    written: BTreeSet<String>,
    /// Whole keys, and pieces of keys.
    whole: BTreeSet<String>,
    /// Keys, and pieces, with places to fill.
    open: BTreeSet<String>,
}

impl Maker {
    fn of(file: &SourceFile) -> Self {
        let texts = if file.path.starts_with("templates/") {
            views::texts(&file.text)
        } else {
            file.rust().texts.iter().map(|text| pattern(text)).collect()
        };
        let is_piece =
            |text: &String| text.chars().all(|c| is_key(c) || c == '*') && text.chars().any(|c| c.is_ascii_lowercase());
        let written = texts.iter().filter(|text| is_piece(text)).cloned().collect();
        // Names with underscores become keys by `replace`.
        let texts = texts.into_iter().map(|text| text.replace('_', "-")).filter(is_piece);
        let (open, whole) = texts.partition(|text: &String| text.contains('*'));
        Self { path: file.path.clone(), written, whole, open }
    }

    /// Whether it can make this text of its pieces: each place is filled by a text of the same file, or by one that it
    /// makes. Patterns whose fillings are listed make nothing else.
    fn makes(&self, text: &str, listed: &BTreeSet<String>, depth: usize) -> bool {
        let fills = |part: &str| self.whole.contains(part) || (depth > 0 && self.makes(part, listed, depth - 1));
        self.whole.contains(text)
            || self
                .open
                .iter()
                .any(|open| !listed.contains(open) && matches(open, text, &anything) && matches(open, text, &fills))
    }
}

/// Whether a text comes out of a pattern when each place is filled by what may fill it.
fn matches(pattern: &str, text: &str, fills: &dyn Fn(&str) -> bool) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == text };
    // What comes next says where this place may end.
    let next = rest.split('*').next().unwrap_or_default();
    text.strip_prefix(start).is_some_and(|text| {
        let ends = if rest.is_empty() { text.len().max(1)..=text.len() } else { 1..=text.len() };
        let mut ends = ends.filter(|end| text.get(*end..).is_some_and(|rest| rest.starts_with(next)));
        ends.any(|end| fills(&text[..end]) && matches(rest, &text[end..], fills))
    })
}

fn anything(_: &str) -> bool {
    true
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
    let rooms: BTreeSet<&str> = keys.iter().filter_map(|key| key.split_once('-')).map(|(room, _)| room).collect();
    let mut missing = Vec::new();
    for file in users() {
        let maker = Maker::of(&file);
        let template = file.path.starts_with("templates/");
        for text in maker.written.iter().filter(|text| text.contains('-')) {
            // In templates what stands after `key=`; in the program whatever looks like a key of one of the rooms.
            let start = text.split('*').next().unwrap_or_default();
            let asked =
                template && ["key=\"", "key = \""].iter().any(|key| file.text.contains(&format!("{key}{start}")));
            let looks_so = !template && text.split_once('-').is_some_and(|(room, _)| rooms.contains(room));
            // A text may be the stem of several keys: `failure-not-found` of `failure-not-found-title`.
            let stem = format!("{}-*", text.trim_end_matches(['*', '-']));
            let known = |key: &String| matches(text, key, &anything) || (!template && matches(&stem, key, &anything));
            if (asked && !start.is_empty() || looks_so) && !keys.iter().any(known) {
                missing.push(format!("{}: {text}", file.path));
            }
        }
    }
    for family in families() {
        missing.extend(family.keys.difference(&keys).map(|key| format!("{}: {key}", family.pattern)));
    }
    for (key, needs) in messages("fr").into_iter().chain(messages("en")) {
        missing.extend(needs.texts.difference(&keys).map(|text| format!("{key} shows {text}")));
    }
    assert!(missing.is_empty(), "words that do not exist:\n{}", missing.join("\n"));
}

/// Keys that nothing asks for.
fn unused(keys: BTreeSet<String>) -> Vec<String> {
    let makers: Vec<Maker> = users().iter().map(Maker::of).collect();
    let families = families();
    let listed: BTreeSet<String> = families.iter().map(|family| family.pattern.to_owned()).collect();
    let shown: BTreeSet<String> = messages("fr").into_values().flat_map(|needs| needs.texts).collect();
    let is_used = |key: &String| {
        shown.contains(key)
            || families.iter().any(|family| family.keys.contains(key))
            || makers.iter().any(|maker| maker.makes(key, &listed, 2))
    };
    keys.into_iter().filter(|key| !is_used(key)).collect()
}

#[test]
fn every_key_is_used() {
    let unused = unused(keys("fr"));
    assert!(unused.is_empty(), "words that nothing shows: {unused:#?}");
}

#[test]
fn a_key_that_nothing_asks_for_is_found_also_in_rooms_that_build_their_keys() {
    let idle = [
        "admissibility-rubbish",
        "admissibility-standing-lost",
        "calls-task-rubbish-text",
        "committee-refused-rubbish",
        "expression-rubbish",
        "failure-rubbish-title",
        "journal-kind-rubbish",
        "results-outcome-rubbish",
        "site-help-rubbish-title",
        "site-work-rubbish",
    ];
    let found = unused(keys("fr").into_iter().chain(idle.map(str::to_owned)).collect());
    assert_eq!(found, idle);
}

/// What is listed is what the program makes: no pattern that is gone.
#[test]
fn every_family_of_keys_is_made_somewhere() {
    let makers: Vec<Maker> = users().iter().map(Maker::of).collect();
    let is_made = |pattern: &str| {
        makers.iter().any(|maker| {
            // `admissibility-verdict-*` is made of `admissibility-*` and `verdict-*`.
            let inner = |part: &str| maker.whole.contains(part) || maker.open.contains(part) || part == "*";
            maker.open.contains(pattern) || maker.open.iter().any(|open| matches(open, pattern, &inner))
        })
    };
    let families = families();
    let gone: Vec<_> = families.iter().map(|family| family.pattern).filter(|pattern| !is_made(pattern)).collect();
    assert!(gone.is_empty(), "families that nothing makes: {gone:?}");
    let paths: BTreeSet<&String> = makers.iter().map(|maker| &maker.path).collect();
    assert_eq!(paths.len(), makers.len());
}

/// The variables that a text needs; of a key made of pieces, those that each of the keys it can make needs. (What only
/// some of them need is seen on the pages that the other tests read.)
fn named_by<'a>(all: &'a [(String, BTreeSet<String>)], pattern: &str) -> BTreeSet<&'a str> {
    let mut those =
        all.iter().filter(|(key, _)| matches(pattern, key, &anything)).map(|(_, variables)| variables).peekable();
    if !pattern.contains('*') {
        return those.flatten().map(String::as_str).collect();
    }
    let first: BTreeSet<String> = those.peek().map(|first| (*first).clone()).unwrap_or_default();
    let common = those.fold(first, |common, more| common.intersection(more).cloned().collect());
    all.iter().flat_map(|(_, variables)| variables).filter(|name| common.contains(*name)).map(String::as_str).collect()
}

#[test]
fn every_text_gets_the_values_that_it_names() {
    let all: Vec<(String, BTreeSet<String>)> =
        messages("fr").into_iter().chain(messages("en")).map(|(key, needs)| (key, needs.variables)).collect();
    let mut missing = Vec::new();
    let mut seen = 0;
    for file in users() {
        if file.path.starts_with("templates/") {
            for call in views::calls(&file.text, "t") {
                let Some(key) = views::texts(&format!("{{{{ {call} }}}}")).into_iter().next() else { continue };
                if !call.starts_with("key=\"") {
                    continue;
                }
                for name in named_by(&all, &key) {
                    seen += 1;
                    if !call.contains(&format!("{name}=")) {
                        missing.push(format!("{}: {key} names {name}", file.path));
                    }
                }
            }
            continue;
        }
        for call in &file.rust().calls {
            let with_values = match call.path.as_str() {
                "i18n::word" => false,
                "i18n::text" | "i18n::try_text" | "i18n::say" => true,
                _ => continue,
            };
            let key = call.arguments.get(1).and_then(|key| key.texts.first()).filter(|key| key.contains('-'));
            let Some(key) = key.map(|key| pattern(key)) else { continue };
            // Values stand in the call or in a variable of the same file.
            let values = call.arguments.get(2).filter(|values| values.inline);
            let named =
                values.map_or_else(|| file.rust().named.clone(), |values| values.named.iter().cloned().collect());
            for name in named_by(&all, &key) {
                seen += 1;
                if !with_values || !named.contains(name) {
                    missing.push(format!("{}: {key} names {name}", file.path));
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
        assert_eq!(matches(pattern, text, &anything), right, "{pattern} {text}");
    }
    let text = r#"
        /// Says "a-no".
        fn f() { word("a-b"); x(format!("a-{x}-c")); y(format!("b-{}", kind.as_str())); z("one_two"); /* "a-not" */ }
    "#;
    let maker = Maker::of(&SourceFile::new("src/x.rs", text));
    let listed = BTreeSet::from(["c-*".to_owned()]);
    for (key, made) in [
        ("a-b", true),
        ("a-one-two-c", true),
        ("a-b-one-two-c", true),
        ("a-two-c", false),
        ("a-no", false),
        ("a-not", false),
    ] {
        assert_eq!(maker.makes(key, &listed, 2), made, "{key}");
    }
    let listed = BTreeSet::from(["b-*".to_owned()]);
    assert!(!maker.makes("b-one-two", &listed, 2), "what is listed makes nothing else");

    let call = SourceFile::new("src/x.rs", "fn f() { g(i18n::text(lang, &format!(\"a-{k}\"), &[(\"n\", 1.into())])) }");
    let call = &call.rust().calls[0];
    assert_eq!((call.path.as_str(), call.arguments[1].texts[0].as_str()), ("i18n::text", "a-{k}"));
    assert_eq!((call.arguments[2].named.as_slice(), call.arguments[2].inline), (&["n".to_owned()][..], true));
}

#[test]
fn the_reader_of_templates_sees_texts_and_calls() {
    for (source, texts) in [
        ("<p class=\"a-b\">{{ t(key=\"a-c\") }}</p>{# \"a-d\" #}", &["a-c"][..]),
        ("{{ t(key=\"a-\" ~ page.kind ~ \"-title\") }}", &["a-*-title"]),
        ("{% set key = page.key ~ \"-do\" %}{{ t(key=key, n=\"x\") }}", &["*-do", "x"]),
        (
            "{{ <tag label={t(key=\"a-\" ~ (one | lower))} tone={\"ok\" if x == \"y\" else \"z\"} /> }}",
            &["a-*", "ok", "y", "z"],
        ),
        ("{{ \"a-\" ~ f(key=\"b-c\") ~ \".\" }}", &["b-c", "a-*."]),
    ] {
        assert_eq!(views::texts(source), texts, "{source}");
    }
    let source = "t(no) {{ t(key=\"a\", n=f(x)) }}{{ let(c) }}{{ x | g(y=t(key=\"b)\")) }}";
    assert_eq!(views::calls(source, "t"), ["key=\"a\", n=f(x)", "key=\"b)\""]);
}

#[test]
fn the_reader_of_words_sees_variables_wherever_they_stand() {
    assert_eq!(messages("fr")["time-left"].variables.len(), 3);
    let file = "## Titre\n# Note { $no }\na-b = { $one ->\n    [one] un { $two }\n   *[other] { NUMBER($three, x: 1) } { a-c }\n }\na-c =\n    suite\n    { \"{\" } { $four }\n";
    let read = messages_of(&[SourceFile::new("x.ftl", file)]);
    let of = |key: &str| read[key].variables.iter().map(String::as_str).collect::<Vec<_>>();
    assert_eq!((of("a-b"), of("a-c")), (vec!["one", "three", "two"], vec!["four"]));
    assert_eq!(read["a-b"].texts, BTreeSet::from(["a-c".to_owned()]));
    for wrong in ["a-b = { $x", "a-b = x\na-b = y\n", "a-b = x\n    .title = y\n", "-a = x\n", "a b = c\n"] {
        let read = std::panic::catch_unwind(|| messages_of(&[SourceFile::new("x.ftl", wrong)]));
        assert!(read.is_err(), "{wrong}");
    }
}
