//! Days in ISO 8601, as the catalogue and the vendors write them.

use time::{Date, Month, OffsetDateTime};

/// Reads `2026-11-25`, and nothing else.
pub fn day(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let number = |from: usize, to: usize| -> Option<u16> {
        let digits = bytes.get(from..to)?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        str::from_utf8(digits).ok()?.parse().ok()
    };
    let month = Month::try_from(u8::try_from(number(5, 7)?).ok()?).ok()?;
    let day = u8::try_from(number(8, 10)?).ok()?;
    Date::from_calendar_date(i32::from(number(0, 4)?), month, day).ok()
}

/// The day, in UTC, of an instant in seconds since 1970; `None`: beyond the calendar.
pub fn day_at(unix_seconds: i64) -> Option<Date> {
    let instant = OffsetDateTime::from_unix_timestamp(unix_seconds);
    Some(instant.ok()?.date())
}

/// The day of a vendor's instant or day: `2026-12-01T00:00:00Z`, `2026-12-01`.
pub(super) fn day_of(text: &str) -> Option<Date> {
    let (day_part, rest) = text.split_at_checked(10)?;
    if !rest.is_empty() && !rest.starts_with(['T', ' ']) {
        return None;
    }
    day(day_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_strictly() {
        assert_eq!(day("2028-02-29").unwrap().ordinal(), 60);
        for wrong in [
            "",
            "2026-2-01",
            "2026-02-30",
            "2026-13-01",
            "2026-00-10",
            "2026-01-00",
            "+026-01-01",
            "2026/01/01",
            "2026-01-01 ",
            "２026-01-01",
            "2026-1é-01",
        ] {
            assert_eq!(day(wrong), None, "{wrong}");
        }
        assert_eq!(day_of("2026-12-01T23:59:59+02:00"), day("2026-12-01"));
        assert_eq!(day_of("2026-12-01"), day("2026-12-01"));
        assert_eq!(
            day_at(1_795_651_199),
            day("2026-11-25"),
            "one second before midnight"
        );
        assert_eq!(day_at(1_795_651_200), day("2026-11-26"));
        assert_eq!((day_at(i64::MAX), day_at(i64::MIN)), (None, None));
        for wrong in ["2026-12-011", "tomorrow", "2026-12-0é", ""] {
            assert_eq!(day_of(wrong), None, "{wrong}");
        }
    }
}
