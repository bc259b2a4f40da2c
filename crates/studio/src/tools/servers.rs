//! The connections to servers: opened when first needed, kept, opened again after a failure with a
//! growing wait, and closed with Pulse.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use contract::ToolServerId;
use contract::tool::ToolServerStatus;
use mcp::{Confirmation, Connection, Identity, Options, Secret, Secrets, Status, Tool};
use store::ToolServerRow;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{outcome, spec};
use crate::studio::Studio;

/// The longest wait before a server that failed is started again.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// Bytes of one result's text.
const RESULT: usize = 64 << 10;

/// The connections of this process.
#[derive(Debug, Default)]
pub(crate) struct Servers {
    slots: Mutex<HashMap<ToolServerId, Arc<Slot>>>,
    /// Cancelled when Pulse closes: nothing is opened any more.
    stop: CancellationToken,
    /// Whether tools are offered at all in this process.
    off: bool,
}

#[derive(Debug, Default)]
struct Slot {
    /// Held while a connection is opened: two that need it open it once.
    opening: tokio::sync::Mutex<Tries>,
    open: Mutex<Open>,
}

#[derive(Debug, Default)]
struct Open {
    connection: Option<(Identity, Arc<Connection>)>,
    /// Why there is none.
    failed: Option<String>,
}

#[derive(Debug, Default)]
struct Tries {
    failures: u32,
    not_before: Option<Instant>,
}

impl Servers {
    /// A process in which no tools are offered.
    pub(crate) fn off() -> Self {
        Self {
            off: true,
            ..Self::default()
        }
    }

    /// Whether tools are offered in this process.
    pub(super) fn offers(&self) -> bool {
        !self.off
    }

    /// The connection to a confirmed server, which may still be starting.
    ///
    /// # Errors
    /// Why there is none, for people and models.
    pub(super) async fn connection(
        &self,
        studio: &Studio,
        row: &ToolServerRow,
    ) -> Result<Arc<Connection>, String> {
        let spec = spec::of(row);
        let identity = spec.identity();
        let confirmed = row.confirmed.as_ref().and_then(|text| text.parse().ok());
        let confirmation = match confirmed {
            Some(confirmed) if confirmed == identity => Confirmation::given(confirmed),
            _ => return Err("nobody confirmed the server as it is now".into()),
        };
        let slot = self.slot(row.id);
        let mut tries = slot.opening.lock().await;
        let known = slot.open().connection.clone();
        if let Some((known, connection)) = known {
            match &*connection.status().borrow() {
                _ if known != identity => {}
                Status::Starting | Status::Ready(_) => return Ok(connection.clone()),
                Status::Failed(error) => tries.failed(outcome::failure(error), &slot),
                Status::Closed => {}
            }
            slot.open().connection = None;
        }
        if let Some(not_before) = tries.not_before
            && let Some(wait) = not_before.checked_duration_since(Instant::now())
        {
            let why = slot.open().failed.clone().unwrap_or_default();
            let seconds = wait.as_secs() + 1;
            return Err(format!(
                "{why}\n\n(It may be started again in {seconds} s.)"
            ));
        }
        let secrets = secrets(studio, row).await;
        let options = Options {
            text: RESULT,
            ..Options::default()
        };
        let opened = secrets.and_then(|secrets| {
            Connection::open(&spec, &confirmation, &secrets, &options, &self.stop)
                .map_err(|error| outcome::failure(&error))
        });
        match opened {
            Ok(connection) => {
                let connection = Arc::new(connection);
                let mut open = slot.open();
                open.failed = None;
                open.connection = Some((identity, Arc::clone(&connection)));
                drop(open);
                tokio::spawn(follow(studio.clone(), connection.status()));
                Ok(connection)
            }
            Err(why) => {
                tries.failed(why.clone(), &slot);
                Err(why)
            }
        }
    }

    /// The server did as it was asked: earlier failures do not count any more.
    pub(super) async fn forgive(&self, id: ToolServerId) {
        *self.slot(id).opening.lock().await = Tries::default();
    }

    /// How a server stands, and its tools.
    pub(super) fn seen(&self, id: ToolServerId) -> (ToolServerStatus, Arc<[Tool]>) {
        let slot = self.slot(id);
        let open = slot.open();
        let failed = |why: String| (ToolServerStatus::Failed { why }, Arc::from([]));
        let Some((_, connection)) = &open.connection else {
            return match &open.failed {
                Some(why) => failed(why.clone()),
                None => (ToolServerStatus::Idle, Arc::from([])),
            };
        };
        match &*connection.status().borrow() {
            Status::Starting => (ToolServerStatus::Starting, Arc::from([])),
            Status::Ready(tools) => (ToolServerStatus::Ready, tools.clone()),
            Status::Failed(error) => failed(outcome::failure(error)),
            Status::Closed => (ToolServerStatus::Idle, Arc::from([])),
        }
    }

    /// Ends a server, with all that it started.
    pub(super) async fn close(&self, id: ToolServerId) {
        let slot = self.slots().remove(&id);
        if let Some(slot) = slot {
            // One that is being opened just now is found after it.
            let _tries = slot.opening.lock().await;
            let connection = slot.open().connection.take();
            if let Some((_, connection)) = connection {
                connection.close().await;
            }
        }
    }

    /// Ends all servers, for good.
    pub(crate) async fn close_all(&self) {
        self.stop.cancel();
        let slots: Vec<ToolServerId> = self.slots().keys().copied().collect();
        futures::future::join_all(slots.into_iter().map(|id| self.close(id))).await;
    }

    fn slot(&self, id: ToolServerId) -> Arc<Slot> {
        Arc::clone(self.slots().entry(id).or_default())
    }

    fn slots(&self) -> MutexGuard<'_, HashMap<ToolServerId, Arc<Slot>>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Slot {
    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Tries {
    /// Counts a failure. After the first the server may start again at once.
    fn failed(&mut self, why: String, slot: &Slot) {
        slot.open().failed = Some(why);
        let wait = match self.failures {
            0 => Duration::ZERO,
            many => Duration::from_secs(1 << many.min(6)).min(LONGEST_WAIT),
        };
        self.failures = self.failures.saturating_add(1);
        self.not_before = Some(Instant::now() + wait);
    }
}

async fn secrets(studio: &Studio, row: &ToolServerRow) -> Result<Secrets, String> {
    let mut secrets = Secrets::none();
    for name in spec::names(row) {
        let kept_as = spec::secret(row.id, name);
        let kept = studio.parts().keys.get_named(&kept_as);
        let value = kept.await.map_err(|error| error.to_string())?;
        let value =
            value.ok_or_else(|| format!("the secret {name} is not there; enter it again"))?;
        secrets = secrets.with(name, Secret::new(value.to_string()));
    }
    Ok(secrets)
}

/// Tells how the servers stand whenever this one changes, until it is over.
async fn follow(studio: Studio, mut status: tokio::sync::watch::Receiver<Status>) {
    loop {
        let over = matches!(
            &*status.borrow_and_update(),
            Status::Failed(_) | Status::Closed
        );
        super::tell(&studio).await;
        if over || status.changed().await.is_err() {
            return;
        }
    }
}
