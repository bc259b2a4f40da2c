//! The one place that reads the clock and makes ids.

use std::time::{SystemTime, UNIX_EPOCH};

use contract::Timestamp;
use uuid::Uuid;

/// Now.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// A new id; ids sort by the time of their making.
pub(crate) fn id() -> Uuid {
    Uuid::now_v7()
}

/// A new id of something that was made at `at`, which is what it sorts by.
pub(crate) fn id_at(at: Timestamp) -> Uuid {
    let millis = u64::try_from(at.0).unwrap_or(0);
    let (seconds, nanos) = (millis / 1000, (millis % 1000) as u32 * 1_000_000);
    Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, nanos))
}
