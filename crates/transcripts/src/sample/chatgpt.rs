//! A conversation as ChatGPT exports it.

use serde_json::{Map, Value, json};

use super::Made;
use super::random::Random;
use super::words::{text, title};

struct Tree {
    random: Random,
    mapping: Map<String, Value>,
    clock: f64,
    visible: usize,
}

/// Makes one. A grown one has one turn more at its end and is else the same.
pub fn conversation(seed: u64, turns: usize, grown: bool) -> Made {
    let mut random = Random(seed);
    let id = random.uuid();
    let title = title(&mut random);
    let created = 1_690_000_000.0 + random.below(90_000_000) as f64 + 0.125;
    let turns = 1 + random.below(turns.max(1) * 2);
    let custom = random.once_in(3);
    let mut tree = Tree {
        random,
        mapping: Map::new(),
        clock: created,
        visible: 0,
    };
    let root = tree.add(None, Value::Null);
    let system = tree.message("system", json!({"content_type": "text", "parts": [""]}));
    let mut at = tree.add(Some(&root), hidden(system));
    if custom {
        let content = json!({
            "content_type": "user_editable_context",
            "user_profile": "I keep bees.",
            "user_instructions": "Answer briefly.",
        });
        let message = tree.message("user", content);
        at = tree.add(Some(&at), hidden(message));
    }
    for _ in 0..turns {
        at = tree.turn(&at);
    }
    if grown {
        at = tree.turn(&at);
    }
    let json = json!({
        "title": title, "create_time": created, "update_time": tree.clock,
        "mapping": tree.mapping, "moderation_results": [], "current_node": at,
        "plugin_ids": null, "conversation_id": id, "conversation_template_id": null,
        "gizmo_id": null, "is_archived": false, "safe_urls": [],
        "default_model_slug": "gpt-4o", "is_starred": null, "voice": null, "id": id,
    });
    Made {
        json,
        visible: tree.visible,
    }
}

fn hidden(mut message: Value) -> Value {
    message["metadata"]["is_visually_hidden_from_conversation"] = json!(true);
    message
}

fn to(mut message: Value, tool: &str) -> Value {
    message["recipient"] = json!(tool);
    message
}

impl Tree {
    fn add(&mut self, parent: Option<&str>, mut message: Value) -> String {
        let id = self.random.uuid();
        if let Some(object) = message.as_object_mut() {
            object.insert("id".into(), json!(id));
        }
        let node = json!({"id": id, "message": message, "parent": parent, "children": []});
        self.mapping.insert(id.clone(), node);
        let parent = parent.and_then(|parent| self.mapping.get_mut(parent));
        if let Some(children) = parent.and_then(|node| node["children"].as_array_mut()) {
            children.push(json!(id));
        }
        id
    }

    fn shown(&mut self, parent: &str, message: Value) -> String {
        self.visible += 1;
        self.add(Some(parent), message)
    }

    fn message(&mut self, role: &str, content: Value) -> Value {
        self.clock += 1.0 + self.random.below(4_000) as f64 / 16.0;
        json!({
            "author": {"role": role, "name": null, "metadata": {}},
            "create_time": self.clock, "update_time": null, "content": content,
            "status": "finished_successfully", "end_turn": null, "weight": 1.0,
            "metadata": if role == "assistant" { json!({"model_slug": "gpt-4o"}) } else { json!({}) },
            "recipient": "all", "channel": null,
        })
    }

    fn says(&mut self, role: &str) -> Value {
        let said = text(&mut self.random);
        self.message(role, json!({"content_type": "text", "parts": [said]}))
    }

    // A question and its replies; gives the node where the conversation goes on.
    fn turn(&mut self, at: &str) -> String {
        if self.random.once_in(8) {
            // A question that was edited afterwards: it stays, with its reply.
            let message = self.says("user");
            let edited = self.shown(at, message);
            self.reply(&edited);
        }
        let message = if self.random.once_in(6) {
            self.picture()
        } else {
            self.says("user")
        };
        let question = self.shown(at, message);
        if self.random.once_in(5) {
            self.reply(&question);
        }
        self.reply(&question)
    }

    fn picture(&mut self) -> Value {
        let pointer = json!({
            "content_type": "image_asset_pointer",
            "asset_pointer": "file-service://file-bees", "width": 64, "height": 64,
        });
        let content = json!({
            "content_type": "multimodal_text", "parts": [pointer, "What is on this picture?"],
        });
        let mut message = self.message("user", content);
        message["metadata"]["attachments"] = json!([
            {"id": "file-bees", "name": "bees 🐝.png", "mime_type": "image/png", "size": 4096},
        ]);
        message
    }

    fn reply(&mut self, at: &str) -> String {
        let mut at = at.to_owned();
        if self.random.once_in(4) {
            let thoughts = json!({"content_type": "thoughts", "thoughts": [
                {"summary": "Weighing it", "content": "The log comes first.", "finished": true},
            ]});
            let message = self.message("assistant", thoughts);
            at = self.add(Some(&at), message);
            let recap =
                json!({"content_type": "reasoning_recap", "content": "Thought for 8 seconds"});
            let message = self.message("assistant", recap);
            at = self.add(Some(&at), message);
        }
        if self.random.once_in(5) {
            let code =
                json!({"content_type": "code", "language": "unknown", "text": "print(6 * 7)"});
            let message = self.message("assistant", code);
            at = self.shown(&at, to(message, "python"));
            let output = json!({"content_type": "execution_output", "text": "42\n"});
            let message = self.message("tool", output);
            at = self.shown(&at, message);
        }
        if self.random.once_in(6) {
            let call =
                json!({"content_type": "code", "language": "unknown", "text": "search(\"bees\")"});
            let message = self.message("assistant", call);
            at = self.add(Some(&at), to(message, "web.run"));
            let page = json!({"content_type": "tether_browsing_display", "result": "L0: bees"});
            let message = self.message("tool", page);
            at = self.add(Some(&at), message);
        }
        let message = self.says("assistant");
        self.shown(&at, message)
    }
}
