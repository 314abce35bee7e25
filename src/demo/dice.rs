//! Chance that a seed determines: the same seed and purpose give the same draws everywhere.

use rand::{RngCore, SeedableRng};
use rand_chacha::ChaCha20Rng;
use sha2::{Digest, Sha256};

/// A source of draws for one purpose, so that more draws for one thing do not change another.
pub struct Dice(ChaCha20Rng);

impl Dice {
    /// For a purpose, from the seed of the replay.
    #[must_use]
    pub fn new(seed: u64, purpose: &str) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(seed.to_be_bytes());
        hasher.update(purpose.as_bytes());
        Self(ChaCha20Rng::from_seed(hasher.finalize().into()))
    }

    /// From 0 to `bound`, which is not reached; 0 when there is nothing to choose from.
    pub fn below(&mut self, bound: usize) -> usize {
        let draw = self.0.next_u64();
        usize::try_from(draw % (bound.max(1) as u64)).unwrap_or(0)
    }

    /// A whole number between two others, both possible.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = usize::try_from((high - low).max(0)).unwrap_or(0) + 1;
        low + i64::try_from(self.below(span)).unwrap_or(0)
    }

    /// True so many times out of a hundred.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of them, which are not empty.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// Some of them, without repeating, in the order drawn.
    pub fn some<'a, T>(&mut self, items: &'a [T], count: usize) -> Vec<&'a T> {
        let mut all: Vec<&T> = items.iter().collect();
        self.shuffle(&mut all);
        all.truncate(count);
        all
    }

    /// Puts them in any order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }

    /// Around a mean, mostly within `spread` of it, never beyond three and a half times that.
    pub fn around(&mut self, mean: i64, spread: i64) -> i64 {
        let reach = spread * 1_732 / 1_000;
        let sum: i64 = (0..4).map(|_| self.between(-reach, reach)).sum();
        mean + sum / 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_and_a_purpose_determine_every_draw() {
        let draw = |seed, purpose| {
            let mut dice = Dice::new(seed, purpose);
            (0..20).map(|_| dice.between(0, 1_000_000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(1, "people"), draw(1, "people"));
        assert_ne!(draw(1, "people"), draw(1, "places"));
        assert_ne!(draw(1, "people"), draw(2, "people"));
    }

    #[test]
    fn draws_stay_within_their_bounds() {
        let mut dice = Dice::new(7, "bounds");
        for _ in 0..1_000 {
            assert!((3..=5).contains(&dice.between(3, 5)));
            assert!((-350..=350).contains(&dice.around(0, 100)));
        }
        let some: std::collections::BTreeSet<_> = dice.some(&[1, 2, 3, 4], 3).into_iter().collect();
        assert_eq!(some.len(), 3);
    }
}
