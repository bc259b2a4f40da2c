//! Titles that models make: who is asked, and when. What of an answer can be a title says
//! [`crate::title`].
//!
//! Only vendors' models are asked. A model on this computer keeps the first words as the title: the
//! small ones make bad titles, and each of them would have to read a second prompt, which throws out
//! of its memory the conversation that the person is about to go on with.
//!
//! The request runs beside everything else. It ends when the person gives a title or deletes the
//! conversation, and when Pulse closes; what it took until then is counted all the same, except that
//! a database that is closed already takes no more.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use contract::message::{FinishReason, Message, MessageStatus, Role, Route};
use contract::{ConversationId, Event, Result};
use futures::StreamExt;
use store::{Completion, Untitled};
use tokio_util::sync::CancellationToken;

use crate::source::{Prompt, ReplySource, Spoken, Turn};
use crate::studio::Studio;
use crate::{clock, target, title};

/// What is asked; the conversation follows.
const TASK: &str = "Write a title of at most six words for the conversation below, in the language \
    in which the user writes there. Answer with the title alone, without quotation marks.";
/// Tokens of an answer at the most: six words of a language that takes several tokens a word.
const MOST_TOKENS: u32 = 32;
/// Characters of the question and of the reply that are shown to the model.
const EXCERPT: usize = 1_500;
/// An answer of more bytes is no title; no more of it is read.
const LONGEST_ANSWER: usize = 1_000;
/// Longer than this nobody waits for a title.
const PATIENCE: Duration = Duration::from_secs(30);

/// The requests for titles under way. Clones share them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Titles {
    under_way: Arc<Mutex<HashMap<ConversationId, CancellationToken>>>,
}

impl Titles {
    /// Ends the request for `conversation`, if there is one.
    pub(crate) fn cancel(&self, conversation: ConversationId) {
        if let Some(token) = self.table().remove(&conversation) {
            token.cancel();
        }
    }

    /// The right to ask for `conversation`; `None` while somebody does.
    fn enter(&self, conversation: ConversationId, closing: &CancellationToken) -> Option<Entered> {
        let mut table = self.table();
        // One that was cancelled is on its way out.
        if table
            .get(&conversation)
            .is_some_and(|other| !other.is_cancelled())
        {
            return None;
        }
        let token = closing.child_token();
        table.insert(conversation, token.clone());
        Some(Entered {
            titles: self.clone(),
            conversation,
            token,
        })
    }

