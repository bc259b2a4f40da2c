//! Points in time as the exports write them, and as documents show them.
//!
//! Does not belong here: what time it is now.

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

// The years 1970 to 9999; what lies outside is a mistake of the file.
const LAST_MS: i64 = 253_402_300_799_999;

/// Milliseconds of a number of seconds (ChatGPT).
pub fn from_seconds(seconds: f64) -> Option<i64> {
    // A cast from float saturates, and NaN becomes 0, which the check refuses.
    within((seconds * 1000.0).round() as i64)
}

/// Milliseconds of a text such as `2026-03-29T07:06:35.552627Z` (Claude).
pub fn from_rfc3339(text: &str) -> Option<i64> {
    let at = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    within(i64::try_from(at.unix_timestamp_nanos() / 1_000_000).ok()?)
}

/// The number itself, if it can be a time; 0 is what programs write for "none".
pub fn within(ms: i64) -> Option<i64> {
    (1..=LAST_MS).contains(&ms).then_some(ms)
}

/// `2026-03-29 07:06`, in a time zone that is so many minutes ahead of UTC.
pub fn show(ms: i64, ahead_minutes: i16) -> Option<String> {
    let offset = UtcOffset::from_whole_seconds(i32::from(ahead_minutes) * 60).ok()?;
    let at = OffsetDateTime::from_unix_timestamp(ms.div_euclid(1000)).ok()?;
    let at = at.checked_to_offset(offset)?;
    Some(format!(
        "{:04}-{:02}-{:02} {:02}:{:02}",
        at.year(),
        u8::from(at.month()),
        at.day(),
        at.hour(),
        at.minute()
    ))
}
