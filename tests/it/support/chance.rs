//! Made-up input, the same at each run. `LAUREAT_TEST_CASES=200 make test` tries more of it.

use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};

/// How many cases to try where `usual` are enough from day to day.
pub fn cases(usual: usize) -> usize {
    std::env::var("LAUREAT_TEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Draws values one after the other.
pub struct Chance(TestRunner);

impl Chance {
    /// From a seed that never changes.
    pub fn new() -> Self {
        Self(TestRunner::deterministic())
    }

    /// The next value.
    pub fn draw<T>(&mut self, strategy: &impl Strategy<Value = T>) -> T {
        strategy.new_tree(&mut self.0).unwrap().current()
    }
}
