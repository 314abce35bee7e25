//! Exact fractions: totals and means of scores, compared exactly and rounded only to be shown.

use std::cmp::Ordering;

/// An exact fraction in lowest terms; the denominator is more than zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fraction {
    num: i128,
    den: i128,
}

impl Fraction {
    /// Nothing.
    pub const ZERO: Self = Self { num: 0, den: 1 };

    /// `num / den`; `None` when the denominator is zero or less.
    #[must_use]
    pub fn new(num: i64, den: i64) -> Option<Self> {
        (den > 0).then(|| {
            let (num, den) = (i128::from(num), i128::from(den));
            let divisor = greatest_common_divisor(num.abs(), den);
            Self { num: num / divisor, den: den / divisor }
        })
    }

    /// The numerator, in lowest terms.
    #[must_use]
    pub const fn num(self) -> i128 {
        self.num
    }

    /// The denominator, in lowest terms.
    #[must_use]
    pub const fn den(self) -> i128 {
        self.den
    }

    /// In hundredths, rounded half up. For display only, never to compare.
    #[must_use]
    pub fn hundredths(self) -> i128 {
        (self.num * 200 + self.den).div_euclid(self.den * 2)
    }

    /// Two decimals with a comma: `78,50`.
    #[must_use]
    pub fn to_french(self) -> String {
        self.to_plain().replace('.', ",").replace('-', "−")
    }

    /// Two decimals with a point, for files: `78.50`.
    #[must_use]
    pub fn to_plain(self) -> String {
        let hundredths = self.hundredths();
        let sign = if hundredths < 0 { "-" } else { "" };
        format!("{sign}{}.{:02}", hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100)
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.num * other.den).cmp(&(other.num * self.den))
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn greatest_common_divisor(a: i128, b: i128) -> i128 {
    if b == 0 { a.max(1) } else { greatest_common_divisor(b, a % b) }
}
