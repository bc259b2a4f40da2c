//! What requests to models took, summed up. What one reply took is [`crate::message::Usage`].

use serde::{Deserialize, Serialize};

use crate::{ProviderId, Timestamp, Total};

/// What the rows of a report stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UsageGroup {
    /// A day each, oldest first; only those on which something was asked.
    Day,
    /// A model of one provider each, the one that was asked most first.
    Model,
    /// A provider each, the one that was asked most first.
    Provider,
}

/// See [`crate::Handlers::read_usage`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadUsage {
    /// The first moment that counts.
    pub from: Timestamp,
    /// The first moment that does not count any more; at most ten years later.
    pub to: Timestamp,
    /// What the rows stand for.
    pub group: UsageGroup,
    /// The person's clock, in minutes east of UTC, -1440 to 1440: it decides where a day begins. It is
    /// the same for the whole range, so a change to summer time moves the days before it by an hour.
    #[serde(default)]
    pub offset_minutes: i32,
}

/// Sums over some requests. Titles that models made are among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsageSums {
    /// Requests.
    pub requests: u64,
    /// Requests whose tokens nobody counted: they broke off before.
    pub uncounted: u64,
    /// Requests whose tokens were estimated, as their servers count none.
    #[serde(default)]
    pub estimated: u64,
    /// Tokens of the prompts, cached ones included.
    pub input_tokens: u64,
    /// Tokens of the replies, thinking included.
    pub output_tokens: u64,
    /// Tokens of the prompts that came from a vendor's cache.
    pub cached_tokens: u64,
    /// Tokens of the replies that were thinking.
    pub thinking_tokens: u64,
    /// What vendors charge; requests to this computer cost nothing.
    pub cost: Total,
}

/// One row of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsageRow {
    /// The day as `2026-11-25`, the model's id or the provider's.
    pub key: String,
    /// Who has the model; set in rows of models alone.
    pub provider: Option<ProviderId>,
    /// Its sums.
    pub sums: UsageSums,
}

/// What requests in a range of time took.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsageReport {
    /// The rows; of models and providers the first 200.
    pub rows: Vec<UsageRow>,
    /// The sums over all, also over rows that are not among these.
    pub totals: UsageSums,
}
