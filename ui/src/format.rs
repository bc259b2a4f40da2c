//! Numbers, sizes, spans and days for people.
//!
//! Belongs here: which unit fits and how many digits say something. Does not
//! belong here: the units' names and the separators, which differ by language
//! and stand in `locales/`.

use contract::{Money, Timestamp, Total};
use yew::AttrValue;

use crate::clock::{Now, civil};
use crate::i18n::{t, t_args};

/// `1234567` as `1,234,567`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let separator = t("number-group");
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push_str(&separator);
        }
        text.push(digit);
    }
    text
}

/// A number with so many places: `0.70`.
pub fn decimal(number: f64, places: usize) -> String {
    format!("{number:.places$}").replace('.', &t("number-point"))
}

/// Bytes in the unit that fits: `98 MB`, `1.9 GB`. Units are powers of 1000, as
/// disks and downloads count.
pub fn bytes(bytes: u64) -> String {
    let (number, unit) = scaled(bytes);
    with_unit(unit, number)
}

/// `1.2 of 1.9 GB`, or `800 MB of 1.9 GB` where the units differ.
pub fn bytes_of(done: u64, total: u64) -> AttrValue {
    let ((part, part_unit), (whole, unit)) = (scaled(done), scaled(total));
    let part = if part_unit == unit {
        part
    } else {
        with_unit(part_unit, part)
    };
    let whole = with_unit(unit, whole);
    t_args(
        "amount-of",
        &[("part", part.into()), ("whole", whole.into())],
    )
}

/// `unit` is the key of a message.
fn with_unit(unit: &'static str, number: String) -> String {
    t_args(unit, &[("number", number.into())]).to_string()
}

/// The number, and the key of its unit.
fn scaled(bytes: u64) -> (String, &'static str) {
    const UNITS: [&str; 4] = ["unit-kb", "unit-mb", "unit-gb", "unit-tb"];
    if bytes < 1000 {
        return (bytes.to_string(), "unit-b");
    }
    let mut value = bytes as f64 / 1000.0;
    let mut unit = 0;
    while value >= 999.5 && unit + 1 < UNITS.len() {
        value /= 1000.0;
        unit += 1;
    }
    // Tenths tell something from a gigabyte on, and below ten; none of zero does.
    let tenths = value < 9.95 || (unit >= 2 && value < 99.95);
    let places = usize::from(tenths && (value * 10.0).round() % 10.0 != 0.0);
    (decimal(value, places), UNITS[unit])
}

/// A time that is left: `0:29`, `12:05`, `1:02:05`.
pub fn left(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let seconds = format!("{seconds:02}");
    let text = if hours > 0 {
        let minutes = format!("{minutes:02}");
        t_args(
            "clock-hours",
            &[
                ("hours", hours.to_string().into()),
                ("minutes", minutes.into()),
                ("seconds", seconds.into()),
            ],
        )
    } else {
        let minutes = minutes.to_string();
        t_args(
            "clock-minutes",
            &[("minutes", minutes.into()), ("seconds", seconds.into())],
        )
    };
    text.to_string()
}

/// Milliseconds as seconds: `0.31 s`, `12.4 s`, `132 s`.
pub fn seconds(milliseconds: u64) -> String {
    let seconds = milliseconds as f64 / 1000.0;
    let places = match seconds {
        s if s < 9.995 => 2,
        s if s < 99.95 => 1,
        _ => 0,
    };
    with_unit("unit-s", decimal(seconds, places))
}

/// Milliseconds as whole seconds, or minutes and seconds: `12 s`, `2:05`; at
/// least one second.
pub fn span(milliseconds: u64) -> String {
    let seconds = (milliseconds.saturating_add(500) / 1000).max(1);
    if seconds < 100 {
        return with_unit("unit-s", seconds.to_string());
    }
    left(seconds)
}

/// Tokens a second: `38`, below ten `4.2`.
pub fn rate(tokens_per_second: f64) -> String {
    if tokens_per_second < 9.95 {
        decimal(tokens_per_second, 1)
    } else {
        count(tokens_per_second.round() as u64)
    }
}

/// The head under which a day stands in a list: Today, Yesterday, Last week,
/// Last month, then months.
pub fn group(now: Now, at: Timestamp) -> AttrValue {
    match now.days_since(at) {
        ..=0 => t("group-today"),
        1 => t("group-yesterday"),
        2..=7 => t("group-week"),
        8..=30 => t("group-month"),
        _ => {
            let (year, month, _) = civil(now.day_of(at));
            let name = t_args("month-name", &[("month", month.into())]);
            let year = year.to_string();
            t_args(
                "group-other",
                &[("month", name.as_str().into()), ("year", year.into())],
            )
        }
    }
}

