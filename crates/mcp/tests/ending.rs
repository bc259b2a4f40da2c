//! Servers as processes: seen when they end, and ended with all that they started.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use common::{
    STAND_IN, call, connect, connect_how, connect_with, failed, listed, options, program, refused,
    said, stand_in, within,
};
use mcp::{Confirmation, Connection, Kind, Options, Secrets, ServerSpec, Status};
use serde_json::json;
use tokio_util::sync::CancellationToken;

#[tokio::test]
async fn a_server_that_closes_its_output_is_gone_though_it_lives() {
    let error = refused(
        &program("sh", &["-c", "exec 1>&-; exec sleep 1000"]),
        &options(),
    )
    .await;
    assert_eq!(
        (error.kind, &*error.said),
        (Kind::Crashed, "the server broke the connection")
    );
}

#[tokio::test]
async fn a_crash_is_seen_at_once_by_all_who_wait() {
    let server = connect(&stand_in("")).await;
    let hang = listed(&server, "hang");
    let stop = CancellationToken::new();
    let (waiting, crashed) = tokio::join!(
        within(server.call(&hang, json!({}), &stop)),
        call(&server, "crash", json!({})),
    );
    for error in [
        waiting.unwrap_err(),
        crashed.unwrap_err(),
        failed(&server).await,
    ] {
        assert_eq!(
            (error.kind, &*error.said),
            (Kind::Crashed, "the server ended with code 7")
        );
        assert!(error.stderr.ends_with("out of memory"), "{error:?}");
    }
    assert!(
        server.tools().is_empty(),
        "there is nothing to call any more"
    );
    let error = server.call(&hang, json!({}), &stop).await.unwrap_err();
    assert_eq!(error.kind, Kind::Crashed);

    let server = connect(&stand_in("")).await;
    let error = call(&server, "leave", json!({})).await.unwrap_err();
    assert_eq!(error.said, "the server ended with code 0");
}

#[tokio::test]
async fn a_server_that_is_killed_says_so() {
    let server = connect(&stand_in("")).await;
    let stop = CancellationToken::new();
    let hang = listed(&server, "hang");
    let waiting = within(server.call(&hang, json!({}), &stop));
    let pid = children_of_this_process_named("mcp-stand-in");
    let (error, ()) = tokio::join!(waiting, async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        for pid in pid {
            std::process::Command::new("kill")
                .args(["-9", &pid])
                .status()
                .unwrap();
        }
    });
    assert_eq!(error.unwrap_err().said, "the server was ended by signal 9");
}

/// The process ids of children. Each test is a process of its own with the usual runner; with another
/// one the servers of other tests are among them.
fn children_of_this_process_named(name: &str) -> Vec<String> {
    let own = std::process::id().to_string();
    let list = std::process::Command::new("ps")
        .args(["-A", "-o", "pid=,ppid=,comm="])
        .output()
        .unwrap();
    let list = String::from_utf8_lossy(&list.stdout).into_owned();
    list.lines()
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            let (pid, parent, command) = (words.next()?, words.next()?, words.next()?);
            (parent == own && command.contains(name)).then(|| pid.to_owned())
        })
        .collect()
}

#[tokio::test]
async fn what_a_server_started_ends_with_it() {
    // Closed, dropped, stopped by the token, crashed.
    for way in ["close", "drop", "token", "crash"] {
        let spec = stand_in("");
        let stop = CancellationToken::new();
        let server = connect_how(&spec, &Secrets::none(), &options(), &stop)
            .await
            .unwrap();
        let pid = said(&server, "spawn").await;
        assert!(lives(&pid), "{way}");
        match way {
            "close" => {
                within(server.close()).await;
                assert_dies(&pid).await;
            }
            "drop" => drop(server),
            "token" => {
                stop.cancel();
                let mut status = server.status();
                within(status.wait_for(|status| matches!(status, Status::Closed)))
                    .await
                    .unwrap();
            }
            _ => drop(call(&server, "crash", json!({})).await),
        }
        assert_dies(&pid).await;
    }
}

