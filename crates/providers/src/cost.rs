//! What a reply cost, from what its vendor counted: exact, in picodollars. An unknown price makes an unknown cost, never nothing.
//!
//! Does not belong here: estimates before sending, and what Pulse itself charges.

use std::fmt;
use std::iter::Sum;
use std::ops::Add;

use time::Date;

use crate::catalogue::Entry;
use crate::part::Usage;

/// US dollars, in picodollars: a micro-dollar per million tokens is one of them per token, so nothing is rounded.
/// It ends at 18 million dollars and stays there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

/// What a reply cost by the prices of that day. `None`: a price that it takes is unknown.
///
/// Cached and newly cached tokens are part of [`Usage::input`] and thinking is part of [`Usage::output`], whichever vendor counted;
/// none is paid twice.
pub fn cost(usage: &Usage, entry: &Entry, today: Date) -> Option<Money> {
    let price = entry.price(usage.input, today)?;
    let cached = usage.cached.min(usage.input);
    let written = usage.cache_written.min(usage.input - cached);
    let fresh = usage.input - cached - written;
    [
        (fresh, price.input),
        (cached, price.cached),
        (written, price.cache_write),
        (usage.output, price.output),
    ]
    .into_iter()
    .map(|(tokens, price)| {
        if tokens == 0 {
            return Some(Money::ZERO);
        }
        let picos = u128::from(tokens) * u128::from(price?);
        Some(Money(u64::try_from(picos).unwrap_or(u64::MAX)))
    })
    .sum()
}

/// A sum of costs some of which can be unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
    use crate::catalogue::{Price, Source};

    const DAY: Date = Date::MIN;

    fn model() -> Entry {
        let mut entry = Entry::bare("v", "m", DAY, Source::Doc);
        entry.prices = vec![
            Price {
                from: None,
                until: None,
                above: 0,
                input: Some(2_000_000),
                output: Some(10_000_000),
                cached: Some(100_000),
                cache_write: Some(2_500_000),
                source: Source::Doc,
            },
            Price {
                from: None,
                until: None,
                above: 272_000,
                input: Some(4_000_000),
                output: Some(15_000_000),
                cached: None,
                cache_write: None,
                source: Source::Doc,
            },
        ];
        entry
    }

    fn usage(input: u64, cached: u64, cache_written: u64, output: u64) -> Usage {
        Usage {
            input,
            cached,
            cache_written,
            output,
            thinking: output / 2,
        }
    }

    #[test]
    fn each_token_is_paid_once() {
        let cost = |usage| cost(&usage, &model(), DAY).map(Money::as_picos);
        assert_eq!(cost(usage(1, 0, 0, 0)), Some(2_000_000));
        assert_eq!(
            cost(usage(0, 0, 0, 1)),
            Some(10_000_000),
            "thinking is in the output"
        );
        // 700 fresh at 2, 200 cached at 0.1, 100 written at 2.5, 50 out at 10, in dollars per million.
        let picos = (700 * 20 + 200 + 100 * 25 + 50 * 100) * 100_000;
        assert_eq!(cost(usage(1000, 200, 100, 50)), Some(picos));
        assert_eq!(cost(Usage::default()), Some(0));
    }

    #[test]
    fn a_long_prompt_has_another_price_from_the_first_token_on() {
        let cost = |usage| cost(&usage, &model(), DAY).map(Money::as_picos);
        assert_eq!(
            cost(usage(272_000, 0, 0, 1)),
            Some(272_000 * 2_000_000 + 10_000_000)
        );
        assert_eq!(
            cost(usage(272_001, 0, 0, 1)),
            Some(272_001 * 4_000_000 + 15_000_000)
        );
        assert_eq!(
            cost(usage(272_001, 1, 0, 1)),
            None,
            "the price of the cache is unknown there"
        );
    }

    #[test]
    fn what_is_unknown_costs_nothing_known() {
        let mut entry = model();
        entry.prices.truncate(1);
        entry.prices[0].cached = None;
        assert_eq!(cost(&usage(10, 1, 0, 1), &entry, DAY), None);
        assert!(cost(&usage(10, 0, 0, 1), &entry, DAY).is_some());
        entry.prices[0].output = None;
        assert_eq!(cost(&usage(10, 0, 0, 1), &entry, DAY), None);
        entry.prices.clear();
        assert_eq!(cost(&Usage::default(), &entry, DAY), None);
    }

    #[test]
    fn counts_that_cannot_be_do_not_break_it() {
        let all = usage(u64::MAX, u64::MAX, u64::MAX, u64::MAX);
        let mut entry = model();
        entry.prices.truncate(1);
        assert_eq!(cost(&all, &entry, DAY), Some(Money(u64::MAX)));
        // More cached than there was: never more is paid than there was.
        assert_eq!(
            cost(&usage(10, 20, 30, 0), &entry, DAY),
            Some(Money(10 * 100_000))
        );
    }

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
