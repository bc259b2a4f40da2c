//! Messages and the replies to them: send, retry, continue, stop, branch.

use std::sync::Arc;
use std::time::Instant;

use contract::attachment::Attachment;
use contract::conversation::ConversationView;
use contract::message::{
    ContinueReply, FinishReason, Message, MessageStatus, ReplyOptions, RetryReply, Role, Route,
    SelectBranch, SendMessage, Sent, StopReply,
};
use contract::{AttachmentId, Code, ConversationId, Error, Event, MessageId, Result};
use futures::FutureExt;
use store::{NewExchange, NewReply, Sending};

use crate::conversations::up_to_now;
use crate::replies::{Asked, Ending, Seat, prompt, still_streaming};
use crate::studio::Studio;
use crate::target::{self, Target};
use crate::{attachments, check, clock, folders, title};

pub(crate) async fn send(studio: &Studio, request: SendMessage) -> Result<Sent> {
    let begun = Instant::now();
    if request.attachments.is_empty() {
        check::message(&request.text)?;
    } else {
        check::length("text", &request.text)?;
        attachments::check_count(&request.attachments)?;
    }
    check::reply_options(&request.options)?;
    let (conversation, new) = match request.conversation {
        Some(id) => (id, false),
        None if request.parent.is_some() || request.replaces.is_some() => {
            return Err(check::invalid(
                "parent",
                "A new conversation has no message to follow or to replace",
            ));
        }
        None => (ConversationId(clock::id()), true),
    };
    if request.parent.is_some() && request.replaces.is_some() {
        return Err(check::invalid(
            "replaces",
            "A message that replaces another follows what that one does",
        ));
    }
    let target = target::choose(studio, request.conversation, request.options.clone()).await?;
    let beside = target::beside(studio, request.conversation, &request.options).await?;
    let attached = match request.attachments.as_slice() {
        [] => Vec::new(),
        some => {
            studio
                .store_of(conversation)
                .await
                .attachments(some)
                .await?
        }
    };
    for target in std::iter::once(&target).chain(&beside) {
        attachments::check_seen(target, &attached)?;
    }
    let seat = studio.replies().take_seat(conversation)?;
    if !new {
        check_place(studio, conversation, &request).await?;
    }
    let exchange = NewExchange {
        conversation,
        new_conversation: new,
        title_if_empty: title_of(&request.text, &attached),
        parent: request.parent,
        replaces: request.replaces,
        user: MessageId(clock::id()),
        text: request.text,
        attachments: request.attachments.into_iter().map(sending).collect(),
        from_draft: request.from_draft,
        reply: MessageId(clock::id()),
        asked: target.asked.clone(),
        beside: beside
            .iter()
            .map(|target| (MessageId(clock::id()), target.asked.clone()))
            .collect(),
        options: request.options,
        folder: request.folder,
        session: studio.parts().session.id().to_owned(),
        now: clock::now(),
    };
    let store = studio.write_to(conversation).await;
    let sent = store.add_exchange(exchange).await?;
    drop(store);
    let events = studio.events_out();
    events.send(Event::ConversationChanged(sent.conversation.clone()));
    events.send(Event::MessageChanged(sent.message.clone()));
    // Each of them has the seat until it ends; the next message waits for all.
    let seats: Vec<Seat> = sent.beside.iter().map(|_| seat.share()).collect();
    let all = std::iter::once(&sent.reply).chain(&sent.beside);
    let targets = std::iter::once(target).chain(beside);
    let seats = std::iter::once(seat).chain(seats);
    for ((reply, target), seat) in all.zip(targets).zip(seats) {
        let asking = Asking {
            target,
            before: None,
            begun,
        };
        begin(studio, seat, reply, sent.message.id, asking);
    }
    if new && sent.conversation.folder.is_some() {
        folders::tell(studio).await;
    }
    Ok(sent)
}

/// A title from the message's words, else from its first file.
fn title_of(text: &str, attached: &[Attachment]) -> String {
    match attached.first() {
        Some(first) if text.trim().is_empty() => title::from_message(&first.name),
        _ => title::from_message(text),
    }
}

fn sending(id: AttachmentId) -> Sending {
    Sending {
        id,
        copy: AttachmentId(clock::id()),
    }
}

pub(crate) async fn retry(studio: &Studio, request: RetryReply) -> Result<Message> {
    let begun = Instant::now();
    check::reply_options(&request.options)?;
    let (old, parent) = reply_of(studio, request.reply).await?;
    let parent = question_above(studio, parent).await?;
    if old.status == MessageStatus::Streaming {
        return Err(still_streaming());
    }
    let target = target::choose(studio, Some(old.conversation), request.options).await?;
    let store = studio.store_of(old.conversation).await;
    let attached = store.message(parent).await?.attachments;
    attachments::check_seen(&target, &attached)?;
    let seat = studio.replies().take_seat(old.conversation)?;
    let reply = NewReply {
        parent,
        instead: old.id,
        reply: MessageId(clock::id()),
        asked: target.asked.clone(),
        session: studio.parts().session.id().to_owned(),
        now: clock::now(),
    };
    let store = studio.write_to(old.conversation).await;
    let reply = store.add_reply(reply).await?;
    drop(store);
    let asking = Asking {
        target,
        before: None,
        begun,
    };
    begin(studio, seat, &reply, parent, asking);
    Ok(reply)
}

