//! How dossiers are scored: points or letters, weights, floors, the threshold.

use std::collections::BTreeMap;

use super::{CriterionCode, HalfPoints, TrackCode};
use crate::fraction::Fraction;

/// The scoring grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Highest score of a criterion, in half points (10 for a scale of 0 to 5).
    pub scale_max: HalfPoints,
    /// What a reviewer chooses from.
    pub scale: Scale,
    /// Least length of the comment that each score needs, in characters.
    pub comment_min: usize,
    /// Weighted total (on 100) under which a dossier is not proposed.
    pub threshold: Fraction,
    /// Reviews that each dossier needs, the same number for all.
    pub reviews_per_dossier: usize,
    /// Criteria that break ties, in order.
    pub tie_break: Vec<CriterionCode>,
    /// Criteria, in order.
    pub criteria: Vec<Criterion>,
}

/// The scores of a grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Points and half points, with the meaning of whole scores, from 0.
    Points(Vec<String>),
    /// Letters, the best first.
    Letters(Vec<Letter>),
}

/// A letter of a scale, with the points that it is counted as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// « A ».
    pub letter: String,
    /// « très favorable ».
    pub meaning: String,
    /// Its published equivalence.
    pub points: HalfPoints,
}

/// A criterion of the grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// `C1`…
    pub code: CriterionCode,
    /// Name.
    pub name: String,
    /// Questions that help the reviewer.
    pub questions: String,
    /// Weight per track; the weights of a track make 100.
    pub weights: BTreeMap<TrackCode, i64>,
    /// Floor per track, in half points: a mean below it keeps the dossier out.
    pub floors: BTreeMap<TrackCode, HalfPoints>,
}

impl Grid {
    /// The letters, the best first; none on a scale of points.
    #[must_use]
    pub fn letters(&self) -> &[Letter] {
        match &self.scale {
            Scale::Letters(letters) => letters,
            Scale::Points(_) => &[],
        }
    }

    /// Whether a score stands on the scale.
    #[must_use]
    pub fn allows(&self, score: HalfPoints) -> bool {
        match &self.scale {
            Scale::Points(_) => score <= self.scale_max,
            Scale::Letters(_) => self.letter_of(score).is_some(),
        }
    }

    /// The letter that is counted as a score.
    #[must_use]
    pub fn letter_of(&self, score: HalfPoints) -> Option<&Letter> {
        self.letters().iter().find(|letter| letter.points == score)
    }

    /// The letters between which a mean stands, the better first: the same one twice when it is exactly that
    /// letter. `None` on a scale of points.
    #[must_use]
    pub fn letters_around(&self, mean: Fraction) -> Option<(&Letter, &Letter)> {
        let worth = |letter: &&Letter| Fraction::new(letter.points.into(), 1).unwrap_or(Fraction::ZERO);
        let letters = self.letters();
        let worse = letters.iter().find(|letter| worth(letter) <= mean).or(letters.last())?;
        let better = letters.iter().rev().find(|letter| worth(letter) >= mean).or(letters.first())?;
        Some((better, worse))
    }

    /// The letter that, given for every criterion, makes the threshold.
    #[must_use]
    pub fn threshold_letter(&self) -> Option<&Letter> {
        self.letters().iter().find(|letter| Some(self.threshold) == self.total_of(letter))
    }

    /// The total on 100 of a review that gives one letter for every criterion.
    #[must_use]
    pub fn total_of(&self, letter: &Letter) -> Option<Fraction> {
        Fraction::new(i64::from(letter.points) * 100, self.scale_max.into())
    }

    /// Finds a criterion.
    #[must_use]
    pub fn criterion(&self, code: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| criterion.code == code)
    }
}
