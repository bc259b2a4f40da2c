//! The studio as the window sees it: on its way, open, or refused for a reason.
//!
//! It opens in the background, so that the window does not wait for it. When it
//! was refused and the page has said so, the page's next start tries again.

use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use contract::{Code, Error, Event, Result};
use tauri::async_runtime::JoinHandle;
use tokio::sync::{Notify, broadcast, watch};

/// What the desk needs of the studio.
pub trait Behind: Clone + Send + Sync + 'static {
    /// Every event from now on.
    fn events(&self) -> broadcast::Receiver<Event>;
}

impl Behind for studio::Studio {
    fn events(&self) -> broadcast::Receiver<Event> {
        studio::Studio::events(self)
    }
}

/// Opens the studio; called again after a refusal.
pub type Open<S> = Box<dyn Fn() -> Pin<Box<dyn Future<Output = Result<S>> + Send>> + Send>;

/// The outcome of opening; `None` while it is not known.
type Outcome<S> = Option<Result<S>>;

/// The studio, and the one task that carries its events to the page.
pub struct Desk<S> {
    outcome: watch::Receiver<Outcome<S>>,
    again: Arc<Notify>,
    /// The page has shown the refusal.
    told: AtomicBool,
    /// Events since the studio opened, for the first page that listens.
    early: Arc<Mutex<Option<broadcast::Receiver<Event>>>>,
    forwarding: Mutex<Option<JoinHandle<()>>>,
}

impl<S: Behind> Desk<S> {
    /// A desk whose studio `open` opens, beginning now.
    pub fn new(open: Open<S>) -> Self {
        let (sender, outcome) = watch::channel(None);
        let again = Arc::new(Notify::new());
        let early = Arc::default();
        tauri::async_runtime::spawn(keep_opening(
            open,
            sender,
            Arc::clone(&again),
            Arc::clone(&early),
        ));
        let (told, forwarding) = (AtomicBool::new(false), Mutex::new(None));
        Self {
            outcome,
            again,
            told,
            early,
            forwarding,
        }
    }

    /// Waits until the studio is open or refused.
    ///
    /// # Errors
    /// Why it could not be opened, the same for every caller.
    pub async fn studio(&self) -> Result<S> {
        outcome(&mut self.outcome.clone()).await
    }

    /// As [`Desk::studio`], for the page's start: after a refusal that the page
    /// knows, it tries once more.
    ///
    /// # Errors
    /// As [`Desk::studio`].
    pub async fn studio_for_start(&self) -> Result<S> {
        let mut watched = self.outcome.clone();
        let refused = matches!(*watched.borrow_and_update(), Some(Err(_)));
        if refused && self.told.swap(false, Ordering::Relaxed) {
            self.again.notify_one();
            // An error here means what the next line finds out.
            let _ = watched.changed().await;
        }
        let outcome = outcome(&mut watched).await;
        self.told.store(outcome.is_err(), Ordering::Relaxed);
        outcome
    }

    /// Waits until the studio is open, refusals or not, and listens to it. The
    /// first listener hears what happened since the opening too.
    ///
    /// # Errors
    /// When the studio can never open.
    pub async fn events(&self) -> Result<broadcast::Receiver<Event>> {
        let mut watched = self.outcome.clone();
        let Ok(opened) = watched
            .wait_for(|outcome| matches!(outcome, Some(Ok(_))))
            .await
        else {
            return Err(broken());
        };
        let early = self
            .early
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        match (early, &*opened) {
            (Some(events), _) => Ok(events),
            (None, Some(Ok(studio))) => Ok(studio.events()),
            (None, _) => Err(broken()),
        }
    }

    /// Keeps the task that forwards events. A page has one, so the one before
    /// belongs to a page that was reloaded, and ends.
    pub fn keep(&self, task: JoinHandle<()>) {
        let mut forwarding = self
            .forwarding
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = forwarding.replace(task) {
            before.abort();
        }
    }
}

async fn outcome<S: Behind>(watched: &mut watch::Receiver<Outcome<S>>) -> Result<S> {
    match watched.wait_for(Option::is_some).await.as_deref() {
        Ok(Some(outcome)) => outcome.clone(),
        _ => Err(broken()),
    }
}

/// The task that opens has panicked.
fn broken() -> Error {
    Error::new(Code::Internal, "Pulse failed while it opened its data")
}

