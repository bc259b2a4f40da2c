//! OpenAI: models, Chat Completions, Responses.

mod chat;
mod responses;

use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::json;

use crate::KEY;
use crate::script::Refused;
use crate::server::with_status;

pub(crate) fn routes() -> Router {
    Router::new()
        .route("/v1/models", get(models))
        .route("/v1/chat/completions", post(chat::create))
        .route("/v1/responses", post(responses::create))
}

async fn models(headers: HeaderMap) -> Response {
    if let Err(refused) = check_key(&headers) {
        return error(refused);
    }
    let model = |id: &str| json!({"id": id, "object": "model", "created": 1_790_000_000, "owned_by": "system"});
    Json(json!({"object": "list", "data": [model("gpt-6.1-sol"), model("gpt-6-luna")]}))
        .into_response()
}

fn check_key(headers: &HeaderMap) -> Result<(), Refused> {
    let told = headers
        .get("authorization")
        .and_then(|value| value.to_str().ok());
    if told.and_then(|told| told.strip_prefix("Bearer ")) == Some(KEY) {
        Ok(())
    } else {
        Err(Refused::Key)
    }
}

fn error(refused: Refused) -> Response {
    let (status, kind, code, message) = match refused {
        Refused::Key => (
            401,
            "invalid_request_error",
            Some("invalid_api_key"),
            "Incorrect API key provided.",
        ),
        Refused::Model => (
            404,
            "invalid_request_error",
            Some("model_not_found"),
            "The model does not exist or you do not have access to it.",
        ),
        Refused::Request => (
            400,
            "invalid_request_error",
            None,
            "The request is not understood.",
        ),
        Refused::Rate => (
            429,
            "requests",
            Some("rate_limit_exceeded"),
            "Rate limit reached.",
        ),
        Refused::Credit => (
            429,
            "insufficient_quota",
            Some("insufficient_quota"),
            "You exceeded your current quota, please check your plan and billing details.",
        ),
        Refused::TooLong => (
            400,
            "invalid_request_error",
            Some("context_length_exceeded"),
            "Your input exceeds the context window of this model.",
        ),
        Refused::Busy => (
            503,
            "server_error",
            None,
            "The engine is currently overloaded, please try again later.",
        ),
    };
    let body = json!({"error": {"message": message, "type": kind, "param": null, "code": code}});
    with_status(status, refused, body)
}

/// The base64 of a picture, which these protocols take as a data URL.
fn data(url: &serde_json::Value) -> Result<&str, Refused> {
    let url = url.as_str().and_then(|url| url.split_once(";base64,"));
    url.map(|(_, data)| data).ok_or(Refused::Request)
}
