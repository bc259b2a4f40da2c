//! The list of conversations, page by page.

use contract::Result;
use contract::conversation::{ConversationCursor, ConversationPage, ConversationSummary};
use uuid::Uuid;

use crate::conversations::SummaryRow;
use crate::store::Store;

/// Rows of a page at the most.
const LARGEST_PAGE: u32 = 200;

impl Store {
    /// A page of conversations that are neither deleted nor archived, pinned ones
    /// first, then newest activity first; rows that changed since the page before was
    /// read may be missed or come twice. `limit` is taken as 1 to 200.
    ///
    /// # Errors
    /// The storage's.
    pub async fn list_conversations(
        &self,
        after: Option<ConversationCursor>,
        limit: u32,
    ) -> Result<ConversationPage> {
        self.page_of(after, limit, false).await
    }

    /// As [`Store::list_conversations`], of those that are archived.
    ///
    /// # Errors
    /// The storage's.
    pub async fn list_archived(
        &self,
        after: Option<ConversationCursor>,
        limit: u32,
    ) -> Result<ConversationPage> {
        self.page_of(after, limit, true).await
    }

    async fn page_of(
        &self,
        after: Option<ConversationCursor>,
        limit: u32,
        archived: bool,
    ) -> Result<ConversationPage> {
        self.doing("list the conversations", async {
            let limit = limit.clamp(1, LARGEST_PAGE);
            // Before the first page stands a row newer than all, and pinned.
            let (pinned, updated_at, id) = after.map_or((true, i64::MAX, Uuid::max()), |after| {
                (after.pinned, after.updated_at.0, after.id.0)
            });
            let one_more = i64::from(limit) + 1;
            let mut conversations: Vec<_> = sqlx::query_as!(
                SummaryRow,
                r#"SELECT id AS "id: Uuid", title, created_at, updated_at,
                          pinned AS "pinned: bool", archived AS "archived: bool",
                          0 AS "temporary!: bool"
                   FROM conversations
                   WHERE deleted_at IS NULL AND archived = ?1
                     AND (pinned, updated_at, id) < (?2, ?3, ?4)
                   ORDER BY pinned DESC, updated_at DESC, id DESC
                   LIMIT ?5"#,
                archived,
                pinned,
                updated_at,
                id,
                one_more
            )
            .fetch_all(&self.shared.readers)
            .await?
            .into_iter()
            .map(ConversationSummary::from)
            .collect();
            let more = conversations.len() > limit as usize;
            conversations.truncate(limit as usize);
            let next = conversations
                .last()
                .filter(|_| more)
                .map(|last| ConversationCursor {
                    pinned: last.pinned,
                    updated_at: last.updated_at,
                    id: last.id,
                });
            Ok(ConversationPage {
                conversations,
                next,
            })
        })
        .await
    }
}