async fn keep_opening<S: Behind>(
    open: Open<S>,
    sender: watch::Sender<Outcome<S>>,
    again: Arc<Notify>,
    early: Arc<Mutex<Option<broadcast::Receiver<Event>>>>,
) {
    loop {
        match open().await {
            Ok(studio) => {
                *early.lock().unwrap_or_else(PoisonError::into_inner) = Some(studio.events());
                sender.send_replace(Some(Ok(studio)));
                // Nothing is left to do; the sender lives as long as someone may ask.
                return sender.closed().await;
            }
            Err(error) => {
                tracing::error!(code = error.code.as_str(), %error, "the studio did not open");
                sender.send_replace(Some(Err(error)));
            }
        }
        again.notified().await;
        sender.send_replace(None);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicU32;

    use super::*;

    /// A studio that only has events.
    #[derive(Clone, Debug)]
    struct Bare(broadcast::Sender<Event>);

    impl Behind for Bare {
        fn events(&self) -> broadcast::Receiver<Event> {
            self.0.subscribe()
        }
    }

    fn bare() -> Bare {
        Bare(broadcast::channel(8).0)
    }

    fn refusal() -> Error {
        Error::new(Code::StorageReadOnly, "The data folder is read-only")
    }

    /// A desk whose studio opens at attempt number `good` (counted from 1).
    fn desk(good: u32) -> Desk<Bare> {
        let attempts = Arc::new(AtomicU32::new(0));
        Desk::new(Box::new(move || {
            let attempt = attempts.fetch_add(1, Ordering::SeqCst) + 1;
            Box::pin(async move {
                if attempt < good {
                    Err(refusal())
                } else {
                    Ok(bare())
                }
            })
        }))
    }

    #[tokio::test]
    async fn every_caller_gets_the_refusal() {
        let desk = desk(u32::MAX);
        for _ in 0..2 {
            assert_eq!(desk.studio().await.err(), Some(refusal()));
        }
    }

    #[tokio::test]
    async fn the_page_can_try_again() {
        let desk = desk(3);
        for attempt in 1..3 {
            // The page shows why; its next start is the user's “Try again”.
            assert_eq!(
                desk.studio_for_start().await.err(),
                Some(refusal()),
                "attempt {attempt}"
            );
        }
        assert!(
            desk.studio_for_start().await.is_ok(),
            "the third attempt opens"
        );
        assert!(
            desk.studio().await.is_ok(),
            "and everybody else finds it open"
        );
    }

    #[tokio::test]
    async fn a_listener_waits_through_a_refusal() {
        let desk = Arc::new(desk(2));
        let listening = tokio::spawn({
            let desk = Arc::clone(&desk);
            async move { desk.events().await.is_ok() }
        });
        assert!(desk.studio_for_start().await.is_err(), "refused at first");
        assert!(desk.studio_for_start().await.is_ok(), "then open");
        // The page subscribes once: without this it would stay deaf after “Try again”.
        assert!(listening.await.unwrap());
    }

    #[tokio::test]
    async fn the_first_listener_misses_nothing() {
        let desk = desk(1);
        let studio = desk.studio().await.unwrap();
        studio.0.send(Event::Lagged).unwrap();
        let mut events = desk.events().await.unwrap();
        assert_eq!(
            events.try_recv().ok(),
            Some(Event::Lagged),
            "sent before it listened"
        );
        assert!(
            desk.events().await.unwrap().try_recv().is_err(),
            "a reloaded page reads anew"
        );
    }

    #[tokio::test]
    async fn a_panic_while_opening_is_an_error_and_no_endless_wait() {
        let desk = Desk::<Bare>::new(Box::new(|| Box::pin(async { panic!("defect") })));
        assert_eq!(
            desk.studio().await.err().map(|error| error.code),
            Some(Code::Internal)
        );
        assert_eq!(
            desk.events().await.err().map(|error| error.code),
            Some(Code::Internal)
        );
    }

    #[tokio::test]
    async fn a_new_subscription_ends_the_one_before() {
        let desk = desk(1);
        let (held, mut released) = tokio::sync::mpsc::channel::<()>(1);
        desk.keep(tauri::async_runtime::spawn(async move {
            let _held = held;
            std::future::pending::<()>().await;
        }));
        desk.keep(tauri::async_runtime::spawn(std::future::pending()));
        // `None`: the first task was dropped, and with it what it held.
        assert_eq!(released.recv().await, None);
    }
}
