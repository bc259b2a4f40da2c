//! The list of conversations, page by page.

use contract::Result;
use contract::conversation::{ConversationCursor, ConversationPage, ConversationSummary};
use contract::folder::Within;
use uuid::Uuid;

use crate::conversations::SummaryRow;
use crate::error::Failure;
use crate::folders;
use crate::store::Store;

/// Rows of a page at the most.
const LARGEST_PAGE: u32 = 200;

impl Store {
    /// A page of conversations that are neither deleted nor archived, wherever they are; see
    /// [`Store::list_within`].
    ///
    /// # Errors
    /// The storage's.
    pub async fn list_conversations(
        &self,
        after: Option<ConversationCursor>,
        limit: u32,
    ) -> Result<ConversationPage> {
        self.list_within(Within::Everything, false, after, limit)
            .await
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
        self.list_within(Within::Everything, true, after, limit)
            .await
    }

    /// A page of conversations that are not deleted, pinned ones first, then newest activity
    /// first; rows that changed since the page before was read may be missed or come twice.
    /// `limit` is taken as 1 to 200.
    ///
    /// # Errors
    /// [`contract::Code::NotFound`] if there is no such folder; else the storage's.
    pub async fn list_within(
        &self,
        within: Within,
        archived: bool,
        after: Option<ConversationCursor>,
        limit: u32,
    ) -> Result<ConversationPage> {
        self.doing("list the conversations", async {
            let limit = limit.clamp(1, LARGEST_PAGE);
            let from = Start {
                archived,
                after,
                rows: i64::from(limit) + 1,
            };
            let rows = match within {
                Within::Everything => self.everything(from).await?,
                Within::NoFolder => self.in_folder(from, None).await?,
                Within::Folder(folder) => {
                    let mut read = self.read().await?;
                    let folder = folders::number_of(&mut read, folder).await?;
                    drop(read);
                    self.in_folder(from, Some(folder)).await?
                }
            };
            let mut conversations: Vec<_> =
                rows.into_iter().map(ConversationSummary::from).collect();
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

    async fn everything(&self, from: Start) -> std::result::Result<Vec<SummaryRow>, Failure> {
        let (pinned, updated_at, id) = from.place();
        let rows = sqlx::query_as!(
            SummaryRow,
            r#"SELECT id AS "id: Uuid", title, created_at, updated_at,
                      pinned AS "pinned: bool", archived AS "archived: bool", 0 AS "temporary!: bool",
                      (SELECT f.id FROM folders f WHERE f.number = c.folder) AS "folder?: Uuid"
               FROM conversations c
               WHERE deleted_at IS NULL AND archived = ?1
                 AND (pinned, updated_at, id) < (?2, ?3, ?4)
               ORDER BY pinned DESC, updated_at DESC, id DESC
               LIMIT ?5"#,
            from.archived,
            pinned,
            updated_at,
            id,
            from.rows
        )
        .fetch_all(&self.shared.readers)
        .await?;
        Ok(rows)
    }

    /// `None`: what is in no folder.
    async fn in_folder(
        &self,
        from: Start,
        folder: Option<i64>,
    ) -> std::result::Result<Vec<SummaryRow>, Failure> {
        let (pinned, updated_at, id) = from.place();
        let rows = sqlx::query_as!(
            SummaryRow,
            r#"SELECT id AS "id: Uuid", title, created_at, updated_at,
                      pinned AS "pinned: bool", archived AS "archived: bool", 0 AS "temporary!: bool",
                      (SELECT f.id FROM folders f WHERE f.number = c.folder) AS "folder?: Uuid"
               FROM conversations c
               WHERE deleted_at IS NULL AND archived = ?1 AND folder IS ?6
                 AND (pinned, updated_at, id) < (?2, ?3, ?4)
               ORDER BY pinned DESC, updated_at DESC, id DESC
               LIMIT ?5"#,
            from.archived,
            pinned,
            updated_at,
            id,
            from.rows,
            folder
        )
        .fetch_all(&self.shared.readers)
        .await?;
        Ok(rows)
    }
}

/// Where a page begins, and how long it is at the most.
struct Start {
    archived: bool,
    after: Option<ConversationCursor>,
    rows: i64,
}

impl Start {
    /// The row before the page. Before the first page stands a row newer than all, and pinned.
    fn place(&self) -> (bool, i64, Uuid) {
        self.after.map_or((true, i64::MAX, Uuid::max()), |after| {
            (after.pinned, after.updated_at.0, after.id.0)
        })
    }
}
