//! Replies that stream in another process of the same data folder (a `pulse ask`
//! while the window is open): events do not cross processes, so those that
//! somebody here looks at are followed in the store.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use contract::event::ReplyDelta;
use contract::message::{Message, MessageStatus};
use contract::{Event, MessageId, Result};

use crate::studio::Studio;
use crate::{clock, session};

/// How often to look.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Every so many looks: whether the other process is still alive.
const CHECK_LIFE_EVERY: u32 = 4;

/// The replies that are followed.
#[derive(Debug, Default)]
pub(crate) struct Neighbours {
    followed: Arc<Mutex<HashSet<MessageId>>>,
}

impl Neighbours {
    /// Follows `message` to its end, as somebody here has just seen it.
    pub(crate) fn watch(&self, studio: &Studio, message: &Message) {
        if !lock(&self.followed).insert(message.id) {
            return;
        }
        let followed = Arc::clone(&self.followed);
        let (studio, message) = (studio.clone(), message.clone());
        tokio::spawn(async move {
            let id = message.id;
            if let Err(error) = follow(&studio, message).await {
                tracing::debug!(%id, code = error.code.as_str(), "no longer followed");
            }
            lock(&followed).remove(&id);
        });
    }
}

async fn follow(studio: &Studio, mut known: Message) -> Result<()> {
    let closing = studio.replies().closing().clone();
    for look in 1.. {
        tokio::select! {
            () = closing.cancelled() => return Ok(()),
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
        // It began here, between being stored and being known to stream.
        if studio.replies().holds(known.id) {
            return Ok(());
        }
        if look % CHECK_LIFE_EVERY == 0 {
            let home = studio.home();
            studio
                .store()
                .recover(|id| session::is_alive(home, id), clock::now())
                .await?;
        }
        let message = studio.store().message(known.id).await?;
        let over = message.status != MessageStatus::Streaming;
        match message.text.get(known.text.len()..) {
            Some("") if !over => {}
            Some(more) if !over => studio.events_out().send(Event::ReplyDelta(ReplyDelta {
                conversation: message.conversation,
                message: message.id,
                offset: known.text.len() as u64,
                text: more.to_owned(),
            })),
            _ => studio
                .events_out()
                .send(Event::MessageChanged(message.clone())),
        }
        if over {
            return Ok(());
        }
        known = message;
    }
    Ok(())
}

fn lock(followed: &Mutex<HashSet<MessageId>>) -> MutexGuard<'_, HashSet<MessageId>> {
    followed.lock().unwrap_or_else(PoisonError::into_inner)
}
