//! Replies whose process ended while they streamed.

use contract::message::MessageStatus;
use contract::{MessageId, Result, Timestamp};
use uuid::Uuid;

use crate::store::Store;
use crate::{conversations, journal};

impl Store {
    /// Marks as interrupted every streaming reply whose session `is_alive` denies,
    /// with all that was journalled. Returns them, oldest first.
    ///
    /// `is_alive` is asked once a session, under the write lock, so that no reply
    /// can begin or resume meanwhile; it must be quick.
    ///
    /// # Errors
    /// The storage's.
    pub async fn recover(
        &self,
        is_alive: impl Fn(&str) -> bool + Send,
        now: Timestamp,
    ) -> Result<Vec<MessageId>> {
        self.doing("recover interrupted replies", async move {
            let mut write = self.write().await?;
            let streaming = sqlx::query!(
                r#"SELECT number AS "number!", id AS "id!: Uuid", conversation, session
                   FROM messages WHERE status = 'streaming' ORDER BY number"#
            )
            .fetch_all(&mut *write)
            .await?;
            let mut asked: Vec<(String, bool)> = Vec::new();
            let mut recovered = Vec::new();
            for reply in streaming {
                let session = reply.session.unwrap_or_default();
                let known = asked.iter().find(|(name, _)| *name == session);
                let alive = match known {
                    Some((_, alive)) => *alive,
                    None => {
                        let alive = is_alive(&session);
                        asked.push((session, alive));
                        alive
                    }
                };
                if !alive {
                    journal::fold(&mut write, reply.number, MessageStatus::Interrupted).await?;
                    conversations::touch(&mut write, reply.conversation, now).await?;
                    recovered.push(MessageId(reply.id));
                }
            }
            write.commit().await?;
            Ok(recovered)
        })
        .await
    }
}
