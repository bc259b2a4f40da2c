//! Calls of tools over standard input and output, good and bad.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::time::Duration;

use common::{
    call, complaints, connect, connect_with, failed, listed, options, said, stand_in, within,
};
use mcp::{Kind, Options, SchemaHash, Status, Tool};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

#[tokio::test]
async fn a_tool_gets_its_arguments_and_gives_its_result() {
    let server = connect(&stand_in("")).await;
    let outcome = call(&server, "echo", json!({"text": "Grüße\n\u{1f600}"}))
        .await
        .unwrap();
    assert_eq!(outcome.text, ["Grüße\n\u{1f600}"]);
    assert!(!outcome.is_error);
    let outcome = call(&server, "add", json!({"a": 2, "b": 40}))
        .await
        .unwrap();
    assert_eq!(
        (outcome.text, outcome.structured),
        (vec!["42".into()], Some(json!({"sum": 42})))
    );
    let outcome = call(&server, "picture", Value::Null).await.unwrap();
    assert!(outcome.images[0].bytes.starts_with(b"\x89PNG"));
    assert_eq!(outcome.images[0].media_type, "image/png");
    assert_eq!(outcome.links[0].uri, "file:///a.png");
    server.close().await;
    assert!(matches!(*server.status().borrow(), Status::Closed));
    let error = call_again(&server).await;
    assert_eq!(error.kind, Kind::Closed);
}

async fn call_again(server: &mcp::Connection) -> mcp::Error {
    let tool = tool("echo", json!({}));
    within(server.call(&tool, json!({}), &CancellationToken::new()))
        .await
        .unwrap_err()
}

fn tool(name: &str, schema: Value) -> Tool {
    Tool {
        name: name.into(),
        title: String::new(),
        description: String::new(),
        schema_hash: SchemaHash::of(&schema),
        schema,
    }
}

#[tokio::test]
async fn many_calls_run_at_once() {
    let server = connect(&stand_in("")).await;
    let calls = (0..40).map(|n| call(&server, "add", json!({"a": n, "b": 1})));
    let sums = futures_join(calls).await;
    for (n, sum) in sums.into_iter().enumerate() {
        assert_eq!(sum.unwrap().structured, Some(json!({"sum": n + 1})));
    }
}

async fn futures_join<T>(all: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut running: Vec<_> = all.map(Box::pin).collect();
    let mut done: Vec<Option<T>> = running.iter().map(|_| None).collect();
    std::future::poll_fn(|cx| {
        for (work, done) in running.iter_mut().zip(&mut done) {
            if done.is_none()
                && let std::task::Poll::Ready(result) = work.as_mut().poll(cx)
            {
                *done = Some(result);
            }
        }
        if done.iter().all(Option::is_some) {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    done.into_iter().flatten().collect()
}

#[tokio::test]
async fn a_tool_that_fails_and_a_call_that_is_refused_are_told_apart() {
    let server = connect(&stand_in("")).await;
    let outcome = call(&server, "fail", json!({})).await.unwrap();
    assert!(outcome.is_error);
    assert_eq!(outcome.text, ["no such file"]);
    let error = call(&server, "refuse", json!({})).await.unwrap_err();
    assert_eq!(
        (error.kind, &*error.said),
        (Kind::ToolFailed, "bad arguments (-32602)")
    );
    assert_eq!(said(&server, "slow").await, "at last", "the server goes on");
}

#[tokio::test]
async fn what_was_not_listed_so_is_not_called() {
    let server = connect(&stand_in("")).await;
    let stop = CancellationToken::new();
    let unknown = server.call(&tool("rm", json!({})), json!({}), &stop).await;
    assert_eq!(unknown.unwrap_err().kind, Kind::UnknownTool);
    let other = server
        .call(&tool("echo", json!({"type": "array"})), json!({}), &stop)
        .await;
    assert_eq!(other.unwrap_err().kind, Kind::ToolChanged);
    for bad in [
        json!([1]),
        json!("text"),
        json!({"text": "x".repeat(options().message)}),
    ] {
        let error = call(&server, "echo", bad).await.unwrap_err();
        assert_eq!(error.kind, Kind::BadArguments);
    }
}

#[tokio::test]
async fn a_call_that_takes_too_long_ends_and_the_server_is_told() {
    let short = Options {
        call: Duration::from_millis(200),
        ..options()
    };
    let server = connect_with(&stand_in(""), &short).await.unwrap();
    let error = call(&server, "hang", json!({})).await.unwrap_err();
    assert_eq!(error.kind, Kind::TimedOut);
    assert_cancelled(&complaints(&server).await, 1);
}

#[tokio::test]
async fn a_call_that_is_stopped_or_dropped_ends_and_the_server_is_told() {
    let server = connect(&stand_in("")).await;
    let tool = listed(&server, "hang");
    let stop = CancellationToken::new();
    let call_ = server.call(&tool, json!({}), &stop);
    let (answered, ()) = tokio::join!(call_, async {
        // Any time will do: it hangs.
        tokio::time::sleep(Duration::from_millis(100)).await;
        stop.cancel();
    });
    assert_eq!(answered.unwrap_err().kind, Kind::Cancelled);
    let stop = CancellationToken::new();
    let dropped = server.call(&tool, json!({}), &stop);
    let _ = tokio::time::timeout(Duration::from_millis(100), dropped).await;
    assert_eq!(
        said(&server, "slow").await,
        "at last",
        "it can be called on"
    );
    assert_cancelled(&complaints(&server).await, 2);
}

/// Each request that hung was cancelled by its own id.
fn assert_cancelled(complaints: &str, count: usize) {
    let ids = |word: &str| -> Vec<String> {
        complaints
            .lines()
            .filter_map(|line| line.strip_prefix(word))
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(ids("hangs ").len(), count, "{complaints}");
    assert_eq!(ids("hangs "), ids("cancelled "), "{complaints}");
}

#[tokio::test]
async fn garbage_between_messages_is_passed_over() {
    let server = connect(&stand_in("")).await;
    assert_eq!(said(&server, "garbage").await, "still here");
    assert_eq!(said(&server, "slow").await, "at last");
}

#[tokio::test]
async fn a_line_without_end_ends_the_connection_not_the_memory() {
    let small = Options {
        message: 1 << 20,
        ..options()
    };
    let server = connect_with(&stand_in(""), &small).await.unwrap();
    let error = call(&server, "huge", json!({})).await.unwrap_err();
    assert_eq!(error.kind, Kind::TooLarge, "{error:?}");
    assert_eq!(failed(&server).await.kind, Kind::TooLarge);
}

#[tokio::test]
async fn what_a_server_asks_of_pulse_is_declined() {
    for server in [
        connect(&stand_in("")).await,
        connect(&stand_in("asks")).await,
    ] {
        assert_eq!(said(&server, "ask").await, "asked");
        let complaints = complaints(&server).await;
        let answers: Vec<Value> = complaints
            .lines()
            .filter_map(|line| serde_json::from_str(line.strip_prefix("answered ")?).ok())
            .collect();
        for id in 1..=3 {
            let mut about = answers.iter().filter(|answer| answer["id"] == id);
            assert!(
                about.all(|answer| answer["error"]["code"] == -32601),
                "sampling, questions and roots: {complaints}"
            );
            assert!(
                answers.iter().any(|answer| answer["id"] == id),
                "{complaints}"
            );
        }
        assert!(
            answers
                .iter()
                .any(|answer| answer["id"] == 4 && answer["result"] == json!({})),
            "a ping is answered"
        );
    }
}
