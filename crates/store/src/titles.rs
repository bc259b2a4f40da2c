//! Titles that models make, and what asking for them took.

use contract::conversation::ConversationSummary;
use contract::{ConversationId, MessageId, Result, Timestamp};
use uuid::Uuid;

use crate::completions::{self, Purpose};
use crate::store::Store;
use crate::types::Completion;
use crate::{conversations, tree};

/// A conversation that has the title of its first words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untitled {
    /// The conversation.
    pub conversation: ConversationId,
    /// Its title.
    pub title: String,
    /// What the person said first.
    pub question: String,
}

impl Store {
    /// The conversation of `reply`, if a model may still make its title: the reply answers a first
    /// message, and neither a person nor a model has given a title.
    ///
    /// # Errors
    /// The storage's.
    pub async fn untitled(&self, reply: MessageId) -> Result<Option<Untitled>> {
        self.doing("read a title", async {
            let row = sqlx::query!(
                r#"SELECT c.id AS "id: Uuid", c.title, asked.text AS question
                   FROM messages m
                   JOIN messages asked ON asked.number = m.parent AND asked.parent IS NULL
                   JOIN conversations c ON c.number = m.conversation
                   WHERE m.id = ?1 AND m.role = 'assistant' AND c.deleted_at IS NULL
                       AND c.renamed_at IS NULL AND c.titled_at IS NULL"#,
                reply.0
            )
            .fetch_optional(&self.shared.readers)
            .await?;
            Ok(row.map(|row| Untitled {
                conversation: ConversationId(row.id),
                title: row.title,
                question: row.question,
            }))
        })
        .await
    }

    /// Gives a conversation the title that a model made, unless somebody has given one since it was
    /// read as `before`: then `None`. It does not count as activity.
    ///
    /// # Errors
    /// The storage's.
    pub async fn set_made_title(
        &self,
        before: &Untitled,
        title: &str,
        now: Timestamp,
    ) -> Result<Option<ConversationSummary>> {
        self.doing("give a conversation a title", async {
            let mut write = self.write().await?;
            let number = sqlx::query_scalar!(
                r#"UPDATE conversations SET title = ?1, titled_at = ?2
                   WHERE id = ?3 AND title = ?4 AND deleted_at IS NULL
                       AND renamed_at IS NULL AND titled_at IS NULL
                   RETURNING number AS "number!""#,
                title,
                now.0,
                before.conversation.0,
                before.title
            )
            .fetch_optional(&mut *write)
            .await?;
            let Some(number) = number else {
                return Ok(None);
            };
            let summary = conversations::summary(&mut write, number).await?;
            write.commit().await?;
            Ok(Some(summary))
        })
        .await
    }

    /// Counts a request for the title of `reply`'s conversation.
    ///
    /// # Errors
    /// `NotFound` if the reply was purged; else the storage's.
    pub async fn add_title_completion(
        &self,
        reply: MessageId,
        completion: Completion,
        now: Timestamp,
    ) -> Result<()> {
        self.doing("count a request", async {
            let mut write = self.write().await?;
            let number = tree::place(&mut write, reply).await?.number;
            completions::add(&mut write, number, Purpose::Title, completion, now).await?;
            write.commit().await?;
            Ok(())
        })
        .await
    }
}
