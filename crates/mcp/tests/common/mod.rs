//! The stand-in as a server, and what tests do with it.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use mcp::{
    Confirmation, Connection, Error, Options, Outcome, Secrets, ServerSpec, Status, Transport,
};
use serde_json::{Value, json};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// A test that waits longer than this hangs.
pub const PATIENCE: Duration = Duration::from_secs(60);

pub const STAND_IN: &str = env!("CARGO_BIN_EXE_mcp-stand-in");

/// The stand-in that behaves in this manner.
pub fn stand_in(manner: &str) -> ServerSpec {
    program(STAND_IN, &[manner])
}

pub fn program(command: &str, args: &[&str]) -> ServerSpec {
    ServerSpec {
        id: "1".into(),
        name: "Stand-in".into(),
        transport: Transport::Stdio {
            command: command.into(),
            args: args.iter().map(|&arg| arg.into()).collect(),
            env: BTreeMap::new(),
            secret_env: BTreeSet::new(),
            working_dir: None,
        },
    }
}

pub fn options() -> Options {
    Options {
        start: PATIENCE,
        call: PATIENCE,
        grace: Duration::from_millis(300),
        relist: Duration::ZERO,
        ..Options::default()
    }
}

pub async fn connect_with(spec: &ServerSpec, options: &Options) -> Result<Connection, Error> {
    let stop = CancellationToken::new();
    connect_how(spec, &Secrets::none(), options, &stop).await
}

pub async fn connect_how(
    spec: &ServerSpec,
    secrets: &Secrets,
    options: &Options,
    stop: &CancellationToken,
) -> Result<Connection, Error> {
    let confirmation = Confirmation::given(spec.identity());
    within(Connection::connect(
        spec,
        &confirmation,
        secrets,
        options,
        stop,
    ))
    .await
}

pub async fn connect(spec: &ServerSpec) -> Connection {
    connect_with(spec, &options()).await.unwrap()
}

pub async fn refused(spec: &ServerSpec, options: &Options) -> Error {
    connect_with(spec, options).await.unwrap_err()
}

/// Calls the tool of this name, which is listed.
pub async fn call(connection: &Connection, tool: &str, arguments: Value) -> Result<Outcome, Error> {
    let tool = listed(connection, tool);
    within(connection.call(&tool, arguments, &CancellationToken::new())).await
}

pub fn listed(connection: &Connection, tool: &str) -> mcp::Tool {
    let tools = connection.tools();
    let found = tools.iter().find(|listed| listed.name == tool);
    found
        .unwrap_or_else(|| panic!("{tool} is not among {tools:?}"))
        .clone()
}

/// The text of a call without arguments.
pub async fn said(connection: &Connection, tool: &str) -> String {
    call(connection, tool, json!({}))
        .await
        .unwrap()
        .text
        .remove(0)
}

/// What the server wrote to standard error so far: it crashes for it.
pub async fn complaints(connection: &Connection) -> String {
    call(connection, "crash", json!({}))
        .await
        .unwrap_err()
        .stderr
}

/// The error with which the connection ends.
pub async fn failed(connection: &Connection) -> Error {
    let mut status = connection.status();
    let over = status.wait_for(|status| matches!(status, Status::Failed(_)));
    match &*within(over).await.unwrap() {
        Status::Failed(error) => error.clone(),
        other => panic!("{other:?}"),
    }
}

pub async fn within<T>(work: impl Future<Output = T>) -> T {
    timeout(PATIENCE, work).await.expect("it hangs")
}
