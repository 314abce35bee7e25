//! Completeness of reviews, and fractions against naive arithmetic. Also lends a small grid to other checks.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::{
    call::{Criterion, Grid, Letter, Scale},
    fraction::Fraction,
    scoring::{CompleteReview, ReviewDraft, ReviewProblem, complete, criterion_mean, mean_total, weighted_total},
};

pub(super) const TRACK: &str = "emergence";

/// Three criteria, 50/30/20, floor of 3 (six half points) on the first.
pub(super) fn grid(reviews_per_dossier: usize) -> Grid {
    let criterion = |code: &str, weight, floor: Option<u8>| Criterion {
        code: code.to_owned(),
        name: code.to_owned(),
        questions: String::new(),
        weights: BTreeMap::from([(TRACK.to_owned(), weight)]),
        floors: floor.map(|floor| (TRACK.to_owned(), floor)).into_iter().collect(),
    };
    Grid {
        scale_max: 10,
        scale: Scale::Points(vec![]),
        comment_min: 5,
        threshold: Fraction::new(60, 1).unwrap(),
        reviews_per_dossier,
        tie_break: vec!["C1".into(), "C2".into()],
        criteria: vec![criterion("C1", 50, Some(6)), criterion("C2", 30, None), criterion("C3", 20, None)],
    }
}

pub(super) fn draft(scores: [u8; 3]) -> ReviewDraft {
    let codes = ["C1", "C2", "C3"].map(str::to_owned);
    ReviewDraft {
        scores: codes.clone().into_iter().zip(scores).collect(),
        comments: codes.into_iter().map(|code| (code, "Argument complet".to_owned())).collect(),
    }
}

pub(super) fn review(scores: [u8; 3]) -> CompleteReview {
    complete(&grid(1), TRACK, &draft(scores)).unwrap()
}

#[test]
fn a_review_names_all_that_it_lacks() {
    let mut wrong = draft([11, 5, 5]);
    wrong.scores.remove("C2");
    wrong.scores.insert("C9".into(), 1);
    wrong.comments.insert("C3".into(), "  été  ".into());
    assert_eq!(
        complete(&grid(1), TRACK, &wrong).unwrap_err(),
        vec![
            ReviewProblem::BeyondScale { criterion: "C1".into(), score: 11, max: 10 },
            ReviewProblem::MissingScore("C2".into()),
            ReviewProblem::ShortComment { criterion: "C3".into(), length: 3, min: 5 },
            ReviewProblem::UnknownCriterion("C9".into()),
        ]
    );
}

#[test]
fn totals_are_on_a_hundred() {
    let check = |scores, expected: &str| {
        assert_eq!(weighted_total(&grid(1), TRACK, &review(scores)).to_plain(), expected, "{scores:?}");
    };
    check([10, 10, 10], "100.00");
    check([0, 0, 0], "0.00");
    check([7, 5, 3], "56.00");
    check([1, 0, 0], "5.00");
    let three = [review([7, 5, 3]), review([7, 5, 3]), review([8, 5, 3])];
    assert_eq!(mean_total(&grid(3), TRACK, &three), Fraction::new(173, 3).unwrap());
    assert_eq!(mean_total(&grid(3), TRACK, &three).to_french(), "57,67");
    assert_eq!(criterion_mean(&three, "C1"), Fraction::new(22, 3).unwrap());
}

/// A grid of letters worth 20, 14, 8 and 0 points.
pub(super) fn letters(reviews_per_dossier: usize) -> Grid {
    let letter =
        |(letter, points): (&str, u8)| Letter { letter: letter.to_owned(), meaning: String::new(), points: points * 2 };
    let letters = [("A", 20), ("B", 14), ("C", 8), ("D", 0)].map(letter).to_vec();
    Grid { scale_max: 40, scale: Scale::Letters(letters), ..grid(reviews_per_dossier) }
}

#[test]
fn a_letter_counts_as_its_points_and_nothing_between_two_letters_is_given() {
    let grid = letters(1);
    let given = |scores| complete(&grid, TRACK, &draft(scores));
    assert_eq!(weighted_total(&grid, TRACK, &given([40, 28, 0]).unwrap()).to_plain(), "71.00");
    assert_eq!(weighted_total(&grid, TRACK, &given([16, 16, 16]).unwrap()).to_plain(), "40.00");
    let beyond = |criterion: &str, score| ReviewProblem::BeyondScale { criterion: criterion.into(), score, max: 40 };
    assert_eq!(given([40, 27, 41]).unwrap_err(), [beyond("C2", 27), beyond("C3", 41)]);
    let totals = grid.letters().iter().map(|letter| grid.total_of(letter).unwrap().to_plain());
    assert_eq!(totals.collect::<Vec<_>>(), ["100.00", "70.00", "40.00", "0.00"]);
}

#[test]
fn a_mean_stands_at_a_letter_or_between_two() {
    let grid = letters(2);
    let around = |num, den| {
        let (better, worse) = grid.letters_around(Fraction::new(num, den).unwrap()).unwrap();
        format!("{}{}", better.letter, worse.letter)
    };
    let found = [around(40, 1), around(28, 1), around(29, 1), around(81, 2), around(0, 1), around(1, 3), around(55, 2)];
    assert_eq!(found, ["AA", "BB", "AB", "AA", "DD", "CD", "BC"]);
    assert!(super::scoring::grid(1).letters_around(Fraction::ZERO).is_none());
}

#[test]
fn display_rounds_half_up() {
    let check = |num, den, expected: &str| assert_eq!(Fraction::new(num, den).unwrap().to_plain(), expected);
    check(1, 200, "0.01");
    check(1, 201, "0.00");
    check(-1, 200, "0.00");
    check(-3, 2, "-1.50");
    check(2, 3, "0.67");
    assert_eq!(Fraction::new(1, 0), None);
}

proptest! {
    #[test]
    fn fractions_compare_as_rationals(a in -1000_i64..1000, b in 1_i64..1000, c in -1000_i64..1000, d in 1_i64..1000) {
        let (x, y) = (Fraction::new(a, b).unwrap(), Fraction::new(c, d).unwrap());
        prop_assert_eq!(x.cmp(&y), (a * d).cmp(&(c * b)));
        prop_assert_eq!(x == y, a * d == c * b);
        prop_assert_eq!(x.num() * i128::from(b), i128::from(a) * x.den());
        let h = x.hundredths() * 2 * i128::from(b) - i128::from(a) * 200;
        prop_assert!(-i128::from(b) < h && h <= i128::from(b));
    }
}
