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
        self.stand("pin a conversation", id, Some(pinned), None)
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
        self.stand("archive a conversation", id, None, Some(archived))
            .await
    }

    /// Changes where the conversation stands; `None` leaves it so.
    async fn stand(
        &self,
        doing: &'static str,
        id: ConversationId,
        pinned: Option<bool>,
        archived: Option<bool>,
    ) -> Result<ConversationSummary> {
        self.doing(doing, async {
            let mut write = self.write().await?;
            let number = conversations::number_of(&mut write, id).await?;
            sqlx::query!(
                "UPDATE conversations SET pinned = ifnull(?1, pinned), archived = ifnull(?2, archived)
                 WHERE number = ?3",
                pinned,
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
