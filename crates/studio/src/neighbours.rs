//! Replies that stream in another process of the same data folder (a `pulse ask`
//! while the window is open): events do not cross processes, so those that
//! somebody here looks at are followed in the store.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use contract::event::ReplyDelta;
use contract::message::{Message, MessageStatus};
use contract::{Code, Event, MessageId, Result};
use futures::FutureExt;
use futures::future::BoxFuture;
use tokio_util::sync::CancellationToken;

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
        let (studio, known) = (studio.clone(), message.clone());
        tokio::spawn(async move {
            let id = known.id;
            let closing = studio.replies().closing().clone();
            let look = |known, number| look(studio.clone(), known, number).boxed();
            follow(known, LOOK_EVERY, closing, look).await;
            lock(&followed).remove(&id);
        });
    }
}

/// Looks again and again, until `look` says that there is no more to see (`None`), the
/// message is gone, or Pulse closes. Whatever else fails (a locked file, a busy
/// machine) may be better at the next look.
async fn follow(
    mut known: Message,
    every: Duration,
    closing: CancellationToken,
    look: impl Fn(Message, u32) -> BoxFuture<'static, Result<Option<Message>>>,
) {
    for number in 1.. {
        tokio::select! {
            () = closing.cancelled() => return,
            () = tokio::time::sleep(every) => {}
        }
        let id = known.id;
        match look(known.clone(), number).await {
            Ok(Some(message)) => known = message,
            Ok(None) => return,
            Err(error) if error.code == Code::NotFound => return,
            Err(error) => tracing::debug!(%id, code = error.code.as_str(), "looked in vain"),
        }
    }
}

/// Tells how the reply went on since it was `known`, and returns it; `None`: it is
/// over, or streams in this process after all.
async fn look(studio: Studio, known: Message, number: u32) -> Result<Option<Message>> {
    // It began here, between being stored and being known to stream.
    if studio.replies().holds(known.id) {
        return Ok(None);
    }
    if number.is_multiple_of(CHECK_LIFE_EVERY) {
        let home = studio.home();
        studio
            .disk()
            .recover(|id| session::is_alive(home, id), clock::now())
            .await?;
    }
    let message = studio
        .store_of(known.conversation)
        .await
        .message(known.id)
        .await?;
    let over = message.status != MessageStatus::Streaming;
    match message.text.get(known.text.len()..) {
        _ if !over
            && (message.calls != known.calls || message.attachments != known.attachments) =>
        {
            let changed = Event::MessageChanged(message.clone());
            studio.events_out().send(changed);
        }
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
    Ok((!over).then_some(message))
}

fn lock(followed: &Mutex<HashSet<MessageId>>) -> MutexGuard<'_, HashSet<MessageId>> {
    followed.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use contract::message::{Role, Siblings};
    use contract::{ConversationId, Error, Timestamp};
    use uuid::Uuid;

    use super::*;

    fn reply(text: &str) -> Message {
        let id = MessageId(Uuid::from_u128(2));
        Message {
            id,
            conversation: ConversationId(Uuid::from_u128(1)),
            parent: None,
            role: Role::Assistant,
            attachments: Vec::new(),
            thinking: None,
            calls: Vec::new(),
            text: text.into(),
            status: MessageStatus::Streaming,
            error: None,
            created_at: Timestamp(0),
            reply: None,
            siblings: Siblings {
                ids: vec![id],
                ..Siblings::default()
            },
        }
    }

    /// Follows through `looks`; returns what was known at each of those that happened.
    async fn known_at(looks: Vec<Result<Option<Message>>>) -> Vec<String> {
        let looks = Mutex::new(VecDeque::from(looks));
        let known = Mutex::new(Vec::new());
        let look = |message: Message, _| {
            known.lock().unwrap().push(message.text);
            let seen = looks.lock().unwrap().pop_front().unwrap();
            std::future::ready(seen).boxed()
        };
        let every = Duration::from_millis(1);
        follow(reply(""), every, CancellationToken::new(), look).await;
        known.into_inner().unwrap()
    }

    #[tokio::test]
    async fn a_look_in_vain_is_not_the_last() {
        let fails = |code| Err(Error::new(code, "just now"));
        let looks = vec![
            fails(Code::StorageBusy),
            Ok(Some(reply("one"))),
            fails(Code::Internal),
            Ok(Some(reply("one, two"))),
            Ok(None),
        ];
        assert_eq!(
            known_at(looks).await,
            ["", "", "one", "one", "one, two"],
            "the window would show a reply that streams for ever"
        );
        let gone = vec![fails(Code::NotFound)];
        assert_eq!(known_at(gone).await.len(), 1, "there is nothing to follow");
    }
}
