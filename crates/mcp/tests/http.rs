//! Servers over streamable HTTP, good and bad, on this computer.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;
use common::{call, connect_how, connect_with, failed, listed, options, refused, said, within};
use mcp::{Error, Kind, Options, Secret, Secrets, ServerSpec, Status, Transport};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

/// What was sent to the stand-in: method and path, headers, message.
type Seen = Arc<Mutex<Vec<(String, HeaderMap, Value)>>>;

#[derive(Clone)]
struct StandIn {
    manner: String,
    seen: Seen,
}

/// A server that behaves in this manner, and what it is sent.
async fn serve(manner: &str) -> (ServerSpec, Seen) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let seen = Seen::default();
    let state = StandIn {
        manner: manner.into(),
        seen: seen.clone(),
    };
    let app = Router::new().fallback(answer).with_state(state);
    tokio::spawn(async move { axum::serve(listener, app).await });
    (spec(&format!("http://{address}/mcp")), seen)
}

fn spec(url: &str) -> ServerSpec {
    ServerSpec {
        id: "2".into(),
        name: "Far".into(),
        transport: Transport::Http {
            url: url.into(),
            headers: BTreeMap::from([("x-team".into(), "a".into())]),
            secret_headers: BTreeSet::new(),
        },
    }
}

async fn answer(
    State(server): State<StandIn>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: String,
) -> Response {
    let message: Value = serde_json::from_str(&body).unwrap_or_default();
    let seen = (
        format!("{method} {}", uri.path()),
        headers.clone(),
        message.clone(),
    );
    server.seen.lock().unwrap().push(seen);
    let manner = server.manner.as_str();
    let moved = |to: &str| plain(307, &[("location", to)], "");
    match (manner, method.as_str()) {
        ("away", _) => return moved("http://127.0.0.1:9/mcp"),
        ("moved", _) if uri.path() == "/mcp" => return moved("/new"),
        ("round", _) => return moved("/mcp"),
        ("out of order", _) => return plain(500, &[], "no"),
        ("a website", _) => return plain(200, &[("content-type", "text/html")], "<html>"),
        ("locked", _)
            if headers
                .get("authorization")
                .is_none_or(|key| key != "Bearer sk-1") =>
        {
            return plain(401, &[("www-authenticate", "Bearer")], "");
        }
        ("forbidden", _) => return plain(403, &[], "no"),
        (_, "GET") => return plain(405, &[], ""),
        (_, "DELETE") => return plain(200, &[], ""),
        _ => {}
    }
    let result = match message["method"].as_str().unwrap_or_default() {
        "initialize" => json!({"protocolVersion": message["params"]["protocolVersion"],
            "capabilities": {"tools": {}}, "serverInfo": {"name": "far", "version": "1"}}),
        "tools/list" => json!({"tools": [{"name": "echo", "inputSchema": {"type": "object"}}]}),
        "tools/call" => match manner {
            "forgetful" => return plain(404, &[], ""),
            "hanging" => std::future::pending().await,
            "huge" | "huge event" => {
                json!({"content": [{"type": "text", "text": "x".repeat(2 << 20)}]})
            }
            _ => json!({"content": [{"type": "text", "text": "far away"}]}),
        },
        _ => return plain(202, &[], ""),
    };
    let reply = json!({"jsonrpc": "2.0", "id": message["id"], "result": result}).to_string();
    let session = ("mcp-session-id", "s-1");
    if matches!(manner, "events" | "huge event") {
        let event = format!("event: message\ndata: {reply}\n\n");
        plain(
            200,
            &[("content-type", "text/event-stream"), session],
            &event,
        )
    } else {
        plain(
            200,
            &[("content-type", "application/json"), session],
            &reply,
        )
    }
}

fn plain(status: u16, headers: &[(&str, &str)], body: &str) -> Response {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(Body::from(body.to_owned())).unwrap()
}

async fn fails(manner: &str) -> Error {
    let (spec, _) = serve(manner).await;
    refused(&spec, &options()).await
}

#[tokio::test]
async fn a_server_is_called_with_json_or_events_for_answers() {
    for manner in ["", "events", "moved"] {
        let (spec, seen) = serve(manner).await;
        let server = connect_with(&spec, &options()).await.unwrap();
        assert_eq!(said(&server, "echo").await, "far away", "{manner}");
        within(server.close()).await;
        assert!(matches!(*server.status().borrow(), Status::Closed));
        let seen = seen.lock().unwrap();
        assert!(
            seen.iter().all(|(_, headers, _)| headers["x-team"] == "a"),
            "each request has the headers"
        );
        let first = &seen
            .iter()
            .find(|(_, _, message)| message["method"] == "initialize")
            .unwrap()
            .2;
        assert_eq!(
            first["params"]["capabilities"],
            json!({}),
            "nothing is offered"
        );
        assert!(
            seen.iter().any(|(line, ..)| line.starts_with("DELETE ")),
            "the session was ended"
        );
    }
}

