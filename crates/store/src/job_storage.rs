//! The queue's storage: [`jobs::JobStorage`] says what each method must do.

use contract::job::{JobKind, JobProgress, JobState};
use contract::{Code, Error, JobId, Result, Timestamp};
use jobs::{BoxFuture, Claim, Claimed, JobRecord, JobStorage, Lease, NewJob};
use serde_json::Value;
use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Sqlite, SqliteConnection};
use uuid::Uuid;

use crate::convert::{from_json, small, to_json};
use crate::error::Failure;
use crate::rows::stored_error;
use crate::store::Store;

type Outcome<T> = std::result::Result<T, Failure>;

/// Jobs that are over and still listed.
const LISTED: i64 = 200;

impl JobStorage for Store {
    fn enqueue(&self, job: NewJob, now: Timestamp) -> BoxFuture<'_, Result<JobRecord>> {
        Box::pin(self.doing("queue a job", async move {
            let kind = to_json(&job.kind)?;
            let payload = to_json(&job.payload)?;
            let mut write = self.write().await?;
            sqlx::query!(
                "INSERT INTO jobs (id, kind, title, payload, state, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?4, 'queued', ?5, ?5)",
                job.id.0,
                kind,
                job.title,
                payload,
                now.0
            )
            .execute(&mut *write)
            .await?;
            let record = record(&mut write, job.id).await?;
            write.commit().await?;
            Ok(record)
        }))
    }

    fn claim(&self, claim: Claim, now: Timestamp) -> BoxFuture<'_, Result<Option<Claimed>>> {
        Box::pin(self.doing("claim a job", async move {
            let kinds = kinds(&claim.kinds)?;
            let except: Vec<String> = claim
                .except
                .iter()
                .map(|id| format!("{:X}", id.0.simple()))
                .collect();
            let except = to_json(&except)?;
            let mut write = self.write().await?;
            let claimed = sqlx::query!(
                r#"UPDATE jobs
                   SET state = 'running', attempts = attempts + 1, retry_at = NULL,
                       lease_owner = ?3, lease_until = ?4, lease_number = lease_number + 1,
                       updated_at = ?5
                   WHERE number = (
                       SELECT number FROM jobs
                       WHERE state IN ('queued', 'waiting', 'running')
                         AND kind IN (SELECT value FROM json_each(?1))
                         AND hex(id) NOT IN (SELECT value FROM json_each(?2))
                         AND max(ifnull(retry_at, 0), ifnull(lease_until, 0)) <= ?5
                       ORDER BY created_at, number
                       LIMIT 1
                   )
                   RETURNING id AS "id!: Uuid", lease_number AS "lease_number!""#,
                kinds,
                except,
                claim.owner,
                claim.until.0,
                now.0
            )
            .fetch_optional(&mut *write)
            .await?;
            let Some(claimed) = claimed else {
                return Ok(None);
            };
            let id = JobId(claimed.id);
            let job = record(&mut write, id).await?;
            write.commit().await?;
            Ok(Some(Claimed {
                job,
                lease: Lease {
                    job: id,
                    number: claimed.lease_number,
                },
            }))
        }))
    }

    fn next_due(&self, of: Vec<JobKind>) -> BoxFuture<'_, Result<Option<Timestamp>>> {
        Box::pin(self.doing("look for jobs", async move {
            let kinds = kinds(&of)?;
            let due = sqlx::query_scalar!(
                r#"SELECT min(max(ifnull(retry_at, 0), ifnull(lease_until, 0))) AS "due: i64"
                   FROM jobs
                   WHERE state IN ('queued', 'waiting', 'running')
                     AND kind IN (SELECT value FROM json_each(?1))"#,
                kinds
            )
            .fetch_one(&self.shared.readers)
            .await?;
            Ok(due.map(Timestamp))
        }))
    }

    fn heartbeat(
        &self,
        lease: Lease,
        until: Timestamp,
        progress: Option<JobProgress>,
        now: Timestamp,
    ) -> BoxFuture<'_, Result<bool>> {
        Box::pin(self.doing("store a job's progress", async move {
            let progress = progress.as_ref().map(to_json).transpose()?;
            let change = sqlx::query!(
                "UPDATE jobs
                 SET lease_until = ?1, progress = ifnull(?2, progress), updated_at = ?3
                 WHERE id = ?4 AND lease_number = ?5 AND state = 'running'",
                until.0,
                progress,
                now.0,
                lease.job.0,
                lease.number
            );
            self.change_held(change).await
        }))
    }

    fn count_anew(&self, lease: Lease, now: Timestamp) -> BoxFuture<'_, Result<bool>> {
        Box::pin(self.doing("count a job's tries", async move {
            let change = sqlx::query!(
                "UPDATE jobs SET attempts = 1, updated_at = ?1
                 WHERE id = ?2 AND lease_number = ?3 AND state = 'running'",
                now.0,
                lease.job.0,
                lease.number
            );
            self.change_held(change).await
        }))
    }

    fn checkpoint(
        &self,
        lease: Lease,
        value: Value,
        now: Timestamp,
    ) -> BoxFuture<'_, Result<bool>> {
        Box::pin(self.doing("store a job's checkpoint", async move {
            let value = to_json(&value)?;
            let mut write = self.write().await?;
            // Also of one that was cancelled under its worker, as long as that has not let go of it.
            let state = sqlx::query_scalar!(
                "UPDATE jobs SET checkpoint = ?1, updated_at = ?2
                 WHERE id = ?3 AND lease_number = ?4 AND lease_owner IS NOT NULL
                   AND state IN ('running', 'cancelled')
                 RETURNING state",
                value,
                now.0,
                lease.job.0,
                lease.number
            )
            .fetch_optional(&mut *write)
            .await?;
            write.commit().await?;
            Ok(state.is_some_and(|state| state == "running"))
        }))
    }

    fn finish(&self, lease: Lease, now: Timestamp) -> BoxFuture<'_, Result<Option<JobRecord>>> {
        let end = End {
            state: "done",
            error: None,
            retry_at: None,
            uncount: false,
        };
        Box::pin(self.doing("end a job", self.end(lease, end, now)))
    }

    fn fail(
        &self,
        lease: Lease,
        error: Error,
        retry_at: Option<Timestamp>,
        now: Timestamp,
    ) -> BoxFuture<'_, Result<Option<JobRecord>>> {
        let state = if retry_at.is_some() {
            "waiting"
        } else {
            "failed"
        };
        let end = End {
            state,
            error: Some(error),
            retry_at,
            uncount: false,
        };
        Box::pin(self.doing("store a job's failure", self.end(lease, end, now)))
    }

    fn release(&self, lease: Lease, now: Timestamp) -> BoxFuture<'_, Result<Option<JobRecord>>> {
        Box::pin(self.doing("give a job back", async move {
            let end = End {
                state: "queued",
                error: None,
                retry_at: None,
                uncount: true,
            };
            let released = self.end(lease, end, now).await?;
            if released.is_none() {
                let mut write = self.write().await?;
                sqlx::query!(
                    "UPDATE jobs SET lease_owner = NULL, lease_until = NULL
                     WHERE id = ?1 AND lease_number = ?2 AND lease_owner IS NOT NULL",
                    lease.job.0,
                    lease.number
                )
                .execute(&mut *write)
                .await?;
                write.commit().await?;
            }
            Ok(released)
        }))
    }

    fn cancel(&self, id: JobId, now: Timestamp) -> BoxFuture<'_, Result<JobRecord>> {
        Box::pin(self.doing("cancel a job", async move {
            let mut write = self.write().await?;
            // The lease stays until the worker lets go of it.
            sqlx::query!(
                "UPDATE jobs SET state = 'cancelled', retry_at = NULL, updated_at = ?1
                 WHERE id = ?2 AND state IN ('queued', 'waiting', 'running')",
                now.0,
                id.0
            )
            .execute(&mut *write)
            .await?;
            let record = record(&mut write, id).await?;
            write.commit().await?;
            Ok(record)
        }))
    }

    fn requeue(&self, id: JobId, now: Timestamp) -> BoxFuture<'_, Result<JobRecord>> {
        Box::pin(self.doing("queue a job again", async move {
            let mut write = self.write().await?;
            let changed = sqlx::query!(
                "UPDATE jobs
                 SET state = 'queued', attempts = 0, retry_at = NULL, progress = NULL,
                     error = NULL, updated_at = ?1
                 WHERE id = ?2 AND state IN ('failed', 'cancelled', 'waiting')",
                now.0,
                id.0
            )
            .execute(&mut *write)
            .await?;
            let record = record(&mut write, id).await?;
            write.commit().await?;
            match record.state {
                JobState::Queued => Ok(record),
                _ if changed.rows_affected() > 0 => Ok(record),
                JobState::Running => Err(Failure::said(Code::Conflict, "That job is running")),
                _ => Err(Failure::said(Code::Conflict, "That job is done")),
            }
        }))
    }

    fn get(&self, id: JobId) -> BoxFuture<'_, Result<JobRecord>> {
        Box::pin(self.doing("read a job", async move {
            let mut read = self.read().await?;
            record(&mut read, id).await
        }))
    }

    fn list(&self) -> BoxFuture<'_, Result<Vec<JobRecord>>> {
        Box::pin(self.doing("list the jobs", async move {
            let rows = sqlx::query_as!(
                JobRow,
                r#"SELECT id AS "id!: Uuid", kind AS "kind!", title AS "title!",
                          payload AS "payload!", checkpoint, state AS "state!", retry_at,
                          progress, error, attempts AS "attempts!", created_at AS "created_at!",
                          updated_at AS "updated_at!"
                   FROM jobs
                   WHERE state IN ('queued', 'waiting', 'running')
                      OR number IN (
                          SELECT number FROM jobs
                          WHERE state NOT IN ('queued', 'waiting', 'running')
                          ORDER BY created_at DESC, number DESC
                          LIMIT ?1
                      )
                   ORDER BY created_at DESC, number DESC"#,
                LISTED
            )
            .fetch_all(&self.shared.readers)
            .await?;
            // A newer Pulse's kinds are its own business.
            let known = rows.into_iter().filter(|row| kind(&row.kind).is_some());
            known.map(JobRecord::try_from).collect()
        }))
    }
}