    fn table(&self) -> MutexGuard<'_, HashMap<ConversationId, CancellationToken>> {
        self.under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request under way; dropping it makes room for the next.
struct Entered {
    titles: Titles,
    conversation: ConversationId,
    token: CancellationToken,
}

impl Drop for Entered {
    fn drop(&mut self) {
        // Whoever cancelled it took it out; another may have entered since.
        if !self.token.is_cancelled() {
            self.titles.table().remove(&self.conversation);
        }
    }
}

/// Has a title made if `reply`, which has just ended, is the first of its conversation. Returns at once.
pub(crate) fn after(studio: &Studio, reply: &Message) {
    // Nobody is asked more of a temporary conversation than what the person asks.
    let asks = studio.parts().makes_titles
        && !studio.is_temporary(reply.conversation)
        && reply.status == MessageStatus::Complete
        && !reply.text.trim().is_empty()
        && reply
            .reply
            .as_ref()
            .is_some_and(|info| info.route != Route::Local);
    if !asks {
        return;
    }
    let titles = studio.parts().titles.clone();
    let Some(entered) = titles.enter(reply.conversation, studio.replies().closing()) else {
        return;
    };
    let (studio, reply) = (studio.clone(), reply.clone());
    tokio::spawn(async move {
        if let Err(error) = make(&studio, &reply, &entered.token).await {
            // The first words stay: nobody is told of a title that did not come.
            tracing::debug!(reply = %reply.id, code = error.code.as_str(), "no title was made");
        }
    });
}

async fn make(studio: &Studio, reply: &Message, cancel: &CancellationToken) -> Result<()> {
    let Some(info) = &reply.reply else {
        return Ok(());
    };
    if !studio.disk().settings().await?.titles {
        return Ok(());
    }
    let Some(before) = studio.disk().untitled(reply.id).await? else {
        return Ok(());
    };
    let (source, _) = target::source(studio, &info.provider)?;
    // Of no reply, so no tools are offered.
    let prompt = Prompt {
        turns: vec![Turn {
            role: Role::User,
            text: task(&before.question, &reply.text),
            calls: Vec::new(),
            pictures: Vec::new(),
        }],
        max_tokens: Some(MOST_TOKENS),
        thoughts: Some(false),
        ..Prompt::new(info.model.clone())
    };
    let mut took = None;
    let asking = ask(source.as_ref(), prompt, cancel.clone(), &mut took);
    let answer = tokio::select! {
        biased;
        () = cancel.cancelled() => Ok(None),
        answer = tokio::time::timeout(PATIENCE, asking) => answer.unwrap_or(Ok(None)),
    };
    if let Some(completion) = took {
        let now = clock::now();
        let store = studio.disk();
        store
            .add_title_completion(reply.id, completion, now)
            .await?;
    }
    let made = answer?.and_then(|answer| title::from_model(&answer, &before.question));
    match made.filter(|_| !cancel.is_cancelled()) {
        Some(made) => give(studio, &before, &made).await,
        None => Ok(()),
    }
}

async fn give(studio: &Studio, before: &Untitled, title: &str) -> Result<()> {
    let store = studio.disk();
    if let Some(summary) = store.set_made_title(before, title, clock::now()).await? {
        let events = studio.events_out();
        events.send(Event::ConversationChanged(summary));
    }
    Ok(())
}

/// The whole answer; `None`: it was cut off, or is too long to be a title.
async fn ask(
    source: &dyn ReplySource,
    prompt: Prompt,
    cancel: CancellationToken,
    took: &mut Option<Completion>,
) -> Result<Option<String>> {
    let mut stream = source.speak(prompt, cancel);
    let mut answer = String::new();
    while let Some(spoken) = stream.next().await {
        match spoken? {
            Spoken::Text(text) => answer.push_str(&text),
            Spoken::Took { usage, cost } => {
                *took = Some(Completion {
                    usage: Some(usage),
                    cost,
                    timing: None,
                });
            }
            Spoken::Done { finish } => {
                return Ok((finish == FinishReason::Stop).then_some(answer));
            }
            Spoken::Waiting(_)
            | Spoken::Trimmed(_)
            | Spoken::Thinking(_)
            | Spoken::Picture(_)
            | Spoken::Call(_) => {}
        }
        if answer.len() > LONGEST_ANSWER {
            break;
        }
    }
    Ok(None)
}

fn task(question: &str, reply: &str) -> String {
    let (question, reply) = (excerpt(question), excerpt(reply));
    format!("{TASK}\n\n<user>\n{question}\n</user>\n\n<assistant>\n{reply}\n</assistant>")
}

fn excerpt(text: &str) -> &str {
    let text = text.trim();
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn one_request_a_conversation_and_room_for_the_next() {
        let (titles, closing) = (Titles::default(), CancellationToken::new());
        let id = ConversationId(Uuid::from_u128(1));
        let first = titles.enter(id, &closing).unwrap();
        assert!(titles.enter(id, &closing).is_none(), "one is under way");
        titles.cancel(id);
        assert!(first.token.is_cancelled());
        let second = titles.enter(id, &closing).unwrap();
        drop(first);
        assert!(
            titles.enter(id, &closing).is_none(),
            "the end of a cancelled one leaves the next alone"
        );
        closing.cancel();
        assert!(second.token.is_cancelled(), "Pulse closes");
    }

    #[test]
    fn a_long_conversation_is_shown_in_part() {
        let long = "ß".repeat(EXCERPT + 1);
        assert_eq!(excerpt(&long).chars().count(), EXCERPT);
        assert!(task(&long, &long).len() < 4 * EXCERPT + TASK.len() + 100);
    }
}
