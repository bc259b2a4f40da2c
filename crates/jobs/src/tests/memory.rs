//! A storage in memory.

use std::sync::Mutex;

use contract::job::{JobKind, JobProgress, JobState};
use contract::{Code, Error, JobId, Result, Timestamp};
use serde_json::Value;
use uuid::Uuid;

use crate::{BoxFuture, Claim, Claimed, JobRecord, JobStorage, Lease, NewJob, testing};

#[derive(Default)]
pub(super) struct Memory {
    rows: Mutex<Vec<Row>>,
    /// Heartbeats with progress: what a disk would have had to write.
    pub(super) progress_writes: Mutex<Vec<JobProgress>>,
    /// How many of the next calls that end a try fail.
    pub(super) failures: Mutex<u32>,
}

struct Row {
    job: JobRecord,
    lease: i64,
    lease_until: Option<Timestamp>,
}

impl Row {
    fn due(&self) -> Option<Timestamp> {
        let lease = self.lease_until.unwrap_or(Timestamp(0));
        match self.job.state {
            JobState::Queued | JobState::Running => Some(lease),
            JobState::Waiting { retry_at } => Some(retry_at.max(lease)),
            _ => None,
        }
    }
}

impl Memory {
    fn change<T: Send + 'static>(
        &self,
        change: impl FnOnce(&mut Vec<Row>) -> Result<T>,
    ) -> BoxFuture<'static, Result<T>> {
        let outcome = change(&mut self.rows.lock().unwrap());
        Box::pin(async { outcome })
    }

    /// Changes the row of a running job whose lease is held.
    fn held<T: Send + 'static>(
        &self,
        lease: Lease,
        change: impl FnOnce(&mut Row) -> T,
    ) -> BoxFuture<'static, Result<Option<T>>> {
        self.change(|rows| {
            let row = rows.iter_mut().find(|row| {
                row.job.id == lease.job
                    && row.lease == lease.number
                    && row.job.state == JobState::Running
            });
            Ok(row.map(change))
        })
    }

    /// Ends a try, unless a failure was ordered.
    fn end(
        &self,
        lease: Lease,
        change: impl FnOnce(&mut JobRecord),
    ) -> BoxFuture<'static, Result<Option<JobRecord>>> {
        let mut failures = self.failures.lock().unwrap();
        if *failures > 0 {
            *failures -= 1;
            return Box::pin(async { Err(Error::new(Code::StorageFull, "full")) });
        }
        self.held(lease, |row| {
            row.lease_until = None;
            change(&mut row.job);
            row.job.clone()
        })
    }
}

fn find(rows: &mut [Row], id: JobId) -> Result<&mut Row> {
    let row = rows.iter_mut().find(|row| row.job.id == id);
    row.ok_or_else(|| Error::new(Code::NotFound, "no such job"))
}

