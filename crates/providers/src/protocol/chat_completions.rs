//! OpenAI's Chat Completions, as OpenAI and all the servers speak it that took it over.
//!
//! They differ in small things, and all of them are read: thoughts under three names, text in pieces,
//! no `[DONE]`, no usage, no `finish_reason`, a whole message where a piece was asked for.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Dialect, Parse, Request, arguments, check, data_url, decimal, image, json as read, of_data_url,
    push, put, role,
};
use crate::ask::{Ask, Content, Turn};
use crate::failure::Failure;
use crate::part::{Finish, Part, ToolCall, Usage};
use crate::sse::Event;

pub(super) fn request(ask: &Ask, dialect: Dialect) -> Request {
    let system = ask
        .system
        .iter()
        .map(|text| json!({"role": "system", "content": text}));
    let messages: Vec<Value> = system.chain(ask.turns.iter().flat_map(messages)).collect();
    let mut body = json!({"model": ask.model, "messages": messages, "stream": true});
    if dialect.asks_for_usage {
        body["stream_options"] = json!({"include_usage": true});
    }
    let parameters = ask.parameters;
    put(
        &mut body,
        "temperature",
        parameters.temperature.map(decimal),
    );
    put(&mut body, "top_p", parameters.top_p.map(decimal));
    put(&mut body, dialect.longest, parameters.max_tokens);
    put(&mut body, dialect.seed, parameters.seed);
    if ask.pictures {
        // OpenRouter's, and who took it over from there.
        body["modalities"] = json!(["image", "text"]);
    }
    if !ask.tools.is_empty() {
        let tools = ask.tools.iter().map(|tool| {
            json!({"type": "function", "function": {
                "name": tool.name, "description": tool.description, "parameters": tool.schema}})
        });
        body["tools"] = tools.collect();
    }
    Request {
        path: "/chat/completions".into(),
        body,
    }
}

/// The messages of one turn: what came of tools stands in messages of its own.
fn messages(turn: &Turn) -> Vec<Value> {
    let mut messages = Vec::new();
    let (mut content, mut calls) = (Vec::new(), Vec::new());
    for piece in &turn.content {
        match piece {
            Content::Text(text) => content.push(json!({"type": "text", "text": text})),
            Content::Image(image) => {
                content.push(json!({"type": "image_url", "image_url": {"url": data_url(image)}}));
            }
            Content::ToolCall(call) => calls.push(json!({
                "id": call.id,
                "type": "function",
                "function": {"name": call.name, "arguments": call.arguments.to_string()},
            })),
            Content::ToolResult(result) => messages.push(json!({
                "role": "tool", "tool_call_id": result.id, "content": result.text})),
        }
    }
    // Text alone as a string: not every server knows lists.
    let content = match content.as_slice() {
        [] => Value::Null,
        [only] if only["type"] == "text" => only["text"].clone(),
        _ => Value::Array(content),
    };
    if !content.is_null() || !calls.is_empty() {
        let mut message = json!({"role": role(turn.role), "content": content});
        if !calls.is_empty() {
            message["tool_calls"] = Value::Array(calls);
        }
        messages.push(message);
    }
    messages
}

#[derive(Deserialize)]
struct Chunk {
    choices: Option<Vec<Choice>>,
    usage: Option<Counted>,
    error: Option<Value>,
}

#[derive(Deserialize)]
struct Choice {
    #[serde(default)]
    index: u32,
    delta: Option<Delta>,
    /// From servers that do not stream.
    message: Option<Delta>,
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Delta {
    content: Option<Text>,
    #[serde(alias = "reasoning")]
    reasoning_content: Option<String>,
    refusal: Option<String>,
    tool_calls: Option<Vec<CallDelta>>,
    /// OpenRouter's: whole pictures as `data:` addresses.
    images: Option<Vec<Picture>>,
}

#[derive(Deserialize)]
struct Picture {
    image_url: Option<PictureUrl>,
}

#[derive(Deserialize)]
struct PictureUrl {
    url: String,
}

/// A text, or a list of what is said and what is thought.
#[derive(Deserialize)]
#[serde(untagged)]
enum Text {
    Plain(String),
    Pieces(Vec<Piece>),
}

#[derive(Deserialize)]
struct Piece {
    text: Option<String>,
    thinking: Option<Text>,
}

#[derive(Deserialize)]
struct CallDelta {
    index: Option<usize>,
    id: Option<String>,
    function: Option<FunctionDelta>,
}

#[derive(Deserialize)]
struct FunctionDelta {
    name: Option<String>,
    arguments: Option<String>,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(default)]
struct Counted {
    prompt_tokens: Option<u64>,
    completion_tokens: Option<u64>,
    total_tokens: Option<u64>,
    prompt_tokens_details: Option<PromptDetails>,
    completion_tokens_details: Option<CompletionDetails>,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(default)]
struct PromptDetails {
    cached_tokens: Option<u64>,
    cache_write_tokens: Option<u64>,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(default)]
struct CompletionDetails {
    reasoning_tokens: Option<u64>,
}

/// See the module.
#[derive(Default)]
pub(super) struct Parser {
    calls: Vec<Call>,
    refusal: String,
    finished: bool,
}

/// A call whose pieces are still arriving.
#[derive(Default)]
struct Call {
    index: Option<usize>,
    id: String,
    name: String,
    arguments: String,
}

impl Parse for Parser {
    fn take(&mut self, event: &Event, parts: &mut Vec<Part>) -> Result<(), Failure> {
        if event.data.trim() == "[DONE]" {
            // Some say only so that the reply has ended.
            self.finish("stop", parts);
            return Ok(());
        }
        let chunk: Chunk = read(event)?;
        check(chunk.error)?;
        for choice in chunk.choices.into_iter().flatten() {
            if choice.index != 0 {
                continue;
            }
            if let Some(delta) = choice.delta.or(choice.message) {
                self.delta(delta, parts)?;
            }
            if let Some(reason) = &choice.finish_reason {
                self.finish(reason, parts);
            }
        }
        parts.extend(chunk.usage.and_then(usage).map(Part::Usage));
        Ok(())
    }

