//! The fan-out of events to whoever listens.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use contract::{Event, Timestamp};
use tokio::sync::broadcast;
use uuid::Uuid;

/// Events that a listener may be behind before it loses some: half a minute of one
/// streaming reply.
const CAPACITY: usize = 1024;

/// The sending side. Clones share the listeners.
#[derive(Clone, Debug)]
pub(crate) struct Events {
    sender: broadcast::Sender<Event>,
    /// When each conversation, CV and job, by its id, last changed as far as the listeners
    /// know. Locked while an event is sent: what is known is what was sent last.
    known: Arc<Mutex<HashMap<Uuid, Timestamp>>>,
}

impl Events {
    pub(crate) fn new() -> Self {
        Self {
            sender: broadcast::Sender::new(CAPACITY),
            known: Arc::default(),
        }
    }

    /// Tells everybody; nobody listening is fine (a command line without `watch`).
    pub(crate) fn send(&self, event: Event) {
        let mut known = self.known();
        known.extend(version(&event));
        let _ = self.sender.send(event);
    }

    /// Whether `event` says what the listeners do not know yet of a conversation, a CV or a job.
    pub(crate) fn is_news(&self, event: &Event) -> bool {
        is_news(&self.known(), event)
    }

    /// Tells what was read of a conversation, a CV or a job if it [is news](Self::is_news).
    /// Returns whether it was.
    pub(crate) fn send_news(&self, event: Event) -> bool {
        let mut known = self.known();
        let news = is_news(&known, &event);
        if news {
            known.extend(version(&event));
            let _ = self.sender.send(event);
        }
        news
    }

    /// Takes what `event` says as known, without telling it.
    pub(crate) fn know(&self, event: &Event) {
        self.known().extend(version(event));
    }

    pub(crate) fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.sender.subscribe()
    }

    fn known(&self) -> MutexGuard<'_, HashMap<Uuid, Timestamp>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_news(known: &HashMap<Uuid, Timestamp>, event: &Event) -> bool {
    version(event).is_none_or(|(id, at)| known.get(&id).is_none_or(|known| *known < at))
}

/// What an event is about, and when that changed.
fn version(event: &Event) -> Option<(Uuid, Timestamp)> {
    match event {
        Event::ConversationChanged(changed) => Some((changed.id.0, changed.updated_at)),
        // Whatever was read before the removal is old.
        Event::ConversationRemoved(id) => Some((id.0, Timestamp(i64::MAX))),
        Event::CvChanged(changed) => Some((changed.id.0, changed.changed_at)),
        Event::CvRemoved(id) => Some((id.0, Timestamp(i64::MAX))),
        Event::JobChanged(job) => Some((job.id.0, job.updated_at)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use contract::ConversationId;
    use contract::conversation::ConversationSummary;

    use super::*;

    #[test]
    fn what_was_read_never_hides_what_was_told() {
        let events = Events::new();
        let mut heard = events.subscribe();
        let id = ConversationId(Uuid::from_u128(1));
        let at = |millis| {
            Event::ConversationChanged(ConversationSummary {
                id,
                title: String::new(),
                created_at: Timestamp(0),
                updated_at: Timestamp(millis),
                pinned: false,
                archived: false,
                temporary: false,
                folder: None,
            })
        };
        events.know(&at(1));
        assert!(!events.send_news(at(1)), "known from the start");
        assert!(events.send_news(at(2)));
        assert!(!events.send_news(at(2)), "once is enough");
        events.send(at(4));
        assert!(!events.send_news(at(3)), "read before the last change");
        events.send(Event::ConversationRemoved(id));
        assert!(!events.send_news(at(5)), "read before the removal");
        events.send(at(4));
        assert!(events.send_news(at(5)), "restored, and then changed");
        let told: Vec<_> = std::iter::from_fn(|| heard.try_recv().ok()).collect();
        assert_eq!(
            told,
            [at(2), at(4), Event::ConversationRemoved(id), at(4), at(5)]
        );
    }
}