/// How a try ends.
struct End {
    state: &'static str,
    error: Option<Error>,
    retry_at: Option<Timestamp>,
    /// The try does not count.
    uncount: bool,
}

impl Store {
    /// Makes a change that the holder of a lease alone may make; `false`: the lease is lost.
    async fn change_held(&self, change: Query<'_, Sqlite, SqliteArguments>) -> Outcome<bool> {
        let mut write = self.write().await?;
        let changed = change.execute(&mut *write).await?;
        write.commit().await?;
        Ok(changed.rows_affected() > 0)
    }

    /// Ends the try of a running job and its lease; `None`: the lease is lost.
    async fn end(&self, lease: Lease, end: End, now: Timestamp) -> Outcome<Option<JobRecord>> {
        let error = end.error.as_ref().map(to_json).transpose()?;
        let retry_at = end.retry_at.map(|at| at.0);
        let uncount = i64::from(end.uncount);
        let done = end.state == "done";
        let mut write = self.write().await?;
        let changed = sqlx::query!(
            "UPDATE jobs
             SET state = ?1, error = CASE WHEN ?2 THEN NULL ELSE ifnull(?3, error) END,
                 retry_at = ?4, attempts = attempts - ?5, lease_owner = NULL,
                 lease_until = NULL, updated_at = ?6
             WHERE id = ?7 AND lease_number = ?8 AND state = 'running'",
            end.state,
            done,
            error,
            retry_at,
            uncount,
            now.0,
            lease.job.0,
            lease.number
        )
        .execute(&mut *write)
        .await?;
        if changed.rows_affected() == 0 {
            return Ok(None);
        }
        let record = record(&mut write, lease.job).await?;
        write.commit().await?;
        Ok(Some(record))
    }
}

