//! `pulse usage`: what requests to models took.

use contract::usage::{ReadUsage, UsageGroup, UsageRow, UsageSums};
use contract::{Handlers, Money, Timestamp, Total};
use serde::Serialize;

use crate::Outcome;
use crate::arguments::Usage;
use crate::open::{JobWork, with_studio};
use crate::output::Output;

const DAY: i64 = 24 * 60 * 60 * 1_000;

/// A line of `pulse usage --json`: the models, then all of it.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Line<'a> {
    Model {
        #[serde(flatten)]
        row: &'a UsageRow,
    },
    Total {
        days: u32,
        sums: &'a UsageSums,
    },
}

pub(crate) async fn run(usage: &Usage, now: Timestamp, output: &mut Output) -> Outcome {
    let asked = ReadUsage {
        from: Timestamp(now.0.saturating_sub(i64::from(usage.days) * DAY)),
        to: Timestamp(now.0.saturating_add(1)),
        group: UsageGroup::Model,
        offset_minutes: 0,
    };
    with_studio(JobWork::LeftAlone, async |studio| {
        let report = studio.read_usage(asked.clone()).await?;
        for row in &report.rows {
            if output.is_json() {
                output.line(&Line::Model { row })?;
            } else {
                let provider = row.provider.as_ref().map_or("", |id| id.0.as_str());
                let name = format!("{} ({provider})", row.key);
                output.text(&format!("{name:44}  {}\n", words(&row.sums)))?;
            }
        }
        let sums = &report.totals;
        if output.is_json() {
            let days = usage.days;
            return output.line(&Line::Total { days, sums });
        }
        output.text(&format!("{:44}  {}\n", "all", words(sums)))
    })
    .await
}

fn words(sums: &UsageSums) -> String {
    let about = |tokens: u64| {
        let about = if sums.estimated > 0 { "~" } else { "" };
        format!("{about}{tokens}")
    };
    format!(
        "{:>6} requests  {:>10} in  {:>9} out  {}",
        sums.requests,
        about(sums.input_tokens),
        about(sums.output_tokens),
        cost(sums.cost)
    )
}

fn cost(total: Total) -> String {
    match total.is_at_least() {
        true if total.known == Money::ZERO => "unknown cost".into(),
        true => format!("at least {}", total.known),
        false => total.known.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_cost_is_never_nothing() {
        let total = |known, unknown| Total {
            known: Money::picos(known),
            unknown,
        };
        assert_eq!(cost(total(0, 0)), "$0.00");
        assert_eq!(cost(total(0, 1)), "unknown cost");
        assert_eq!(cost(total(1_000_000_000_000, 1)), "at least $1.00");
    }
}