    fn ended(&self) -> bool {
        self.finished
    }
}

impl Parser {
    fn delta(&mut self, delta: Delta, parts: &mut Vec<Part>) -> Result<(), Failure> {
        push(delta.reasoning_content, Part::Thinking, parts);
        match delta.content {
            None => {}
            Some(Text::Plain(text)) => push(Some(text), Part::Text, parts),
            Some(Text::Pieces(pieces)) => {
                for piece in pieces {
                    push(piece.thinking.map(Text::joined), Part::Thinking, parts);
                    push(piece.text, Part::Text, parts);
                }
            }
        }
        self.refusal.push_str(&delta.refusal.unwrap_or_default());
        for picture in delta.images.into_iter().flatten() {
            let url = picture.image_url.map(|image| image.url);
            // An address elsewhere is not followed: whoever it names would learn of the reader.
            if let Some((media_type, data)) = url.as_deref().and_then(of_data_url) {
                parts.push(image(media_type, data)?);
            }
        }
        for call in delta.tool_calls.into_iter().flatten() {
            self.call(call);
        }
        Ok(())
    }

    fn call(&mut self, delta: CallDelta) {
        let known = self.calls.iter().rposition(|call| match delta.index {
            Some(index) => call.index == Some(index),
            None => delta.id.as_ref().is_none_or(|id| *id == call.id),
        });
        let place = known.unwrap_or_else(|| {
            self.calls.push(Call {
                index: delta.index,
                ..Call::default()
            });
            self.calls.len() - 1
        });
        let call = &mut self.calls[place];
        if let Some(id) = delta.id.filter(|id| !id.is_empty()) {
            call.id = id;
        }
        if let Some(function) = delta.function {
            call.name.push_str(&function.name.unwrap_or_default());
            call.arguments
                .push_str(&function.arguments.unwrap_or_default());
        }
    }

    fn finish(&mut self, reason: &str, parts: &mut Vec<Part>) {
        if std::mem::replace(&mut self.finished, true) {
            return;
        }
        let calls = std::mem::take(&mut self.calls);
        let called = !calls.is_empty();
        parts.extend(calls.into_iter().enumerate().map(|(index, call)| {
            Part::ToolCall(ToolCall {
                // Some local servers give none.
                id: if call.id.is_empty() {
                    format!("call_{index}")
                } else {
                    call.id
                },
                name: call.name,
                arguments: arguments(&call.arguments),
                echo: None,
            })
        }));
        let refusal = Some(std::mem::take(&mut self.refusal)).filter(|text| !text.is_empty());
        parts.push(Part::Finish(match reason {
            "content_filter" => Finish::Refused(refusal),
            _ if refusal.is_some() => Finish::Refused(refusal),
            "length" => Finish::Length,
            _ if called => Finish::ToolCalls,
            // `stop`, and what others call it.
            _ => Finish::Stop,
        }));
    }
}

impl Text {
    fn joined(self) -> String {
        match self {
            Self::Plain(text) => text,
            Self::Pieces(pieces) => pieces.into_iter().filter_map(|piece| piece.text).collect(),
        }
    }
}

/// `None`: nothing was counted.
fn usage(counted: Counted) -> Option<Usage> {
    let input = counted.prompt_tokens?;
    let said = counted.completion_tokens.unwrap_or(0);
    let thinking = counted
        .completion_tokens_details
        .and_then(|details| details.reasoning_tokens)
        .unwrap_or(0);
    // Some count the thoughts beside the reply, and only their total says so.
    let beside = counted.total_tokens.is_some_and(|total| {
        thinking > 0 && total == input.saturating_add(said).saturating_add(thinking)
    });
    let details = counted.prompt_tokens_details.unwrap_or_default();
    Some(Usage {
        input,
        cached: details.cached_tokens.unwrap_or(0),
        cache_written: details.cache_write_tokens.unwrap_or(0),
        output: if beside {
            said.saturating_add(thinking)
        } else {
            said
        },
        thinking,
    })
}
