//! `POST /responses`.

use axum::Json;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{check_key, data, error};
use crate::script::{Asked, End, Refused, Script, shown};
use crate::sse::Events;

pub(super) async fn create(headers: HeaderMap, Json(body): Json<Value>) -> Response {
    let asked = check_key(&headers).and_then(|()| asked(&body));
    let script = asked.and_then(Script::to);
    match script {
        Err(refused) => error(refused),
        Ok((script, asked)) if asked.stream => stream(&script, &asked.model),
        Ok((script, asked)) => {
            let status = status(&script);
            Json(response(&script, &asked.model, status, output(&script))).into_response()
        }
    }
}

fn asked(body: &Value) -> Result<Asked, Refused> {
    let model = body["model"].as_str().ok_or(Refused::Request)?;
    let mut asked = Asked {
        model: model.to_owned(),
        stream: body["stream"] == true,
        max_tokens: body["max_output_tokens"].as_u64(),
        texts: body["instructions"].as_str().unwrap_or_default().to_owned() + " ",
        ..Asked::default()
    };
    match &body["input"] {
        Value::String(text) => asked.prompt.clone_from(text),
        Value::Array(items) => {
            for item in items {
                take(item, &mut asked)?;
            }
        }
        _ => return Err(Refused::Request),
    }
    asked.texts += &asked.prompt;
    for tool in body["tools"].as_array().into_iter().flatten() {
        let name = tool["name"].as_str().ok_or(Refused::Request)?;
        asked.tools.push(name.to_owned());
    }
    Ok(asked)
}

fn take(item: &Value, asked: &mut Asked) -> Result<(), Refused> {
    asked.answered = false;
    match item["type"].as_str().unwrap_or("message") {
        "message" => {
            let text = match &item["content"] {
                Value::String(text) => text.clone(),
                Value::Array(pieces) => pieces.iter().map(piece).collect::<Result<_, _>>()?,
                _ => return Err(Refused::Request),
            };
            match item["role"].as_str() {
                Some("user") => asked.prompt = text,
                Some("assistant" | "system" | "developer") => asked.texts += &(text + " "),
                _ => return Err(Refused::Request),
            }
        }
        "function_call" if item["call_id"].is_string() && item["arguments"].is_string() => {}
        "function_call_output" if item["call_id"].is_string() => asked.answered = true,
        "reasoning" if item["summary"].is_array() => {}
        _ => return Err(Refused::Request),
    }
    Ok(())
}

fn piece(piece: &Value) -> Result<String, Refused> {
    match piece["type"].as_str() {
        Some("input_text" | "output_text") => piece["text"]
            .as_str()
            .map(str::to_owned)
            .ok_or(Refused::Request),
        Some("input_image") => Ok(shown(data(&piece["image_url"])?)),
        _ => Err(Refused::Request),
    }
}

fn status(script: &Script) -> &'static str {
    if script.end == End::Length {
        "incomplete"
    } else {
        "completed"
    }
}

/// All that the answer consists of.
fn output(script: &Script) -> Vec<Value> {
    let mut output = Vec::new();
    if !script.thoughts.is_empty() {
        output.push(
            json!({"id": "rs_1", "type": "reasoning", "encrypted_content": "c2VhbGVk",
            "summary": [{"type": "summary_text", "text": script.thoughts.concat()}]}),
        );
    }
    if let Some(data) = script.picture {
        output.push(
            json!({"id": "ig_1", "type": "image_generation_call", "status": "completed",
            "output_format": "png", "result": data}),
        );
    }
    if let Some((name, arguments)) = &script.call {
        output.push(
            json!({"id": "fc_1", "type": "function_call", "status": "completed",
            "call_id": "call_1", "name": name, "arguments": arguments.to_string()}),
        );
    } else {
        output.push(message(
            script,
            "completed",
            vec![content(script, &script.text())],
        ));
    }
    output
}

fn message(script: &Script, status: &str, content: Vec<Value>) -> Value {
    let status = if script.end == End::Length && status == "completed" {
        "incomplete"
    } else {
        status
    };
    json!({"id": "msg_1", "type": "message", "role": "assistant", "status": status, "content": content})
}

fn content(script: &Script, text: &str) -> Value {
    if script.end == End::Refusal {
        json!({"type": "refusal", "refusal": text})
    } else {
        json!({"type": "output_text", "text": text, "annotations": [], "logprobs": []})
    }
}

fn response(script: &Script, model: &str, status: &str, output: Vec<Value>) -> Value {
    let (input, answer) = (script.input_tokens, script.output_tokens());
    let usage = json!({"input_tokens": input, "output_tokens": answer, "total_tokens": input + answer,
        "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
        "output_tokens_details": {"reasoning_tokens": script.thoughts.len()}});
    let incomplete = (status == "incomplete").then(|| json!({"reason": "max_output_tokens"}));
    let ended = status != "in_progress";
    json!({"id": "resp_sandbox", "object": "response", "created_at": 1_790_000_000, "status": status,
        "model": model, "output": output, "error": null, "incomplete_details": incomplete,
        "instructions": null, "metadata": {}, "parallel_tool_calls": true, "temperature": null,
        "tool_choice": "auto", "tools": [], "top_p": null, "usage": ended.then_some(usage)})
}

