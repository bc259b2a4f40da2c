//! Sums over the completions.

use contract::usage::{ReadUsage, UsageGroup, UsageReport, UsageRow, UsageSums};
use contract::{Money, ProviderId, Result, Total};
use sqlx::SqliteConnection;

use crate::convert::unsigned;
use crate::store::Store;

/// Rows of models or providers at the most.
const MOST_ROWS: i64 = 200;

impl Store {
    /// What requests from `from` on and before `to` took. Times are taken as they are given.
    ///
    /// # Errors
    /// The storage's.
    pub async fn usage(&self, asked: &ReadUsage) -> Result<UsageReport> {
        self.doing("sum up the usage", async {
            let mut read = self.read().await?;
            Ok(UsageReport {
                rows: match asked.group {
                    UsageGroup::Day => days(&mut read, asked).await?,
                    UsageGroup::Model => models(&mut read, asked).await?,
                    UsageGroup::Provider => providers(&mut read, asked).await?,
                },
                totals: totals(&mut read, asked).await?,
            })
        })
        .await
    }
}

/// Sums as SQLite gives them.
struct Sums {
    key: String,
    provider: String,
    requests: i64,
    uncounted: i64,
    estimated: i64,
    input: i64,
    output: i64,
    cached: i64,
    thinking: i64,
    cost: i64,
    unknown: i64,
}

impl From<Sums> for UsageSums {
    fn from(sums: Sums) -> Self {
        Self {
            requests: unsigned(sums.requests),
            uncounted: unsigned(sums.uncounted),
            estimated: unsigned(sums.estimated),
            input_tokens: unsigned(sums.input),
            output_tokens: unsigned(sums.output),
            cached_tokens: unsigned(sums.cached),
            thinking_tokens: unsigned(sums.thinking),
            cost: Total {
                known: Money::picos(unsigned(sums.cost)),
                unknown: unsigned(sums.unknown),
            },
        }
    }
}

fn row(sums: Sums) -> UsageRow {
    UsageRow {
        key: sums.key.clone(),
        provider: None,
        sums: sums.into(),
    }
}

// The four queries differ in what they group by alone; SQL that is checked when it is compiled cannot
// be put together from parts. What this computer did is free, so its missing cost is not unknown.

async fn days(connection: &mut SqliteConnection, asked: &ReadUsage) -> sqlx::Result<Vec<UsageRow>> {
    let offset_ms = i64::from(asked.offset_minutes) * 60_000;
    let rows = sqlx::query_as!(
        Sums,
        r#"SELECT date((at + ?3) / 1000, 'unixepoch') AS "key!: String",
               '' AS "provider!: String",
               count(*) AS "requests!: i64",
               sum(input_tokens IS NULL) AS "uncounted!: i64",
               sum(tokens_estimated) AS "estimated!: i64",
               ifnull(sum(input_tokens), 0) AS "input!: i64",
               ifnull(sum(output_tokens), 0) AS "output!: i64",
               ifnull(sum(cached_tokens), 0) AS "cached!: i64",
               ifnull(sum(thinking_tokens), 0) AS "thinking!: i64",
               ifnull(sum(cost), 0) AS "cost!: i64",
               sum(route <> 'local' AND cost IS NULL) AS "unknown!: i64"
           FROM completions WHERE at >= ?1 AND at < ?2
           GROUP BY 1 ORDER BY 1"#,
        asked.from.0,
        asked.to.0,
        offset_ms
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(row).collect())
}

async fn models(
    connection: &mut SqliteConnection,
    asked: &ReadUsage,
) -> sqlx::Result<Vec<UsageRow>> {
    let rows = sqlx::query_as!(
        Sums,
        r#"SELECT model AS "key!: String",
               provider AS "provider!: String",
               count(*) AS "requests!: i64",
               sum(input_tokens IS NULL) AS "uncounted!: i64",
               sum(tokens_estimated) AS "estimated!: i64",
               ifnull(sum(input_tokens), 0) AS "input!: i64",
               ifnull(sum(output_tokens), 0) AS "output!: i64",
               ifnull(sum(cached_tokens), 0) AS "cached!: i64",
               ifnull(sum(thinking_tokens), 0) AS "thinking!: i64",
               ifnull(sum(cost), 0) AS "cost!: i64",
               sum(route <> 'local' AND cost IS NULL) AS "unknown!: i64"
           FROM completions WHERE at >= ?1 AND at < ?2
           GROUP BY model, provider ORDER BY count(*) DESC, model, provider LIMIT ?3"#,
        asked.from.0,
        asked.to.0,
        MOST_ROWS
    )
    .fetch_all(connection)
    .await?;
    let row = |sums: Sums| UsageRow {
        provider: Some(ProviderId(sums.provider.clone())),
        ..row(sums)
    };
    Ok(rows.into_iter().map(row).collect())
}

async fn providers(
    connection: &mut SqliteConnection,
    asked: &ReadUsage,
) -> sqlx::Result<Vec<UsageRow>> {
    let rows = sqlx::query_as!(
        Sums,
        r#"SELECT provider AS "key!: String",
               provider AS "provider!: String",
               count(*) AS "requests!: i64",
               sum(input_tokens IS NULL) AS "uncounted!: i64",
               sum(tokens_estimated) AS "estimated!: i64",
               ifnull(sum(input_tokens), 0) AS "input!: i64",
               ifnull(sum(output_tokens), 0) AS "output!: i64",
               ifnull(sum(cached_tokens), 0) AS "cached!: i64",
               ifnull(sum(thinking_tokens), 0) AS "thinking!: i64",
               ifnull(sum(cost), 0) AS "cost!: i64",
               sum(route <> 'local' AND cost IS NULL) AS "unknown!: i64"
           FROM completions WHERE at >= ?1 AND at < ?2
           GROUP BY provider ORDER BY count(*) DESC, provider LIMIT ?3"#,
        asked.from.0,
        asked.to.0,
        MOST_ROWS
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(row).collect())
}

async fn totals(connection: &mut SqliteConnection, asked: &ReadUsage) -> sqlx::Result<UsageSums> {
    let sums = sqlx::query_as!(
        Sums,
        r#"SELECT '' AS "key!: String",
               '' AS "provider!: String",
               count(*) AS "requests!: i64",
               ifnull(sum(input_tokens IS NULL), 0) AS "uncounted!: i64",
               ifnull(sum(tokens_estimated), 0) AS "estimated!: i64",
               ifnull(sum(input_tokens), 0) AS "input!: i64",
               ifnull(sum(output_tokens), 0) AS "output!: i64",
               ifnull(sum(cached_tokens), 0) AS "cached!: i64",
               ifnull(sum(thinking_tokens), 0) AS "thinking!: i64",
               ifnull(sum(cost), 0) AS "cost!: i64",
               ifnull(sum(route <> 'local' AND cost IS NULL), 0) AS "unknown!: i64"
           FROM completions WHERE at >= ?1 AND at < ?2"#,
        asked.from.0,
        asked.to.0
    )
    .fetch_one(connection)
    .await?;
    Ok(sums.into())
}
