//! What a model is asked: the branch as turns, and the options of the reply.

use contract::message::{Message, Role, Route};
use contract::{MessageId, Result};
use store::Store;

use crate::source::{Prompt, Turn};
use crate::target::Target;

/// The prompt that ends with the user's message `until`.
pub(crate) async fn build(
    store: Store,
    target: Target,
    until: MessageId,
    prefix: Option<String>,
) -> Result<Prompt> {
    let branch = store.branch(until).await?;
    let Target {
        asked,
        options,
        settings,
        ..
    } = target;
    // Each vendor knows best how its models answer: only what somebody chose is sent there.
    let local = asked.route == Route::Local;
    Ok(Prompt {
        model: asked.model,
        system: options.system.filter(|system| !system.trim().is_empty()),
        turns: turns(&branch),
        prefix: prefix.filter(|text| !text.is_empty()),
        temperature: options
            .temperature
            .or(local.then_some(settings.temperature)),
        top_p: options.top_p.or(local.then_some(settings.top_p)),
        max_tokens: options.max_tokens.or(local.then_some(settings.max_tokens)),
        seed: options.seed,
        thoughts: options.thoughts,
    })
}

/// The branch without blank messages (replies that failed at once). Neighbours of
/// one role are joined: many models' templates refuse them.
fn turns(branch: &[Message]) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::with_capacity(branch.len());
    for message in branch
        .iter()
        .filter(|message| !message.text.trim().is_empty())
    {
        match turns.last_mut() {
            Some(last) if last.role == message.role => {
                last.text.push_str("\n\n");
                last.text.push_str(&message.text);
            }
            // A branch begins with the user; a reply alone has nothing to answer.
            None if message.role == Role::Assistant => {}
            _ => turns.push(Turn {
                role: message.role,
                text: message.text.clone(),
            }),
        }
    }
    turns
}

#[cfg(test)]
mod tests {
    use contract::message::{MessageStatus, Siblings};
    use contract::{ConversationId, Timestamp};

    use super::*;

    fn message(role: Role, text: &str) -> Message {
        Message {
            id: MessageId(uuid::Uuid::nil()),
            conversation: ConversationId(uuid::Uuid::nil()),
            parent: None,
            role,
            text: text.into(),
            thinking: None,
            status: MessageStatus::Complete,
            error: None,
            created_at: Timestamp(0),
            reply: None,
            siblings: Siblings { ids: Vec::new() },
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
        let turns: Vec<_> = turns(&branch)
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
}
