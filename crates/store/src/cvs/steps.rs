//! The history of a CV.

use contract::cv::Delta;
use contract::{Code, CvId, Result, Timestamp};
use sqlx::SqliteConnection;

use super::content::parsed;
use super::number_of;
use crate::convert::{signed, to_json};
use crate::error::Failure;
use crate::store::Store;

/// A step of a CV's history.
#[derive(Clone, Debug, PartialEq)]
pub struct CvStep {
    /// From 1, without gaps.
    pub number: u64,
    /// What undoes it.
    pub back: Delta,
    /// What does it.
    pub forth: Delta,
    /// The field that somebody typed in; `None`: it was another change.
    pub typing: Option<String>,
    /// When it was done; for typing, the last key.
    pub at: Timestamp,
}

impl Store {
    /// One step of a CV's history.
    ///
    /// # Errors
    /// [`Code::NotFound`] if there is no such CV or step; else the storage's.
    pub async fn cv_step(&self, id: CvId, number: u64) -> Result<CvStep> {
        self.doing("read the history of a CV", async {
            let mut read = self.read().await?;
            let cv = number_of(&mut read, id).await?;
            let step = signed(number);
            let row = sqlx::query!(
                "SELECT back, forth, typing, at FROM cv_steps WHERE cv = ?1 AND number = ?2",
                cv,
                step
            )
            .fetch_optional(&mut *read)
            .await?;
            let missing = || Failure::said(Code::NotFound, "That step of the history is not there");
            let row = row.ok_or_else(missing)?;
            Ok(CvStep {
                number,
                back: parsed(&row.back)?,
                forth: parsed(&row.forth)?,
                typing: row.typing,
                at: Timestamp(row.at),
            })
        })
        .await
    }
}

/// Forgets the steps after one.
pub(super) async fn drop_after(
    connection: &mut SqliteConnection,
    cv: i64,
    last: i64,
) -> sqlx::Result<()> {
    sqlx::query!(
        "DELETE FROM cv_steps WHERE cv = ?1 AND number > ?2",
        cv,
        last
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Keeps a step, in the place of the one with its number.
pub(super) async fn put(
    connection: &mut SqliteConnection,
    cv: i64,
    step: &CvStep,
) -> std::result::Result<(), Failure> {
    let number = signed(step.number);
    let (back, forth) = (to_json(&step.back)?, to_json(&step.forth)?);
    sqlx::query!(
        "INSERT INTO cv_steps (cv, number, back, forth, typing, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (cv, number) DO UPDATE SET back = excluded.back, forth = excluded.forth,
             typing = excluded.typing, at = excluded.at",
        cv,
        number,
        back,
        forth,
        step.typing,
        step.at.0
    )
    .execute(connection)
    .await?;
    Ok(())
}
