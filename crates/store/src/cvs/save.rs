//! What was changed in a CV is written: its content and its history together.

use std::sync::Arc;

use contract::cv::{Cv, CvSummary, Delta};
use contract::{Code, CvId, Error, Result, Timestamp};

use super::steps::{self, CvStep};
use super::{content, number_of, summary};
use crate::convert::{signed, to_json};
use crate::error::Failure;
use crate::store::Store;

/// What becomes of a CV. See [`Store::save_cv`].
#[derive(Clone, Debug, PartialEq)]
pub struct CvSave {
    /// Which.
    pub id: CvId,
    /// [`super::KeptCv::writes`] as it was read, or [`Saved::writes`] of the save before.
    pub after: u64,
    /// What is in it.
    pub cv: Arc<Cv>,
    /// How that is kept.
    pub content: CvContent,
    /// New steps of its history, and those that became another since the save before.
    pub steps: Vec<CvStep>,
    /// The last step of its history; there is none after it any more.
    pub last_step: u64,
    /// The step that was done last.
    pub step: u64,
    /// The time.
    pub now: Timestamp,
}

/// How a CV is kept.
#[derive(Clone, Debug, PartialEq)]
pub enum CvContent {
    /// By itself.
    Whole,
    /// As what a version changes of its base.
    Version(Delta),
}

/// A CV that was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// For the next [`CvSave::after`].
    pub writes: u64,
    /// Its row of the list.
    pub summary: CvSummary,
    /// Its versions that the list shows otherwise now.
    pub versions: Vec<CvSummary>,
}

impl Store {
    /// Writes a CV with its history.
    ///
    /// # Errors
    /// [`Code::NotFound`]; [`Code::Conflict`] if somebody else wrote it meanwhile; else the storage's.
    pub async fn save_cv(&self, save: &CvSave) -> Result<Saved> {
        self.doing("save a CV", async {
            let content = match &save.content {
                CvContent::Whole => to_json(&save.cv)?,
                CvContent::Version(delta) => to_json(delta)?,
            };
            let mut write = self.write().await?;
            let number = number_of(&mut write, save.id).await?;
            let (after, step) = (signed(save.after), signed(save.step));
            // A version that became a whole one meanwhile was written too.
            let changed = sqlx::query!(
                "UPDATE cvs SET content = ?1, writes = writes + 1, step = ?2, changed_at = ?3
                 WHERE number = ?4 AND writes = ?5",
                content,
                step,
                save.now.0,
                number,
                after
            )
            .execute(&mut *write)
            .await?;
            if changed.rows_affected() == 0 {
                return Err(written_elsewhere(save.id));
            }
            steps::drop_after(&mut write, number, signed(save.last_step)).await?;
            for step in &save.steps {
                steps::put(&mut write, number, step).await?;
            }
            let shown = content::show(&mut write, number, &save.cv).await?;
            let versions = if shown {
                content::show_versions(&mut write, number, &save.cv).await?
            } else {
                Vec::new()
            };
            let summary = summary(&mut write, number).await?;
            write.commit().await?;
            Ok(Saved {
                writes: save.after + 1,
                summary,
                versions,
            })
        })
        .await
    }
}

fn written_elsewhere(id: CvId) -> Failure {
    let message = "That CV was changed in another window; open it again";
    Failure::Said(Error::new(Code::Conflict, message).with_detail(id))
}
