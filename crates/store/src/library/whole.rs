//! Reads conversations whole, for an export.

use std::collections::HashMap;

use contract::{ConversationId, MessageId, ModelId, ProviderId, Result, Timestamp};
use sqlx::SqliteConnection;
use uuid::Uuid;

use super::{WholeConversation, WholeMessage};
use crate::convert::{parse, to_json};
use crate::error::Failure;
use crate::store::Store;
use crate::{conversations, pictures, rows, thoughts};

/// Messages whose thoughts and pictures are read at a time.
const BATCH: usize = 500;

impl Store {
    /// A conversation with all its branches, as it is at one moment.
    ///
    /// # Errors
    /// [`contract::Code::NotFound`]; else the storage's.
    pub async fn whole_conversation(&self, id: ConversationId) -> Result<WholeConversation> {
        self.doing("read a whole conversation", async {
            let mut read = self.read().await?;
            let number = conversations::number_of(&mut read, id).await?;
            let head = sqlx::query!(
                r#"SELECT c.title, c.created_at, c.updated_at, i.source_key AS "source_key?",
                          f.name AS "folder?",
                          m.id AS "leaf?: Uuid"
                   FROM conversations c
                   LEFT JOIN imports i ON i.conversation = c.number
                   LEFT JOIN messages m ON m.number = c.active_leaf
                   LEFT JOIN folders f ON f.number = c.folder
                   WHERE c.number = ?1"#,
                number
            )
            .fetch_one(&mut *read)
            .await?;
            Ok(WholeConversation {
                id,
                source_key: head.source_key,
                title: head.title,
                created_at: Timestamp(head.created_at),
                updated_at: Timestamp(head.updated_at),
                system: conversations::options(&mut read, number).await?.system,
                folder: head.folder,
                leaf: head.leaf.map(MessageId),
                messages: messages(&mut read, number).await?,
            })
        })
        .await
    }

    /// The conversation, deleted ones apart, whose id comes next after `after`: in the
    /// order of their making.
    ///
    /// # Errors
    /// The storage's.
    pub async fn conversation_after(
        &self,
        after: Option<ConversationId>,
    ) -> Result<Option<ConversationId>> {
        self.doing("list the conversations", async {
            let after = after.map_or(Uuid::nil(), |after| after.0);
            let next = sqlx::query_scalar!(
                r#"SELECT id AS "id!: Uuid" FROM conversations
                   WHERE id > ?1 AND deleted_at IS NULL ORDER BY id LIMIT 1"#,
                after
            )
            .fetch_optional(&self.shared.readers)
            .await?;
            Ok(next.map(ConversationId))
        })
        .await
    }

    /// How many conversations there are, deleted ones apart.
    ///
    /// # Errors
    /// The storage's.
    pub async fn count_conversations(&self) -> Result<u64> {
        self.doing("count the conversations", async {
            let count = sqlx::query_scalar!(
                r#"SELECT count(*) AS "count!: i64" FROM conversations WHERE deleted_at IS NULL"#
            )
            .fetch_one(&self.shared.readers)
            .await?;
            Ok(u64::try_from(count).unwrap_or(0))
        })
        .await
    }
}

async fn messages(
    connection: &mut SqliteConnection,
    conversation: i64,
) -> std::result::Result<Vec<WholeMessage>, Failure> {
    let rows = sqlx::query!(
        r#"SELECT m.number AS "number!", m.id AS "id!: Uuid", m.parent, m.role AS "role!",
                  m.status AS "status!", m.created_at AS "created_at!", m.model, m.provider,
                  m.route, m.text AS "text!", i.foreign_id AS "foreign_id?"
           FROM messages m LEFT JOIN imported_messages i ON i.message = m.number
           WHERE m.conversation = ?1 ORDER BY m.number"#,
        conversation
    )
    .fetch_all(&mut *connection)
    .await?;
    let numbers: Vec<i64> = rows.iter().map(|row| row.number).collect();
    let (mut thought, mut pictures) = (HashMap::new(), HashMap::new());
    for batch in numbers.chunks(BATCH) {
        let batch = to_json(&batch)?;
        thought.extend(thoughts::of(connection, &batch).await?);
        pictures.extend(pictures::of(connection, &batch).await?);
    }
    let ids: HashMap<i64, MessageId> = rows
        .iter()
        .map(|row| (row.number, MessageId(row.id)))
        .collect();
    let mut messages = Vec::with_capacity(rows.len());
    for row in rows {
        let mut text = row.text;
        if row.status == "streaming" {
            text.push_str(&rows::journalled(connection, row.number).await?);
        }
        let is_reply = row.route.is_some();
        messages.push(WholeMessage {
            id: MessageId(row.id),
            foreign_id: row.foreign_id,
            parent: row.parent.and_then(|parent| ids.get(&parent).copied()),
            role: parse(&row.role)?,
            text,
            thinking: thought.remove(&row.number),
            model: row.model.filter(|model| !model.is_empty()).map(ModelId),
            provider: is_reply.then(|| row.provider.map(ProviderId).unwrap_or_default()),
            created_at: Timestamp(row.created_at),
            pictures: pictures.remove(&row.number).unwrap_or_default(),
        });
    }
    Ok(messages)
}
