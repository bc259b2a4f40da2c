//! Google: models and `generateContent`.

use std::collections::HashMap;

use axum::extract::{Path, Query};
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
        .route("/v1/models/{call}", post(create))
}

async fn models(headers: HeaderMap) -> Response {
    if let Err(refused) = check_key(&headers) {
        return error(refused);
    }
    let model = |id: &str, name: &str| {
        json!({"name": format!("models/{id}"), "displayName": name,
        "version": "001", "inputTokenLimit": 1_048_576, "outputTokenLimit": 65_536,
        "supportedGenerationMethods": ["generateContent", "countTokens"]})
    };
    let models = [
        model("gemini-3.8-flash", "Gemini 3.8 Flash"),
        model("gemini-3.6-flash", "Gemini 3.6 Flash"),
    ];
    Json(json!({"models": models})).into_response()
}

/// `MODEL:generateContent` or `MODEL:streamGenerateContent`.
async fn create(
    Path(call): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Response {
    let asked = check_key(&headers).and_then(|()| asked(&call, &query, &body));
    match asked.and_then(Script::to) {
        Err(refused) => error(refused),
        Ok((script, asked)) if asked.stream => stream(&script, &asked.model),
        Ok((script, asked)) => {
            Json(answer(&script, &asked.model, &parts(&script), true)).into_response()
        }
    }
}

fn check_key(headers: &HeaderMap) -> Result<(), Refused> {
    match headers
        .get("x-goog-api-key")
        .and_then(|value| value.to_str().ok())
    {
        Some(KEY) => Ok(()),
        _ => Err(Refused::Key),
    }
}

fn error(refused: Refused) -> Response {
    let (code, status, message) = match refused {
        Refused::Key => (
            400,
            "INVALID_ARGUMENT",
            "API key not valid. Please pass a valid API key.",
        ),
        Refused::Model => (
            404,
            "NOT_FOUND",
            "The model is not found for API version v1.",
        ),
        Refused::Request => (400, "INVALID_ARGUMENT", "The request is not understood."),
        Refused::Rate => (
            429,
            "RESOURCE_EXHAUSTED",
            "Resource has been exhausted (e.g. check quota).",
        ),
        Refused::Credit => (
            429,
            "RESOURCE_EXHAUSTED",
            "You exceeded your current quota, please check your plan and billing details.",
        ),
        Refused::TooLong => (
            400,
            "INVALID_ARGUMENT",
            "The input token count exceeds the maximum number of tokens allowed.",
        ),
        Refused::Busy => (
            503,
            "UNAVAILABLE",
            "The model is overloaded. Please try again later.",
        ),
    };
    let details = match refused {
        Refused::Key => json!([{"@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "API_KEY_INVALID", "domain": "googleapis.com"}]),
        Refused::Rate => {
            json!([{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "30s"}])
        }
        _ => json!([]),
    };
    let error = json!({"code": code, "message": message, "status": status, "details": details});
    with_status(code, refused, json!({ "error": error }))
}

fn asked(call: &str, query: &HashMap<String, String>, body: &Value) -> Result<Asked, Refused> {
    let (model, method) = call.rsplit_once(':').ok_or(Refused::Request)?;
    let stream = match method {
        "generateContent" => false,
        "streamGenerateContent" if query.get("alt").is_some_and(|alt| alt == "sse") => true,
        _ => return Err(Refused::Request),
    };
    let mut asked = Asked {
        model: model.to_owned(),
        stream,
        max_tokens: body["generationConfig"]["maxOutputTokens"].as_u64(),
        ..Asked::default()
    };
    for part in body["systemInstruction"]["parts"]
        .as_array()
        .into_iter()
        .flatten()
    {
        asked.texts += part["text"].as_str().unwrap_or_default();
        asked.texts.push(' ');
    }
    let contents = body["contents"].as_array().filter(|all| !all.is_empty());
    for content in contents.ok_or(Refused::Request)? {
        let mut text = String::new();
        asked.answered = false;
        for part in content["parts"].as_array().ok_or(Refused::Request)? {
            text += part["text"].as_str().unwrap_or_default();
            if let Some(data) = part["inlineData"]["data"].as_str() {
                text += &shown(data);
            }
            asked.answered |= part["functionResponse"]["response"].is_object();
            let known = ["text", "inlineData", "functionCall", "functionResponse"];
            if !known.iter().any(|key| !part[*key].is_null()) {
                return Err(Refused::Request);
            }
            // The newest models insist on it.
            if part["functionCall"].is_object() && !part["thoughtSignature"].is_string() {
                return Err(Refused::Request);
            }
        }
        asked.texts += &text;
        asked.texts.push(' ');
        match content["role"].as_str() {
            Some("user") | None => asked.prompt = text,
            Some("model") => {}
            Some(_) => return Err(Refused::Request),
        }
    }
    let tools = body["tools"].as_array().into_iter().flatten();
    for declared in tools.flat_map(|tool| {
        tool["functionDeclarations"]
            .as_array()
            .into_iter()
            .flatten()
    }) {
        asked.tools.push(
            declared["name"]
                .as_str()
                .ok_or(Refused::Request)?
                .to_owned(),
        );
    }
    Ok(asked)
}

/// All that the answer consists of, in the pieces in which it is streamed.
fn parts(script: &Script) -> Vec<Value> {
    let mut parts = Vec::new();
    parts.extend(
        script
            .thoughts
            .iter()
            .map(|text| json!({"text": text, "thought": true})),
    );
    if let Some((name, arguments)) = &script.call {
        for number in 1..=1 + usize::from(script.twice) {
            let id = format!("call_{number}");
            parts.push(
                json!({"functionCall": {"id": id, "name": name, "args": arguments},
                "thoughtSignature": "c2ln"}),
            );
        }
    }
    if let Some(data) = script.picture {
        parts.push(json!({"inlineData": {"mimeType": "image/png", "data": data}}));
    }
    if script.end != End::Refusal {
        parts.extend(script.words.iter().map(|text| json!({ "text": text })));
    }
    parts
}

fn answer(script: &Script, model: &str, parts: &[Value], last: bool) -> Value {
    let mut candidate = json!({"index": 0});
    if !parts.is_empty() {
        candidate["content"] = json!({"role": "model", "parts": parts});
    }
    let (input, thoughts) = (script.input_tokens, script.thoughts.len());
    let mut usage = json!({"promptTokenCount": input, "totalTokenCount": input});
    if last {
        let said = script.output_tokens() - thoughts;
        candidate["finishReason"] = json!(match script.end {
            End::Length => "MAX_TOKENS",
            End::Refusal => "SAFETY",
            _ => "STOP",
        });
        usage["candidatesTokenCount"] = json!(said);
        usage["thoughtsTokenCount"] = json!(thoughts);
        usage["totalTokenCount"] = json!(input + said + thoughts);
    }
    json!({"candidates": [candidate], "usageMetadata": usage, "modelVersion": model,
        "responseId": "sandbox"})
}

fn stream(script: &Script, model: &str) -> Response {
    let mut events = Events::default();
    let parts = parts(script);
    let half = parts.len() / 2;
    for (number, part) in parts.iter().enumerate() {
        events.pause(script.pause);
        if number == half && script.end == End::Error {
            events.send(&json!({"error": {"code": 503, "status": "UNAVAILABLE",
                "message": "The model is overloaded. Please try again later."}}));
            return events.into_response();
        }
        if number == half && script.end == End::Break {
            events.break_off();
            return events.into_response();
        }
        events.send(&answer(script, model, std::slice::from_ref(part), false));
    }
    events.send(&answer(script, model, &[], true));
    events.into_response()
}
