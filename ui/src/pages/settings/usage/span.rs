//! The range of time that the page shows, and its bars. Pure.

use std::collections::HashMap;

use contract::Timestamp;
use contract::usage::{ReadUsage, UsageGroup, UsageRow, UsageSums};

use crate::clock::{Now, civil};

const DAY: i64 = 86_400_000;

/// A range that ends with today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Span {
    /// The month so far.
    #[default]
    Month,
    /// Seven days.
    Week,
    /// Thirty days.
    Thirty,
    /// Twelve months, this one included.
    Year,
}

/// A bar: a day, or in a year a month.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Its first day, counted from 1970-01-01.
    pub day: i64,
    /// Its sums.
    pub sums: UsageSums,
}

impl Span {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Month, Self::Week, Self::Thirty, Self::Year];

    /// The first day, counted from 1970-01-01.
    fn first(self, today: i64) -> i64 {
        match self {
            Self::Month => first_of_month(today),
            Self::Week => today - 6,
            Self::Thirty => today - 29,
            Self::Year => (0..11).fold(first_of_month(today), |first, _| first_of_month(first - 1)),
        }
    }

    /// What is asked for it.
    pub fn request(self, now: Now, group: UsageGroup) -> ReadUsage {
        let today = now.day_of(now.at);
        let midnight = |day: i64| Timestamp(day * DAY - i64::from(now.offset_minutes) * 60_000);
        ReadUsage {
            from: midnight(self.first(today)),
            to: midnight(today + 1),
            group,
            offset_minutes: now.offset_minutes,
        }
    }

    /// The bars, one for each day or month of the range, also where nothing was asked.
    pub fn bars(self, now: Now, rows: &[UsageRow]) -> Vec<Bar> {
        let today = now.day_of(now.at);
        let by_day: HashMap<&str, UsageSums> = rows
            .iter()
            .map(|row| (row.key.as_str(), row.sums))
            .collect();
        let mut bars: Vec<Bar> = Vec::new();
        for day in self.first(today)..=today {
            let (year, month, of_month) = civil(day);
            let key = format!("{year:04}-{month:02}-{of_month:02}");
            let sums = by_day.get(key.as_str()).copied().unwrap_or_default();
            match bars.last_mut() {
                Some(last) if self == Self::Year && of_month != 1 => add(&mut last.sums, sums),
                _ => bars.push(Bar { day, sums }),
            }
        }
        bars
    }
}

/// The tokens of a bar, which is what its height stands for.
pub fn tokens(sums: &UsageSums) -> u64 {
    sums.input_tokens.saturating_add(sums.output_tokens)
}

fn first_of_month(day: i64) -> i64 {
    let (_, _, of_month) = civil(day);
    day - i64::from(of_month) + 1
}

fn add(to: &mut UsageSums, more: UsageSums) {
    to.requests += more.requests;
    to.uncounted += more.uncounted;
    to.estimated += more.estimated;
    to.input_tokens += more.input_tokens;
    to.output_tokens += more.output_tokens;
    to.cached_tokens += more.cached_tokens;
    to.thinking_tokens += more.thinking_tokens;
    to.cost.known = to.cost.known + more.cost.known;
    to.cost.unknown += more.cost.unknown;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-22 00:30 in Berlin, which is the 21st in UTC.
    const NOW: Now = Now {
        at: Timestamp(1_795_303_800_000),
        offset_minutes: 60,
    };

    fn row(key: &str, input_tokens: u64) -> UsageRow {
        UsageRow {
            key: key.into(),
            provider: None,
            sums: UsageSums {
                requests: 1,
                input_tokens,
                ..UsageSums::default()
            },
        }
    }

    #[test]
    fn a_range_goes_from_local_midnight_to_local_midnight() {
        let week = Span::Week.request(NOW, UsageGroup::Day);
        let midnight_before_now = NOW.at.0 - 30 * 60_000;
        assert_eq!(
            week.to.0,
            midnight_before_now + DAY,
            "today counts as a whole"
        );
        assert_eq!(week.from.0, week.to.0 - 7 * DAY);
        let year = Span::Year.request(NOW, UsageGroup::Day);
        let first = civil(NOW.day_of(year.from));
        assert_eq!(first, (2025, 12, 1), "twelve months");
    }

    #[test]
    fn every_day_has_its_bar() {
        let rows = [row("2026-11-16", 1), row("2026-11-22", 5)];
        let bars = Span::Week.bars(NOW, &rows);
        let heights: Vec<_> = bars.iter().map(|bar| tokens(&bar.sums)).collect();
        assert_eq!(heights, [1, 0, 0, 0, 0, 0, 5]);
        assert_eq!(Span::Month.bars(NOW, &rows).len(), 22);
        assert_eq!(Span::Thirty.bars(NOW, &[]).len(), 30);
    }

    #[test]
    fn a_years_bars_are_months() {
        let rows = [
            row("2026-11-01", 1),
            row("2026-11-22", 5),
            row("2026-02-28", 7),
        ];
        let bars = Span::Year.bars(NOW, &rows);
        assert_eq!(bars.len(), 12);
        assert_eq!((bars[11].sums.input_tokens, bars[11].sums.requests), (6, 2));
        assert_eq!(civil(bars[2].day), (2026, 2, 1));
        assert_eq!(bars[2].sums.input_tokens, 7);
    }
}
