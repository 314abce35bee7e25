//! What is known of a number: the bounds between which it lies.

use std::cmp::Ordering;

use crate::expression::Exact;

/// What is known of a number: it is not less than `low`, not more than `high`. An absent bound is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The least that it can be.
    pub low: Option<Exact>,
    /// The most that it can be.
    pub high: Option<Exact>,
}

impl Span {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self { low: None, high: None };
    /// Zero or more.
    pub const POSITIVE: Self = Self { low: Some(Exact::ZERO), high: None };

    /// A number that is known.
    #[must_use]
    pub const fn known(number: Exact) -> Self {
        Self { low: Some(number), high: Some(number) }
    }

    /// From one number to another.
    #[must_use]
    pub const fn between(low: Exact, high: Exact) -> Self {
        Self { low: Some(low), high: Some(high) }
    }

    /// The number, when both bounds meet.
    #[must_use]
    pub fn exact(self) -> Option<Exact> {
        self.low.zip(self.high).filter(|(low, high)| low == high).map(|(low, _)| low)
    }

    /// Bounds of a sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let add = |a: Option<Exact>, b: Option<Exact>| a.zip(b).and_then(|(a, b)| a.plus(b));
        Self { low: add(self.low, other.low), high: add(self.high, other.high) }
    }

    /// Bounds of a difference.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        let subtract = |a: Option<Exact>, b: Option<Exact>| a.zip(b).and_then(|(a, b)| a.minus(b));
        Self { low: subtract(self.low, other.high), high: subtract(self.high, other.low) }
    }

    /// Bounds of a product.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        let positive = |bound: Option<Exact>| bound.and_then(|low| low.order(Exact::ZERO)).is_some_and(Ordering::is_ge);
        let product = |a: Option<Exact>, b: Option<Exact>| a.zip(b).and_then(|(a, b)| a.times(b));
        if positive(self.low) && positive(other.low) {
            return Self { low: product(self.low, other.low), high: product(self.high, other.high) };
        }
        let (Some(a), Some(b), Some(c), Some(d)) = (self.low, self.high, other.low, other.high) else {
            return Self::UNKNOWN;
        };
        let corners = [a.times(c), a.times(d), b.times(c), b.times(d)];
        let Some(corners) = corners.into_iter().collect::<Option<Vec<_>>>() else { return Self::UNKNOWN };
        let pick = |wanted: Ordering| {
            corners
                .iter()
                .copied()
                .try_fold(a.times(c)?, |best, one| Some(if one.order(best)? == wanted { one } else { best }))
        };
        Self { low: pick(Ordering::Less), high: pick(Ordering::Greater) }
    }

    /// How this number stands to another: `Some` when every pair within the bounds stands so.
    #[must_use]
    pub(super) fn surely(self, other: Self, holds: impl Fn(Ordering) -> bool) -> Option<bool> {
        let corner = |a: Option<Exact>, b: Option<Exact>| a.zip(b).and_then(|(a, b)| a.order(b));
        // The smallest difference is low to high, the largest is high to low.
        let (least, most) = (corner(self.low, other.high), corner(self.high, other.low));
        let possible = [Ordering::Less, Ordering::Equal, Ordering::Greater]
            .into_iter()
            .filter(|order| least.is_none_or(|least| *order >= least) && most.is_none_or(|most| *order <= most));
        let mut answers = possible.map(holds);
        let first = answers.next()?;
        answers.all(|answer| answer == first).then_some(first)
    }
}
