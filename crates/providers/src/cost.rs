//! What a reply cost, from what its vendor counted: exact, in picodollars. An unknown price makes an unknown cost, never nothing.
//!
//! Does not belong here: estimates before sending, and what Pulse itself charges.

use contract::Money;
use time::Date;

use crate::catalogue::Entry;
use crate::part::Usage;

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
        Some(Money::picos(u64::try_from(picos).unwrap_or(u64::MAX)))
    })
    .sum()
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
        assert_eq!(cost(&all, &entry, DAY), Some(Money::picos(u64::MAX)));
        // More cached than there was: never more is paid than there was.
        assert_eq!(
            cost(&usage(10, 20, 30, 0), &entry, DAY),
            Some(Money::picos(10 * 100_000))
        );
    }
}