#[tokio::test]
async fn a_server_that_will_not_go_is_ended() {
    // It does not mind the end of its input, nor being asked; what it started minds neither.
    let script = format!("trap '' TERM; exec {STAND_IN} stubborn");
    let server = connect(&program("sh", &["-c", &script])).await;
    let pid = said(&server, "spawn").await;
    within(server.close()).await;
    assert_dies(&pid).await;
    let left = children_of_this_process_named("mcp-stand-in");
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_server_ends_with_the_runtime() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let (server, pid) = runtime.block_on(async {
        let server = connect(&stand_in("stubborn")).await;
        let pid = said(&server, "spawn").await;
        (server, pid)
    });
    drop(runtime);
    assert!(
        matches!(*server.status().borrow(), Status::Failed(_)),
        "nobody waits for ever"
    );
    let other = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    other.block_on(assert_dies(&pid));
    drop(server);
}

#[tokio::test]
async fn a_start_that_is_stopped_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mark = folder.path().join("pid");
    let script = format!("sh -c 'echo $$ > {}; sleep 1000' & wait", mark.display());
    let spec: ServerSpec = program("sh", &["-c", &script]);
    let stop = CancellationToken::new();
    let confirmation = Confirmation::given(spec.identity());
    let server =
        Connection::open(&spec, &confirmation, &Secrets::none(), &options(), &stop).unwrap();
    assert!(matches!(*server.status().borrow(), Status::Starting));
    let pid = within(async {
        loop {
            match std::fs::read_to_string(&mark) {
                Ok(pid) if pid.ends_with('\n') => break pid.trim().to_owned(),
                _ => tokio::time::sleep(Duration::from_millis(10)).await,
            }
        }
    })
    .await;
    let (ready, ()) = tokio::join!(within(server.ready()), async { stop.cancel() });
    assert_eq!(ready.unwrap_err().kind, Kind::Closed);
    within(server.close()).await;
    assert_dies(&pid).await;
}

#[tokio::test]
async fn a_start_that_takes_too_long_leaves_nothing() {
    let short = Options {
        start: Duration::from_millis(200),
        ..options()
    };
    assert!(connect_with(&stand_in("mute"), &short).await.is_err());
    assert_eq!(
        children_of_this_process_named("mcp-stand-in"),
        Vec::<String>::new()
    );
}

async fn assert_dies(pid: &str) {
    within(async {
        while lives(pid) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await;
}

/// Whether the process runs. One that ended and was not asked for yet does not.
fn lives(pid: &str) -> bool {
    let state = std::process::Command::new("ps")
        .args(["-o", "stat=", "-p", pid])
        .output()
        .unwrap();
    let state = String::from_utf8_lossy(&state.stdout);
    !state.trim().is_empty() && !state.trim().starts_with('Z')
}

#[tokio::test]
async fn a_server_that_closes_its_output_later_is_ended() {
    static PANICS: AtomicUsize = AtomicUsize::new(0);
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        PANICS.fetch_add(1, Ordering::SeqCst);
        usual(info);
    }));
    // Three answers come through, then the way is shut while the server listens on.
    let lines = r#"for i in 1 2 3; do IFS= read -r line; printf '%s\n' "$line"; done"#;
    let script = format!("exec 3<&0; {STAND_IN} stubborn <&3 | {lines} & exec 1>&-; wait");
    let server = connect(&program("sh", &["-c", &script])).await;
    let error = failed(&server).await;
    assert_eq!(
        (error.kind, &*error.said),
        (Kind::Crashed, "the server broke the connection")
    );
    within(server.close()).await;
    assert_eq!(children_of_this_process_named("sh"), Vec::<String>::new());
    assert_eq!(PANICS.load(Ordering::SeqCst), 0, "in the connection's task");
}
