//! Anthropic: models and Messages.

use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::KEY;
use crate::script::{Asked, End, Refused, Script, shown};
use crate::server::with_status;
use crate::sse::Events;

pub(crate) fn routes() -> Router {
    Router::new()
        .route("/v1/models", get(models))
        .route("/v1/messages", post(create))
}

async fn models(headers: HeaderMap) -> Response {
    if let Err(refused) = check(&headers) {
        return error(refused);
    }
    let model = |id: &str, name: &str| {
        json!({"type": "model", "id": id, "display_name": name,
        "created_at": "2026-06-01T00:00:00Z"})
    };
    let data = [
        model("claude-sonnet-5-5", "Claude Sonnet 5.5"),
        model("claude-haiku-4-5", "Claude Haiku 4.5"),
    ];
    Json(json!({"data": data, "has_more": false, "first_id": data[0]["id"], "last_id": data[1]["id"]}))
        .into_response()
}

async fn create(headers: HeaderMap, Json(body): Json<Value>) -> Response {
    let asked = check(&headers).and_then(|()| asked(&body));
    match asked.and_then(Script::to) {
        Err(refused) => error(refused),
        Ok((script, asked)) if asked.stream => stream(&script, &asked.model),
        Ok((script, asked)) => {
            let mut message = message(&script, &asked.model, blocks(&script));
            message["stop_reason"] = json!(stop_reason(script.end));
            message["stop_details"] = stop_details(script.end);
            message["usage"] = usage(&script);
            Json(message).into_response()
        }
    }
}

/// The key and the version, which every request has to name.
fn check(headers: &HeaderMap) -> Result<(), Refused> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let bearer = header("authorization").and_then(|told| told.strip_prefix("Bearer "));
    if bearer.or(header("x-api-key")) != Some(KEY) {
        return Err(Refused::Key);
    }
    match header("anthropic-version") {
        Some("2026-10-21") => Ok(()),
        _ => Err(Refused::Request),
    }
}

fn error(refused: Refused) -> Response {
    let (status, kind, message) = match refused {
        Refused::Key => (401, "authentication_error", "invalid x-api-key"),
        Refused::Model => (404, "not_found_error", "model: there is no such model"),
        Refused::Request => (
            400,
            "invalid_request_error",
            "the request is not understood",
        ),
        Refused::Rate => (
            429,
            "rate_limit_error",
            "This request would exceed your organization's rate limit.",
        ),
        Refused::Credit => (
            400,
            "invalid_request_error",
            "Your credit balance is too low to access the Anthropic API.",
        ),
        Refused::TooLong => (
            400,
            "invalid_request_error",
            "prompt is too long: 250000 tokens > 200000 maximum",
        ),
        Refused::Busy => (529, "overloaded_error", "Overloaded"),
    };
    let error = json!({"type": kind, "message": message});
    with_status(
        status,
        refused,
        json!({"type": "error", "error": error, "request_id": "req_sandbox"}),
    )
}

fn asked(body: &Value) -> Result<Asked, Refused> {
    let model = body["model"].as_str().ok_or(Refused::Request)?;
    // Gone from this version.
    if ["temperature", "top_p", "top_k"]
        .iter()
        .any(|name| !body[*name].is_null())
    {
        return Err(Refused::Request);
    }
    let mut asked = Asked {
        model: model.to_owned(),
        stream: body["stream"] == true,
        // This protocol demands it.
        max_tokens: Some(
            body["max_tokens"]
                .as_u64()
                .filter(|most| *most > 0)
                .ok_or(Refused::Request)?,
        ),
        texts: body["system"].as_str().unwrap_or_default().to_owned() + " ",
        ..Asked::default()
    };
    let messages = body["messages"].as_array().filter(|all| !all.is_empty());
    for message in messages.ok_or(Refused::Request)? {
        asked.answered = false;
        let text = match &message["content"] {
            Value::String(text) => text.clone(),
            Value::Array(blocks) => {
                let read = blocks.iter().map(|block| block_text(block, &mut asked));
                read.collect::<Result<String, _>>()?
            }
            _ => return Err(Refused::Request),
        };
        asked.texts += &text;
        asked.texts.push(' ');
        match message["role"].as_str() {
            Some("user") => asked.prompt = text,
            Some("assistant") => {}
            _ => return Err(Refused::Request),
        }
    }
    for tool in body["tools"].as_array().into_iter().flatten() {
        if !tool["input_schema"].is_object() {
            return Err(Refused::Request);
        }
        asked
            .tools
            .push(tool["name"].as_str().ok_or(Refused::Request)?.to_owned());
    }
    Ok(asked)
}

