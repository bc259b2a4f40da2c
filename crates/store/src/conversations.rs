//! Conversations: their making, their titles, putting aside and purging.

use contract::conversation::ConversationSummary;
use contract::message::ReplyOptions;
use contract::{Code, ConversationId, Error, FolderId, Result, Timestamp};
use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::convert::to_json;
use crate::error::Failure;
use crate::store::Store;

/// Characters of a title at the most.
const LONGEST_TITLE: usize = 200;

impl Store {
    /// Makes an empty conversation without a title.
    ///
    /// # Errors
    /// [`Code::Conflict`] if the id is taken; else the storage's.
    pub async fn create_conversation(
        &self,
        id: ConversationId,
        now: Timestamp,
    ) -> Result<ConversationSummary> {
        self.doing("make a conversation", async {
            let mut write = self.write().await?;
            insert(&mut write, id, "", now).await?;
            write.commit().await?;
            Ok(ConversationSummary {
                id,
                title: String::new(),
                created_at: now,
                updated_at: now,
                pinned: false,
                archived: false,
                temporary: self.is_in_memory(),
                folder: None,
            })
        })
        .await
    }

    /// A conversation that is not deleted.
    ///
    /// # Errors
    /// [`Code::NotFound`]; else the storage's.
    pub async fn conversation(&self, id: ConversationId) -> Result<ConversationSummary> {
        self.doing("read a conversation", async {
            let mut read = self.read().await?;
            let number = number_of(&mut read, id).await?;
            summary(&mut read, number).await
        })
        .await
    }

    /// What is chosen for a conversation's replies.
    ///
    /// # Errors
    /// [`Code::NotFound`]; else the storage's.
    pub async fn reply_options(&self, id: ConversationId) -> Result<ReplyOptions> {
        self.doing("read a conversation's choices", async {
            let mut read = self.read().await?;
            let number = number_of(&mut read, id).await?;
            Ok(options(&mut read, number).await?)
        })
        .await
    }

    /// Sets all that is chosen for a conversation's replies.
    ///
    /// # Errors
    /// [`Code::NotFound`]; else the storage's.
    pub async fn set_reply_options(
        &self,
        id: ConversationId,
        options: &ReplyOptions,
    ) -> Result<()> {
        self.doing("keep a conversation's choices", async {
            let mut write = self.write().await?;
            let number = number_of(&mut write, id).await?;
            set_options(&mut write, number, options).await?;
            write.commit().await?;
            Ok(())
        })
        .await
    }

