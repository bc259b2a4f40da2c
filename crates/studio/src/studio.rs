//! The studio: what all commands work with, and how it ends.

use std::path::PathBuf;
use std::sync::Arc;

use contract::settings::Notice;
use contract::{Event, Result};
use local_model::{Engine, Shelf};
use tokio::sync::{Mutex, Notify, broadcast};

use crate::attachments::{Reader, Readings};
use crate::cv::Help;
use crate::events::Events;
use crate::neighbours::Neighbours;
use crate::opening::{Opening, Options};
use crate::replies::Replies;
use crate::session::Session;
use crate::source::ReplySource;
use crate::stores::Stores;
use crate::temporary;
use crate::titles::Titles;
use crate::tools::{Answers, Servers};
use crate::vendors::keys::Keys;
use crate::vendors::{LazyClient, Reach};
use crate::{Home, Host, cv, folders};

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
    pub(crate) stores: Stores,
    pub(crate) shelf: Shelf,
    pub(crate) engine: Engine,
    pub(crate) local: Arc<dyn ReplySource>,
    pub(crate) client: LazyClient,
    pub(crate) keys: Keys,
    pub(crate) reach: Reach,
    pub(crate) tools: Servers,
    pub(crate) answers: Answers,
    /// Notified when a job changed the shelf.
    pub(crate) shelf_changed: Arc<Notify>,
    pub(crate) queue: jobs::Queue,
    /// Held while it is decided whether a job may be queued.
    pub(crate) queueing: Mutex<()>,
    pub(crate) events: Events,
    pub(crate) folders_told: folders::Told,
    pub(crate) cvs: cv::Desk,
    pub(crate) replies: Replies,
    pub(crate) titles: Titles,
    /// Whether this process lives long enough to have titles made.
    pub(crate) makes_titles: bool,
    pub(crate) neighbours: Neighbours,
    pub(crate) reader: Reader,
    pub(crate) readings: Readings,
    pub(crate) help: Help,
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

    /// Ends streaming replies as interrupted, keeping what had arrived, writes what was changed in a CV, ends servers of tools, gives jobs
    /// back to the queue, forgets temporary conversations, closes the database and frees the model. Commands fail
    /// afterwards. A second call does nothing more.
    pub async fn shutdown(&self) {
        self.parts.replies.close().await;
        cv::close(self).await;
        self.parts.tools.close_all().await;
        self.parts.queue.shutdown().await;
        temporary::forget_all(self).await;
        if let Err(error) = self.disk().close().await {
            tracing::warn!(
                code = error.code.as_str(),
                "the database was not closed properly"
            );
        }
        // Last, as it may have to wait for the model, and whoever closes Pulse may not.
        self.parts.engine.unload().await;
    }

    pub(crate) fn parts(&self) -> &Parts {
        &self.parts
    }

    pub(crate) fn stores(&self) -> &Stores {
        &self.parts.stores
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

#[cfg(test)]
mod tests {
    use contract::message::Role;
    use futures::StreamExt;
    use local_model::{Generated, Request, Sampling, Turn};
    use tokio_util::sync::CancellationToken;

    use super::*;
    use crate::NoDialogs;

    /// The folder of the real model; tests that need it fail without it.
    fn models() -> PathBuf {
        let file = std::env::var_os("PULSE_TEST_MODEL").map(PathBuf::from);
        let file = file.expect("PULSE_TEST_MODEL must name the starter model's GGUF file");
        file.parent().unwrap().to_owned()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_database_is_closed_before_the_model_leaves_memory() {
        let folder = tempfile::tempdir().unwrap();
        let studio = Studio::open(Options {
            home: Home::at(folder.path().to_owned()).unwrap(),
            host: Arc::new(NoDialogs),
            bundled_models: vec![models()],
        })
        .await
        .unwrap();
        let request = Request {
            model: studio.parts().shelf.list().unwrap().remove(0),
            system: None,
            turns: vec![Turn {
                role: Role::User,
                text: "Tell me a long story.".into(),
            }],
            prefix: None,
            sampling: Sampling {
                temperature: 1.0,
                top_p: 1.0,
                max_tokens: 4000,
                seed: None,
            },
        };
        // For thousands of tokens, as far as nobody drops it.
        let mut busy = studio
            .parts()
            .engine
            .generate(request, CancellationToken::new());
        while !matches!(busy.next().await.unwrap().unwrap(), Generated::Text(_)) {}

        let shutting = tokio::spawn({
            let studio = studio.clone();
            async move { studio.shutdown().await }
        });
        let mark = folder.path().join("pulse.db.clean");
        let closed = async {
            while !mark.exists() {
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(120), closed)
            .await
            .expect("it hangs");
        assert!(
            studio.parts().engine.status().borrow().model.is_some(),
            "a window that does not wait for its model leaves the mark of a clean end too"
        );
        drop(busy);
        shutting.await.unwrap();
    }
}
