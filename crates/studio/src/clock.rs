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
