//! Checks of [`crate::search`].

use std::collections::BTreeSet;

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use crate::search::{WORDS_MAX, asked, finds, fold, of_dossier, words};

fn split(text: &str) -> Vec<String> {
    words([text]).into_iter().collect()
}

#[test]
fn case_accents_ligatures_apostrophes_and_hyphens_do_not_count() {
    for (text, found) in [
        ("L’Économie-Sociale", vec!["economie", "l", "sociale"]),
        ("l'economie sociale", vec!["economie", "l", "sociale"]),
        ("L\u{2bc}E\u{301}CONOMIE SOCIALE", vec!["economie", "l", "sociale"]),
        ("Œuvre & cœur", vec!["coeur", "oeuvre"]),
        ("ﬁlière  (Nᵒ 3)", vec!["3", "filiere", "no"]),
        ("Straße Łódź İstanbul", vec!["istanbul", "lodz", "strasse"]),
        ("· — …", vec![]),
    ] {
        assert_eq!(split(text), found, "{text}");
    }
}

#[test]
fn a_dossier_is_found_by_the_beginning_of_its_words_in_any_order() {
    let known = of_dossier("2013-0042", "Fabrique de l’Été", "Les Écoconstructeurs", "73282932000074");
    let found = |typed: &str| finds(&asked(typed), &known);
    for typed in ["fabr", "ÉTÉ", "ecoc fab", "2013-0042", "0042", "42", "732 829 320", "73282932000074", "les d l ete"]
    {
        assert!(found(typed), "{typed}");
    }
    for typed in ["abrique", "fabrique hiver", "2013-0043", "829 320 000", "constructeurs", "%", ""] {
        assert!(!found(typed), "{typed}");
    }
}

#[test]
fn a_page_that_is_pasted_asks_for_a_few_words() {
    let pasted: String = (0..1_000).map(|n| format!("mot{n} ")).collect();
    assert_eq!(asked(&pasted).len(), WORDS_MAX);
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing_and_composition_does_not_count(text in "\\PC{0,30}") {
        let once = fold(&text);
        prop_assert_eq!(&fold(&once), &once);
        prop_assert_eq!(words([text.nfc().collect::<String>().as_str()]), words([text.nfd().collect::<String>().as_str()]));
    }

    #[test]
    fn every_beginning_of_a_word_finds_it(text in "[a-zéèœÀ '’-]{1,20}", cut in 1_usize..5) {
        let known = words([text.as_str()]);
        for word in &known {
            let begin: String = word.chars().take(cut).collect();
            prop_assert!(finds(&BTreeSet::from([begin]), &known));
        }
    }
}
