//! The queue's clock, so that tests need not wait.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use contract::Timestamp;

use crate::BoxFuture;

/// Says what time it is, and waits.
pub trait Clock: Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Timestamp;
    /// Ends after `duration` of this clock's time.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// The computer's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// `time` moved on by `duration`.
pub(crate) fn after(time: Timestamp, duration: Duration) -> Timestamp {
    let millis = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
    Timestamp(time.0.saturating_add(millis))
}

/// How long from `now` until `time`; zero if it is past.
pub(crate) fn until(now: Timestamp, time: Timestamp) -> Duration {
    Duration::from_millis(u64::try_from(time.0.saturating_sub(now.0)).unwrap_or(0))
}
