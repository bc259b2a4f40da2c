//! OpenAI's Responses.
//!
//! Nothing is left with the vendor (`store: false`), so what the model thought before it called a tool is
//! asked for in sealed form and goes back with the call.

use contract::message::Role;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Parse, Request, arguments, check, data_url, decimal, image, json as read, put, role};
use crate::ask::{Ask, Content, Turn};
use crate::failure::Failure;
use crate::part::{Finish, Part, ToolCall, Usage};
use crate::sse::Event;

pub(super) fn request(ask: &Ask) -> Request {
    let input: Vec<Value> = ask.turns.iter().flat_map(items).collect();
    let mut body = json!({
        "model": ask.model,
        "input": input,
        "stream": true,
        "store": false,
        // Padding against eavesdroppers on the wire's sizes: as long as the text itself.
        "stream_options": {"include_obfuscation": false},
    });
    put(&mut body, "instructions", ask.system.clone());
    let parameters = ask.parameters;
    put(
        &mut body,
        "temperature",
        parameters.temperature.map(decimal),
    );
    put(&mut body, "top_p", parameters.top_p.map(decimal));
    put(&mut body, "max_output_tokens", parameters.max_tokens);
    if parameters.thoughts {
        body["reasoning"] = json!({"summary": "auto"});
        body["include"] = json!(["reasoning.encrypted_content"]);
    }
    if !ask.tools.is_empty() {
        let tools = ask.tools.iter().map(|tool| {
            json!({"type": "function", "name": tool.name, "description": tool.description,
                "parameters": tool.schema, "strict": false})
        });
        body["tools"] = tools.collect();
    }
    Request {
        path: "/responses".into(),
        body,
    }
}

/// The items of one turn: calls and what came of them stand beside the messages.
fn items(turn: &Turn) -> Vec<Value> {
    let text_type = match turn.role {
        Role::User => "input_text",
        Role::Assistant => "output_text",
    };
    let (mut content, mut beside) = (Vec::new(), Vec::new());
    for piece in &turn.content {
        match piece {
            Content::Text(text) => content.push(json!({"type": text_type, "text": text})),
            Content::Image(image) => {
                content.push(json!({"type": "input_image", "image_url": data_url(image)}));
            }
            Content::ToolCall(call) => {
                beside.extend(call.echo.clone().filter(Value::is_object));
                beside.push(
                    json!({"type": "function_call", "call_id": call.id, "name": call.name,
                    "arguments": call.arguments.to_string()}),
                );
            }
            Content::ToolResult(result) => beside.push(json!({
                "type": "function_call_output", "call_id": result.id, "output": result.text})),
        }
    }
    let message =
        (!content.is_empty()).then(|| json!({"role": role(turn.role), "content": content}));
    match turn.role {
        // A model speaks, then calls; the answers to its calls come before what the user says.
        Role::Assistant => message.into_iter().chain(beside).collect(),
        Role::User => beside.into_iter().chain(message).collect(),
    }
}

#[derive(Deserialize)]
struct Incoming {
    #[serde(rename = "type")]
    kind: String,
    delta: Option<Value>,
    item: Option<Value>,
    response: Option<Outcome>,
    error: Option<Value>,
    message: Option<String>,
    code: Option<String>,
}

#[derive(Deserialize)]
struct Outcome {
    usage: Option<Counted>,
    error: Option<Value>,
    incomplete_details: Option<Incomplete>,
}

#[derive(Deserialize)]
struct Incomplete {
    reason: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Counted {
    input_tokens: u64,
    input_tokens_details: Option<InputDetails>,
    output_tokens: u64,
    output_tokens_details: Option<OutputDetails>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct InputDetails {
    cached_tokens: u64,
    cache_write_tokens: u64,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct OutputDetails {
    reasoning_tokens: u64,
}

/// See the module.
#[derive(Default)]
pub(super) struct Parser {
    refusal: String,
    /// The thoughts that led to the next call.
    thoughts: Option<Value>,
    /// Whether any thought was shown, from which the next one is set off.
    thought: bool,
    called: bool,
    finished: bool,
}

impl Parse for Parser {
    fn take(&mut self, event: &Event, parts: &mut Vec<Part>) -> Result<(), Failure> {
        // Not sent by OpenAI itself, but by some who copy it.
        if event.data.trim() == "[DONE]" {
            return Ok(());
        }
        let incoming: Incoming = read(event)?;
        let delta = || {
            incoming
                .delta
                .as_ref()
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        match incoming.kind.as_str() {
            "response.output_text.delta" => parts.push(Part::Text(delta().into())),
            "response.refusal.delta" => self.refusal.push_str(delta()),
            "response.reasoning_summary_text.delta" | "response.reasoning_text.delta" => {
                self.thought = true;
                parts.push(Part::Thinking(delta().into()));
            }
            "response.reasoning_summary_part.added" if self.thought => {
                parts.push(Part::Thinking("\n\n".into()));
            }
            "response.output_item.done" => self.item(incoming.item.unwrap_or_default(), parts)?,
            "response.completed" | "response.incomplete" => {
                if let Some(outcome) = incoming.response {
                    self.finish(outcome, parts);
                }
            }
            "response.failed" => {
                check(incoming.response.and_then(|outcome| outcome.error))?;
                return Err(Failure::new(crate::Kind::Vendor, ""));
            }
            "error" => {
                let plain = json!({"message": incoming.message, "code": incoming.code});
                check(Some(incoming.error.unwrap_or(plain)))?;
            }
            _ => {}
        }
        Ok(())
    }

    fn ended(&self) -> bool {
        self.finished
    }
}

impl Parser {
    fn item(&mut self, item: Value, parts: &mut Vec<Part>) -> Result<(), Failure> {
        let text = |key: &str| item[key].as_str().unwrap_or_default();
        match text("type") {
            "function_call" => {
                self.called = true;
                parts.push(Part::ToolCall(ToolCall {
                    id: text("call_id").into(),
                    name: text("name").into(),
                    arguments: arguments(text("arguments")),
                    echo: self.thoughts.take(),
                }));
            }
            "image_generation_call" => {
                let media_type = match text("output_format") {
                    "" => "image/png".to_owned(),
                    format => format!("image/{format}"),
                };
                parts.push(image(&media_type, text("result"))?);
            }
            "reasoning" if item["encrypted_content"].is_string() => self.thoughts = Some(item),
            _ => {}
        }
        Ok(())
    }

    fn finish(&mut self, outcome: Outcome, parts: &mut Vec<Part>) {
        parts.extend(outcome.usage.map(|counted| Part::Usage(usage(&counted))));
        if std::mem::replace(&mut self.finished, true) {
            return;
        }
        let refusal = Some(std::mem::take(&mut self.refusal)).filter(|text| !text.is_empty());
        let cut = outcome
            .incomplete_details
            .and_then(|incomplete| incomplete.reason);
        parts.push(Part::Finish(match cut.as_deref() {
            Some("content_filter") => Finish::Refused(refusal),
            Some("max_output_tokens") => Finish::Length,
            _ if refusal.is_some() => Finish::Refused(refusal),
            _ if self.called => Finish::ToolCalls,
            _ => Finish::Stop,
        }));
    }
}

fn usage(counted: &Counted) -> Usage {
    let input = counted.input_tokens_details.as_ref();
    let output = counted.output_tokens_details.as_ref();
    Usage {
        input: counted.input_tokens,
        cached: input.map_or(0, |details| details.cached_tokens),
        cache_written: input.map_or(0, |details| details.cache_write_tokens),
        output: counted.output_tokens,
        thinking: output.map_or(0, |details| details.reasoning_tokens),
    }
}
