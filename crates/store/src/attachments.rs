//! Files attached to drafts and messages: what is known of them, and their texts.
//!
//! Pictures are files outside of the database, named by their SHA-256. Whether one is still needed is
//! decided here, under the write lock that all processes share; the caller makes and removes it.

use std::collections::HashMap;

use contract::attachment::{Attachment, Draft, LeftOut};
use contract::picture::Made;
use contract::{AttachmentId, Code, Error, Result, Timestamp, ToolCallId};
use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::conversations;
use crate::convert::{from_json, signed, small, to_json, unsigned};
use crate::error::Failure;
use crate::store::Store;
use crate::types::{AttachmentContent, NewAttachment, Sending};

impl Store {
    /// Keeps an attachment. `there` is asked while nobody can remove a picture whether its file exists;
    /// if not, nothing is kept and the answer is `false`.
    ///
    /// # Errors
    /// [`Code::NotFound`] for a conversation that is gone; [`Code::Conflict`] if the id is taken; else
    /// the storage's.
    pub async fn add_attachment(
        &self,
        new: NewAttachment,
        there: impl FnOnce() -> bool + Send,
    ) -> Result<bool> {
        self.doing("keep an attachment", async {
            let mut write = self.write().await?;
            let (in_draft, conversation) = match new.draft {
                Draft::Nothing => (false, None),
                Draft::Unmade => (true, None),
                Draft::Conversation(id) => {
                    (true, Some(conversations::number_of(&mut write, id).await?))
                }
            };
            if !there() {
                return Ok(false);
            }
            let attached = new.attachment;
            let kind = to_json(&attached.kind)?;
            let (bytes, left_out) = (signed(attached.bytes), attached.left_out);
            let chars = left_out.map_or(0, |left_out| signed(left_out.chars));
            let pages = left_out.map_or(0, |left_out| left_out.pages);
            let (picture, text) = match new.content {
                AttachmentContent::Picture(name) => (Some(name), None),
                AttachmentContent::Text(text) => (None, Some(text)),
            };
            sqlx::query!(
                "INSERT INTO attachments (id, in_draft, conversation, created_at, name, kind, bytes,
                     tokens, left_out_chars, left_out_pages, picture, text)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                attached.id.0,
                in_draft,
                conversation,
                new.now.0,
                attached.name,
                kind,
                bytes,
                attached.tokens,
                chars,
                pages,
                picture,
                text
            )
            .execute(&mut *write)
            .await?;
            write.commit().await?;
            Ok(true)
        })
        .await
    }

    /// What is attached to the draft of the conversation that is not made yet.
    ///
    /// # Errors
    /// The storage's.
    pub async fn unmade_attachments(&self) -> Result<Vec<Attachment>> {
        self.doing("read what was attached", async {
            let mut read = self.read().await?;
            of_draft(&mut read, None).await
        })
        .await
    }

    /// What a model is given of attachments; without those that are gone.
    ///
    /// # Errors
    /// The storage's.
    pub async fn attachment_contents(
        &self,
        ids: &[AttachmentId],
    ) -> Result<HashMap<AttachmentId, AttachmentContent>> {
        self.doing("read an attachment", async {
            let mut read = self.read().await?;
            let mut contents = HashMap::with_capacity(ids.len());
            for id in ids {
                let row = sqlx::query!("SELECT picture, text FROM attachments WHERE id = ?1", id.0)
                    .fetch_optional(&mut *read)
                    .await?;
                let Some(row) = row else { continue };
                let content = match row.picture {
                    Some(name) => AttachmentContent::Picture(name),
                    None => AttachmentContent::Text(row.text.unwrap_or_default()),
                };
                contents.insert(*id, content);
            }
            Ok(contents)
        })
        .await
    }

    /// What is known of these attachments, in this order.
    ///
    /// # Errors
    /// [`Code::NotFound`] if one is gone; else the storage's.
    pub async fn attachments(&self, ids: &[AttachmentId]) -> Result<Vec<Attachment>> {
        self.doing("read an attachment", async {
            let mut read = self.read().await?;
            let mut all = Vec::with_capacity(ids.len());
            for id in ids {
                let row = sqlx::query_as!(
                    Row,
                    r#"SELECT id AS "id: Uuid", name, kind, bytes, tokens, left_out_chars,
                              left_out_pages, made_at, made_by_call AS "made_by_call: Uuid"
                       FROM attachments WHERE id = ?1"#,
                    id.0
                )
                .fetch_optional(&mut *read)
                .await?;
                all.push(row.ok_or_else(|| not_found(*id))?.attachment()?);
            }
            Ok(all)
        })
        .await
    }

    /// Forgets an attachment that is not sent. Returns its picture's name, whose file may now be in
    /// nobody's use: see [`Store::unused_pictures`].
    ///
    /// # Errors
    /// [`Code::NotFound`]; [`Code::Conflict`] if it was sent; else the storage's.
    pub async fn detach(&self, id: AttachmentId) -> Result<Option<String>> {
        self.doing("remove an attachment", async {
            let mut write = self.write().await?;
            let row = sqlx::query!(
                "SELECT message, picture FROM attachments WHERE id = ?1",
                id.0
            )
            .fetch_optional(&mut *write)
            .await?
            .ok_or_else(|| not_found(id))?;
            if row.message.is_some() {
                let message = "That file was sent and belongs to its message";
                return Err(Failure::said(Code::Conflict, message));
            }
            sqlx::query!("DELETE FROM attachments WHERE id = ?1", id.0)
                .execute(&mut *write)
                .await?;
            write.commit().await?;
            Ok(row.picture)
        })
        .await
    }

    /// Forgets what is in no draft and was not sent since before `before`. Returns how many.
    ///
    /// # Errors
    /// The storage's.
    pub async fn drop_unsent(&self, before: Timestamp) -> Result<u64> {
        self.doing("drop attachments that were not sent", async {
            let mut write = self.write().await?;
            let dropped = sqlx::query!(
                "DELETE FROM attachments
                 WHERE message IS NULL AND in_draft = 0 AND created_at < ?1",
                before.0
            )
            .execute(&mut *write)
            .await?;
            write.commit().await?;
            Ok(dropped.rows_affected())
        })
        .await
    }

    /// Calls `remove` with each of `pictures` that no attachment is of, while nobody can attach it.
    ///
    /// # Errors
    /// The storage's.
    pub async fn unused_pictures(
        &self,
        pictures: &[String],
        mut remove: impl FnMut(&str) + Send,
    ) -> Result<()> {
        if pictures.is_empty() {
            return Ok(());
        }
        self.doing("look which pictures are in use", async {
            let mut write = self.write().await?;
            for picture in pictures {
                let used = sqlx::query_scalar!(
                    r#"SELECT EXISTS (SELECT 1 FROM attachments WHERE picture = ?1) AS "used!: bool""#,
                    picture
                )
                .fetch_one(&mut *write)
                .await?;
                if !used {
                    remove(picture);
                }
            }
            write.commit().await?;
            Ok(())
        })
        .await
    }
}

