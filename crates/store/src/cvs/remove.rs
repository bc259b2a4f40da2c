//! Deletion, return, and the end of what was deleted long ago.

use contract::cv::CvSummary;
use contract::{CvId, Result, Timestamp};
use sqlx::SqliteConnection;

use super::{content, not_found, number_of, summary};
use crate::convert::to_json;
use crate::error::Failure;
use crate::store::Store;

impl Store {
    /// Puts a CV aside. Its versions, those that are aside too included, become CVs of their own with
    /// what is in them now. One that is aside already stays so. Gives the versions that the list shows.
    ///
    /// # Errors
    /// [`contract::Code::NotFound`]; else the storage's.
    pub async fn delete_cv(&self, id: CvId, now: Timestamp) -> Result<Vec<CvSummary>> {
        self.doing("delete a CV", async {
            let mut write = self.write().await?;
            let number = sqlx::query_scalar!(
                r#"UPDATE cvs SET deleted_at = ifnull(deleted_at, ?1) WHERE id = ?2
                   RETURNING number AS "number!""#,
                now.0,
                id.0
            )
            .fetch_optional(&mut *write)
            .await?;
            let number = number.ok_or_else(|| not_found(id))?;
            let freed = free_versions(&mut write, number).await?;
            write.commit().await?;
            Ok(freed)
        })
        .await
    }

    /// Brings a CV back that was put aside, with its history; what its versions were goes on by itself.
    /// One that was not put aside stays as it is.
    ///
    /// # Errors
    /// [`contract::Code::NotFound`] if it was purged or never existed; else the storage's.
    pub async fn restore_cv(&self, id: CvId) -> Result<CvSummary> {
        self.doing("restore a CV", async {
            let mut write = self.write().await?;
            sqlx::query!("UPDATE cvs SET deleted_at = NULL WHERE id = ?1", id.0)
                .execute(&mut *write)
                .await?;
            let number = number_of(&mut write, id).await?;
            let summary = summary(&mut write, number).await?;
            write.commit().await?;
            Ok(summary)
        })
        .await
    }

    /// Removes CVs that were put aside before `before`, for good, with their histories.
    ///
    /// # Errors
    /// The storage's.
    pub async fn purge_cvs(&self, before: Timestamp) -> Result<u64> {
        self.doing("purge deleted CVs", async {
            let mut write = self.write().await?;
            // Steps go along (ON DELETE CASCADE); what has versions is not aside.
            let purged = sqlx::query!("DELETE FROM cvs WHERE deleted_at < ?1", before.0)
                .execute(&mut *write)
                .await?;
            write.commit().await?;
            Ok(purged.rows_affected())
        })
        .await
    }
}

/// Makes whole CVs of the versions of one.
async fn free_versions(
    connection: &mut SqliteConnection,
    base: i64,
) -> std::result::Result<Vec<CvSummary>, Failure> {
    let versions = sqlx::query!(
        r#"SELECT number AS "number!", deleted_at FROM cvs WHERE base = ?1 ORDER BY number"#,
        base
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut freed = Vec::new();
    for version in versions {
        let whole = to_json(&content::read(connection, version.number).await?.cv)?;
        sqlx::query!(
            "UPDATE cvs SET base = NULL, content = ?1, writes = writes + 1 WHERE number = ?2",
            whole,
            version.number
        )
        .execute(&mut *connection)
        .await?;
        if version.deleted_at.is_none() {
            freed.push(summary(connection, version.number).await?);
        }
    }
    Ok(freed)
}
