//! The shapes of Claude's export, written by hand.

use serde_json::{Value, json};

use super::{entry, one, read, texts};
use crate::{Role, Source};

const ROOT: &str = "00000000-0000-4000-8000-000000000000";

fn said(id: &str, parent: Option<&str>, sender: &str, text: &str) -> Value {
    let mut message = json!({"uuid": id, "sender": sender, "text": "",
        "content": [{"type": "text", "text": text}], "attachments": [], "files": [],
        "created_at": "2026-03-29T07:06:35.552627Z"});
    if let Some(parent) = parent {
        message["parent_message_uuid"] = json!(parent);
    }
    message
}

fn conversation(messages: Vec<Value>) -> Value {
    json!({"uuid": "c-1", "name": "Bees", "created_at": "2026-03-29T09:06:34+02:00",
        "updated_at": "2026-03-29T12:59:41.658730Z", "chat_messages": messages})
}

#[test]
fn branches_come_from_parents() {
    let transcript = one(&conversation(vec![
        said("q", Some(ROOT), "human", "Why?"),
        said("a1", Some("q"), "assistant", "No idea."),
        said("a2", Some("q"), "assistant", "Because."),
        said("q2", Some("a1"), "human", "Really?"),
    ]));
    assert_eq!(transcript.source, Source::Claude);
    assert_eq!(transcript.key(), "claude:c-1");
    assert_eq!(transcript.created_at_ms, Some(1_774_767_994_000));
    assert_eq!(
        entry(&transcript, "q").created_at_ms,
        Some(1_774_767_995_552)
    );
    assert_eq!(entry(&transcript, "a2").parent.as_deref(), Some("q"));
    assert_eq!(entry(&transcript, "q").parent, None);
    assert_eq!(
        texts(&transcript),
        ["Why?", "No idea.", "Really?"],
        "the newest leaf"
    );
    assert_eq!(
        entry(&transcript, "a1").provider.as_deref(),
        Some("anthropic")
    );
}

#[test]
fn the_leaf_that_the_export_names_is_shown() {
    let mut value = conversation(vec![
        said("q", Some(ROOT), "human", "Why?"),
        said("a1", Some("q"), "assistant", "No idea."),
        said("a2", Some("q"), "assistant", "Because."),
    ]);
    value["current_leaf_message_uuid"] = json!("a1");
    assert_eq!(texts(&one(&value)), ["Why?", "No idea."]);
}

#[test]
fn without_parents_messages_follow_each_other() {
    let transcript = one(&conversation(vec![
        said("1", None, "human", "a"),
        said("2", None, "assistant", "b"),
        said("1", None, "human", "c"),
        said("", None, "assistant", "d"),
    ]));
    assert_eq!(texts(&transcript), ["a", "b", "c", "d"]);
}

#[test]
fn blocks_become_text_thinking_and_documents() {
    let mut reply = said("2", None, "assistant", "");
    reply["text"] = json!("This block is not supported on your current device yet.");
    reply["content"] = json!([
        {"type": "thinking", "thinking": "Let me look."},
        {"type": "text", "text": "Looking."},
        {"type": "tool_use", "name": "web_search", "input": {"query": "bees"}},
        {"type": "tool_result", "content": [{"type": "text", "text": "L0"}]},
        {"type": "tool_use", "name": "artifacts", "input": {"title": "Hive", "type": "application/vnd.ant.code",
            "language": "rust", "content": "fn buzz() {}"}},
        {"type": "text", "text": "Done."},
        7,
    ]);
    let mut fallback = said("3", None, "human", "");
    fallback["content"] = json!([]);
    fallback["text"] = json!("old shape");
    let transcript = one(&conversation(vec![
        said("1", None, "human", "?"),
        reply,
        fallback,
    ]));
    assert_eq!(
        texts(&transcript)[1..],
        [
            "Looking.\n\n**Hive**\n\n```rust\nfn buzz() {}\n```\n\nDone.",
            "old shape"
        ]
    );
    assert_eq!(
        transcript.messages[1].thinking.as_deref(),
        Some("Let me look.")
    );
}

#[test]
fn a_pasted_text_is_kept_though_the_message_is_empty() {
    let mut pasted = said("1", None, "human", "");
    pasted["attachments"] =
        json!([{"file_name": "", "file_type": "txt", "extracted_content": "long"}, {}]);
    pasted["files"] = json!([{"file_name": "bees.png"}, {"file_uuid": "f-2"}, null]);
    let transcript = one(&conversation(vec![pasted]));
    let attachments = &transcript.messages[0].attachments;
    assert_eq!(attachments[0].text.as_deref(), Some("long"));
    let names: Vec<&str> = attachments.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(names, ["", "bees.png", "f-2"]);
    assert_eq!(transcript.messages[0].role, Role::User);
}

#[test]
fn a_message_that_does_not_read_costs_itself_alone() {
    // Deeper than the parser goes; the message after it hangs on the one before.
    let deep = format!("{}{}", "[".repeat(500), "]".repeat(500));
    let value = conversation(vec![
        said("1", Some(ROOT), "human", "a"),
        said("2", Some("1"), "assistant", "DEEP"),
        said("3", Some("2"), "human", "c"),
        json!("not a message"),
    ]);
    let json = format!("[{value}]").replace("\"DEEP\"", &deep);
    let all = read(json);
    let transcript = &all.transcripts[0];
    assert_eq!(texts(transcript), ["a", "c"]);
    assert_eq!(entry(transcript, "3").parent.as_deref(), Some("1"));
    assert_eq!(all.lost[0].messages, 2);
}
