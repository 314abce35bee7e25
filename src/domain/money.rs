//! Money in whole cents. No float ever holds an amount.

use std::{fmt, iter::Sum, ops};

use serde::{Deserialize, Serialize};

/// An amount in euro cents, possibly negative (a gap between charges and income).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cents(pub i64);

/// A share in hundredths of a percent: 2 000 is 20 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BasisPoints(pub i64);

/// Why a text is not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyProblem {
    /// Letters, two separators, more than two decimals.
    #[error("not an amount")]
    Unreadable,
    /// More than a thousand billion euros.
    #[error("amount too large")]
    TooLarge,
}

impl Cents {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The largest amount that can be entered: a thousand billion euros.
    pub const MAX: Self = Self(100_000_000_000_000);

    /// From whole euros.
    #[must_use]
    pub const fn from_euros(euros: i64) -> Self {
        Self(euros * 100)
    }

    /// Reads what a person types: « 1 234,50 € », « 1234.5 », with any kind of space.
    ///
    /// # Errors
    /// [`MoneyProblem`] when the text is not an amount or is beyond [`Cents::MAX`].
    pub fn parse(text: &str) -> Result<Self, MoneyProblem> {
        let compact: String = text.trim().trim_end_matches('€').chars().filter(|c| !c.is_whitespace()).collect();
        let (negative, digits) = match compact.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, compact.as_str()),
        };
        let (whole, decimals) = digits.split_once([',', '.']).unwrap_or((digits, ""));
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(decimals) || decimals.len() > 2 {
            return Err(MoneyProblem::Unreadable);
        }
        if whole.trim_start_matches('0').len() > 13 {
            return Err(MoneyProblem::TooLarge);
        }
        let euros: i64 = whole.parse().map_err(|_| MoneyProblem::TooLarge)?;
        let cents: i64 = format!("{decimals:0<2}").parse().map_err(|_| MoneyProblem::Unreadable)?;
        let amount = Self(euros * 100 + cents);
        if amount > Self::MAX {
            return Err(MoneyProblem::TooLarge);
        }
        Ok(if negative { Self(-amount.0) } else { amount })
    }

    /// Whether this amount is more than `share` of `base`, compared exactly.
    #[must_use]
    pub fn exceeds_share(self, share: BasisPoints, base: Self) -> bool {
        i128::from(self.0) * 10_000 > i128::from(base.0) * i128::from(share.0)
    }

    /// What share of `base` this amount is, rounded down; `None` when the base is zero or less.
    #[must_use]
    pub fn share_of(self, base: Self) -> Option<BasisPoints> {
        (base.0 > 0).then(|| {
            let share = (i128::from(self.0) * 10_000).div_euclid(i128::from(base.0));
            BasisPoints(i64::try_from(share).unwrap_or(if share < 0 { i64::MIN } else { i64::MAX }))
        })
    }

    /// Euros with groups of three and a narrow no-break space, decimals only when there are cents: `12 345,60 €`.
    #[must_use]
    pub fn to_french(self) -> String {
        let digits = (self.0.unsigned_abs() / 100).to_string();
        let mut out = String::new();
        if self.0 < 0 {
            out.push('−');
        }
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push('\u{202f}');
            }
            out.push(digit);
        }
        let rest = self.0.unsigned_abs() % 100;
        if rest > 0 {
            out.push_str(&format!(",{rest:02}"));
        }
        out.push_str("\u{a0}€");
        out
    }

    /// Plain euros for files: `12345.60`.
    #[must_use]
    pub fn to_plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        format!("{sign}{}.{:02}", self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100)
    }
}

impl ops::Add for Cents {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl ops::AddAssign for Cents {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl ops::Sub for Cents {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, |total, amount| total + amount)
    }
}

impl fmt::Display for BasisPoints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        let sign = if self.0 < 0 { "−" } else { "" };
        match rest {
            0 => write!(f, "{sign}{whole}\u{a0}%"),
            r if r % 10 == 0 => write!(f, "{sign}{whole},{}\u{a0}%", r / 10),
            r => write!(f, "{sign}{whole},{r:02}\u{a0}%"),
        }
    }
}