/// Events, each with its number.
struct Numbered {
    events: Events,
    next: u64,
}

impl Numbered {
    fn send(&mut self, kind: &str, mut data: Value) {
        data["type"] = json!(kind);
        data["sequence_number"] = json!(self.next);
        self.next += 1;
        self.events.send(&data);
    }
}

fn stream(script: &Script, model: &str) -> Response {
    let mut events = Numbered {
        events: Events::named(),
        next: 0,
    };
    let begun = response(script, model, "in_progress", Vec::new());
    events.send("response.created", json!({"response": begun}));
    events.send("response.in_progress", json!({"response": begun}));
    for (index, item) in output(script).iter().enumerate() {
        match item["type"].as_str() {
            Some("reasoning") => reasoning(&mut events, index, script),
            Some("message") => {
                if !words(&mut events, index, script) {
                    return events.events.into_response();
                }
            }
            Some("function_call") => arguments(&mut events, index, item),
            _ => events.send(
                "response.output_item.added",
                json!({"output_index": index, "item": item}),
            ),
        }
        events.send(
            "response.output_item.done",
            json!({"output_index": index, "item": item}),
        );
    }
    let status = status(script);
    let ended = response(script, model, status, output(script));
    events.send(&format!("response.{status}"), json!({"response": ended}));
    events.events.into_response()
}

fn reasoning(events: &mut Numbered, index: usize, script: &Script) {
    let at = json!({"item_id": "rs_1", "output_index": index, "summary_index": 0});
    let with = |key: &str, value: Value| {
        let mut data = at.clone();
        data[key] = value;
        data
    };
    let item = json!({"id": "rs_1", "type": "reasoning", "summary": []});
    events.send(
        "response.output_item.added",
        json!({"output_index": index, "item": item}),
    );
    let part = |text: String| json!({"type": "summary_text", "text": text});
    events.send(
        "response.reasoning_summary_part.added",
        with("part", part(String::new())),
    );
    for thought in &script.thoughts {
        events.send(
            "response.reasoning_summary_text.delta",
            with("delta", json!(thought)),
        );
    }
    let text = script.thoughts.concat();
    events.send(
        "response.reasoning_summary_text.done",
        with("text", json!(text)),
    );
    events.send(
        "response.reasoning_summary_part.done",
        with("part", part(text)),
    );
}

/// Whether the answer came to its end.
fn words(events: &mut Numbered, index: usize, script: &Script) -> bool {
    let at = json!({"item_id": "msg_1", "output_index": index, "content_index": 0});
    let with = |fields: Value| {
        let mut data = at.clone();
        if let (Some(data), Value::Object(fields)) = (data.as_object_mut(), fields) {
            data.extend(fields);
        }
        data
    };
    let item = message(script, "in_progress", Vec::new());
    events.send(
        "response.output_item.added",
        json!({"output_index": index, "item": item}),
    );
    events.send(
        "response.content_part.added",
        with(json!({"part": content(script, "")})),
    );
    let half = script.words.len() / 2;
    for (number, word) in script.words.iter().enumerate() {
        events.events.pause(script.pause);
        match script.end {
            End::Refusal => events.send("response.refusal.delta", with(json!({"delta": word}))),
            End::Error if number == half => {
                let message = "The server had an error while processing your request.";
                events.send(
                    "error",
                    json!({"code": "server_error", "message": message, "param": null}),
                );
                return false;
            }
            End::Break if number == half => {
                events.events.break_off();
                return false;
            }
            _ => {
                let delta = json!({"delta": word, "logprobs": []});
                events.send("response.output_text.delta", with(delta));
            }
        }
    }
    let text = script.text();
    if script.end == End::Refusal {
        events.send("response.refusal.done", with(json!({"refusal": text})));
    } else {
        events.send(
            "response.output_text.done",
            with(json!({"text": text, "logprobs": []})),
        );
    }
    events.send(
        "response.content_part.done",
        with(json!({"part": content(script, &text)})),
    );
    true
}

fn arguments(events: &mut Numbered, index: usize, item: &Value) {
    let mut begun = item.clone();
    begun["arguments"] = json!("");
    begun["status"] = json!("in_progress");
    events.send(
        "response.output_item.added",
        json!({"output_index": index, "item": begun}),
    );
    let at = |key: &str| json!({"item_id": "fc_1", "output_index": index, "name": item["name"], key: item["arguments"]});
    events.send("response.function_call_arguments.delta", at("delta"));
    events.send("response.function_call_arguments.done", at("arguments"));
}
