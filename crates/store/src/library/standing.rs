//! Where a conversation stands in the list: above the others, or out of it.

use contract::conversation::ConversationSummary;
use contract::{ConversationId, Result};

use crate::conversations;
use crate::store::Store;

impl Store {
    /// Puts a conversation above the others, or back among them. It counts as no activity.
    ///
    /// # Errors
    /// [`contract::Code::NotFound`]; else the storage's.
    pub async fn pin_conversation(
        &self,
        id: ConversationId,
        pinned: bool,
    ) -> Result<ConversationSummary> {
        self.doing("pin a conversation", async {
            let mut write = self.write().await?;
            let number = conversations::number_of(&mut write, id).await?;
            sqlx::query!(
                "UPDATE conversations SET pinned = ?1 WHERE number = ?2",
                pinned,
                number
            )
            .execute(&mut *write)
            .await?;
            let summary = conversations::summary(&mut write, number).await?;
            write.commit().await?;
            Ok(summary)
        })
        .await
    }

    /// Takes a conversation out of the usual list, or back into it, where it keeps its
    /// place.
    ///
    /// # Errors
    /// [`contract::Code::NotFound`]; else the storage's.
    pub async fn archive_conversation(
        &self,
        id: ConversationId,
        archived: bool,
    ) -> Result<ConversationSummary> {
        self.doing("archive a conversation", async {
            let mut write = self.write().await?;
            let number = conversations::number_of(&mut write, id).await?;
            sqlx::query!(
                "UPDATE conversations SET archived = ?1 WHERE number = ?2",
                archived,
                number
            )
            .execute(&mut *write)
            .await?;
            let summary = conversations::summary(&mut write, number).await?;
            write.commit().await?;
            Ok(summary)
        })
        .await
    }
}