/// What is read of an attachment: not its text, which can be large.
struct Row {
    id: Uuid,
    name: String,
    kind: String,
    bytes: i64,
    tokens: Option<i64>,
    left_out_chars: i64,
    left_out_pages: i64,
    made_at: Option<i64>,
    made_by_call: Option<Uuid>,
}

impl Row {
    fn attachment(self) -> std::result::Result<Attachment, Failure> {
        let left_out = LeftOut {
            chars: unsigned(self.left_out_chars),
            pages: small(self.left_out_pages),
        };
        Ok(Attachment {
            id: AttachmentId(self.id),
            name: self.name,
            kind: from_json(&self.kind)?,
            bytes: unsigned(self.bytes),
            tokens: self.tokens.map(small),
            left_out: (left_out.chars > 0 || left_out.pages > 0).then_some(left_out),
            made: self.made_at.map(|at| Made {
                at: unsigned(at),
                call: self.made_by_call.map(ToolCallId),
            }),
        })
    }
}

/// What is attached to the draft of a conversation by its number, oldest first.
pub(crate) async fn of_draft(
    connection: &mut SqliteConnection,
    conversation: Option<i64>,
) -> std::result::Result<Vec<Attachment>, Failure> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id: Uuid", name, kind, bytes, tokens, left_out_chars, left_out_pages,
                  made_at, made_by_call AS "made_by_call: Uuid"
           FROM attachments
           WHERE message IS NULL AND in_draft = 1 AND conversation IS ?1 ORDER BY number"#,
        conversation
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(Row::attachment).collect()
}

