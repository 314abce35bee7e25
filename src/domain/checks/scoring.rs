//! Completeness of reviews, and fractions against naive arithmetic. Also lends a small grid to other checks.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::{
    call::{Criterion, Grid},
    scoring::{
        CompleteReview, Fraction, ReviewDraft, ReviewProblem, complete, criterion_mean, mean_total, weighted_total,
    },
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
        scale_words: vec![],
        comment_min: 5,
        threshold: 60,
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