    /// Gives a conversation the title that a person chose. It does not count as
    /// activity: the conversation keeps its place in the list.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] unless the trimmed title has 1 to 200 characters,
    /// [`Code::NotFound`]; else the storage's.
    pub async fn rename_conversation(
        &self,
        id: ConversationId,
        title: &str,
        now: Timestamp,
    ) -> Result<ConversationSummary> {
        self.doing("rename a conversation", async {
            let title = title.trim();
            if title.is_empty() || title.chars().count() > LONGEST_TITLE {
                return Err(Failure::said(
                    Code::InvalidInput,
                    format!("A title has 1 to {LONGEST_TITLE} characters"),
                ));
            }
            let mut write = self.write().await?;
            let number = number_of(&mut write, id).await?;
            sqlx::query!(
                "UPDATE conversations SET title = ?1, renamed_at = ?2 WHERE number = ?3",
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

    /// Puts a conversation aside. One that is aside already stays so.
    ///
    /// # Errors
    /// [`Code::NotFound`]; else the storage's.
    pub async fn delete_conversation(&self, id: ConversationId, now: Timestamp) -> Result<()> {
        self.doing("delete a conversation", async {
            let mut write = self.write().await?;
            let changed = sqlx::query!(
                "UPDATE conversations SET deleted_at = ifnull(deleted_at, ?1) WHERE id = ?2",
                now.0,
                id.0
            )
            .execute(&mut *write)
            .await?;
            if changed.rows_affected() == 0 {
                return Err(not_found(id));
            }
            write.commit().await?;
            Ok(())
        })
        .await
    }

    /// Brings back a conversation that was put aside; one that was not stays as
    /// it is.
    ///
    /// # Errors
    /// [`Code::NotFound`] if it was purged or never existed; else the storage's.
    pub async fn restore_conversation(&self, id: ConversationId) -> Result<ConversationSummary> {
        self.doing("restore a conversation", async {
            let mut write = self.write().await?;
            sqlx::query!(
                "UPDATE conversations SET deleted_at = NULL WHERE id = ?1",
                id.0
            )
            .execute(&mut *write)
            .await?;
            let number = number_of(&mut write, id).await?;
            let summary = summary(&mut write, number).await?;
            write.commit().await?;
            Ok(summary)
        })
        .await
    }

    /// Removes conversations that were put aside before `before`, for good, and
    /// returns how many. One with a reply that still streams waits.
    ///
    /// # Errors
    /// The storage's.
    pub async fn purge_deleted(&self, before: Timestamp) -> Result<u64> {
        self.doing("purge deleted conversations", async {
            let numbers = sqlx::query_scalar!(
                "SELECT number FROM conversations WHERE deleted_at < ?1 ORDER BY deleted_at",
                before.0
            )
            .fetch_all(&self.shared.readers)
            .await?;
            let mut purged = 0;
            // One transaction each: a reply that streams elsewhere is not held up.
            for number in numbers {
                purged += u64::from(self.purge(number, before).await?);
            }
            Ok(purged)
        })
        .await
    }

    async fn purge(&self, number: i64, before: Timestamp) -> std::result::Result<bool, Failure> {
        let mut write = self.write().await?;
        // It may have been restored meanwhile.
        let due = sqlx::query_scalar!(
            r#"SELECT NOT EXISTS (
                   SELECT 1 FROM messages WHERE conversation = c.number AND status = 'streaming'
               ) AS "due!: bool"
               FROM conversations c WHERE number = ?1 AND deleted_at < ?2"#,
            number,
            before.0
        )
        .fetch_optional(&mut *write)
        .await?;
        if due != Some(true) {
            return Ok(false);
        }
        sqlx::query!(
            "UPDATE conversations SET active_leaf = NULL WHERE number = ?1",
            number
        )
        .execute(&mut *write)
        .await?;
        sqlx::query!("DELETE FROM messages WHERE conversation = ?1", number)
            .execute(&mut *write)
            .await?;
        sqlx::query!("DELETE FROM conversations WHERE number = ?1", number)
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        Ok(true)
    }
}

/// A row of the list.
pub(crate) struct SummaryRow {
    pub(crate) id: Uuid,
    pub(crate) title: String,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
    pub(crate) pinned: bool,
    pub(crate) archived: bool,
    pub(crate) temporary: bool,
    pub(crate) folder: Option<Uuid>,
}

impl From<SummaryRow> for ConversationSummary {
    fn from(row: SummaryRow) -> Self {
        Self {
            id: ConversationId(row.id),
            title: row.title,
            created_at: Timestamp(row.created_at),
            updated_at: Timestamp(row.updated_at),
            pinned: row.pinned,
            archived: row.archived,
            temporary: row.temporary,
            folder: row.folder.map(FolderId),
        }
    }
}

/// The conversation's number, unless it is deleted.
pub(crate) async fn number_of(
    connection: &mut SqliteConnection,
    id: ConversationId,
) -> std::result::Result<i64, Failure> {
    sqlx::query_scalar!(
        "SELECT number FROM conversations WHERE id = ?1 AND deleted_at IS NULL",
        id.0
    )
    .fetch_optional(connection)
    .await?
    .ok_or_else(|| not_found(id))
}

/// The conversation as a list shows it.
pub(crate) async fn summary(
    connection: &mut SqliteConnection,
    number: i64,
) -> std::result::Result<ConversationSummary, Failure> {
    let one = summaries(connection, &[number]).await?.pop();
    Ok(one.ok_or(sqlx::Error::RowNotFound)?)
}

/// Conversations as a list shows them, in the order of their numbers here; what is not there is left
/// out. A database that has no file is in memory alone.
pub(crate) async fn summaries(
    connection: &mut SqliteConnection,
    numbers: &[i64],
) -> std::result::Result<Vec<ConversationSummary>, Failure> {
    let wanted = to_json(&numbers)?;
    let rows = sqlx::query_as!(
        SummaryRow,
        r#"SELECT c.id AS "id!: Uuid", title, created_at, updated_at,
                  pinned AS "pinned: bool", archived AS "archived: bool",
                  (SELECT file = '' FROM pragma_database_list WHERE name = 'main')
                      AS "temporary!: bool",
                  (SELECT f.id FROM folders f WHERE f.number = c.folder) AS "folder?: Uuid"
           FROM json_each(?1) AS wanted
           CROSS JOIN conversations c ON c.number = wanted.value
           ORDER BY wanted.key"#,
        wanted
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Adds an empty conversation and returns its number.
pub(crate) async fn insert(
    connection: &mut SqliteConnection,
    id: ConversationId,
    title: &str,
    now: Timestamp,
) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"INSERT INTO conversations (id, title, created_at, updated_at)
           VALUES (?1, ?2, ?3, ?3) RETURNING number AS "number!""#,
        id.0,
        title,
        now.0
    )
    .fetch_one(connection)
    .await
}

/// What is chosen for its replies. What a newer Pulse chose and this one cannot read counts as nothing.
pub(crate) async fn options(
    connection: &mut SqliteConnection,
    number: i64,
) -> sqlx::Result<ReplyOptions> {
    let json = sqlx::query_scalar!(
        "SELECT options FROM conversations WHERE number = ?1",
        number
    )
    .fetch_one(connection)
    .await?;
    Ok(json
        .and_then(|json| serde_json::from_str(&json).ok())
        .unwrap_or_default())
}

/// Sets all that is chosen for its replies.
pub(crate) async fn set_options(
    connection: &mut SqliteConnection,
    number: i64,
    options: &ReplyOptions,
) -> std::result::Result<(), Failure> {
    let json = (*options != ReplyOptions::default())
        .then(|| to_json(options))
        .transpose()?;
    sqlx::query!(
        "UPDATE conversations SET options = ?1 WHERE number = ?2",
        json,
        number
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Notes that a message was added or changed.
pub(crate) async fn touch(
    connection: &mut SqliteConnection,
    number: i64,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE conversations SET updated_at = ?1 WHERE number = ?2",
        now.0,
        number
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Makes the branch that ends at `leaf` the one that is shown.
pub(crate) async fn show(
    connection: &mut SqliteConnection,
    number: i64,
    leaf: i64,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE conversations SET active_leaf = ?1 WHERE number = ?2",
        leaf,
        number
    )
    .execute(connection)
    .await?;
    Ok(())
}

fn not_found(id: ConversationId) -> Failure {
    Failure::Said(
        Error::new(
            Code::NotFound,
            "That conversation was deleted or never existed",
        )
        .with_detail(id),
    )
}
