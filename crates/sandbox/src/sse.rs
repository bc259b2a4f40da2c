//! Answers as streams of events.

use std::io;
use std::time::Duration;

use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use futures::stream;
use serde_json::Value;

/// A stream in the making.
#[derive(Debug, Default)]
pub(crate) struct Events {
    steps: Vec<Step>,
    /// Whether each event is named by its `type`.
    named: bool,
}

#[derive(Debug)]
enum Step {
    Send(String),
    Pause(Duration),
    Break,
}

impl Events {
    /// Events whose `type` stands in a line of its own, too.
    pub(crate) fn named() -> Self {
        Self {
            steps: Vec::new(),
            named: true,
        }
    }

    /// The next event.
    pub(crate) fn send(&mut self, data: &Value) {
        let mut text = match data["type"].as_str().filter(|_| self.named) {
            Some(name) => format!("event: {name}\n"),
            None => String::new(),
        };
        text.push_str(&format!("data: {data}\n\n"));
        self.steps.push(Step::Send(text));
    }

    /// What is no JSON: `[DONE]`.
    pub(crate) fn send_word(&mut self, word: &str) {
        self.steps.push(Step::Send(format!("data: {word}\n\n")));
    }

    pub(crate) fn pause(&mut self, time: Duration) {
        if !time.is_zero() {
            self.steps.push(Step::Pause(time));
        }
    }

    /// The connection breaks here; what was sent before arrives.
    pub(crate) fn break_off(&mut self) {
        self.pause(Duration::from_millis(100));
        self.steps.push(Step::Break);
    }

    pub(crate) fn into_response(self) -> Response {
        let pieces = stream::iter(self.steps).filter_map(|step| async {
            match step {
                Step::Send(text) => Some(Ok(text)),
                Step::Pause(time) => {
                    tokio::time::sleep(time).await;
                    None
                }
                Step::Break => Some(Err(io::Error::other("as it was asked to"))),
            }
        });
        let headers = [
            (header::CONTENT_TYPE, "text/event-stream; charset=utf-8"),
            (header::CACHE_CONTROL, "no-cache"),
        ];
        (StatusCode::OK, headers, Body::from_stream(pieces)).into_response()
    }
}
