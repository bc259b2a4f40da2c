//! New CVs.

use contract::cv::{Cv, CvSummary, Delta};
use contract::{Code, CvId, Result, Timestamp};
use sqlx::SqliteConnection;

use super::content::{self, Shown};
use super::{MOST, number_of, summary};
use crate::convert::to_json;
use crate::error::Failure;
use crate::store::Store;

impl Store {
    /// Keeps a new CV. Its title is to be checked before.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] if there are 1,000 already; [`Code::Conflict`] if the id is taken; else the
    /// storage's.
    pub async fn add_cv(
        &self,
        id: CvId,
        title: &str,
        cv: &Cv,
        now: Timestamp,
    ) -> Result<CvSummary> {
        self.doing("keep a CV", async {
            let mut write = self.write().await?;
            let content = to_json(cv)?;
            let number = insert(&mut write, id, title, (None, &content), cv, now).await?;
            let summary = summary(&mut write, number).await?;
            write.commit().await?;
            Ok(summary)
        })
        .await
    }

    /// Makes a version of a CV, or another one of a version's base, which changes the same at first.
    ///
    /// # Errors
    /// [`Code::NotFound`]; as [`Store::add_cv`].
    pub async fn add_cv_version(
        &self,
        id: CvId,
        title: &str,
        of: CvId,
        now: Timestamp,
    ) -> Result<CvSummary> {
        self.doing("keep a version of a CV", async {
            let mut write = self.write().await?;
            let of = number_of(&mut write, of).await?;
            let row = sqlx::query!("SELECT base, content FROM cvs WHERE number = ?1", of)
                .fetch_one(&mut *write)
                .await?;
            let cv = content::read(&mut write, of).await?.cv;
            let (base, delta) = match row.base {
                Some(base) => (base, row.content),
                None => (of, to_json(&Delta::default())?),
            };
            let number = insert(&mut write, id, title, (Some(base), &delta), &cv, now).await?;
            let summary = summary(&mut write, number).await?;
            write.commit().await?;
            Ok(summary)
        })
        .await
    }
}

/// `content`: the base with a delta of it, or a whole CV.
async fn insert(
    connection: &mut SqliteConnection,
    id: CvId,
    title: &str,
    content: (Option<i64>, &str),
    cv: &Cv,
    now: Timestamp,
) -> std::result::Result<i64, Failure> {
    let count = sqlx::query_scalar!(r#"SELECT count(*) AS "count!: i64" FROM cvs"#)
        .fetch_one(&mut *connection)
        .await?;
    if count >= MOST {
        let message =
            format!("There are {MOST} CVs already, those that were deleted lately included");
        return Err(Failure::said(Code::InvalidInput, message));
    }
    let shown = Shown::of(cv)?;
    let (base, content) = content;
    let number = sqlx::query_scalar!(
        r#"INSERT INTO cvs (id, title, base, content, name, headline, template, created_at, changed_at)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8) RETURNING number AS "number!""#,
        id.0,
        title,
        base,
        content,
        shown.name,
        shown.headline,
        shown.template,
        now.0
    )
    .fetch_one(connection)
    .await?;
    Ok(number)
}
