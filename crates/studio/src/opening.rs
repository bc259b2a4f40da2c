//! How the studio starts.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use contract::settings::Notice;
use contract::{Event, ProviderId, Result, Timestamp};
use jobs::{OnChange, Queue, QueueOptions, Workers};
use local_model::{Engine, EngineOptions, Shelf};
use secrets::Place;
use store::Store;
use tokio::sync::{Mutex, Notify};

use crate::attachments::{self, Pictures, Reader, Readings};
use crate::cv::Help;
use crate::events::Events;
use crate::local_source::LocalSource;
use crate::neighbours::Neighbours;
use crate::replies::Replies;
use crate::session::{self, Session};
use crate::source::ReplySource;
use crate::stores::{Kept, Stores};
use crate::studio::{Parts, models_beside_program};
use crate::titles::Titles;
use crate::tools::{Answers, Servers};
use crate::vendors::keys::Keys;
use crate::vendors::{LazyClient, Reach};
use crate::{Home, Host, Studio, clock, cv, folders, jobs as job_commands, models, news, settings};

/// How long a deleted conversation, folder or CV can be restored.
const KEPT_AFTER_DELETION: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// What a studio is opened with.
pub struct Options {
    /// The data folder.
    pub home: Home,
    /// The program around it.
    pub host: Arc<dyn Host>,
    /// Read-only folders of model files that came with the installer. The folder
    /// `models` beside the running program is one of them without being named.
    pub bundled_models: Vec<PathBuf>,
}

/// A studio about to be opened.
pub struct Opening {
    options: Options,
    local: Option<Arc<dyn ReplySource>>,
    reach: Reach,
    keys: Option<Place>,
    reader: Reader,
    works: bool,
    tools: bool,
}

impl Opening {
    /// As [`Studio::open`] does it.
    pub fn new(options: Options) -> Self {
        Self {
            options,
            local: None,
            reach: Reach::default(),
            keys: None,
            reader: Reader::default(),
            works: true,
            tools: true,
        }
    }

    /// Leaves queued jobs to other processes, and makes no titles: a command that lives for
    /// seconds should not begin a download, nor a request that nobody waits for. Jobs can still be listed, queued, cancelled and retried.
    #[must_use]
    pub fn leaving_jobs_alone(mut self) -> Self {
        self.works = false;
        self
    }

    /// Offers no tools to models: where nobody can be asked whether a call may run.
    #[must_use]
    pub fn without_tools(mut self) -> Self {
        self.tools = false;
        self
    }

    /// Takes local replies from `source` instead of llama.cpp.
    #[must_use]
    pub fn speaking_with(mut self, source: Arc<dyn ReplySource>) -> Self {
        self.local = Some(source);
        self
    }

    /// Reaches `provider` at `address` for as long as this studio lives, its key included: only for an
    /// address that the user gave just now.
    ///
    /// # Errors
    /// `InvalidInput` if it is no address.
    pub fn reaching(mut self, provider: ProviderId, address: &str) -> Result<Self> {
        self.reach.0.insert(provider, address.parse()?);
        Ok(self)
    }

    /// Keeps keys in `place`, whatever the environment says.
    #[must_use]
    pub fn keeping_keys_in(mut self, place: Place) -> Self {
        self.keys = Some(place);
        self
    }

    /// Reads attached files in this process: for programs whose `main` does not call
    /// [`crate::serve_if_asked`], such as tests.
    #[must_use]
    pub fn reading_files_here(mut self) -> Self {
        self.reader = Reader::Here;
        self
    }

