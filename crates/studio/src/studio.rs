//! The studio: what all commands work with, and how it ends.

use std::path::PathBuf;
use std::sync::Arc;

use contract::settings::Notice;
use contract::{Event, Result};
use local_model::{Engine, Shelf};
use store::Store;
use tokio::sync::{Mutex, Notify, broadcast};

use crate::events::Events;
use crate::neighbours::Neighbours;
use crate::opening::{Opening, Options};
use crate::replies::Replies;
use crate::session::Session;
use crate::source::ReplySource;
use crate::{Home, Host};

/// The running application. Clones share it. It implements
/// [`contract::Handlers`]; end it with [`Studio::shutdown`].
#[derive(Clone)]
pub struct Studio {
    parts: Arc<Parts>,
}

/// What the studio is made of.
pub(crate) struct Parts {
    pub(crate) home: Home,
    pub(crate) host: Arc<dyn Host>,
    pub(crate) session: Session,
    pub(crate) store: Store,
    pub(crate) shelf: Shelf,
    pub(crate) engine: Engine,
    pub(crate) local: Arc<dyn ReplySource>,
    /// Notified when a job changed the shelf.
    pub(crate) shelf_changed: Arc<Notify>,
    pub(crate) queue: jobs::Queue,
    /// Held while it is decided whether a job may be queued.
    pub(crate) queueing: Mutex<()>,
    pub(crate) events: Events,
    pub(crate) replies: Replies,
    pub(crate) neighbours: Neighbours,
    pub(crate) notices: Vec<Notice>,
}

impl Studio {
    /// Opens the data folder, recovers what a crash left and starts to work on jobs.
    /// See [`Opening`] for other ways. Must be called in a tokio runtime.
    ///
    /// # Errors
    /// The storage's codes, each with the path in question.
    pub async fn open(options: Options) -> Result<Self> {
        Opening::new(options).open().await
    }

    pub(crate) fn of(parts: Parts) -> Self {
        Self {
            parts: Arc::new(parts),
        }
    }

    /// Everything that happens from now on. A receiver that is too slow gets
    /// `RecvError::Lagged` and should read everything again.
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.parts.events.subscribe()
    }

    /// What the user should know about this start.
    pub fn notices(&self) -> &[Notice] {
        &self.parts.notices
    }

    /// The data folder.
    pub fn home(&self) -> &Home {
        &self.parts.home
    }

    /// Ends streaming replies as interrupted, keeping what had arrived, gives jobs
    /// back to the queue, frees the model and closes the database. Commands fail
    /// afterwards. A second call does nothing more.
    pub async fn shutdown(&self) {
        self.parts.replies.close().await;
        self.parts.queue.shutdown().await;
        self.parts.engine.unload().await;
        if let Err(error) = self.parts.store.close().await {
            tracing::warn!(
                code = error.code.as_str(),
                "the database was not closed properly"
            );
        }
    }

    pub(crate) fn parts(&self) -> &Parts {
        &self.parts
    }

    pub(crate) fn store(&self) -> &Store {
        &self.parts.store
    }

    pub(crate) fn replies(&self) -> &Replies {
        &self.parts.replies
    }

    pub(crate) fn events_out(&self) -> &Events {
        &self.parts.events
    }
}

/// The folder `models` beside the running program, where it exists: installers and
/// `cargo xtask` put the starter model there.
pub(crate) fn models_beside_program() -> Option<PathBuf> {
    let folder = std::env::current_exe().ok()?.parent()?.join("models");
    folder.is_dir().then_some(folder)
}