/// A sum of costs: `$1.23`, `at least $1.23`, or that it is not known.
pub fn cost(total: Total) -> AttrValue {
    let known = total.known.to_string();
    match total.is_at_least() {
        true if total.known == Money::ZERO => t("cost-unknown"),
        true => t_args("cost-at-least", &[("cost", known.into())]),
        false => known.into(),
    }
}

/// A day in a line: `today`, `yesterday`, `3 Nov`, `3 Nov 2024`.
pub fn day(now: Now, at: Timestamp) -> AttrValue {
    match now.days_since(at) {
        ..=0 => t("day-today"),
        1 => t("day-yesterday"),
        _ => date(now, civil(now.day_of(at))),
    }
}

/// A day that the core wrote as `2026-12-11`: `11 Dec`, in another year `11 Dec 2024`; what is no day
/// stays as it is.
pub fn written_day(now: Now, text: &str) -> AttrValue {
    let mut parts = text.splitn(3, '-');
    let mut next = || parts.next()?.parse::<u32>().ok();
    match (next(), next(), next()) {
        (Some(year), Some(month @ 1..=12), Some(day)) => date(now, (year.into(), month, day)),
        _ => text.to_owned().into(),
    }
}

/// Year, month and day of the month: `3 Nov`, in another year `3 Nov 2024`.
fn date(now: Now, (year, month, day): (i64, u32, u32)) -> AttrValue {
    let (this_year, ..) = civil(now.day_of(now.at));
    let name = t_args("month-short", &[("month", month.into())]);
    let (day, year_text) = (day.to_string(), year.to_string());
    let arguments = [("day", day.into()), ("month", name.as_str().into())];
    if year == this_year {
        t_args("day-month", &arguments)
    } else {
        let [day, month] = arguments;
        t_args("day-month-year", &[day, month, ("year", year_text.into())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_000), "1,000");
        assert_eq!(count(1_234_567), "1,234,567");
    }

    #[test]
    fn places_are_kept() {
        assert_eq!(decimal(0.7, 2), "0.70", "numbers in a column do not jump");
        assert_eq!(decimal(2.0, 0), "2", "no point without places");
    }

    #[test]
    fn sizes_take_the_unit_that_fits() {
        assert_eq!(bytes(512), "512 B");
        assert_eq!(
            bytes(98_362_432),
            "98 MB",
            "the starter model, as the drawing has it"
        );
        assert_eq!(bytes(1_900_000_000), "1.9 GB");
        assert_eq!(bytes(80_000_000_000), "80 GB", "no tenths that say nothing");
        assert_eq!(bytes(999_600), "1 MB", "never 1000 kB");
        assert_eq!(
            bytes(4_200_000_000_000_000),
            "4200 TB",
            "the largest unit goes on"
        );
    }

    #[test]
    fn a_part_shares_the_unit_of_its_whole() {
        assert_eq!(bytes_of(1_200_000_000, 1_900_000_000), "1.2 of 1.9 GB");
        assert_eq!(bytes_of(800_000_000, 1_900_000_000), "800 MB of 1.9 GB");
    }

    #[test]
    fn spans_read_like_a_clock() {
        assert_eq!(left(29), "0:29");
        assert_eq!(left(725), "12:05");
        assert_eq!(left(3_725), "1:02:05");
        assert_eq!(span(0), "1 s", "nothing takes no time");
        assert_eq!(span(12_400), "12 s");
        assert_eq!(span(125_000), "2:05");
        assert!(!span(u64::MAX).is_empty(), "no time is too long");
        assert_eq!(seconds(310), "0.31 s");
        assert_eq!(seconds(12_400), "12.4 s");
        assert_eq!(seconds(132_000), "132 s");
        assert_eq!(rate(4.23), "4.2");
        assert_eq!(rate(138.7), "139");
    }

    #[test]
    fn days_have_their_groups() {
        // 2026-11-22 12:00 UTC.
        let now = Now {
            at: Timestamp(1_795_348_800_000),
            offset_minutes: 0,
        };
        let ago = |days: i64| Timestamp(now.at.0 - days * 86_400_000);
        assert_eq!(group(now, ago(0)), "Today");
        assert_eq!(
            group(now, ago(-1)),
            "Today",
            "a clock that was put back harms nothing"
        );
        assert_eq!(group(now, ago(1)), "Yesterday");
        assert_eq!(group(now, ago(7)), "Last week");
        assert_eq!(group(now, ago(30)), "Last month");
        assert_eq!(group(now, ago(31)), "October 2026");
        assert_eq!(day(now, ago(1)), "yesterday");
        assert_eq!(day(now, ago(19)), "3 Nov");
        assert_eq!(day(now, ago(700)), "22 Dec 2024", "another year is named");
        assert_eq!(written_day(now, "2026-12-01"), "1 Dec");
        assert_eq!(written_day(now, "2027-06-15"), "15 Jun 2027");
        for other in ["", "2026", "2026-13-01", "soon", "2026-06-x"] {
            assert_eq!(written_day(now, other), other, "nothing is made up");
        }
    }
}
