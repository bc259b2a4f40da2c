//! Anthropic's Messages, in the version of October 2026.
//!
//! That version has no temperature and no seed any more.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Parse, Request, arguments, base64, check, json as read, push, put, role};
use crate::ask::{Ask, Content, Turn};
use crate::failure::{Failure, Kind};
use crate::part::{Finish, Part, ToolCall, Usage};
use crate::sse::Event;

/// The version that is spoken here.
pub(super) const VERSION: &str = "2026-10-21";
/// The protocol demands a number; a caller who knows the model gives a better one (the studio does, from the catalogue).
const LONGEST: u32 = 8192;

pub(super) fn request(ask: &Ask) -> Request {
    let messages: Vec<Value> = ask.turns.iter().map(message).collect();
    let parameters = ask.parameters;
    let mut body = json!({
        "model": ask.model,
        "max_tokens": parameters.max_tokens.unwrap_or(LONGEST),
        "messages": messages,
        "stream": true,
    });
    put(&mut body, "system", ask.system.clone());
    if parameters.thoughts {
        body["thinking"] = json!({"type": "adaptive", "display": "summarized"});
    }
    if !ask.tools.is_empty() {
        let tools = ask.tools.iter().map(|tool| {
            json!({"name": tool.name, "description": tool.description, "input_schema": tool.schema})
        });
        body["tools"] = tools.collect();
    }
    Request {
        path: "/v1/messages".into(),
        body,
    }
}

fn message(turn: &Turn) -> Value {
    let mut content = Vec::new();
    for piece in &turn.content {
        match piece {
            Content::Text(text) => content.push(json!({"type": "text", "text": text})),
            Content::Image(image) => content.push(json!({"type": "image", "source": {
                "type": "base64", "media_type": image.media_type, "data": base64(&image.bytes)}})),
            Content::ToolCall(call) => {
                if let Some(Value::Array(thoughts)) = &call.echo {
                    // Thoughts come before all else that is said.
                    content.splice(0..0, thoughts.iter().cloned());
                }
                content.push(json!({"type": "tool_use", "id": call.id, "name": call.name,
                    "input": call.arguments}));
            }
            Content::ToolResult(result) => content.push(json!({"type": "tool_result",
                "tool_use_id": result.id, "content": result.text, "is_error": result.failed})),
        }
    }
    json!({"role": role(turn.role), "content": content})
}

#[derive(Deserialize)]
struct Incoming {
    #[serde(rename = "type")]
    kind: String,
    message: Option<Begun>,
    content_block: Option<Block>,
    delta: Option<Delta>,
    usage: Option<Counted>,
    error: Option<Value>,
}

#[derive(Deserialize)]
struct Begun {
    usage: Option<Counted>,
}

#[derive(Deserialize)]
struct Block {
    #[serde(rename = "type")]
    kind: String,
    text: Option<String>,
    thinking: Option<String>,
    /// Sealed thoughts.
    data: Option<String>,
    id: Option<String>,
    name: Option<String>,
}

/// A block's next piece, or what changed of the whole message.
#[derive(Deserialize)]
struct Delta {
    text: Option<String>,
    thinking: Option<String>,
    signature: Option<String>,
    partial_json: Option<String>,
    stop_reason: Option<String>,
    stop_details: Option<StopDetails>,
}

#[derive(Deserialize)]
struct StopDetails {
    explanation: Option<String>,
}

/// Each number stands for all so far; one that is missing has not changed.
#[derive(Deserialize)]
struct Counted {
    input_tokens: Option<u64>,
    cache_creation_input_tokens: Option<u64>,
    cache_read_input_tokens: Option<u64>,
    output_tokens: Option<u64>,
    output_tokens_details: Option<OutputDetails>,
}

#[derive(Deserialize)]
struct OutputDetails {
    thinking_tokens: Option<u64>,
}

/// The block that is arriving; blocks come one after the other.
enum Open {
    Text,
    Thinking {
        text: String,
        signature: String,
    },
    Sealed(String),
    Call {
        id: String,
        name: String,
        input: String,
    },
}

/// See the module.
#[derive(Default)]
pub(super) struct Parser {
    open: Option<Open>,
    /// Thoughts as they have to go back with the first call.
    thoughts: Vec<Value>,
    thought: bool,
    /// Tokens beside those from and for the cache.
    plain_input: u64,
    usage: Usage,
    finished: bool,
}