fn block_text(block: &Value, asked: &mut Asked) -> Result<String, Refused> {
    let known = match block["type"].as_str() {
        Some("text") => {
            return block["text"]
                .as_str()
                .map(str::to_owned)
                .ok_or(Refused::Request);
        }
        Some("image") if block["source"]["media_type"].is_string() => {
            let data = block["source"]["data"].as_str();
            return data.map(shown).ok_or(Refused::Request);
        }
        Some("tool_use") => block["id"].is_string() && block["input"].is_object(),
        Some("tool_result") => {
            asked.answered = true;
            block["tool_use_id"].is_string()
        }
        Some("thinking") => block["signature"].is_string(),
        _ => false,
    };
    if known {
        Ok(String::new())
    } else {
        Err(Refused::Request)
    }
}

fn message(script: &Script, model: &str, content: Vec<Value>) -> Value {
    json!({"id": "msg_sandbox", "type": "message", "role": "assistant", "model": model,
        "content": content, "stop_reason": null, "stop_sequence": null,
        "usage": {"input_tokens": script.input_tokens, "cache_creation_input_tokens": 0,
            "cache_read_input_tokens": 0, "output_tokens": 1}})
}

fn usage(script: &Script) -> Value {
    json!({"input_tokens": script.input_tokens, "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": 0, "output_tokens": script.output_tokens(),
        "output_tokens_details": {"thinking_tokens": script.thoughts.len()}})
}

fn stop_reason(end: End) -> &'static str {
    match end {
        End::Length => "max_tokens",
        End::Call => "tool_use",
        End::Refusal => "refusal",
        _ => "end_turn",
    }
}

fn stop_details(end: End) -> Value {
    if end == End::Refusal {
        json!({"type": "refusal", "category": null, "explanation": "The request was declined."})
    } else {
        Value::Null
    }
}

/// All that the answer consists of.
fn blocks(script: &Script) -> Vec<Value> {
    let mut blocks = Vec::new();
    if !script.thoughts.is_empty() {
        blocks.push(
            json!({"type": "thinking", "thinking": script.thoughts.concat(), "signature": "c2ln"}),
        );
    }
    if let Some((name, input)) = &script.call {
        blocks.push(json!({"type": "tool_use", "id": "toolu_1", "name": name, "input": input}));
    } else if !script.words.is_empty() {
        blocks.push(json!({"type": "text", "text": script.text(), "citations": null}));
    }
    blocks
}

fn stream(script: &Script, model: &str) -> Response {
    let mut events = Events::named();
    let begun = message(script, model, Vec::new());
    events.send(&json!({"type": "message_start", "message": begun}));
    events.send(&json!({"type": "ping"}));
    for (index, block) in blocks(script).iter().enumerate() {
        let delta =
            |delta: Value| json!({"type": "content_block_delta", "index": index, "delta": delta});
        let mut begun = block.clone();
        let mut deltas = Vec::new();
        match block["type"].as_str() {
            Some("thinking") => {
                begun["thinking"] = json!("");
                begun["signature"] = json!("");
                let thoughts = script.thoughts.iter();
                deltas.extend(
                    thoughts.map(|text| json!({"type": "thinking_delta", "thinking": text})),
                );
                deltas.push(json!({"type": "signature_delta", "signature": block["signature"]}));
            }
            Some("tool_use") => {
                begun["input"] = json!({});
                let input = block["input"].to_string();
                let (first, second) = input.split_at(input.len() / 2);
                let pieces = ["", first, second];
                deltas.extend(
                    pieces.map(|json| json!({"type": "input_json_delta", "partial_json": json})),
                );
            }
            _ => {
                begun["text"] = json!("");
                let words = script.words.iter();
                deltas.extend(words.map(|text| json!({"type": "text_delta", "text": text})));
            }
        }
        events
            .send(&json!({"type": "content_block_start", "index": index, "content_block": begun}));
        let half = deltas.len() / 2;
        for (number, piece) in deltas.into_iter().enumerate() {
            events.pause(script.pause);
            if number == half && block["type"] == "text" {
                if script.end == End::Error {
                    let error = json!({"type": "overloaded_error", "message": "Overloaded"});
                    events.send(&json!({"type": "error", "error": error}));
                    return events.into_response();
                }
                if script.end == End::Break {
                    events.break_off();
                    return events.into_response();
                }
            }
            events.send(&delta(piece));
        }
        events.send(&json!({"type": "content_block_stop", "index": index}));
    }
    let ended = json!({"stop_reason": stop_reason(script.end), "stop_sequence": null,
        "stop_details": stop_details(script.end)});
    events.send(&json!({"type": "message_delta", "delta": ended, "usage": usage(script)}));
    events.send(&json!({"type": "message_stop"}));
    events.into_response()
}
