//! What a process that ended left behind: replies that streamed, jobs that ran.

use contract::message::MessageStatus;
use contract::{JobId, MessageId, Result, Timestamp};
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

    /// Takes every job from a session that `is_alive` denies and queues it again,
    /// without waiting for its lease to run out, which takes half a minute, or for
    /// ever after the clock was set back. The try stays counted. Returns the jobs.
    ///
    /// `is_alive` is asked as by [`Store::recover`]. Call it before the queue starts.
    ///
    /// # Errors
    /// The storage's.
    pub async fn recover_jobs(
        &self,
        is_alive: impl Fn(&str) -> bool + Send,
        now: Timestamp,
    ) -> Result<Vec<JobId>> {
        self.doing("recover interrupted jobs", async move {
            let mut write = self.write().await?;
            let owners = sqlx::query_scalar!(
                r#"SELECT DISTINCT lease_owner AS "owner!" FROM jobs
                   WHERE lease_owner IS NOT NULL"#
            )
            .fetch_all(&mut *write)
            .await?;
            let mut recovered = Vec::new();
            for owner in owners.iter().filter(|owner| !is_alive(owner)) {
                // One that was cancelled under its worker only loses the lease.
                let freed = sqlx::query_scalar!(
                    r#"UPDATE jobs
                       SET state = CASE state WHEN 'running' THEN 'queued' ELSE state END,
                           lease_owner = NULL, lease_until = NULL, updated_at = ?1
                       WHERE lease_owner = ?2
                       RETURNING id AS "id!: Uuid""#,
                    now.0,
                    owner
                )
                .fetch_all(&mut *write)
                .await?;
                recovered.extend(freed.into_iter().map(JobId));
            }
            write.commit().await?;
            Ok(recovered)
        })
        .await
    }
}