/// What is attached to those messages of `wanted` (numbers as JSON) that have anything, in order.
pub(crate) async fn of(
    connection: &mut SqliteConnection,
    wanted: &str,
) -> std::result::Result<HashMap<i64, Vec<Attachment>>, Failure> {
    let rows = sqlx::query!(
        r#"SELECT a.message AS "message!", a.id AS "id!: Uuid", a.name AS "name!", a.kind AS "kind!",
                  a.bytes AS "bytes!", a.tokens, a.left_out_chars AS "left_out_chars!",
                  a.left_out_pages AS "left_out_pages!", a.made_at,
                  a.made_by_call AS "made_by_call?: Uuid"
           FROM json_each(?1) AS wanted
           CROSS JOIN attachments a ON a.message = wanted.value
           ORDER BY a.message, a.position"#,
        wanted
    )
    .fetch_all(connection)
    .await?;
    let mut attachments: HashMap<i64, Vec<Attachment>> = HashMap::new();
    for row in rows {
        let attached = Row {
            id: row.id,
            name: row.name,
            kind: row.kind,
            bytes: row.bytes,
            tokens: row.tokens,
            left_out_chars: row.left_out_chars,
            left_out_pages: row.left_out_pages,
            made_at: row.made_at,
            made_by_call: row.made_by_call,
        };
        let of_message = attachments.entry(row.message).or_default();
        of_message.push(attached.attachment()?);
    }
    Ok(attachments)
}

/// Gives a message its attachments. One that another message has is copied: both keep it.
pub(crate) async fn send(
    connection: &mut SqliteConnection,
    message: i64,
    all: &[Sending],
) -> std::result::Result<(), Failure> {
    for (position, sending) in (0_i64..).zip(all) {
        let sent = sqlx::query_scalar!(
            r#"SELECT message IS NOT NULL AS "sent!: bool" FROM attachments WHERE id = ?1"#,
            sending.id.0
        )
        .fetch_optional(&mut *connection)
        .await?
        .ok_or_else(|| not_found(sending.id))?;
        if sent {
            sqlx::query!(
                "INSERT INTO attachments (id, message, position, in_draft, created_at, name, kind,
                     bytes, tokens, left_out_chars, left_out_pages, picture, text)
                 SELECT ?1, ?2, ?3, 0, created_at, name, kind,
                     bytes, tokens, left_out_chars, left_out_pages, picture, text
                 FROM attachments WHERE id = ?4",
                sending.copy.0,
                message,
                position,
                sending.id.0
            )
            .execute(&mut *connection)
            .await?;
        } else {
            sqlx::query!(
                "UPDATE attachments
                 SET message = ?1, position = ?2, in_draft = 0, conversation = NULL WHERE id = ?3",
                message,
                position,
                sending.id.0
            )
            .execute(&mut *connection)
            .await?;
        }
    }
    Ok(())
}

pub(crate) fn not_found(id: AttachmentId) -> Failure {
    Failure::Said(Error::new(Code::NotFound, "That attachment was removed").with_detail(id))
}
