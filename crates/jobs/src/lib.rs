//! The durable local job queue: leases, heartbeats, retries, resumption.
//!
//! Belongs here: when a job runs, how often it is tried, how it is stopped, and
//! what a storage must promise for that ([`JobStorage`]). Does not belong here:
//! what a job does ([`Work`] is implemented by `studio`), SQL (`store`
//! implements the storage), the interface.
//!
//! A job is claimed by lease. The lease is extended by a heartbeat while the
//! work runs, outside any transaction; a process that dies stops its heartbeat,
//! and after the lease another process, or the next start, claims the job again
//! with the checkpoint that was saved last. Several processes may run a queue on
//! one storage.

mod backoff;
mod clock;
mod feeder;
mod queue;
mod record;
mod run;
mod settle;
mod storage;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;
mod work;

use std::pin::Pin;

pub use backoff::Backoff;
pub use clock::{Clock, SystemClock};
pub use queue::{OnChange, Queue, QueueOptions, Workers};
pub use record::{Claim, Claimed, JobRecord, Lease, NewJob};
pub use storage::JobStorage;
pub use work::{Failure, JobContext, Work};

/// A boxed future that can move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