    /// Opens it.
    ///
    /// # Errors
    /// As [`Studio::open`].
    pub async fn open(self) -> Result<Studio> {
        let Options {
            home,
            host,
            bundled_models,
        } = self.options;
        let keys = match self.keys {
            Some(place) => Keys::at(place),
            None => Keys::from_env(&home)?,
        };
        let session = Session::begin(&home)?;
        session::clear(&home);
        let opened = Store::open(&home.database(), clock::now()).await?;
        let store = opened.store;
        let mut notices = Vec::new();
        if let Some(path) = opened.set_aside {
            notices.push(Notice::DatabaseSetAside {
                path: path.display().to_string(),
            });
        }
        let is_alive = |id: &str| session::is_alive(&home, id);
        let interrupted = store.recover(is_alive, clock::now()).await?;
        if !interrupted.is_empty() {
            let count = u32::try_from(interrupted.len()).unwrap_or(u32::MAX);
            tracing::info!(count, "interrupted replies recovered");
            notices.push(Notice::RepliesInterrupted { count });
        }
        let jobs = store.recover_jobs(is_alive, clock::now()).await?;
        if !jobs.is_empty() {
            tracing::info!(count = jobs.len(), "interrupted jobs queued again");
        }
        purge(&store).await;

        let bundled = models_beside_program()
            .into_iter()
            .chain(bundled_models)
            .collect();
        let shelf = Shelf::open(home.models(), bundled)?;
        let kept = store.settings().await?;
        let engine = Engine::start(EngineOptions {
            threads: None,
            unload_after: settings::unload_after(&kept),
        })?;
        let local = self.local.unwrap_or_else(|| {
            Arc::new(LocalSource {
                shelf: shelf.clone(),
                engine: engine.clone(),
            })
        });
        let events = Events::new();
        let folders_told = folders::Told::now(&store).await?;
        let seen = news::begin(&store, &home, &events).await?;
        let shelf_changed = Arc::new(Notify::new());
        let queue = Queue::start(
            Arc::new(store.clone()),
            if self.works {
                job_commands::workers(&store, &shelf, &shelf_changed, &events)
            } else {
                Workers::new()
            },
            QueueOptions::new(session.id()),
            announce_jobs(&events),
        );
        let disk = Kept::new(store, Pictures::of(&home));
        let studio = Studio::of(Parts {
            reader: self.reader,
            readings: Readings::default(),
            help: Help::default(),
            home,
            host,
            session,
            stores: Stores::new(disk),
            shelf,
            engine,
            local,
            client: LazyClient::default(),
            keys,
            reach: self.reach,
            tools: if self.tools {
                Servers::default()
            } else {
                Servers::off()
            },
            answers: Answers::default(),
            shelf_changed,
            queue,
            queueing: Mutex::new(()),
            events,
            folders_told,
            cvs: cv::Desk::default(),
            replies: Replies::default(),
            titles: Titles::default(),
            makes_titles: self.works,
            neighbours: Neighbours::default(),
            notices,
        });
        tokio::spawn(models::watch_engine(studio.clone()));
        tokio::spawn(news::watch(studio.clone(), seen));
        tokio::spawn(cv::keep_saving(studio.clone()));
        tokio::spawn({
            let studio = studio.clone();
            async move { attachments::clean(&studio).await }
        });
        Ok(studio)
    }
}

/// Deletes for good what was deleted long ago. Not worth failing a start for.
async fn purge(store: &Store) {
    let kept_ms = i64::try_from(KEPT_AFTER_DELETION.as_millis()).unwrap_or(i64::MAX);
    let before = Timestamp(clock::now().0.saturating_sub(kept_ms));
    match store.purge_deleted(before).await {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "old deleted conversations purged"),
        Err(error) => tracing::warn!(code = error.code.as_str(), "nothing purged"),
    }
    if let Err(error) = store.purge_folders(before).await {
        tracing::warn!(code = error.code.as_str(), "no folders purged");
    }
    if let Err(error) = store.purge_cvs(before).await {
        tracing::warn!(code = error.code.as_str(), "no CVs purged");
    }
}

fn announce_jobs(events: &Events) -> OnChange {
    let events = events.clone();
    Arc::new(move |job| events.send(Event::JobChanged(job)))
}
