//! Messages for tests: numbered, the odd ones said by the person.

use contract::message::{Message, MessageStatus, Role, Siblings};
use contract::tool::{ToolCall, ToolCallState};
use contract::{ConversationId, MessageId, Timestamp, ToolCallId};

use super::thread::Thread;

/// The id of message `number`.
pub fn id(number: u8) -> MessageId {
    format!("00000000-0000-7000-8000-0000000000{number:02x}")
        .parse()
        .expect("an id")
}

/// The conversation of all of them.
pub fn conversation() -> ConversationId {
    "00000000-0000-7000-8000-000000000000"
        .parse()
        .expect("an id")
}

/// A complete message.
pub fn message(number: u8, parent: Option<u8>, siblings: &[u8]) -> Message {
    Message {
        id: id(number),
        conversation: conversation(),
        parent: parent.map(id),
        role: if number % 2 == 1 {
            Role::User
        } else {
            Role::Assistant
        },
        attachments: Vec::new(),
        thinking: None,
        calls: Vec::new(),
        text: format!("text {number}"),
        status: MessageStatus::Complete,
        error: None,
        created_at: Timestamp(0),
        reply: None,
        siblings: Siblings {
            ids: siblings.iter().copied().map(id).collect(),
            ..Siblings::default()
        },
    }
}

/// A call of a tool, at the beginning of its reply.
pub fn call(number: u8, state: ToolCallState) -> ToolCall {
    ToolCall {
        id: ToolCallId(id(number).0),
        at: 0,
        server: "Files".into(),
        tool: "read".into(),
        title: String::new(),
        arguments: "{}".into(),
        state,
        result: String::new(),
        images: 0,
        created_at: Timestamp(0),
        ended_at: None,
    }
}

/// One branch of `count` messages without a sibling.
pub fn thread(count: u8) -> Thread {
    let messages = (1..=count)
        .map(|number| message(number, (number > 1).then(|| number - 1), &[number]).into())
        .collect();
    Thread {
        conversation: Some(conversation()),
        messages,
        ..Thread::default()
    }
}