struct JobRow {
    id: Uuid,
    kind: String,
    title: String,
    payload: String,
    checkpoint: Option<String>,
    state: String,
    retry_at: Option<i64>,
    progress: Option<String>,
    error: Option<String>,
    attempts: i64,
    created_at: i64,
    updated_at: i64,
}

impl TryFrom<JobRow> for JobRecord {
    type Error = Failure;

    fn try_from(row: JobRow) -> Outcome<Self> {
        let state = match row.state.as_str() {
            "queued" => JobState::Queued,
            "running" => JobState::Running,
            "waiting" => JobState::Waiting {
                retry_at: Timestamp(row.retry_at.unwrap_or_default()),
            },
            "done" => JobState::Done,
            "failed" => JobState::Failed,
            "cancelled" => JobState::Cancelled,
            _ => return Err(unreadable(&row.state)),
        };
        Ok(Self {
            id: JobId(row.id),
            kind: kind(&row.kind).ok_or_else(|| unreadable(&row.kind))?,
            title: row.title,
            payload: from_json(&row.payload)?,
            checkpoint: row.checkpoint.as_deref().map(from_json).transpose()?,
            state,
            // Only shown, so a newer Pulse's is no reason to fail.
            progress: row
                .progress
                .and_then(|json| serde_json::from_str(&json).ok()),
            error: row.error.as_deref().map(stored_error).transpose()?,
            attempts: small(row.attempts),
            created_at: Timestamp(row.created_at),
            updated_at: Timestamp(row.updated_at),
        })
    }
}

async fn record(connection: &mut SqliteConnection, id: JobId) -> Outcome<JobRecord> {
    let row = sqlx::query_as!(
        JobRow,
        r#"SELECT id AS "id!: Uuid", kind, title, payload, checkpoint, state, retry_at, progress,
                  error, attempts, created_at, updated_at
           FROM jobs WHERE id = ?1"#,
        id.0
    )
    .fetch_optional(connection)
    .await?;
    let row = row.ok_or_else(|| {
        Failure::Said(
            Error::new(Code::NotFound, "That job was removed or never existed").with_detail(id),
        )
    })?;
    row.try_into()
}

/// A JSON array of the kinds as they are stored.
fn kinds(kinds: &[JobKind]) -> Outcome<String> {
    let names = kinds.iter().map(to_json).collect::<Outcome<Vec<_>>>()?;
    to_json(&names)
}

/// Kinds are stored as on the wire, in their JSON.
fn kind(json: &str) -> Option<JobKind> {
    serde_json::from_str(json).ok()
}

fn unreadable(what: &str) -> Failure {
    Failure::Said(
        Error::new(
            Code::DatabaseNewer,
            "A newer Pulse queued a job this one cannot read",
        )
        .with_detail(what),
    )
}
