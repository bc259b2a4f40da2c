//! When a request is sent again: only where nothing of a reply has come, and only where the vendor cannot
//! have begun one, so that nobody pays twice.

use std::time::{Duration, SystemTime};

use backon::{ExponentialBuilder, Retryable};
use reqwest::header::{self, HeaderMap};

use crate::failure::{Failure, Kind};

/// Further attempts.
const TIMES: usize = 2;
/// Before the first of them; the next one waits twice as long, both by chance up to twice of that.
const FIRST: Duration = Duration::from_millis(400);
/// Who asks for longer is left alone, and the user is told how long.
const LONGEST: Duration = Duration::from_secs(8);

/// Calls `send` again while that may help.
pub(super) async fn until_answered<T, F: Future<Output = Result<T, Failure>>>(
    send: impl FnMut() -> F,
) -> Result<T, Failure> {
    send.retry(
        ExponentialBuilder::default()
            .with_min_delay(FIRST)
            .with_max_times(TIMES)
            .with_jitter(),
    )
    .when(may_pass)
    // The vendor knows better how long.
    .adjust(|failure, pause| Some(pause?.max(failure.retry_after.unwrap_or_default())))
    .await
}

/// Whether a moment later it may be otherwise. After an idle or a broken connection the vendor may be at
/// work on the reply, and charge for it.
fn may_pass(failure: &Failure) -> bool {
    matches!(failure.kind, Kind::Rate | Kind::Vendor | Kind::Unreachable)
        && failure.retry_after.is_none_or(|time| time <= LONGEST)
}

/// `retry-after-ms`, or `Retry-After` in seconds or as a date.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok();
    if let Some(time) = text("retry-after-ms").and_then(|ms| ms.trim().parse().ok()) {
        return Some(Duration::from_millis(time));
    }
    let text = text(header::RETRY_AFTER.as_str())?.trim();
    match text.parse::<f64>() {
        Ok(seconds) => Duration::try_from_secs_f64(seconds).ok(),
        Err(_) => {
            let then = httpdate::parse_http_date(text).ok()?;
            Some(then.duration_since(SystemTime::now()).unwrap_or_default())
        }
    }
}
