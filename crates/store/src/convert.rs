//! Between the contract's types and SQLite's.

use contract::message::{FinishReason, MessageStatus, Role, Route};
use contract::tool::ToolCallState;
use contract::{Code, Error};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::Failure;

/// An enumeration that is stored by name.
pub(crate) trait Named: Sized + Copy {
    /// What is stored.
    fn name(self) -> &'static str;
    /// What was stored; `None`: a newer Pulse's.
    fn named(name: &str) -> Option<Self>;
}

macro_rules! named {
    ($($type:ident { $($variant:ident = $name:literal),+ $(,)? })+) => {$(
        impl Named for $type {
            fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }
    )+};
}

named! {
    Role { User = "user", Assistant = "assistant" }
    MessageStatus {
        Complete = "complete",
        Streaming = "streaming",
        Stopped = "stopped",
        Interrupted = "interrupted",
        Failed = "failed",
    }
    Route { Local = "local", Key = "key", Plan = "plan", Imported = "imported" }
    ToolCallState {
        Asked = "asked",
        Running = "running",
        Done = "done",
        Failed = "failed",
        Refused = "refused",
        Cancelled = "cancelled",
        Interrupted = "interrupted",
    }
    FinishReason { Stop = "stop", Length = "length", Refused = "refused" }
}

/// The value with a stored name.
pub(crate) fn parse<T: Named>(name: &str) -> Result<T, Failure> {
    T::named(name).ok_or_else(|| {
        Failure::Said(
            Error::new(
                Code::DatabaseNewer,
                "A newer Pulse wrote something this one cannot read",
            )
            .with_detail(name),
        )
    })
}

/// JSON for a column.
pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| {
        Failure::Said(Error::new(Code::Internal, "A value has no JSON").with_detail(error))
    })
}

/// A column's JSON.
pub(crate) fn from_json<T: DeserializeOwned>(json: &str) -> Result<T, Failure> {
    serde_json::from_str(json).map_err(|error| {
        Failure::Said(
            Error::new(
                Code::DatabaseCorrupt,
                "A row of Pulse's database cannot be read",
            )
            .with_detail(error),
        )
    })
}

/// A number from a column that only ever gets small ones.
pub(crate) fn small(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(if number < 0 { 0 } else { u32::MAX })
}

/// A number for a column; SQLite's are signed.
pub(crate) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A number from a column that is never negative.
pub(crate) fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
