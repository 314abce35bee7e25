//! Reviews: what makes one complete, and exact totals.
//!
//! Scores are half points; totals and means are fractions, compared exactly and rounded only to be shown.

use std::collections::BTreeMap;

use crate::{
    call::{Criterion, CriterionCode, Grid, HalfPoints},
    fraction::Fraction,
};

/// What a reviewer has written so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewDraft {
    /// Scores given.
    pub scores: BTreeMap<CriterionCode, HalfPoints>,
    /// Comments, by criterion.
    pub comments: BTreeMap<CriterionCode, String>,
}

/// Why a review cannot be submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReviewProblem {
    /// The criterion has no score.
    MissingScore(CriterionCode),
    /// The score is not on the scale.
    BeyondScale {
        /// The criterion.
        criterion: CriterionCode,
        /// The score.
        score: HalfPoints,
        /// The highest.
        max: HalfPoints,
    },
    /// The comment is too short to support the score.
    ShortComment {
        /// The criterion.
        criterion: CriterionCode,
        /// Characters written, blanks at both ends not counted.
        length: usize,
        /// Characters needed.
        min: usize,
    },
    /// The grid has no such criterion on this track.
    UnknownCriterion(CriterionCode),
}

/// A review that holds a score and a comment for every criterion of its track. Made by [`complete`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompleteReview {
    scores: BTreeMap<CriterionCode, HalfPoints>,
    comments: BTreeMap<CriterionCode, String>,
}

impl CompleteReview {
    /// Scores by criterion.
    #[must_use]
    pub const fn scores(&self) -> &BTreeMap<CriterionCode, HalfPoints> {
        &self.scores
    }

    /// Comments by criterion.
    #[must_use]
    pub const fn comments(&self) -> &BTreeMap<CriterionCode, String> {
        &self.comments
    }
}

/// The criteria that are scored on a track, with their weights, in the order of the grid.
pub fn criteria_of<'a>(grid: &'a Grid, track: &str) -> impl Iterator<Item = (&'a Criterion, i64)> + Clone {
    grid.criteria.iter().filter_map(move |criterion| criterion.weights.get(track).map(|weight| (criterion, *weight)))
}

/// Checks that a review can be submitted.
///
/// # Errors
/// Every [`ReviewProblem`], in the order of the grid.
pub fn complete(grid: &Grid, track: &str, draft: &ReviewDraft) -> Result<CompleteReview, Vec<ReviewProblem>> {
    let mut problems = Vec::new();
    let mut review = CompleteReview { scores: BTreeMap::new(), comments: BTreeMap::new() };
    for (criterion, _) in criteria_of(grid, track) {
        let code = &criterion.code;
        match draft.scores.get(code) {
            None => problems.push(ReviewProblem::MissingScore(code.clone())),
            Some(&score) if !grid.allows(score) => {
                problems.push(ReviewProblem::BeyondScale { criterion: code.clone(), score, max: grid.scale_max });
            }
            Some(&score) => {
                review.scores.insert(code.clone(), score);
            }
        }
        let comment = draft.comments.get(code).map_or("", |comment| comment.trim());
        let length = comment.chars().count();
        if length < grid.comment_min {
            problems.push(ReviewProblem::ShortComment { criterion: code.clone(), length, min: grid.comment_min });
        }
        review.comments.insert(code.clone(), comment.to_owned());
    }
    let known = |code: &str| criteria_of(grid, track).any(|(criterion, _)| criterion.code == code);
    problems.extend(
        draft.scores.keys().filter(|code| !known(code)).map(|code| ReviewProblem::UnknownCriterion(code.clone())),
    );
    if problems.is_empty() { Ok(review) } else { Err(problems) }
}

/// The weighted total of one review, on 100.
#[must_use]
pub fn weighted_total(grid: &Grid, track: &str, review: &CompleteReview) -> Fraction {
    mean_total(grid, track, std::slice::from_ref(review))
}

/// The mean of the weighted totals of reviews; zero when there is none.
#[must_use]
pub fn mean_total(grid: &Grid, track: &str, reviews: &[CompleteReview]) -> Fraction {
    let sum = criteria_of(grid, track).map(|(criterion, weight)| weight * points(reviews, &criterion.code)).sum();
    Fraction::new(sum, i64::from(grid.scale_max) * count(reviews)).unwrap_or(Fraction::ZERO)
}

/// The mean score of a criterion, in half points; zero when there is no review.
#[must_use]
pub fn criterion_mean(reviews: &[CompleteReview], criterion: &str) -> Fraction {
    Fraction::new(points(reviews, criterion), count(reviews)).unwrap_or(Fraction::ZERO)
}

fn points(reviews: &[CompleteReview], criterion: &str) -> i64 {
    reviews.iter().filter_map(|review| review.scores.get(criterion)).map(|score| i64::from(*score)).sum()
}

fn count(reviews: &[CompleteReview]) -> i64 {
    i64::try_from(reviews.len()).unwrap_or(i64::MAX)
}
