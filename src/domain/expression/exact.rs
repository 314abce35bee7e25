//! Exact decimal numbers.

use std::{cmp::Ordering, fmt};

use crate::money::{BasisPoints, Cents};

/// A decimal number, `mantissa` times ten to the power of minus `scale`. Additions and products are exact,
/// and give nothing when they would not fit.
#[derive(Clone, Copy, Debug)]
pub struct Exact {
    mantissa: i128,
    scale: u32,
}

impl Exact {
    /// Zero.
    pub const ZERO: Self = Self { mantissa: 0, scale: 0 };

    /// A whole number.
    #[must_use]
    pub const fn whole(number: i128) -> Self {
        Self { mantissa: number, scale: 0 }
    }

    /// A count.
    #[must_use]
    pub fn count(number: usize) -> Self {
        Self::whole(i128::try_from(number).unwrap_or(i128::MAX))
    }

    /// An amount, in euros.
    #[must_use]
    pub fn money(amount: Cents) -> Self {
        Self { mantissa: i128::from(amount.0), scale: 2 }
    }

    /// A share of one.
    #[must_use]
    pub fn share(share: BasisPoints) -> Self {
        Self { mantissa: i128::from(share.0), scale: 4 }
    }

    /// Digits with at most one point, without sign: `1200.50`. Eighteen digits at most, six of them decimals.
    pub(super) fn parse(digits: &str) -> Option<Self> {
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.len() + decimals.len() > 18 || decimals.len() > 6 {
            return None;
        }
        let mantissa = format!("{whole}{decimals}").parse().ok()?;
        Some(Self { mantissa, scale: u32::try_from(decimals.len()).ok()? })
    }

    /// The same number with the point moved two digits to the left: percents become a share of one.
    pub(super) fn percent(self) -> Self {
        Self { scale: self.scale.saturating_add(2), ..self }
    }

    /// The whole number that it is, if it is one.
    #[must_use]
    pub fn to_whole(self) -> Option<i64> {
        i64::try_from(self.rescaled(0)?).ok()
    }

    /// The amount in whole cents that it is, if it is one.
    #[must_use]
    pub fn to_cents(self) -> Option<Cents> {
        i64::try_from(self.rescaled(2)?).ok().map(Cents)
    }

    /// The share in whole hundredths of a percent that it is, if it is one.
    #[must_use]
    pub fn to_basis_points(self) -> Option<BasisPoints> {
        i64::try_from(self.rescaled(4)?).ok().map(BasisPoints)
    }

    fn rescaled(self, scale: u32) -> Option<i128> {
        match scale.cmp(&self.scale) {
            Ordering::Equal => Some(self.mantissa),
            Ordering::Greater => self.mantissa.checked_mul(10i128.checked_pow(scale - self.scale)?),
            Ordering::Less => {
                let power = 10i128.checked_pow(self.scale - scale)?;
                (self.mantissa % power == 0).then(|| self.mantissa / power)
            }
        }
    }

    fn aligned(self, other: Self) -> Option<(i128, i128, u32)> {
        let scale = self.scale.max(other.scale);
        Some((self.rescaled(scale)?, other.rescaled(scale)?, scale))
    }

    /// Their sum, if it fits.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let (a, b, scale) = self.aligned(other)?;
        Some(Self { mantissa: a.checked_add(b)?, scale })
    }

    /// Their difference, if it fits.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { mantissa: other.mantissa.checked_neg()?, ..other })
    }

    /// Their product, if it fits.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        let scale = self.scale.checked_add(other.scale).filter(|scale| *scale <= 60)?;
        Some(Self { mantissa: self.mantissa.checked_mul(other.mantissa)?, scale })
    }

    /// Which is larger, when both can be written on one scale.
    #[must_use]
    pub fn order(self, other: Self) -> Option<Ordering> {
        let (a, b, _) = self.aligned(other)?;
        Some(a.cmp(&b))
    }

    fn normal(self) -> (i128, u32) {
        let (mut mantissa, mut scale) = (self.mantissa, self.scale);
        while scale > 0 && mantissa % 10 == 0 {
            (mantissa, scale) = (mantissa / 10, scale - 1);
        }
        (mantissa, scale)
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.normal() == other.normal()
    }
}

impl Eq for Exact {}

/// As it is written in an expression, without unit: `1200.5`.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mantissa, scale) = self.normal();
        let sign = if mantissa < 0 { "-" } else { "" };
        let scale = usize::try_from(scale).unwrap_or(0);
        let digits = format!("{:0>width$}", mantissa.unsigned_abs(), width = scale + 1);
        let (whole, decimals) = digits.split_at(digits.len() - scale);
        write!(f, "{sign}{whole}")?;
        if decimals.is_empty() { Ok(()) } else { write!(f, ".{decimals}") }
    }
}
