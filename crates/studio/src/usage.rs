//! What requests to models took, for a range of time.

use contract::Result;
use contract::usage::{ReadUsage, UsageReport};

use crate::check;
use crate::studio::Studio;

/// The longest range, in milliseconds: ten years.
const LONGEST: i64 = 3_660 * 24 * 60 * 60 * 1_000;
/// The farthest that a clock can be from UTC, in minutes, with room to spare.
const FARTHEST: i32 = 24 * 60;

pub(crate) async fn read(studio: &Studio, request: ReadUsage) -> Result<UsageReport> {
    let length = request.to.0.checked_sub(request.from.0);
    if !length.is_some_and(|length| (1..=LONGEST).contains(&length)) {
        let message = "“to” must lie after “from”, by ten years at the most";
        return Err(check::invalid("to", message));
    }
    if !(-FARTHEST..=FARTHEST).contains(&request.offset_minutes) {
        let message = format!("“offset_minutes” must be from -{FARTHEST} to {FARTHEST}");
        return Err(check::invalid("offset_minutes", &message));
    }
    studio.disk().usage(&request).await
}
