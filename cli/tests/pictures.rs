//! `pulse ask`: pictures that a reply comes with, checked in a child of the real program.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use std::io::Write;
use std::process::{Command, Stdio};

use common::{Ended, Pulse};
use sandbox::Sandbox;
use serde_json::json;

/// With keys in a file: there may be no keychain.
fn command(pulse: &Pulse, arguments: &[&str]) -> Command {
    let mut command = pulse.command(arguments);
    command
        .env("PULSE_SECRETS", "file")
        .env("XDG_CONFIG_HOME", pulse.home().join("config"));
    command
}

/// Gives the vendor its key.
fn set_key(pulse: &Pulse, base: &str) {
    let arguments = ["providers", "set", "google", "--base-url", base];
    let mut child = command(pulse, &arguments)
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(sandbox::KEY.as_bytes()).unwrap();
    drop(stdin);
    let ended = Ended::of(child.wait_with_output().unwrap());
    assert_eq!(ended.code, Some(0), "{ended:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_said_where_a_picture_is_kept() {
    let (pulse, sandbox) = (Pulse::empty(), Sandbox::start(0).await.unwrap());
    set_key(&pulse, &sandbox.base("google"));
    let asked = ["--provider", "google", "--model", "m", "sandbox: picture"];
    let run = |json: bool| {
        let json: &[&str] = if json { &["--json"] } else { &[] };
        let arguments = [&["ask"], json, &asked[..]].concat();
        Ended::of(command(&pulse, &arguments).output().unwrap())
    };
    let ended = run(true);
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{ended:?}");
    let lines = ended.lines();
    let pictures: Vec<_> = lines
        .iter()
        .filter(|line| line["type"] == "picture")
        .collect();
    let path = pictures[0]["path"].as_str().unwrap();
    assert!(std::fs::read(path).unwrap().starts_with(b"\x89PNG"));
    let line = json!({"type": "picture", "path": path, "media_type": "image/png",
        "width": 480, "height": 320});
    assert_eq!(pictures, [&line], "once, with all that is known");
    assert_eq!(lines.last().unwrap()["type"], "done");

    let ended = run(false);
    let line = format!("[Picture, 480 × 320: {path}]\n");
    assert!(ended.out.contains(&line), "{ended:?}");
}
