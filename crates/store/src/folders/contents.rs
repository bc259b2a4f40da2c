//! Which conversation is in which folder.

use contract::conversation::ConversationSummary;
use contract::{ConversationId, FolderId, Result, Timestamp};
use sqlx::SqliteConnection;

use super::{has_room, insert, name, named, number_of};
use crate::conversations;
use crate::error::Failure;
use crate::store::Store;

impl Store {
    /// Puts a conversation into a folder, or out of the one that it is in. It counts as no
    /// activity: the conversation keeps its place by time.
    ///
    /// # Errors
    /// [`contract::Code::NotFound`]; else the storage's.
    pub async fn move_conversation(
        &self,
        id: ConversationId,
        folder: Option<FolderId>,
    ) -> Result<ConversationSummary> {
        self.doing("move a conversation", async {
            let mut write = self.write().await?;
            let number = conversations::number_of(&mut write, id).await?;
            let folder = match folder {
                Some(folder) => Some(number_of(&mut write, folder).await?),
                None => None,
            };
            put(&mut write, number, folder).await?;
            let summary = conversations::summary(&mut write, number).await?;
            write.commit().await?;
            Ok(summary)
        })
        .await
    }
}

/// Puts a conversation into a folder, or into none.
pub(crate) async fn put(
    connection: &mut SqliteConnection,
    conversation: i64,
    folder: Option<i64>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE conversations SET folder = ?1, former_folder = NULL WHERE number = ?2",
        folder,
        conversation
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The folder that is called so, made if there is none; `None`: there are too many.
pub(crate) async fn find_or_make(
    connection: &mut SqliteConnection,
    id: FolderId,
    given: &str,
    now: Timestamp,
) -> std::result::Result<Option<i64>, Failure> {
    let Some(name) = name::cut(given) else {
        return Ok(None);
    };
    if let Some(number) = named(connection, &name).await? {
        return Ok(Some(number));
    }
    if !has_room(connection).await? {
        return Ok(None);
    }
    Ok(Some(insert(connection, id, &name, now).await?))
}
