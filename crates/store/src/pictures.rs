//! Pictures that replies come with. They are attachments of the reply, bound to it from the start: what had
//! arrived is there after a crash, and goes with its conversation.

use std::collections::HashMap;

use contract::attachment::Attachment;
use contract::{AttachmentId, Result};
use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::attachments::{self, not_found};
use crate::convert::{signed, to_json};
use crate::error::Failure;
use crate::store::Store;
use crate::types::NewPicture;
use crate::{journal, tree};

impl Store {
    /// Adds a picture behind those of a streaming reply. `there` is asked while nobody can remove a picture
    /// whether its file exists; if not, nothing is kept and the answer is `false`.
    ///
    /// # Errors
    /// [`contract::Code::NotFound`]; [`contract::Code::Conflict`] if the reply does not stream; else the
    /// storage's.
    pub async fn add_picture(
        &self,
        new: NewPicture,
        there: impl FnOnce() -> bool + Send,
    ) -> Result<bool> {
        self.doing("keep a picture", async {
            let mut write = self.write().await?;
            let place = tree::place(&mut write, new.reply).await?;
            let number = journal::streaming(&mut write, place.number).await?;
            if !there() {
                return Ok(false);
            }
            let Attachment {
                id,
                name,
                kind,
                bytes,
                tokens,
                made,
                ..
            } = new.picture;
            let (kind, bytes) = (to_json(&kind)?, signed(bytes));
            let at = signed(made.map_or(0, |made| made.at));
            let call = made.and_then(|made| made.call).map(|call| call.0);
            sqlx::query!(
                "INSERT INTO attachments (id, message, position, in_draft, created_at, name, kind,
                     bytes, tokens, picture, made_at, made_by_call)
                 SELECT ?1, ?2, count(*), 0, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10
                 FROM attachments WHERE message = ?2",
                id.0,
                number,
                new.now.0,
                name,
                kind,
                bytes,
                tokens,
                new.file,
                at,
                call
            )
            .execute(&mut *write)
            .await?;
            write.commit().await?;
            Ok(true)
        })
        .await
    }

    /// A picture and the name of its file.
    ///
    /// # Errors
    /// [`contract::Code::NotFound`] if it is gone, or is no picture; else the storage's.
    pub async fn picture(&self, id: AttachmentId) -> Result<(Attachment, String)> {
        let mut all = self.attachments(&[id]).await?;
        self.doing("read a picture", async {
            let file = sqlx::query_scalar!("SELECT picture FROM attachments WHERE id = ?1", id.0)
                .fetch_optional(&self.shared.readers)
                .await?
                .flatten();
            match (all.pop(), file) {
                (Some(picture), Some(file)) => Ok((picture, file)),
                _ => Err(not_found(id)),
            }
        })
        .await
    }
}

/// The pictures of those messages of `wanted` (numbers as JSON) that have any, with the names of their files.
pub(crate) async fn of(
    connection: &mut SqliteConnection,
    wanted: &str,
) -> std::result::Result<HashMap<i64, Vec<(Attachment, String)>>, Failure> {
    let mut attached = attachments::of(connection, wanted).await?;
    let rows = sqlx::query!(
        r#"SELECT a.message AS "message!", a.id AS "id!: Uuid", a.picture AS "picture!"
           FROM json_each(?1) AS wanted
           CROSS JOIN attachments a ON a.message = wanted.value
           WHERE a.picture IS NOT NULL
           ORDER BY a.message, a.position"#,
        wanted
    )
    .fetch_all(connection)
    .await?;
    let mut pictures: HashMap<i64, Vec<(Attachment, String)>> = HashMap::new();
    for row in rows {
        let known = attached.get_mut(&row.message);
        let known = known.and_then(|all| {
            let place = all.iter().position(|one| one.id.0 == row.id)?;
            Some(all.remove(place))
        });
        if let Some(picture) = known {
            let of_message = pictures.entry(row.message).or_default();
            of_message.push((picture, row.picture));
        }
    }
    Ok(pictures)
}
