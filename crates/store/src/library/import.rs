//! Takes over one conversation, in one transaction.

use contract::message::ReplyOptions;
use contract::{ConversationId, Result};
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::grow::{self, Grown};
use super::{ForeignConversation, Taken};
use crate::error::Failure;
use crate::store::Store;
use crate::{conversations, folders};

impl Store {
    /// Takes over a conversation that was made elsewhere, wholly or not at all.
    ///
    /// One that is here already gets what it has grown by since, and a title that nobody
    /// changed here. What is here stays: no text of a message that is known changes, and
    /// a branch that was begun here stays the one that is shown. One that was deleted
    /// here comes back.
    ///
    /// # Errors
    /// [`contract::Code::Conflict`] if an id is taken; else the storage's.
    pub async fn import_conversation(&self, new: &ForeignConversation) -> Result<Taken> {
        self.doing("import a conversation", async {
            let fingerprint = new.fingerprint.as_slice();
            if let Some(known) = self.known(new).await?
                && known.is_as_in_file(fingerprint)
            {
                return Ok(Taken::Unchanged(known.id));
            }
            let mut write = self.write().await?;
            // Looked at again: another process may import the same file.
            let taken = match find(&mut write, new).await? {
                None => {
                    let number = insert(&mut write, new).await?;
                    grow::add(&mut write, number, new).await?;
                    keep(&mut write, number, new).await?;
                    Taken::New(new.id)
                }
                Some(known) => {
                    let id = known.id;
                    let changed = bring_up_to_date(&mut write, &known, new).await?;
                    keep(&mut write, known.number, new).await?;
                    match (known.deleted, changed) {
                        (true, _) => Taken::New(id),
                        (false, true) => Taken::Grown(id),
                        (false, false) => Taken::Unchanged(id),
                    }
                }
            };
            write.commit().await?;
            Ok(taken)
        })
        .await
    }

    /// What is known of it, read without holding up those who write.
    async fn known(
        &self,
        new: &ForeignConversation,
    ) -> std::result::Result<Option<Known>, Failure> {
        let mut read = self.read().await?;
        Ok(find(&mut read, new).await?)
    }
}

/// A conversation that is here already.
struct Known {
    number: i64,
    id: ConversationId,
    deleted: bool,
    /// Its title now.
    title: String,
    /// What was imported last, if it was.
    fingerprint: Option<Vec<u8>>,
    imported_title: Option<String>,
}

impl Known {
    fn is_as_in_file(&self, fingerprint: &[u8]) -> bool {
        !self.deleted && self.fingerprint.as_deref() == Some(fingerprint)
    }
}

async fn find(
    connection: &mut SqliteConnection,
    new: &ForeignConversation,
) -> sqlx::Result<Option<Known>> {
    let own = new.own.map(|own| own.0);
    // By its key first: one of this Pulse's own may have come back under another id.
    let row = sqlx::query!(
        r#"SELECT c.number AS "number!", c.id AS "id!: Uuid", c.title AS "title!",
                  c.deleted_at IS NOT NULL AS "deleted!: bool",
                  i.fingerprint AS "fingerprint?", i.title AS "imported_title?"
           FROM conversations c LEFT JOIN imports i ON i.conversation = c.number
           WHERE c.number = ifnull(
               (SELECT conversation FROM imports WHERE source_key = ?1),
               (SELECT number FROM conversations WHERE id = ?2))"#,
        new.source_key,
        own
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| Known {
        number: row.number,
        id: ConversationId(row.id),
        deleted: row.deleted,
        title: row.title,
        fingerprint: row.fingerprint,
        imported_title: row.imported_title,
    }))
}

async fn insert(
    connection: &mut SqliteConnection,
    new: &ForeignConversation,
) -> std::result::Result<i64, Failure> {
    let number = conversations::insert(connection, new.id, &new.title, new.created_at).await?;
    sqlx::query!(
        "UPDATE conversations SET updated_at = ?1 WHERE number = ?2",
        new.updated_at.0,
        number
    )
    .execute(&mut *connection)
    .await?;
    let options = ReplyOptions {
        system: new.system.clone(),
        ..ReplyOptions::default()
    };
    conversations::set_options(connection, number, &options).await?;
    // Only at first: whoever moved it here since knows better than the file.
    if let Some((id, name)) = &new.folder {
        let folder = folders::find_or_make(connection, *id, name, new.created_at).await?;
        folders::put(connection, number, folder).await?;
    }
    Ok(number)
}

/// Adds what is new. Returns whether anything was.
async fn bring_up_to_date(
    connection: &mut SqliteConnection,
    known: &Known,
    new: &ForeignConversation,
) -> std::result::Result<bool, Failure> {
    let Grown { added } = grow::add(connection, known.number, new).await?;
    let ours = known.imported_title.as_ref() != Some(&known.title);
    let retitled = !ours && new.title != known.title && !new.title.is_empty();
    if retitled {
        sqlx::query!(
            "UPDATE conversations SET title = ?1 WHERE number = ?2",
            new.title,
            known.number
        )
        .execute(&mut *connection)
        .await?;
    }
    if added > 0 {
        sqlx::query!(
            "UPDATE conversations SET updated_at = max(updated_at, ?1) WHERE number = ?2",
            new.updated_at.0,
            known.number
        )
        .execute(&mut *connection)
        .await?;
    }
    if known.deleted {
        sqlx::query!(
            "UPDATE conversations SET deleted_at = NULL WHERE number = ?1",
            known.number
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(added > 0 || retitled)
}

/// Notes what was imported.
async fn keep(
    connection: &mut SqliteConnection,
    number: i64,
    new: &ForeignConversation,
) -> sqlx::Result<()> {
    let fingerprint = new.fingerprint.as_slice();
    sqlx::query!(
        "INSERT INTO imports (conversation, source_key, fingerprint, title)
         VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (conversation) DO UPDATE SET
             fingerprint = excluded.fingerprint, title = excluded.title",
        number,
        new.source_key,
        fingerprint,
        new.title
    )
    .execute(connection)
    .await?;
    Ok(())
}