impl JobStorage for Memory {
    fn enqueue(&self, job: NewJob, now: Timestamp) -> BoxFuture<'_, Result<JobRecord>> {
        self.change(|rows| {
            if find(rows, job.id).is_ok() {
                return Err(Error::new(Code::Conflict, "taken"));
            }
            let job = JobRecord {
                id: job.id,
                kind: job.kind,
                title: job.title,
                payload: job.payload,
                checkpoint: None,
                state: JobState::Queued,
                progress: None,
                error: None,
                attempts: 0,
                created_at: now,
                updated_at: now,
            };
            rows.push(Row {
                job: job.clone(),
                lease: 0,
                lease_until: None,
            });
            Ok(job)
        })
    }

    fn claim(&self, claim: Claim, now: Timestamp) -> BoxFuture<'_, Result<Option<Claimed>>> {
        self.change(|rows| {
            let row = rows.iter_mut().find(|row| {
                claim.kinds.contains(&row.job.kind)
                    && !claim.except.contains(&row.job.id)
                    && row.due().is_some_and(|due| due <= now)
            });
            Ok(row.map(|row| {
                row.lease += 1;
                row.lease_until = Some(claim.until);
                row.job.state = JobState::Running;
                row.job.attempts += 1;
                row.job.updated_at = now;
                let lease = Lease {
                    job: row.job.id,
                    number: row.lease,
                };
                Claimed {
                    job: row.job.clone(),
                    lease,
                }
            }))
        })
    }

    fn next_due(&self, kinds: Vec<JobKind>) -> BoxFuture<'_, Result<Option<Timestamp>>> {
        self.change(|rows| {
            let known = rows.iter().filter(|row| kinds.contains(&row.job.kind));
            Ok(known.filter_map(Row::due).min())
        })
    }

    fn heartbeat(
        &self,
        lease: Lease,
        until: Timestamp,
        progress: Option<JobProgress>,
        now: Timestamp,
    ) -> BoxFuture<'_, Result<bool>> {
        self.progress_writes.lock().unwrap().extend(progress);
        let held = self.held(lease, |row| {
            row.lease_until = Some(until);
            row.job.progress = progress.or(row.job.progress);
            row.job.updated_at = now;
        });
        Box::pin(async { Ok(held.await?.is_some()) })
    }

    fn count_anew(&self, lease: Lease, now: Timestamp) -> BoxFuture<'_, Result<bool>> {
        let held = self.held(lease, |row| {
            row.job.attempts = 1;
            row.job.updated_at = now;
        });
        Box::pin(async { Ok(held.await?.is_some()) })
    }

    fn checkpoint(
        &self,
        lease: Lease,
        value: Value,
        now: Timestamp,
    ) -> BoxFuture<'_, Result<bool>> {
        self.change(|rows| {
            let row = rows.iter_mut().find(|row| {
                row.job.id == lease.job
                    && row.lease == lease.number
                    && row.lease_until.is_some()
                    && matches!(row.job.state, JobState::Running | JobState::Cancelled)
            });
            Ok(row.is_some_and(|row| {
                row.job.checkpoint = Some(value);
                row.job.updated_at = now;
                row.job.state == JobState::Running
            }))
        })
    }

    fn finish(&self, lease: Lease, now: Timestamp) -> BoxFuture<'_, Result<Option<JobRecord>>> {
        self.end(lease, |job| {
            job.state = JobState::Done;
            job.error = None;
            job.updated_at = now;
        })
    }

    fn fail(
        &self,
        lease: Lease,
        error: Error,
        retry_at: Option<Timestamp>,
        now: Timestamp,
    ) -> BoxFuture<'_, Result<Option<JobRecord>>> {
        self.end(lease, |job| {
            job.state =
                retry_at.map_or(JobState::Failed, |retry_at| JobState::Waiting { retry_at });
            job.error = Some(error);
            job.updated_at = now;
        })
    }

    fn release(&self, lease: Lease, now: Timestamp) -> BoxFuture<'_, Result<Option<JobRecord>>> {
        self.change(|rows| {
            let row = find(rows, lease.job)?;
            if row.lease != lease.number {
                return Ok(None);
            }
            row.lease_until = None;
            if row.job.state != JobState::Running {
                return Ok(None);
            }
            row.job.state = JobState::Queued;
            row.job.attempts -= 1;
            row.job.updated_at = now;
            Ok(Some(row.job.clone()))
        })
    }

    fn cancel(&self, id: JobId, now: Timestamp) -> BoxFuture<'_, Result<JobRecord>> {
        self.change(|rows| {
            let row = find(rows, id)?;
            if row.due().is_some() {
                row.job.state = JobState::Cancelled;
                row.job.updated_at = now;
            }
            Ok(row.job.clone())
        })
    }

    fn requeue(&self, id: JobId, now: Timestamp) -> BoxFuture<'_, Result<JobRecord>> {
        self.change(|rows| {
            let job = &mut find(rows, id)?.job;
            match job.state {
                JobState::Queued => {}
                JobState::Running | JobState::Done => {
                    return Err(Error::new(Code::Conflict, "running or done"));
                }
                _ => {
                    job.state = JobState::Queued;
                    job.attempts = 0;
                    job.error = None;
                    job.progress = None;
                    job.updated_at = now;
                }
            }
            Ok(job.clone())
        })
    }

    fn get(&self, id: JobId) -> BoxFuture<'_, Result<JobRecord>> {
        self.change(|rows| Ok(find(rows, id)?.job.clone()))
    }

    fn list(&self) -> BoxFuture<'_, Result<Vec<JobRecord>>> {
        self.change(|rows| Ok(rows.iter().rev().map(|row| row.job.clone()).collect()))
    }
}

#[tokio::test]
async fn memory_passes_the_story() {
    let ids = [1, 2, 3, 4].map(|n| JobId(Uuid::from_u128(n)));
    testing::story(&Memory::default(), ids).await;
}
