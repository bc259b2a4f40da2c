//! The present time and the place of local midnight. Logic that needs them
//! takes them as arguments; only components ask here.

use std::cell::Cell;

use contract::Timestamp;

/// A moment and the offset of local time at that moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// The moment.
    pub at: Timestamp,
    /// Minutes that local time is ahead of UTC.
    pub offset_minutes: i32,
}

/// The present moment, from the webview's clock.
pub fn now() -> Now {
    let date = js_sys::Date::new_0();
    Now {
        at: Timestamp(date.get_time() as i64),
        offset_minutes: -(date.get_timezone_offset() as i32),
    }
}

thread_local! {
    static INTERACTIVE: Cell<bool> = const { Cell::new(false) };
}

/// Marks in the webview's own timeline that a person can work from here on:
/// what `cargo xtask bench` reads. Marks once: the timeline keeps every mark.
pub fn mark_interactive() {
    if INTERACTIVE.replace(true) {
        return;
    }
    if let Some(clock) = web_sys::window().and_then(|window| window.performance()) {
        // Fails only for a reserved name.
        let _ = clock.mark("interactive");
    }
}

impl Now {
    /// Days since 1970-01-01 in local time.
    pub fn day_of(self, at: Timestamp) -> i64 {
        (at.0 + i64::from(self.offset_minutes) * 60_000).div_euclid(86_400_000)
    }

    /// Whole local days from `at` until now: 0 is today, 1 yesterday.
    pub fn days_since(self, at: Timestamp) -> i64 {
        self.day_of(self.at) - self.day_of(at)
    }
}

/// Year, month (1 to 12) and day of the month of a day counted from 1970-01-01.
pub fn civil(day: i64) -> (i64, u32, u32) {
    // Howard Hinnant's days_from_civil, backwards: years begin in March.
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day_of_month = (of_year - (153 * shifted_month + 2) / 5 + 1) as u32;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    } as u32;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day_of_month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_turn_at_local_midnight() {
        // 2026-11-22 00:30 in Berlin is still the 21st in UTC.
        let now = Now {
            at: Timestamp(1_795_303_800_000),
            offset_minutes: 60,
        };
        assert_eq!(
            civil(now.day_of(now.at)),
            (2026, 11, 22),
            "local time decides"
        );
        assert_eq!(
            now.days_since(Timestamp(now.at.0 - 20 * 60_000)),
            0,
            "00:10 is the same day"
        );
        assert_eq!(
            now.days_since(Timestamp(now.at.0 - 40 * 60_000)),
            1,
            "23:50 was yesterday"
        );
    }

    #[test]
    fn civil_dates_know_leap_years() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(19_782), (2024, 2, 29), "2024 is a leap year");
        assert_eq!(civil(19_783), (2024, 3, 1));
        assert_eq!(
            civil(-1),
            (1969, 12, 31),
            "days before the epoch count backwards"
        );
    }
}
