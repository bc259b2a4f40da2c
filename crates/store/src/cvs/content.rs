//! What is in a CV, and what the list shows of it.

use contract::cv::{Cv, CvSummary, Delta};
use contract::{Code, CvId, Error};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;
use sqlx::SqliteConnection;

use super::{KeptBase, applied, summary};
use crate::convert::to_json;
use crate::error::Failure;

/// A CV as it is read.
pub(super) struct Content {
    /// Whole.
    pub(super) cv: Cv,
    /// Of a version: its base.
    pub(super) base: Option<KeptBase>,
}

/// What is in a CV, deleted or not.
pub(super) async fn read(
    connection: &mut SqliteConnection,
    number: i64,
) -> Result<Content, Failure> {
    let row = sqlx::query!(
        r#"SELECT c.content AS "content!", b.title AS "base_title?", b.content AS "base_content?"
           FROM cvs c LEFT JOIN cvs b ON b.number = c.base WHERE c.number = ?1"#,
        number
    )
    .fetch_one(connection)
    .await?;
    let Some((title, base)) = row.base_title.zip(row.base_content) else {
        return Ok(Content {
            cv: parsed(&row.content)?,
            base: None,
        });
    };
    let base: Cv = parsed(&base)?;
    let delta: Delta = parsed(&row.content)?;
    Ok(Content {
        cv: applied(&delta, &base)?,
        base: Some(KeptBase { title, cv: base }),
    })
}

/// A CV or a part of its history from its column. JSON that says what this Pulse does not know is no
/// damage.
pub(super) fn parsed<T: DeserializeOwned>(json: &str) -> Result<T, Failure> {
    serde_json::from_str(json).map_err(|error| {
        // The parser's own classes take a number in an enumeration's place for bad syntax.
        let whole = serde_json::from_str::<IgnoredAny>(json).is_ok();
        let (code, message) = if whole {
            let message = "A newer Pulse wrote that CV; update Pulse to open it";
            (Code::DatabaseNewer, message)
        } else {
            let message = "That CV cannot be read: its row is damaged";
            (Code::DatabaseCorrupt, message)
        };
        Failure::Said(Error::new(code, message).with_detail(error))
    })
}

/// What the list shows of a CV.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) name: String,
    pub(super) headline: String,
    pub(super) template: String,
}

/// Characters of a name or a headline in the list at the most: nobody's is longer.
const LONGEST: usize = 200;

impl Shown {
    pub(super) fn of(cv: &Cv) -> Result<Self, Failure> {
        let line = |text: &str| {
            let words: Vec<&str> = text.split_whitespace().collect();
            words.join(" ").chars().take(LONGEST).collect()
        };
        // An enumeration without fields is a text in JSON.
        let template = parsed::<Value>(&to_json(&cv.look.template)?)?;
        Ok(Self {
            name: line(&cv.person.name),
            headline: line(&cv.person.headline),
            template: template.as_str().unwrap_or_default().to_owned(),
        })
    }
}

/// Tells the list what a CV is now; whether that is something else than before.
pub(super) async fn show(
    connection: &mut SqliteConnection,
    number: i64,
    cv: &Cv,
) -> Result<bool, Failure> {
    let shown = Shown::of(cv)?;
    let changed = sqlx::query!(
        "UPDATE cvs SET name = ?1, headline = ?2, template = ?3
         WHERE number = ?4 AND (name, headline, template) <> (?1, ?2, ?3)",
        shown.name,
        shown.headline,
        shown.template,
        number
    )
    .execute(connection)
    .await?;
    Ok(changed.rows_affected() > 0)
}

/// Tells the list what the versions of a CV are, now that their base is `base`. Gives those that it
/// shows otherwise than before.
pub(super) async fn show_versions(
    connection: &mut SqliteConnection,
    number: i64,
    base: &Cv,
) -> Result<Vec<CvSummary>, Failure> {
    let versions = sqlx::query!(
        r#"SELECT number AS "number!", id AS "id: uuid::Uuid", content, deleted_at
           FROM cvs WHERE base = ?1"#,
        number
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut others = Vec::new();
    for version in versions {
        // One that cannot be read is said when it is opened, and does not keep its base from being written.
        let read = parsed(&version.content).and_then(|delta: Delta| applied(&delta, base));
        let Ok(cv) = read else {
            tracing::warn!(cv = %CvId(version.id), "a version cannot be read");
            continue;
        };
        let other = show(connection, version.number, &cv).await?;
        if other && version.deleted_at.is_none() {
            others.push(summary(connection, version.number).await?);
        }
    }
    Ok(others)
}
