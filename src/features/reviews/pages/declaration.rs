//! The declaration of interests, on the list of all organisations of the call.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    call::{Call, Window},
    ids::DossierId,
};
use serde::Serialize;

use super::long_list::{letter, shown};
use crate::{
    features::reviews::{facts::DeclarationFacts, store::Organisation},
    i18n,
    web::{Errors, Page, RawForm, Room, Visit},
};

/// The page.
#[derive(Debug, Serialize)]
pub struct DeclarationPage {
    /// Short name of the call.
    pub slug: String,
    /// Filing is not closed: when it will be.
    pub waits_until: String,
    /// « 8 novembre 2013 », when the person declared before.
    pub declared_on: String,
    /// Interests declared before.
    pub interests: BTreeSet<String>,
    /// How many organisations.
    pub count: usize,
    /// Letters with their organisations: those of the part that is shown, when the list is long.
    pub letters: Vec<Initial>,
    /// How a long list goes on; nothing for one that is shown whole.
    pub parts: Option<Parts>,
    /// `none`, `some` or nothing yet.
    pub choice: String,
    /// What is wrong.
    pub errors: Errors,
}

/// A letter of the list.
#[derive(Debug, Serialize)]
pub struct Initial {
    /// `A`, or `0` for names that begin with a figure.
    pub letter: String,
    /// Organisations.
    pub organisations: Vec<OrganisationLine>,
}

/// The parts of a long list.
#[derive(Debug, Serialize)]
pub struct Parts {
    /// Every letter of the list: what is sent, what is read.
    pub letters: Vec<(String, String)>,
    /// What is ticked in other parts.
    pub elsewhere: Vec<OrganisationLine>,
    /// The part that is shown.
    pub part: String,
    /// The part before it, or empty.
    pub previous: String,
    /// The part after it, or empty.
    pub next: String,
    /// What was looked for.
    pub search: String,
    /// How many organisations the part holds.
    pub count: usize,
}

/// An organisation.
#[derive(Debug, Serialize)]
pub struct OrganisationLine {
    /// Its name in the form.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its category and its number.
    pub about: String,
    /// It is ticked.
    pub checked: bool,
    /// What was written about it.
    pub reason: String,
    /// What is wrong with that.
    pub error: String,
}

impl Page for DeclarationPage {
    const TEMPLATE: &'static str = "pages/reviews/declaration.html";
    const ROOM: Room = Room::Staff;
    const SECTION: &'static str = "evaluations";
    const LARGE: bool = true;
}

/// Longest reason, in characters.
const REASON_MAX: usize = 500;

/// What the form says, read against the list.
pub struct DeclarationForm {
    /// Interests, by dossier.
    pub conflicts: Vec<(DossierId, String)>,
    /// What is wrong.
    pub errors: Errors,
}

impl DeclarationForm {
    /// Reads the form.
    #[must_use]
    pub fn read(visit: &Visit, raw: &RawForm, organisations: &[Organisation]) -> Self {
        let ticked: BTreeSet<&str> = raw.all("org").into_iter().collect();
        let mut reasons: BTreeMap<DossierId, Vec<String>> = BTreeMap::new();
        let mut errors = Errors::default();
        let mut refuse = |field: &str, key: &str| errors.push(field, i18n::word(visit.lang, key));
        for organisation in organisations.iter().filter(|one| ticked.contains(one.key.as_str())) {
            let field = format!("reason.{}", organisation.key);
            let reason = raw.get(&field).trim();
            match reason.chars().count() {
                0 => refuse(&field, "reviews-error-reason"),
                1..=REASON_MAX => {
                    for dossier in &organisation.dossiers {
                        reasons.entry(*dossier).or_default().push(format!("{} : {reason}", organisation.name));
                    }
                }
                _ => refuse(&field, "reviews-error-reason-long"),
            }
        }
        match (raw.get("choice"), ticked.is_empty()) {
            ("none", true) | ("some", false) => {}
            ("none", false) => refuse("choice", "reviews-error-none-but-ticked"),
            ("some", true) => refuse("choice", "reviews-error-some-but-none-ticked"),
            _ => refuse("choice", "reviews-error-choice"),
        }
        let conflicts = reasons.into_iter().map(|(dossier, reasons)| (dossier, reasons.join(" ; "))).collect();
        Self { conflicts, errors }
    }
}

impl DeclarationPage {
    /// Makes the page; `raw` is what was typed, when it was refused.
    #[must_use]
    pub fn new(visit: &Visit, call: &Call, raw: &RawForm, facts: DeclarationFacts, errors: Errors) -> Self {
        let DeclarationFacts { declared, before, organisations } = facts;
        let day = |at: domain::time::Instant| i18n::date(visit.lang, at.in_zone(call.zone).date_naive());
        let closed = call.calendar.window(visit.arrived) == Window::Closed;
        let close = i18n::deadline(visit.lang, call.calendar.closes, call.zone);
        let shown = shown(raw, &organisations);
        let parts = shown.long.then(|| Parts {
            letters: shown.letters.iter().map(|one| (one.to_string(), heading(*one))).collect(),
            elsewhere: shown.elsewhere.iter().map(|one| line(raw, one, &errors)).collect(),
            part: shown.part.clone(),
            previous: shown.previous.clone(),
            next: shown.next.clone(),
            search: raw.get("cherche").to_owned(),
            count: shown.lines.len(),
        });
        Self {
            slug: call.slug.clone(),
            waits_until: if closed { String::new() } else { close },
            declared_on: declared.map(day).unwrap_or_default(),
            interests: before.into_values().flat_map(|text| split(&text)).collect(),
            count: organisations.len(),
            letters: letters(raw, &shown.lines, &errors),
            parts,
            choice: raw.get("choice").to_owned(),
            errors,
        }
    }
}

fn split(reasons: &str) -> Vec<String> {
    reasons.split(" ; ").map(str::to_owned).collect()
}

/// What tells an organisation from another of the same name.
fn about(category: &str, siren: &str) -> String {
    let siren: Vec<&str> = [siren.get(..3), siren.get(3..6), siren.get(6..)].into_iter().flatten().collect();
    let siren = if siren.len() == 3 { format!("SIREN\u{a0}{}", siren.join("\u{a0}")) } else { String::new() };
    [category, &siren].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A letter as it is read: names that begin with a figure stand under « 0–9 ».
fn heading(letter: char) -> String {
    if letter == '0' { "0–9".to_owned() } else { letter.to_string() }
}

fn line(raw: &RawForm, one: &Organisation, errors: &Errors) -> OrganisationLine {
    let field = format!("reason.{}", one.key);
    OrganisationLine {
        checked: raw.all("org").contains(&one.key.as_str()),
        reason: raw.get(&field).to_owned(),
        error: errors.of(&field).to_owned(),
        key: one.key.clone(),
        name: one.name.clone(),
        about: about(&one.category, &one.siren),
    }
}

fn letters(raw: &RawForm, organisations: &[&Organisation], errors: &Errors) -> Vec<Initial> {
    let mut letters: Vec<Initial> = Vec::new();
    for one in organisations {
        let (letter, line) = (letter(one).to_string(), line(raw, one, errors));
        match letters.last_mut().filter(|last| last.letter == letter) {
            Some(last) => last.organisations.push(line),
            None => letters.push(Initial { letter, organisations: vec![line] }),
        }
    }
    letters
}
