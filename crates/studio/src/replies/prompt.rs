//! What a model is asked: the branch as turns, and the options of the reply.

use std::collections::HashMap;

use contract::message::{Message, Role, Route};
use contract::tool::ToolCallState;
use contract::{MessageId, ProviderId, Result};
use providers::{ToolCall, ToolResult};
use serde_json::{Value, json};
use store::KeptCall;

use crate::attachments::{self, Given};
use crate::source::{Called, Prompt, Turn};
use crate::studio::Studio;
use crate::target::Target;

/// What is answered.
pub(crate) struct Answers {
    /// The user's message with which the prompt ends.
    pub(crate) until: MessageId,
    /// The reply to it.
    pub(crate) reply: Message,
    /// What is there of the reply, if it is gone on from.
    pub(crate) prefix: Option<String>,
}

/// The prompt for a reply.
pub(crate) async fn build(studio: Studio, target: Target, answers: Answers) -> Result<Prompt> {
    let Answers {
        until,
        reply,
        prefix,
    } = answers;
    let store = studio.store_of(reply.conversation).await;
    let branch = store.branch(until).await?;
    let with_calls = branch.iter().chain(Some(&reply));
    let with_calls = with_calls.filter(|message| !message.calls.is_empty());
    let with_calls: Vec<MessageId> = with_calls.map(|message| message.id).collect();
    let calls = match with_calls.as_slice() {
        [] => HashMap::new(),
        some => store.calls(some).await?,
    };
    let Target {
        asked,
        source,
        options,
        settings,
    } = target;
    // One that nobody knows is shown them, and says itself if it cannot see.
    let sees = source.sees(&asked.model).unwrap_or(true);
    let given = attachments::give(&store, &branch, sees).await?;
    // Each vendor knows best how its models answer: only what somebody chose is sent there.
    let local = asked.route == Route::Local;
    Ok(Prompt {
        reply: Some((reply.conversation, reply.id)),
        calls: calls_of(&reply, &calls, &asked.provider, 0),
        tools: Vec::new(),
        system: options.system.filter(|system| !system.trim().is_empty()),
        turns: turns(&branch, given, &calls, &asked.provider),
        prefix: prefix.filter(|text| !text.is_empty()),
        temperature: options
            .temperature
            .or(local.then_some(settings.temperature)),
        top_p: options.top_p.or(local.then_some(settings.top_p)),
        max_tokens: options.max_tokens.or(local.then_some(settings.max_tokens)),
        seed: options.seed,
        thoughts: options.thoughts,
        model: asked.model,
    })
}

/// The branch without blank messages (replies that failed at once). Neighbours of
/// one role are joined: many models' templates refuse them.
fn turns(
    branch: &[Message],
    mut given: HashMap<MessageId, Given>,
    calls: &HashMap<MessageId, Vec<KeptCall>>,
    provider: &ProviderId,
) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::with_capacity(branch.len());
    for message in branch {
        let Given { text, pictures } = given.remove(&message.id).unwrap_or_default();
        let text = join(text, &message.text);
        if text.trim().is_empty() && pictures.is_empty() && message.calls.is_empty() {
            continue;
        }
        match turns.last_mut() {
            Some(last) if last.role == message.role => {
                let before = std::mem::take(&mut last.text);
                last.text = join(before, &text);
                // Where the message's own words begin: behind all that was said before.
                let begins = last.text.len().saturating_sub(message.text.len());
                let rounds = last.calls.iter().map(|call| call.round + 1).max();
                let mut calls = calls_of(message, calls, provider, begins);
                for call in &mut calls {
                    call.round += rounds.unwrap_or(0);
                }
                last.calls.extend(calls);
                last.pictures.extend(pictures);
            }
            // A branch begins with the user; a reply alone has nothing to answer.
            None if message.role == Role::Assistant => {}
            _ => turns.push(Turn {
                role: message.role,
                calls: calls_of(
                    message,
                    calls,
                    provider,
                    text.len().saturating_sub(message.text.len()),
                ),
                text,
                pictures,
            }),
        }
    }
    turns
}

/// Two texts with a blank line between them, as far as they are not blank.
fn join(mut first: String, second: &str) -> String {
    if first.trim().is_empty() {
        return second.to_owned();
    }
    if !second.trim().is_empty() {
        first.push_str(if first.ends_with('\n') { "\n" } else { "\n\n" });
        first.push_str(second);
    }
    first
}

