//! Keys that are made of a text and of a name of something: what fills each of them.
//!
//! A key that is made of texts of one file needs no line here.

use std::collections::BTreeSet;

use domain::{
    call::Verdict,
    committee::{DecisionState, Outcome},
    dossier::{PublicState, verdicts::Ruling},
    journal::EventKind,
    links::LinkPurpose,
    meaning::{FACTS, YEAR_COLUMNS},
    permissions::Role,
};
use laureat::{features::accounts::pages::KINDS, queue::Reason};

use crate::support::{fluent::messages, source::sources};

/// Keys of one pattern.
pub struct Family {
    /// As it is made: `journal-kind-*`.
    pub pattern: &'static str,
    /// All keys of it.
    pub keys: BTreeSet<String>,
}

fn family<T: AsRef<str>>(pattern: &'static str, fills: impl IntoIterator<Item = T>) -> Family {
    // Two places are filled at once: `admissibility-*-*` by `eligibility-favourable`.
    let place = if pattern.contains("*-*") { "*-*" } else { "*" };
    let fill = |name: T| pattern.replacen(place, &name.as_ref().replace(['_', '.'], "-"), 1);
    let keys: BTreeSet<String> = fills.into_iter().map(fill).collect();
    assert!(!keys.is_empty(), "nothing fills {pattern}");
    Family { pattern, keys }
}

/// Texts of a file or, in it, of a function.
fn texts_of(path: &str, function: &str) -> Vec<String> {
    let file = sources().iter().find(|file| file.path == path).unwrap_or_else(|| panic!("{path} is gone"));
    if function.is_empty() {
        return file.rust().texts.clone();
    }
    let found = file.rust().functions.iter().filter(|one| one.name == function);
    let texts: Vec<String> = found.flat_map(|one| one.texts.clone()).collect();
    assert!(!texts.is_empty(), "{path}: no texts in {function}");
    texts
}

/// All families.
pub fn families() -> Vec<Family> {
    let verdicts = || Verdict::ALL.map(Verdict::as_str);
    let rulings = Ruling::ALL;
    let rulings = verdicts()
        .map(|verdict| rulings.iter().map(|ruling| format!("{verdict}-{}", ruling.as_str())).collect::<Vec<_>>());
    let decisions = || DecisionState::ALL.map(DecisionState::as_str);
    let seats = || texts_of("src/features/committee/store/signatures.rs", "name");
    let reasons = || Reason::ALL.map(Reason::as_str);
    let states = || PublicState::ALL.map(PublicState::as_str);
    let links = || LinkPurpose::ALL.map(LinkPurpose::as_str);
    let letters = || {
        let letter = "src/features/results/letter.rs";
        let refused = texts_of(letter, "").into_iter().filter(|text| text == "inadmissible");
        texts_of(letter, "outcome_of").into_iter().chain(refused)
    };
    let early =
        || ["NotYetPage::list", "NotYetPage::letter"].map(|page| texts_of("src/features/results/pages.rs", page));
    let guards = texts_of("src/features/committee/store/mod.rs", "");
    let accounts = "src/features/accounts/handlers";
    let sent = [("visitor.rs", "show_sign_up_sent"), ("links.rs", "show_reset_sent")];
    let sent = sent.map(|(file, function)| texts_of(&format!("{accounts}/{file}"), function));
    let failures = || texts_of("src/web/failure.rs", "").into_iter().filter(|text| text.starts_with("failure-"));
    let stems = || texts_of("src/features/site/handlers.rs", "").into_iter().filter(|text| text.starts_with("site-"));
    // As the page does: the next section as long as there is one.
    let words = messages("fr");
    let sections = || {
        let there = |stem: &str, n: usize| words.contains_key(&format!("{stem}-{n}-title"));
        stems().flat_map(move |stem| {
            (1..).take_while(|n| there(&stem, *n)).map(|n| format!("{stem}-{n}")).collect::<Vec<_>>()
        })
    };
    vec![
        family("accounts-kind-*", KINDS),
        family("accounts-link-*-button", links()),
        family("accounts-link-*-lead", links()),
        family("accounts-link-*-title", links()),
        family("accounts-sent-*", sent.concat()),
        family("accounts-state-*", texts_of("src/features/accounts/pages.rs", "AccountLine::of")),
        family("admissibility-*-*", rulings.concat()),
        family("admissibility-verdict-*", verdicts()),
        family("committee-adopt-*", seats()),
        family("committee-guard-*", guards.iter().filter(|text| text.starts_with("award_"))),
        family("committee-next-*", decisions()),
        family("committee-outcome-*", Outcome::ALL.map(Outcome::as_str)),
        family("committee-refused-decision-*", decisions()),
        family("committee-seat-*", seats()),
        family("committee-state-*", decisions()),
        family("dossiers-meaning-*", states()),
        family("dossiers-state-*", states()),
        family("expression-fact-*", FACTS.map(|(name, _, _)| name)),
        family("expression-year-*", YEAR_COLUMNS.map(|(name, _)| name)),
        family("*-do", failures()),
        family("*-what", failures()),
        family("*-title", failures().chain(stems())),
        family("*-lead", stems()),
        family("*-*-text", sections()),
        family("*-*-title", sections()),
        family("jobs-advice-*", reasons()),
        family("jobs-why-*", reasons()),
        family("journal-kind-*", EventKind::ALL.iter().map(|kind| kind.as_str())),
        family("results-not-yet-*", early().concat()),
        family("results-not-yet-*-back", early().concat()),
        family("results-not-yet-*-text", early().concat()),
        family("results-outcome-*", letters()),
        family("results-refused-*", decisions()),
        family("results-why-*", letters()),
        family("role-*", Role::ON_CALL.map(|(_, name)| name)),
    ]
}
