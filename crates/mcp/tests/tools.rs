//! Which tools a server is seen to have.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{call, connect, connect_with, listed, options, refused, said, stand_in, within};
use mcp::{Kind, Options, Status};
use serde_json::json;
use tokio_util::sync::CancellationToken;

fn names(server: &mcp::Connection) -> Vec<String> {
    server
        .tools()
        .iter()
        .map(|tool| tool.name.clone())
        .collect()
}

#[tokio::test]
async fn all_pages_are_listed() {
    let server = connect(&stand_in("")).await;
    let names = names(&server);
    assert_eq!(names[..4], ["echo", "add", "picture", "fail"]);
    assert_eq!(names.last().unwrap(), "ask");
    let echo = listed(&server, "echo");
    assert_eq!(
        (&*echo.title, &*echo.description),
        ("Echo", "Says it again")
    );
    assert_eq!(echo.schema["properties"]["text"]["type"], "string");
}

#[tokio::test]
async fn lists_without_end_end() {
    let server = connect(&stand_in("endless")).await;
    assert_eq!(names(&server).len(), 64, "as many as pages are read");
    let server = connect(&stand_in("same page")).await;
    assert_eq!(names(&server), ["a"]);
    let few = Options {
        tools: 10,
        ..options()
    };
    for manner in ["many", "endless"] {
        let server = connect_with(&stand_in(manner), &few).await.unwrap();
        assert_eq!(names(&server).len(), 10, "{manner}");
    }
}

#[tokio::test]
async fn bad_tools_are_left_out_and_the_good_one_stays() {
    let server = connect(&stand_in("hostile")).await;
    assert_eq!(names(&server), ["good"]);
    assert_eq!(listed(&server, "good").description, "a[2Jb");
}

#[tokio::test]
async fn a_server_without_tools_has_none_and_is_not_asked() {
    let server = connect(&stand_in("toolless")).await;
    assert!(names(&server).is_empty());
    assert!(matches!(*server.status().borrow(), Status::Ready(_)));
}

#[tokio::test]
async fn a_server_that_refuses_to_list_is_not_ready() {
    let error = refused(&stand_in("secretive"), &options()).await;
    assert_eq!((error.kind, &*error.said), (Kind::Handshake, "no (-32603)"));
}

#[tokio::test]
async fn changed_tools_are_seen_and_calls_of_the_old_ones_refused() {
    let server = connect(&stand_in("")).await;
    let old = listed(&server, "echo");
    let mut status = server.status();
    assert_eq!(said(&server, "change").await, "changed");
    let is_new = |status: &Status| match status {
        Status::Ready(tools) => tools.iter().any(|tool| tool.name == "new"),
        _ => false,
    };
    within(status.wait_for(is_new)).await.unwrap();
    let new = listed(&server, "echo");
    assert_ne!(old.schema_hash, new.schema_hash);
    let refused = server
        .call(&old, json!({"text": "a"}), &CancellationToken::new())
        .await;
    assert_eq!(refused.unwrap_err().kind, Kind::ToolChanged);
    let outcome = call(&server, "echo", json!({"text": "a"})).await.unwrap();
    assert_eq!(outcome.text, ["a"]);
}