pub(crate) async fn go_on(studio: &Studio, request: ContinueReply) -> Result<Message> {
    let begun = Instant::now();
    let (old, parent) = reply_of(studio, request.reply).await?;
    let seat = studio.replies().take_seat(old.conversation)?;
    // Read again: until the seat was taken, an earlier run may have changed it.
    let (old, _) = reply_of(studio, old.id).await?;
    let info = old.reply.as_ref();
    let cut_off = info.is_some_and(|info| info.finish == Some(FinishReason::Length));
    match old.status {
        MessageStatus::Stopped | MessageStatus::Interrupted => {}
        MessageStatus::Complete if cut_off => {}
        MessageStatus::Failed if !old.text.is_empty() || !old.calls.is_empty() => {}
        MessageStatus::Streaming => return Err(still_streaming()),
        MessageStatus::Complete | MessageStatus::Failed => {
            return Err(Error::new(
                Code::Conflict,
                "There is nothing to continue in this reply",
            ));
        }
    }
    // Another model would go on in another voice; that of an import may be out of reach.
    let asked = info.filter(|info| info.route != Route::Imported);
    let options = ReplyOptions {
        provider: asked.map(|info| info.provider.clone()),
        model: asked.map(|info| info.model.clone()),
        ..ReplyOptions::default()
    };
    let target = target::choose(studio, Some(old.conversation), options).await?;
    let session = studio.parts().session.id();
    let store = studio.write_to(old.conversation).await;
    let reply = store.resume_reply(old.id, session, clock::now()).await?;
    drop(store);
    let asking = Asking {
        target,
        before: Some(old),
        begun,
    };
    begin(studio, seat, &reply, parent, asking);
    Ok(reply)
}

pub(crate) async fn stop(studio: &Studio, request: StopReply) -> Result<()> {
    if studio.replies().stop(request.reply, Ending::Stopped).await {
        return Ok(());
    }
    let store = studio.store_of(request.reply).await;
    let message = store.message(request.reply).await?;
    match message.status {
        MessageStatus::Streaming => Err(Error::new(
            Code::Conflict,
            "The reply is streaming in another Pulse process and can only be stopped there",
        )),
        // It ended by itself just before: what the user wanted.
        _ => Ok(()),
    }
}

pub(crate) async fn select_branch(
    studio: &Studio,
    request: SelectBranch,
) -> Result<ConversationView> {
    let store = studio.store_of(request.message).await;
    let mut view = store.select_branch(request.message).await?;
    up_to_now(studio, &mut view.page);
    Ok(view)
}

/// How one reply is asked for.
struct Asking {
    target: Target,
    /// As the reply stood before it is continued; `None`: it is a new one.
    before: Option<Message>,
    begun: Instant,
}

/// Lets a stored reply stream.
fn begin(studio: &Studio, seat: Seat, reply: &Message, until: MessageId, asking: Asking) {
    studio
        .events_out()
        .send(Event::MessageChanged(reply.clone()));
    let Asking {
        target,
        before,
        begun,
    } = asking;
    let source = Arc::clone(&target.source);
    let prefix = before.is_some().then(|| reply.text.clone());
    let answers = prompt::Answers {
        until,
        reply: reply.clone(),
        prefix,
    };
    let asked = Asked {
        reply: reply.clone(),
        before,
        prompt: prompt::build(studio.clone(), target, answers).boxed(),
        source,
        begun,
    };
    studio.replies().begin(studio, seat, asked);
}

/// A reply and the message that it answers.
async fn reply_of(studio: &Studio, id: MessageId) -> Result<(Message, MessageId)> {
    let mut message = studio.store_of(id).await.message(id).await?;
    studio.replies().refresh(std::slice::from_mut(&mut message));
    match (message.role, message.parent) {
        (Role::Assistant, Some(parent)) => Ok((message, parent)),
        _ => Err(check::invalid("reply", "The message is not a reply")),
    }
}

/// The user's message that a reply answers, given what stands above it: imported replies
/// can come in several pieces, one below another.
async fn question_above(studio: &Studio, above: MessageId) -> Result<MessageId> {
    let store = studio.store_of(above).await;
    let mut above = store.message(above).await?;
    while above.role == Role::Assistant {
        let Some(parent) = above.parent else {
            return Err(check::invalid("reply", "The reply answers nothing"));
        };
        above = store.message(parent).await?;
    }
    Ok(above.id)
}

/// A message follows a whole reply of its own conversation, or nothing.
async fn check_place(
    studio: &Studio,
    conversation: ConversationId,
    request: &SendMessage,
) -> Result<()> {
    let Some(replaced) = request.replaces else {
        return check_followed(studio, conversation, request.parent).await;
    };
    let store = studio.store_of(conversation).await;
    let replaced = store.message(replaced).await?;
    if replaced.conversation != conversation || replaced.role != Role::User {
        return Err(check::invalid(
            "replaces",
            "Only a message that the user sent in the same conversation can be replaced",
        ));
    }
    match replaced.parent {
        Some(_) => check_followed(studio, conversation, replaced.parent).await,
        // A first message follows nothing that could still stream.
        None => Ok(()),
    }
}

/// A message follows a whole reply of its own conversation.
async fn check_followed(
    studio: &Studio,
    conversation: ConversationId,
    parent: Option<MessageId>,
) -> Result<()> {
    let store = studio.store_of(conversation).await;
    let mut followed = match parent {
        Some(parent) => {
            let message = store.message(parent).await?;
            if message.conversation != conversation {
                return Err(check::invalid(
                    "parent",
                    "The message to follow is in another conversation",
                ));
            }
            if message.role != Role::Assistant {
                return Err(check::invalid(
                    "parent",
                    "The message to follow is not a reply",
                ));
            }
            vec![message]
        }
        None => {
            let view = store.view(conversation, 1, None).await?;
            view.page.messages
        }
    };
    // Failed for the user, though the disk has not taken it, counts as whole.
    studio.replies().refresh(&mut followed);
    match followed.last() {
        Some(message) if message.status == MessageStatus::Streaming => Err(still_streaming()),
        _ => Ok(()),
    }
}