fn calls_of(
    message: &Message,
    calls: &HashMap<MessageId, Vec<KeptCall>>,
    provider: &ProviderId,
    begins: usize,
) -> Vec<Called> {
    let calls = calls.get(&message.id).into_iter().flatten();
    calls.map(|kept| called(kept, provider, begins)).collect()
}

/// A call as `provider` is told of it, in a text whose part of it begins at byte `begins`.
pub(crate) fn called(kept: &KeptCall, provider: &ProviderId, begins: usize) -> Called {
    let own = kept.provider == *provider;
    // Each vendor has ids of its own form; what another one made may be none for it.
    let id = if own {
        kept.vendor_call.clone()
    } else {
        kept.call.id.to_string()
    };
    let echo = kept.echo.as_ref().filter(|_| own);
    let arguments = serde_json::from_str(&kept.call.arguments);
    let at = usize::try_from(kept.call.at).unwrap_or(usize::MAX);
    let result = match kept.call.state {
        ToolCallState::Done | ToolCallState::Failed => kept.call.result.clone(),
        ToolCallState::Refused => "The user did not allow this call.".into(),
        ToolCallState::Cancelled => "The user stopped this call before it was over.".into(),
        _ => "This call was cut off; whether it ran is not known.".into(),
    };
    Called {
        at: begins.saturating_add(at),
        round: kept.round,
        call: ToolCall {
            id: id.clone(),
            name: kept.offered.clone(),
            arguments: arguments
                .ok()
                .filter(Value::is_object)
                .unwrap_or_else(|| json!({})),
            echo: echo.and_then(|echo| serde_json::from_str(echo).ok()),
        },
        result: ToolResult {
            id,
            name: kept.offered.clone(),
            // Some vendors refuse an empty one.
            text: if result.is_empty() {
                "(empty)".into()
            } else {
                result
            },
            failed: kept.call.state != ToolCallState::Done,
        },
    }
}

#[cfg(test)]
mod tests {
    use contract::message::{MessageStatus, Siblings};
    use contract::{ConversationId, Timestamp};

    use super::*;
    use crate::source::Picture;

    fn message(role: Role, text: &str) -> Message {
        Message {
            id: MessageId(uuid::Uuid::nil()),
            conversation: ConversationId(uuid::Uuid::nil()),
            parent: None,
            role,
            text: text.into(),
            attachments: Vec::new(),
            thinking: None,
            calls: Vec::new(),
            status: MessageStatus::Complete,
            error: None,
            created_at: Timestamp(0),
            reply: None,
            siblings: Siblings::default(),
        }
    }

    #[test]
    fn roles_alternate_whatever_happened_before() {
        use Role::{Assistant, User};
        let branch = [
            message(User, "one"),
            message(Assistant, " "),
            message(User, "two"),
            message(Assistant, "reply"),
            message(User, "three"),
        ];
        let turns: Vec<_> = turns(
            &branch,
            HashMap::new(),
            &HashMap::new(),
            &ProviderId::local(),
        )
        .into_iter()
        .map(|t| (t.role, t.text))
        .collect();
        assert_eq!(
            turns,
            [
                (User, "one\n\ntwo".to_owned()),
                (Assistant, "reply".to_owned()),
                (User, "three".to_owned())
            ],
            "the empty reply between two questions would break strict templates"
        );
    }

    #[test]
    fn files_stand_before_the_words_about_them() {
        let picture = Picture {
            media_type: "image/png".into(),
            bytes: [1].into(),
        };
        let mut first = message(Role::User, "");
        first.id = MessageId(uuid::Uuid::from_u128(1));
        let second = message(Role::User, "What is it?");
        let given = HashMap::from([
            (
                first.id,
                Given {
                    text: String::new(),
                    pictures: vec![picture.clone()],
                },
            ),
            (
                second.id,
                Given {
                    text: "file\n".into(),
                    pictures: Vec::new(),
                },
            ),
        ]);
        let turns = turns(
            &[first, second],
            given,
            &HashMap::new(),
            &ProviderId::local(),
        );
        assert_eq!(turns.len(), 1, "a picture alone is not nothing");
        assert_eq!(turns[0].text, "file\n\nWhat is it?");
        assert_eq!(turns[0].pictures, [picture]);
    }
}
