//! The fan-out of events to whoever listens.

use contract::Event;
use tokio::sync::broadcast;

/// Events that a listener may be behind before it loses some: half a minute of one
/// streaming reply.
const CAPACITY: usize = 1024;

/// The sending side. Clones share the listeners.
#[derive(Clone, Debug)]
pub(crate) struct Events {
    sender: broadcast::Sender<Event>,
}

impl Events {
    pub(crate) fn new() -> Self {
        Self {
            sender: broadcast::Sender::new(CAPACITY),
        }
    }

    /// Tells everybody; nobody listening is fine (a command line without `watch`).
    pub(crate) fn send(&self, event: Event) {
        let _ = self.sender.send(event);
    }

    pub(crate) fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.sender.subscribe()
    }
}
