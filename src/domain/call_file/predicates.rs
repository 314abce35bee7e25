//! The predicate of a rule: a word, or a table with one key that holds its parameters.

use super::{
    read::{Node, integer_of, money_of, texts_of},
    reason::{Expected, Reason, Thing},
};
use crate::rules::Predicate;

/// Predicates without parameters.
const PLAIN: [(&str, Predicate); 9] = [
    ("filed_before_closing", Predicate::FiledBeforeClosing),
    ("complete", Predicate::Complete),
    ("one_dossier_per_lead_and_track", Predicate::OneDossierPerLeadAndTrack),
    ("territory_in_france", Predicate::TerritoryInFrance),
    ("request_within_track", Predicate::RequestWithinTrack),
    ("local_cofinancing_within_caps", Predicate::LocalCofinancingWithinCaps),
    ("budget_balanced", Predicate::BudgetBalanced),
    ("duration_within_track", Predicate::DurationWithinTrack),
    ("human_check", Predicate::HumanCheck),
];
const WITH_PARAMETERS: [&str; 7] = [
    "answered",
    "answer_among",
    "answer_is",
    "min_distinct_siren",
    "min_per_category",
    "min_among_categories",
    "de_minimis_headroom",
];

/// `"complete"` or `{ min_distinct_siren = 3 }`; notes what is wrong and gives `None`.
pub(super) fn read(node: &Node<'_>) -> Option<Predicate> {
    let known: Vec<&str> = PLAIN.iter().map(|(name, _)| *name).collect();
    let value = node.owed("predicate")?;
    let place = node.child("predicate");
    if let Some(name) = value.as_str() {
        node.report.known(&place, Thing::Predicate, name, &known);
        return PLAIN.iter().find(|(plain, _)| *plain == name).map(|(_, predicate)| predicate.clone());
    }
    let table = node.table("predicate")?;
    let Some((name, value)) = table.single() else {
        node.wrong("predicate", Reason::NotA(Expected::Table));
        return None;
    };
    let wrong = |expected| {
        table.wrong(name, Reason::NotA(expected));
        None
    };
    let inner = || value.as_table().map(|inside| Node::new(inside, table.child(name), table.report));
    let count = || integer_of(value).and_then(|n| usize::try_from(n).ok());
    match name {
        "answered" => texts_of(value).map(Predicate::Answered).or_else(|| wrong(Expected::Texts)),
        "min_distinct_siren" => count().map(Predicate::MinDistinctSiren).or_else(|| wrong(Expected::Integer)),
        "de_minimis_headroom" => money_of(value).map(Predicate::DeMinimisHeadroom).or_else(|| wrong(Expected::Money)),
        "min_per_category" => {
            let categories = table.map("min_per_category", Expected::Integer, |value| {
                integer_of(value).and_then(|n| usize::try_from(n).ok())
            });
            Some(Predicate::MinPerCategory(categories))
        }
        "answer_among" => {
            let Some(inner) = inner() else { return wrong(Expected::Table) };
            let predicate = Predicate::AnswerAmong { question: inner.text("question"), values: inner.texts("values") };
            inner.done();
            Some(predicate)
        }
        "answer_is" => {
            let Some(inner) = inner() else { return wrong(Expected::Table) };
            inner.owed("value");
            let predicate =
                Predicate::AnswerIs { question: inner.text("question"), value: inner.flag_or("value", true) };
            inner.done();
            Some(predicate)
        }
        "min_among_categories" => {
            let Some(inner) = inner() else { return wrong(Expected::Table) };
            let predicate = Predicate::MinAmongCategories {
                categories: inner.texts("categories"),
                min: inner.count("min", 1, 1_000),
            };
            inner.done();
            Some(predicate)
        }
        other => {
            let names: Vec<&str> = known.into_iter().chain(WITH_PARAMETERS).collect();
            table.report.known(&table.child(other), Thing::Predicate, other, &names);
            if PLAIN.iter().any(|(plain, _)| *plain == other) {
                node.wrong("predicate", Reason::NotA(Expected::Text));
            }
            None
        }
    }
}
