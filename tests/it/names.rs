//! One word, one type: a reader who meets a name knows which type it is.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::source::{SourceFile, sources};

/// The same thought in places that do not meet, shared on purpose: what an act of a room answers or refuses
/// (`SaveRefused`, `Stale`), a thing as it is stored, typed and shown (`Institution`, `Document`), a part of a page or of
/// a document (`Section`, `Item`).
const ALIKE: [&str; 26] = [
    "Change",
    "Choice",
    "CriterionView",
    "Decided",
    "Document",
    "Draft",
    "EraseRefused",
    "Filing",
    "Filter",
    "Institution",
    "Item",
    "Opened",
    "Organisation",
    "Person",
    "Place",
    "Progress",
    "SaveRefused",
    "Saved",
    "Seat",
    "Section",
    "Stale",
    "Start",
    "SubmitRefused",
    "Task",
    "TrackView",
    "Typed",
];

/// Two thoughts under one word: a file that needs both says which by the module (`audit::Value`). Nothing is added here; whoever
/// works on one of the two gives it the prefix of its room.
const UNLIKE: [&str; 29] = [
    "About",
    "Account",
    "Act",
    "Candidate",
    "Checked",
    "Compared",
    "Counts",
    "Cut",
    "Fact",
    "Field",
    "Form",
    "Head",
    "Kept",
    "Letter",
    "Line",
    "Missing",
    "Node",
    "Owed",
    "Page",
    "Reading",
    "Reason",
    "Received",
    "Shown",
    "Side",
    "Standing",
    "Step",
    "Thing",
    "Value",
    "Words",
];

/// Names of types that other files can name, with the files that define them, where there are two or more.
fn shared(files: &[SourceFile]) -> BTreeMap<&str, BTreeSet<&str>> {
    // A table has its `Model`; a command of the operator has its `Args`. Checks are tests.
    let counted = files.iter().filter(|file| !file.is_in(&["src/db/entities/", "src/cli/", "src/domain/checks/"]));
    let mut named: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for file in counted {
        for name in &file.rust().types {
            named.entry(name).or_default().insert(&file.path);
        }
    }
    named.retain(|_, files| files.len() > 1);
    named
}

#[test]
fn one_word_is_one_type() {
    let found = shared(sources());
    let listed: Vec<&str> = ALIKE.into_iter().chain(UNLIKE).collect();
    let new: Vec<_> = found.iter().filter(|(name, _)| !listed.contains(name)).collect();
    assert!(new.is_empty(), "names that stand for several types: {new:#?}");
    let gone: Vec<_> = listed.iter().filter(|name| !found.contains_key(*name)).collect();
    assert!(gone.is_empty(), "names that stand for one type now: {gone:?}");
}

#[test]
fn a_name_that_two_files_define_is_found() {
    let files = [
        SourceFile::new(
            "src/a.rs",
            "pub struct One; struct Own; mod inner { pub(super) enum Two {} } pub type Three = u8;",
        ),
        SourceFile::new("src/b.rs", "pub(in crate::b) trait One {} struct Own; pub(crate) union Two { x: u8 }"),
        SourceFile::new("src/c.rs", "macro_rules! x { () => { pub struct Three; } } use a::One;"),
    ];
    assert_eq!(shared(&files).into_keys().collect::<Vec<_>>(), ["One", "Two"]);
}
