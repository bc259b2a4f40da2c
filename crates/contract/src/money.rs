//! Amounts of money, exact, and how they are written. An unknown amount is none, never nothing.

use std::fmt;
use std::iter::Sum;
use std::ops::Add;

use serde::{Deserialize, Serialize};

/// US dollars, in picodollars: a micro-dollar per million tokens is one of them per token, so nothing is rounded.
/// It ends at 18 million dollars and stays there.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Money(u64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many picodollars.
    pub const fn picos(picos: u64) -> Self {
        Self(picos)
    }

    /// In picodollars.
    pub const fn as_picos(self) -> u64 {
        self.0
    }
}

impl Add for Money {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

/// `$1.23`; below a dollar two digits that say something, `$0.0046`; below a millionth `<$0.000001`. Rounded half up.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DOLLAR: u64 = 1_000_000_000_000;
        if self.0 > 0 && self.0 < DOLLAR / 1_000_000 {
            return f.write_str("<$0.000001");
        }
        let mut digits = 2_usize;
        let mut unit = DOLLAR / 100;
        // Below ten units there would be one digit that says something, or none.
        while self.0 > 0 && digits < 6 && self.0.saturating_add(unit / 2) / unit < 10 {
            digits += 1;
            unit /= 10;
        }
        let units = self.0.saturating_add(unit / 2) / unit;
        let dollar = DOLLAR / unit;
        write!(f, "${}.{:0digits$}", units / dollar, units % dollar)
    }
}

/// A sum of costs some of which can be unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// What is known to have been spent.
    pub known: Money,
    /// Parts whose cost is unknown: with any, [`Total::known`] is only the least that it can have been.
    pub unknown: u64,
}

impl Total {
    /// Whether it cost more, by an unknown amount.
    pub const fn is_at_least(&self) -> bool {
        self.unknown > 0
    }
}

impl Add<Option<Money>> for Total {
    type Output = Self;

    fn add(self, part: Option<Money>) -> Self {
        match part {
            Some(money) => Self {
                known: self.known + money,
                ..self
            },
            None => Self {
                unknown: self.unknown.saturating_add(1),
                ..self
            },
        }
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::ZERO, Self::add)
    }
}

impl Sum<Option<Money>> for Total {
    fn sum<I: Iterator<Item = Option<Money>>>(parts: I) -> Self {
        parts.fold(Self::default(), Self::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_keeps_in_mind_what_is_missing() {
        let known = [Some(Money(1)), Some(Money(2))];
        let total: Total = known.into_iter().sum();
        assert_eq!((total.known, total.is_at_least()), (Money(3), false));
        let total = total + None + Some(Money(4)) + None;
        assert_eq!((total.known, total.unknown), (Money(7), 2));
        assert!(total.is_at_least());
        assert_eq!((total + Some(Money(u64::MAX))).known, Money(u64::MAX));
    }

    #[test]
    fn money_is_written_with_digits_that_say_something() {
        for (picos, text) in [
            (0, "$0.00"),
            (1, "<$0.000001"),
            (999_999, "<$0.000001"),
            (1_000_000, "$0.000001"),
            (12_345_678, "$0.000012"),
            (99_600_000, "$0.00010"),
            (4_560_000_000, "$0.0046"),
            (99_600_000_000, "$0.10"),
            (123_456_789_012, "$0.12"),
            (994_999_999_999, "$0.99"),
            (995_000_000_000, "$1.00"),
            (1_000_000_000_000, "$1.00"),
            (1_234_567_000_000_000, "$1234.57"),
            (u64::MAX, "$18446744.07"),
        ] {
            assert_eq!(Money(picos).to_string(), text, "{picos}");
        }
    }
}