#[tokio::test]
async fn a_secret_header_is_sent_and_shown_nowhere() {
    let (mut spec, _) = serve("locked").await;
    let error = refused(&spec, &options()).await;
    assert_eq!(error.kind, Kind::Unauthorized, "{error}");
    let Transport::Http { secret_headers, .. } = &mut spec.transport else {
        unreachable!()
    };
    secret_headers.insert("authorization".into());
    let stop = CancellationToken::new();
    let right = Secrets::none().with("authorization", Secret::new("Bearer sk-1"));
    let server = connect_how(&spec, &right, &options(), &stop).await.unwrap();
    assert_eq!(said(&server, "echo").await, "far away");
    assert!(!format!("{server:?}").contains("sk-1"));
    for (value, kind) in [
        ("Bearer sk-wrong", Kind::Unauthorized),
        ("sk-wrong\n", Kind::BadSecret),
    ] {
        let wrong = Secrets::none().with("authorization", Secret::new(value));
        let error = connect_how(&spec, &wrong, &options(), &stop)
            .await
            .unwrap_err();
        assert_eq!(error.kind, kind);
        assert!(!format!("{error:?}").contains("sk-wrong"), "{error:?}");
    }
}

#[tokio::test]
async fn a_redirect_to_another_host_is_not_followed() {
    let error = fails("away").await;
    assert_eq!(error.kind, Kind::RefusedAddress, "{error}");
    assert!(error.said.contains("another host"), "{error}");
    let error = fails("round").await;
    assert_eq!(error.kind, Kind::RefusedAddress, "{error}");
}

#[tokio::test]
async fn each_failure_has_its_kind() {
    for (manner, kind) in [
        ("out of order", Kind::Unreachable),
        ("a website", Kind::Protocol),
        ("forbidden", Kind::Unauthorized),
    ] {
        let error = fails(manner).await;
        assert_eq!(error.kind, kind, "{manner}: {error}");
    }
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let error = refused(&spec(&format!("http://{address}/mcp?key=sk-1")), &options()).await;
    assert_eq!(error.kind, Kind::Unreachable, "{error}");
    assert!(!error.said.contains("sk-1"), "{error}");
    let error = refused(&spec("http://example.com/mcp"), &options()).await;
    assert_eq!(error.kind, Kind::RefusedAddress);
}

#[tokio::test]
async fn an_answer_that_is_too_large_is_refused() {
    let small = Options {
        message: 1 << 20,
        ..options()
    };
    for (manner, kind) in [("huge", Kind::TooLarge), ("huge event", Kind::Unreachable)] {
        let (spec, _) = serve(manner).await;
        let server = connect_with(&spec, &small).await.unwrap();
        let error = call(&server, "echo", json!({})).await.unwrap_err();
        assert_eq!(error.kind, kind, "{manner}: {error}");
        assert!(error.said.contains(&small.message.to_string()), "{error}");
    }
}

#[tokio::test]
async fn a_session_that_is_over_ends_the_connection() {
    let (spec, _) = serve("forgetful").await;
    let server = connect_with(&spec, &options()).await.unwrap();
    let error = call(&server, "echo", json!({})).await.unwrap_err();
    assert_eq!(
        (error.kind, &*error.said),
        (Kind::Crashed, "the server has ended the session")
    );
    assert_eq!(failed(&server).await, error);
}

#[tokio::test]
async fn a_call_that_is_stopped_is_cancelled_at_the_server() {
    let (spec, seen) = serve("hanging").await;
    let server = connect_with(&spec, &options()).await.unwrap();
    let tool = listed(&server, "echo");
    let stop = CancellationToken::new();
    let (stopped, ()) = tokio::join!(within(server.call(&tool, json!({}), &stop)), async {
        wait_for(&seen, "tools/call").await;
        stop.cancel();
    });
    assert_eq!(stopped.unwrap_err().kind, Kind::Cancelled);
    let cancelled = wait_for(&seen, "notifications/cancelled").await;
    let called = wait_for(&seen, "tools/call").await;
    assert_eq!(cancelled["params"]["requestId"], called["id"]);
}

async fn wait_for(seen: &Seen, method: &str) -> Value {
    within(async {
        loop {
            let found = seen
                .lock()
                .unwrap()
                .iter()
                .find(|(_, _, message)| message["method"] == method)
                .cloned();
            match found {
                Some((_, _, message)) => break message,
                None => tokio::time::sleep(std::time::Duration::from_millis(10)).await,
            }
        }
    })
    .await
}
