//! Every word that is shown exists in French and in English.

use std::collections::BTreeSet;

use crate::support::source::{SourceFile, files};

fn keys(language: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for file in files(&format!("templates/locales/{language}"), ".ftl") {
        for line in file.text.lines() {
            let Some((key, _)) = line.split_once(" =") else { continue };
            if key.starts_with(|c: char| c.is_ascii_lowercase()) && key.chars().all(is_key) {
                assert!(keys.insert(key.to_owned()), "{}: {key} stands twice", file.path);
            }
        }
    }
    keys
}

fn is_key(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
}

/// Keys that templates write out; one that ends with a hyphen is continued by a variable.
fn used_by_templates(file: &SourceFile) -> Vec<String> {
    file.text.split("key=\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
}

/// Texts of the program that look like a key of one of these families.
fn used_by_program(file: &SourceFile, families: &BTreeSet<&str>) -> Vec<String> {
    let literals = file.code().flat_map(|(_, line)| line.split('"').skip(1).step_by(2));
    let looks_so = |text: &&str| {
        let stem = text.trim_end_matches("{}");
        stem.contains('-')
            && stem.chars().all(is_key)
            && stem.split('-').next().is_some_and(|family| families.contains(family))
    };
    literals.filter(looks_so).map(|text| text.trim_end_matches("{}").to_owned()).collect()
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
    let begins = |start: &str| keys.iter().any(|key| key.starts_with(start));
    let mut missing = Vec::new();
    for file in files("templates", ".html").into_iter().chain(files("templates", ".txt")) {
        let used = used_by_templates(&file).into_iter();
        let unknown = used.filter(|key| if key.ends_with('-') { !begins(key) } else { !keys.contains(key) });
        missing.extend(unknown.map(|key| format!("{}: {key}", file.path)));
    }
    for file in files("src", ".rs").into_iter().filter(|file| !file.is_in(&["src/domain/", "src/typeset/"])) {
        let used = used_by_program(&file, &families).into_iter();
        // A text may be the stem of several keys: `failure-not-found` of `failure-not-found-title`.
        let unknown = used.filter(|key| !keys.contains(key) && !begins(&format!("{}-", key.trim_end_matches('-'))));
        missing.extend(unknown.map(|key| format!("{}: {key}", file.path)));
    }
    assert!(missing.is_empty(), "words that do not exist:\n{}", missing.join("\n"));
}
