//! A number of a spreadsheet as a person sees it: dates are stored as days since an epoch.

/// Whether a format's code shows a date or a time. Quoted text and colours (`[Red]`) do not count.
pub(super) fn is_date_format(code: &str) -> bool {
    let (mut quoted, mut bracket) = (false, false);
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => quoted = !quoted,
            '\\' | '_' | '*' if !quoted => drop(chars.next()),
            '[' if !quoted => bracket = true,
            ']' if !quoted => bracket = false,
            // `[h]` counts hours beyond a day: brackets of one letter are times.
            'y' | 'Y' | 'd' | 'D' | 'm' | 'M' | 'h' | 'H' | 's' | 'S' if !quoted && !bracket => {
                return true;
            }
            _ => {}
        }
    }
    false
}

/// A cell's number: as it is written, or as a date.
pub(super) fn shown(value: &str, date: bool, since_1904: bool) -> String {
    match value.parse::<f64>() {
        Ok(serial) if date => as_date(serial, since_1904).unwrap_or_else(|| value.into()),
        // Binary fractions show as 0.30000000000000004; sheets show 15 digits.
        Ok(number) if value.len() > 15 && number.is_finite() && number.abs() < 1e15 => {
            let digits = 15 - (number.abs().max(1.0).log10().floor() as usize + 1);
            let rounded = format!("{number:.digits$}");
            if rounded.contains('.') {
                rounded.trim_end_matches('0').trim_end_matches('.').into()
            } else {
                rounded
            }
        }
        _ => value.into(),
    }
}

/// ISO 8601; `None` outside of the years that spreadsheets know.
fn as_date(serial: f64, since_1904: bool) -> Option<String> {
    /// 31 December 9999.
    const LAST: f64 = 2_958_466.0;
    if !(0.0..LAST).contains(&serial) {
        return None;
    }
    let minutes = (serial.fract() * 1440.0).round() as i64;
    let (days, minutes) = (serial.trunc() as i64 + minutes / 1440, minutes % 1440);
    let clock = format!("{:02}:{:02}", minutes / 60, minutes % 60);
    if days == 0 && !since_1904 {
        return Some(clock);
    }
    // Day 60 is a 29 February 1900 that never was: days before it are one off.
    let since_1970 = if since_1904 {
        days - 24_107
    } else {
        days - 25_569 + i64::from(days < 60)
    };
    let (year, month, day) = civil(since_1970);
    let date = format!("{year:04}-{month:02}-{day:02}");
    Some(if minutes == 0 {
        date
    } else {
        format!("{date} {clock}")
    })
}

/// Year, month and day of a day since 1970, in the Gregorian calendar.
fn civil(days: i64) -> (i64, i64, i64) {
    // Years begin in March here, so that the leap day is a year's last.
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_dates() {
        for (serial, date) in [
            ("45292", "2024-01-01"),
            ("45351.75", "2024-02-29 18:00"),
            ("1", "1900-01-01"),
            ("61", "1900-03-01"),
            ("0.5", "12:00"),
            ("2958465", "9999-12-31"),
            ("-3", "-3"),
            ("1e300", "1e300"),
        ] {
            assert_eq!(shown(serial, true, false), date);
        }
        assert_eq!(shown("43830", true, true), "2024-01-01");
    }

    #[test]
    fn numbers_are_as_a_sheet_shows_them() {
        for (stored, seen) in [
            ("0.30000000000000004", "0.3"),
            ("1234.5", "1234.5"),
            ("12345678901234567890", "12345678901234567890"),
            ("1.0000000000000002E-5", "0.00001"),
            ("NaN", "NaN"),
        ] {
            assert_eq!(shown(stored, false, false), seen);
        }
    }

    #[test]
    fn date_formats_are_told_from_others() {
        for code in ["yyyy\\-mm\\-dd", "d/m/yy h:mm", "mmm", "h:mm AM/PM"] {
            assert!(is_date_format(code), "{code}");
        }
        for code in ["0.00", "#,##0", "[Red]0.0", "0 \"days\"", "General"] {
            assert!(!is_date_format(code), "{code}");
        }
    }
}
