//! A conversation as Claude exports it.

use serde_json::{Value, json};

use super::Made;
use super::random::Random;
use super::words::{text, title};

const ROOT: &str = "00000000-0000-4000-8000-000000000000";

struct Log {
    random: Random,
    messages: Vec<Value>,
    // Older exports do not say which message another follows.
    parents: bool,
    clock: u64,
}

/// Makes one. A grown one has one turn more at its end and is else the same.
pub fn conversation(seed: u64, turns: usize, grown: bool) -> Made {
    let mut random = Random(seed);
    let id = random.uuid();
    let title = title(&mut random);
    let turns = 1 + random.below(turns.max(1) * 2);
    let parents = random.once_in(2);
    let clock = random.below(200_000) as u64;
    let mut log = Log {
        random,
        messages: Vec::new(),
        parents,
        clock,
    };
    let created = log.time();
    let mut at = ROOT.to_owned();
    for _ in 0..turns {
        at = log.turn(&at);
    }
    if grown {
        log.turn(&at);
    }
    let visible = log.messages.len();
    let json = json!({
        "uuid": id, "name": title, "summary": "", "created_at": created,
        "updated_at": log.time(), "account": {"uuid": ROOT}, "chat_messages": log.messages,
    });
    Made { json, visible }
}

impl Log {
    fn time(&mut self) -> String {
        self.clock += 1 + self.random.below(50) as u64;
        let (day, second) = (self.clock / 86_400, self.clock % 86_400);
        format!(
            "2026-03-{:02}T{:02}:{:02}:{:02}.552627Z",
            1 + day % 28,
            second / 3_600,
            second / 60 % 60,
            second % 60
        )
    }

    fn add(&mut self, parent: &str, sender: &str, content: Value) -> String {
        let id = self.random.uuid();
        let time = self.time();
        let mut message = json!({
            "uuid": id, "text": "", "content": content, "sender": sender,
            "created_at": time, "updated_at": time, "attachments": [], "files": [],
        });
        if self.parents {
            message["parent_message_uuid"] = json!(parent);
        }
        if sender == "human" && self.random.once_in(7) {
            message["attachments"] = json!([{
                "file_name": "", "file_size": 12, "file_type": "txt",
                "extracted_content": "a long pasted text",
            }]);
            message["files"] = json!([{"file_name": "bees 🐝.png"}]);
        }
        self.messages.push(message);
        id
    }

    fn turn(&mut self, at: &str) -> String {
        let said = text(&mut self.random);
        let question = self.add(at, "human", json!([{"type": "text", "text": said}]));
        if self.parents && self.random.once_in(5) {
            self.reply(&question);
        }
        self.reply(&question)
    }

    fn reply(&mut self, at: &str) -> String {
        let mut content = Vec::new();
        if self.random.once_in(3) {
            content.push(json!({"type": "thinking", "thinking": "The log comes first."}));
        }
        if self.random.once_in(4) {
            content.push(
                json!({"type": "tool_use", "name": "web_search", "input": {"query": "bees"}}),
            );
            content.push(json!({"type": "tool_result", "name": "web_search", "content": []}));
        }
        content.push(json!({"type": "text", "text": text(&mut self.random), "citations": []}));
        self.add(at, "assistant", Value::Array(content))
    }
}
