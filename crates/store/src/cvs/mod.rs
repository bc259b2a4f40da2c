//! CVs: the list, their content, their history, deletion and return.
//!
//! A version is kept as what it changes of its base ([`Delta`]) and read as the base of now with that
//! change. Belongs here: what is written, and that a CV, its history and its versions always fit
//! together. Does not belong here: what an edit is, and when it is written.

mod content;
mod make;
mod remove;
mod save;
mod steps;

use contract::cv::{Cv, CvSummary, Delta, Template};
use contract::{Code, CvId, Error, Result, Timestamp};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::StrDeserializer;
use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::convert::unsigned;
use crate::error::Failure;
use crate::store::Store;

pub use save::{CvContent, CvSave, Saved};
pub use steps::CvStep;

/// CVs at the most, those that were put aside included: the list shows all.
const MOST: i64 = 1_000;

/// A CV as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptCv {
    /// Its row of the list.
    pub summary: CvSummary,
    /// What is in it; of a version: its base of now with what the version changes.
    pub cv: Cv,
    /// Of a version: its base.
    pub base: Option<KeptBase>,
    /// Counts what was written of it; see [`CvSave::after`].
    pub writes: u64,
    /// The step of the history that was done last; 0: none.
    pub step: u64,
    /// The last step of the history, which may be undone.
    pub last_step: u64,
}

/// The base of a version.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptBase {
    /// Its title.
    pub title: String,
    /// What is in it.
    pub cv: Cv,
}

impl Store {
    /// All CVs, the last changed first.
    ///
    /// # Errors
    /// The storage's.
    pub async fn cvs(&self) -> Result<Vec<CvSummary>> {
        self.doing("list the CVs", async {
            let rows = sqlx::query_as!(
                Row,
                r#"SELECT c.id AS "id!: Uuid", c.title AS "title!", b.id AS "base?: Uuid",
                          c.name AS "name!", c.headline AS "headline!", c.template AS "template!",
                          c.changed_at AS "changed_at!"
                   FROM cvs c LEFT JOIN cvs b ON b.number = c.base
                   WHERE c.deleted_at IS NULL
                   ORDER BY c.changed_at DESC, c.number DESC LIMIT ?1"#,
                MOST
            )
            .fetch_all(&self.shared.readers)
            .await?;
            Ok(rows.into_iter().map(CvSummary::from).collect())
        })
        .await
    }

    /// A CV with its place in its history.
    ///
    /// # Errors
    /// [`Code::NotFound`]; else the storage's.
    pub async fn cv(&self, id: CvId) -> Result<KeptCv> {
        self.doing("read a CV", async {
            let mut read = self.read().await?;
            let number = number_of(&mut read, id).await?;
            let summary = summary(&mut read, number).await?;
            let content = content::read(&mut read, number).await?;
            let row = sqlx::query!(
                r#"SELECT writes, step,
                          (SELECT ifnull(max(s.number), 0) FROM cv_steps s WHERE s.cv = c.number)
                              AS "last!: i64"
                   FROM cvs c WHERE number = ?1"#,
                number
            )
            .fetch_one(&mut *read)
            .await?;
            Ok(KeptCv {
                summary,
                cv: content.cv,
                base: content.base,
                writes: unsigned(row.writes),
                step: unsigned(row.step),
                last_step: unsigned(row.last),
            })
        })
        .await
    }

    /// Gives a CV another title, which is to be checked before.
    ///
    /// # Errors
    /// [`Code::NotFound`]; else the storage's.
    pub async fn rename_cv(&self, id: CvId, title: &str, now: Timestamp) -> Result<CvSummary> {
        self.doing("rename a CV", async {
            let mut write = self.write().await?;
            let number = number_of(&mut write, id).await?;
            sqlx::query!(
                "UPDATE cvs SET title = ?1, changed_at = ?2 WHERE number = ?3",
                title,
                now.0,
                number
            )
            .execute(&mut *write)
            .await?;
            let summary = summary(&mut write, number).await?;
            write.commit().await?;
            Ok(summary)
        })
        .await
    }
}

/// A row of the list.
struct Row {
    id: Uuid,
    title: String,
    base: Option<Uuid>,
    name: String,
    headline: String,
    template: String,
    changed_at: i64,
}

impl From<Row> for CvSummary {
    fn from(row: Row) -> Self {
        // The name of a newer Pulse's template is no reason to hide the CV.
        let name: StrDeserializer<'_, serde::de::value::Error> =
            row.template.as_str().into_deserializer();
        Self {
            template: Template::deserialize(name).unwrap_or_default(),
            id: CvId(row.id),
            title: row.title,
            name: row.name,
            headline: row.headline,
            base: row.base.map(CvId),
            changed_at: Timestamp(row.changed_at),
        }
    }
}

async fn summary(connection: &mut SqliteConnection, number: i64) -> sqlx::Result<CvSummary> {
    let row = sqlx::query_as!(
        Row,
        r#"SELECT c.id AS "id!: Uuid", c.title AS "title!", b.id AS "base?: Uuid",
                  c.name AS "name!", c.headline AS "headline!", c.template AS "template!",
                  c.changed_at AS "changed_at!"
           FROM cvs c LEFT JOIN cvs b ON b.number = c.base WHERE c.number = ?1"#,
        number
    )
    .fetch_one(connection)
    .await?;
    Ok(row.into())
}

/// The CV's number, unless it is deleted.
async fn number_of(
    connection: &mut SqliteConnection,
    id: CvId,
) -> std::result::Result<i64, Failure> {
    sqlx::query_scalar!(
        r#"SELECT number AS "number!" FROM cvs WHERE id = ?1 AND deleted_at IS NULL"#,
        id.0
    )
    .fetch_optional(connection)
    .await?
    .ok_or_else(|| not_found(id))
}

fn not_found(id: CvId) -> Failure {
    let error = Error::new(Code::NotFound, "That CV was deleted or never existed");
    Failure::Said(error.with_detail(id))
}

/// What a version is of its base: a delta that makes no CV says that the row is damaged.
fn applied(delta: &Delta, base: &Cv) -> std::result::Result<Cv, Failure> {
    delta.apply(base).map_err(|error| {
        let message = "A version of a CV does not fit the CV that it is made of";
        Failure::Said(Error::new(Code::Internal, message).with_detail(error))
    })
}
