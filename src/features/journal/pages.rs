//! What the page of the journal shows, already in words.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ids::{DossierId, UserId},
    journal::{Anchor, Event, Head},
};
use serde::Serialize;

use super::export::Cut;
use crate::{
    features::{accounts::store::Person, calls::store::LoadedCall, dossiers::store::DossierRow},
    i18n::{self, Lang},
    web::{Page, Room},
};

/// Events shown at once.
pub const PAGE: u64 = 50;

/// People and dossiers that events name.
pub struct Named {
    /// People.
    pub people: BTreeMap<UserId, Person>,
    /// Dossiers.
    pub dossiers: Vec<DossierRow>,
}

/// `/appels/{slug}/journal`.
#[derive(Debug, Serialize)]
pub struct JournalPage {
    slug: String,
    count: i64,
    anchor: String,
    events: Vec<Row>,
    next: String,
    public: bool,
    /// Acts are left out, on dossiers from which the reader is recused.
    cut: bool,
}

#[derive(Debug, Serialize)]
struct Row {
    seq: i64,
    at: String,
    kind: String,
    /// Why actor, subject and content are not shown; empty when they are.
    withheld: String,
    actor: String,
    subject: String,
    payload: String,
    hash: String,
    short_hash: String,
}

impl Page for JournalPage {
    const TEMPLATE: &'static str = "pages/journal/index.html";
    const ROOM: Room = Room::Staff;
    const SECTION: &'static str = "journal";
}

impl JournalPage {
    /// From the events, one more than a page holds when there is a next one.
    #[must_use]
    pub fn new(call: &LoadedCall, events: &[Event], head: &Head, named: &Named, cut: &Cut, lang: Lang) -> Self {
        let size = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let last = events.iter().take(size).next_back().filter(|_| events.len() > size);
        let path = format!("/appels/{}/journal", call.slug());
        // When something was done, and of which kind, tells what becomes of a dossier: what is hidden leaves no line.
        let shown = events.iter().take(size).filter(|event| !cut.hides(event));
        Self {
            cut: !cut.hidden.is_empty(),
            slug: call.slug().to_owned(),
            count: head.seq,
            anchor: if head.seq > 0 { Anchor { seq: head.seq, hash: head.hash }.to_string() } else { String::new() },
            next: last.map(|event| format!("{path}?avant={}", event.seq)).unwrap_or_default(),
            public: call.results_published_at.is_some(),
            events: shown.map(|event| row(call, event, named, lang)).collect(),
        }
    }
}

fn row(call: &LoadedCall, event: &Event, named: &Named, lang: Lang) -> Row {
    let withheld = if event.is_erased() { i18n::word(lang, "journal-erased") } else { String::new() };
    let show = |text: String| if withheld.is_empty() { text } else { String::new() };
    let hash = event.hash.to_string();
    Row {
        seq: event.seq,
        at: i18n::date_time(lang, event.at, call.definition.zone),
        kind: i18n::word(lang, &format!("journal-kind-{}", event.kind.as_str().replace('_', "-"))),
        actor: show(name(&event.actor, call, named, lang)),
        subject: show(name(&event.subject, call, named, lang)),
        payload: show(event.payload.to_string()).replace("{}", ""),
        withheld,
        short_hash: hash.chars().take(12).collect(),
        hash,
    }
}

/// Words for `user:…`, `dossier:…`, `call:…`, `worker` and so on; what is not known is shown as it is written.
fn name(text: &str, call: &LoadedCall, named: &Named, lang: Lang) -> String {
    if let Some(person) = parse(text, "user:").and_then(|id| named.people.get(&id)) {
        return person.name.clone();
    }
    if let Some(dossier) = parse(text, "dossier:").and_then(|id: DossierId| named.dossiers.iter().find(|d| d.id == id))
    {
        return match &dossier.number {
            Some(number) => format!("{number}, {}", dossier.project_name),
            None => dossier.project_name.clone(),
        };
    }
    match text {
        "worker" => i18n::word(lang, "journal-actor-worker"),
        "command-line" => i18n::word(lang, "journal-actor-command-line"),
        "visitor" => i18n::word(lang, "journal-actor-visitor"),
        _ if text == format!("call:{}", call.slug()) => i18n::word(lang, "journal-subject-call"),
        _ => text.to_owned(),
    }
}

fn parse<T: std::str::FromStr>(text: &str, prefix: &str) -> Option<T> {
    text.strip_prefix(prefix)?.parse().ok()
}

/// People whom events name.
#[must_use]
pub fn people_of(events: &[Event]) -> Vec<UserId> {
    let texts = events.iter().flat_map(|event| [&event.actor, &event.subject]);
    texts.filter_map(|text| parse(text, "user:")).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Dossiers that events name.
#[must_use]
pub fn dossiers_of(events: &[Event]) -> Vec<DossierId> {
    let ids = events.iter().filter_map(|event| parse(&event.subject, "dossier:"));
    ids.collect::<BTreeSet<_>>().into_iter().collect()
}
