//! Waiting for something to become true.

use std::time::{Duration, Instant};

use crate::Result;

/// Asks again and again until there is an answer.
///
/// # Errors
/// `probe`'s own, and at the end of `limit` that `what` did not happen.
pub(crate) async fn until<T>(
    limit: Duration,
    what: &str,
    mut probe: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<T> {
    let begin = Instant::now();
    loop {
        if let Some(answer) = probe().await? {
            return Ok(answer);
        }
        if begin.elapsed() > limit {
            return Err(format!("waited {} s for {what}", limit.as_secs()).into());
        }
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
}