impl Parse for Parser {
    fn take(&mut self, event: &Event, parts: &mut Vec<Part>) -> Result<(), Failure> {
        let incoming: Incoming = read(event)?;
        match incoming.kind.as_str() {
            "message_start" => {
                if let Some(counted) = incoming.message.and_then(|begun| begun.usage) {
                    self.count(&counted, parts);
                }
            }
            "content_block_start" => {
                self.close(parts);
                if let Some(block) = incoming.content_block {
                    self.begin(block, parts);
                }
            }
            "content_block_delta" => {
                if let Some(delta) = incoming.delta {
                    self.delta(delta, parts);
                }
            }
            "content_block_stop" => self.close(parts),
            "message_delta" => {
                if let Some(counted) = incoming.usage {
                    self.count(&counted, parts);
                }
                if let Some(delta) = incoming.delta {
                    self.finish(delta, parts);
                }
            }
            "error" => {
                check(incoming.error)?;
                return Err(Failure::new(Kind::Vendor, ""));
            }
            // `ping`, `message_stop`, and what is to come.
            _ => {}
        }
        Ok(())
    }

    fn ended(&self) -> bool {
        self.finished
    }
}

impl Parser {
    fn begin(&mut self, block: Block, parts: &mut Vec<Part>) {
        self.open = match block.kind.as_str() {
            "text" => {
                push(block.text, Part::Text, parts);
                Some(Open::Text)
            }
            "thinking" => {
                // A new thought is set off from the one before.
                if self.thought {
                    parts.push(Part::Thinking("\n\n".into()));
                }
                let text = block.thinking.unwrap_or_default();
                push(Some(text.clone()), Part::Thinking, parts);
                Some(Open::Thinking {
                    text,
                    signature: String::new(),
                })
            }
            "redacted_thinking" => Some(Open::Sealed(block.data.unwrap_or_default())),
            "tool_use" => Some(Open::Call {
                id: block.id.unwrap_or_default(),
                name: block.name.unwrap_or_default(),
                input: String::new(),
            }),
            _ => None,
        };
    }

    fn delta(&mut self, delta: Delta, parts: &mut Vec<Part>) {
        match &mut self.open {
            Some(Open::Text) => push(delta.text, Part::Text, parts),
            Some(Open::Thinking { text, signature }) => {
                if let Some(more) = delta.thinking.filter(|more| !more.is_empty()) {
                    self.thought = true;
                    text.push_str(&more);
                    parts.push(Part::Thinking(more));
                }
                signature.push_str(&delta.signature.unwrap_or_default());
            }
            Some(Open::Call { input, .. }) => {
                input.push_str(&delta.partial_json.unwrap_or_default());
            }
            Some(Open::Sealed(_)) | None => {}
        }
    }

    fn close(&mut self, parts: &mut Vec<Part>) {
        match self.open.take() {
            Some(Open::Thinking { text, signature }) => self
                .thoughts
                .push(json!({"type": "thinking", "thinking": text, "signature": signature})),
            Some(Open::Sealed(data)) => {
                self.thoughts
                    .push(json!({"type": "redacted_thinking", "data": data}));
            }
            Some(Open::Call { id, name, input }) => {
                let thoughts = std::mem::take(&mut self.thoughts);
                parts.push(Part::ToolCall(ToolCall {
                    id,
                    name,
                    arguments: arguments(&input),
                    echo: (!thoughts.is_empty()).then_some(Value::Array(thoughts)),
                }));
            }
            Some(Open::Text) | None => {}
        }
    }

    fn count(&mut self, counted: &Counted, parts: &mut Vec<Part>) {
        let usage = &mut self.usage;
        let set = |place: &mut u64, value: Option<u64>| *place = value.unwrap_or(*place);
        set(&mut self.plain_input, counted.input_tokens);
        set(&mut usage.cached, counted.cache_read_input_tokens);
        set(
            &mut usage.cache_written,
            counted.cache_creation_input_tokens,
        );
        set(&mut usage.output, counted.output_tokens);
        let details = counted.output_tokens_details.as_ref();
        set(
            &mut usage.thinking,
            details.and_then(|details| details.thinking_tokens),
        );
        usage.input = self
            .plain_input
            .saturating_add(usage.cached)
            .saturating_add(usage.cache_written);
        parts.push(Part::Usage(*usage));
    }

    fn finish(&mut self, delta: Delta, parts: &mut Vec<Part>) {
        let Some(reason) = delta.stop_reason else {
            return;
        };
        if std::mem::replace(&mut self.finished, true) {
            return;
        }
        self.close(parts);
        parts.push(Part::Finish(match reason.as_str() {
            "max_tokens" => Finish::Length,
            "model_context_window_exceeded" => Finish::ContextFull,
            "tool_use" => Finish::ToolCalls,
            "refusal" => {
                Finish::Refused(delta.stop_details.and_then(|details| details.explanation))
            }
            // `end_turn`, `stop_sequence`, `pause_turn`.
            _ => Finish::Stop,
        }));
    }
}
