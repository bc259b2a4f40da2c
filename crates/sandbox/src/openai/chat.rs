//! `POST /chat/completions`.

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
        Ok((script, asked)) if asked.stream => {
            let usage = body["stream_options"]["include_usage"] == true;
            stream(&script, &asked.model, usage)
        }
        Ok((script, asked)) => whole(&script, &asked.model),
    }
}

fn asked(body: &Value) -> Result<Asked, Refused> {
    let model = body["model"].as_str().ok_or(Refused::Request)?;
    let messages = body["messages"].as_array().filter(|all| !all.is_empty());
    let messages = messages.ok_or(Refused::Request)?;
    let mut asked = Asked {
        model: model.to_owned(),
        stream: body["stream"] == true,
        max_tokens: body["max_completion_tokens"]
            .as_u64()
            .or(body["max_tokens"].as_u64()),
        ..Asked::default()
    };
    for message in messages {
        let role = message["role"].as_str().ok_or(Refused::Request)?;
        let text = text(&message["content"])?;
        asked.texts += &text;
        asked.texts.push(' ');
        match role {
            "user" => asked.prompt = text,
            "system" | "developer" | "assistant" => {}
            "tool" if message["tool_call_id"].is_string() => {}
            _ => return Err(Refused::Request),
        }
        asked.answered = role == "tool";
    }
    for tool in body["tools"].as_array().into_iter().flatten() {
        let name = tool["function"]["name"].as_str().ok_or(Refused::Request)?;
        asked.tools.push(name.to_owned());
    }
    Ok(asked)
}

/// A string, or a list of texts and pictures.
fn text(content: &Value) -> Result<String, Refused> {
    match content {
        Value::Null => Ok(String::new()),
        Value::String(text) => Ok(text.clone()),
        Value::Array(pieces) => pieces
            .iter()
            .map(|piece| match piece["type"].as_str() {
                Some("text") => piece["text"]
                    .as_str()
                    .map(str::to_owned)
                    .ok_or(Refused::Request),
                Some("image_url") => Ok(shown(data(&piece["image_url"]["url"])?)),
                _ => Err(Refused::Request),
            })
            .collect(),
        _ => Err(Refused::Request),
    }
}

fn usage(script: &Script) -> Value {
    let (input, output) = (script.input_tokens, script.output_tokens());
    json!({"prompt_tokens": input, "completion_tokens": output, "total_tokens": input + output,
        "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": script.thoughts.len(), "audio_tokens": 0}})
}

fn finish(end: End) -> &'static str {
    match end {
        End::Length => "length",
        End::Call => "tool_calls",
        _ => "stop",
    }
}

fn calls(script: &Script, indexed: bool) -> Option<Value> {
    let (name, arguments) = script.call.as_ref()?;
    let mut call = json!({"id": "call_1", "type": "function",
        "function": {"name": name, "arguments": arguments.to_string()}});
    if indexed {
        call["index"] = json!(0);
    }
    Some(json!([call]))
}

/// A picture as OpenRouter sends it; OpenAI itself makes none here.
fn picture(data: &str) -> Value {
    json!({"type": "image_url", "index": 0,
        "image_url": {"url": format!("data:image/png;base64,{data}")}})
}

fn stream(script: &Script, model: &str, with_usage: bool) -> Response {
    let mut events = Events::default();
    let chunk = |delta: Value, finish: Option<&str>| {
        json!({"id": "chatcmpl-sandbox", "object": "chat.completion.chunk", "created": 1_790_000_000,
            "model": model, "choices": [{"index": 0, "delta": delta, "logprobs": null,
            "finish_reason": finish}]})
    };
    events.send(&chunk(
        json!({"role": "assistant", "content": "", "refusal": null}),
        None,
    ));
    // OpenAI keeps thoughts to itself here; compatible servers send them so.
    for thought in &script.thoughts {
        events.send(&chunk(json!({"reasoning_content": thought}), None));
    }
    let half = script.words.len() / 2;
    for (index, word) in script.words.iter().enumerate() {
        events.pause(script.pause);
        match script.end {
            End::Refusal => events.send(&chunk(json!({"refusal": word}), None)),
            End::Error if index == half => {
                events.send(&json!({"error": {"message": "The server had an error while processing your request.",
                    "type": "server_error", "param": null, "code": null}}));
                return events.into_response();
            }
            End::Break if index == half => {
                events.break_off();
                return events.into_response();
            }
            _ => events.send(&chunk(json!({"content": word}), None)),
        }
    }
    if let Some(data) = script.picture {
        events.send(&chunk(json!({"images": [picture(data)]}), None));
    }
    if let Some(calls) = calls(script, true) {
        events.send(&chunk(json!({"tool_calls": calls}), None));
    }
    events.send(&chunk(json!({}), Some(finish(script.end))));
    if with_usage {
        let mut last = chunk(json!({}), None);
        last["choices"] = json!([]);
        last["usage"] = usage(script);
        events.send(&last);
    }
    events.send_word("[DONE]");
    events.into_response()
}

fn whole(script: &Script, model: &str) -> Response {
    let refusal = script.end == End::Refusal;
    let mut message = json!({"role": "assistant", "content": (!refusal).then(|| script.text()),
        "refusal": refusal.then(|| script.text())});
    if let Some(data) = script.picture {
        message["images"] = json!([picture(data)]);
    }
    if let Some(calls) = calls(script, false) {
        message["tool_calls"] = calls;
    }
    Json(
        json!({"id": "chatcmpl-sandbox", "object": "chat.completion", "created": 1_790_000_000,
        "model": model, "choices": [{"index": 0, "message": message, "logprobs": null,
        "finish_reason": finish(script.end)}], "usage": usage(script)}),
    )
    .into_response()
}
