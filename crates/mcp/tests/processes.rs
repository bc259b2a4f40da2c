//! Servers as processes: started only when confirmed, seen when they end, and ended whole.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::collections::BTreeSet;
use std::time::Duration;

use common::{
    STAND_IN, call, connect, connect_how, connect_with, failed, listed, options, program, refused,
    said, stand_in, within,
};
use mcp::{
    Confirmation, Connection, Kind, Options, Secret, Secrets, ServerSpec, Status, Transport,
};
use serde_json::json;
use tokio_util::sync::CancellationToken;

#[tokio::test]
async fn nothing_starts_that_was_not_confirmed() {
    let folder = tempfile::tempdir().unwrap();
    let mark = folder.path().join("started");
    let spec = program("touch", &[mark.to_str().unwrap()]);
    let seen = Confirmation::given(stand_in("").identity());
    let stop = CancellationToken::new();
    let opened = Connection::open(&spec, &seen, &Secrets::none(), &options(), &stop);
    assert_eq!(opened.unwrap_err().kind, Kind::NotConfirmed);

    let mut changed = spec.clone();
    if let Transport::Stdio { env, .. } = &mut changed.transport {
        env.insert("LD_PRELOAD".into(), "/tmp/evil.so".into());
    }
    let seen = Confirmation::given(spec.identity());
    let opened = Connection::open(&changed, &seen, &Secrets::none(), &options(), &stop);
    assert_eq!(opened.unwrap_err().kind, Kind::NotConfirmed);
    let secrets = Secrets::none().with("LD_PRELOAD", Secret::new("/tmp/evil.so"));
    let opened = Connection::open(&spec, &seen, &secrets, &options(), &stop);
    assert_eq!(
        opened.unwrap_err().kind,
        Kind::BadSecret,
        "it was not declared"
    );
    assert!(!mark.exists());

    // The same does start when it was confirmed: the test would see it.
    refused(&spec, &options()).await;
    assert!(mark.exists());
}

#[tokio::test]
async fn a_server_gets_the_listed_variables_what_was_typed_and_its_secrets() {
    assert!(
        std::env::var_os("CARGO_MANIFEST_DIR").is_some(),
        "there is something to leak"
    );
    let mut spec = stand_in("");
    let Transport::Stdio {
        env,
        secret_env,
        working_dir,
        ..
    } = &mut spec.transport
    else {
        unreachable!()
    };
    env.insert("TYPED".into(), "a b".into());
    secret_env.insert("KEY".into());
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().canonicalize().unwrap();
    *working_dir = Some(folder.to_str().unwrap().into());
    let confirmation = Confirmation::given(spec.identity());
    let stop = CancellationToken::new();
    let bare = Connection::open(&spec, &confirmation, &Secrets::none(), &options(), &stop);
    assert_eq!(
        bare.unwrap_err().kind,
        Kind::BadSecret,
        "the key is missing"
    );
    let secrets = Secrets::none().with("KEY", Secret::new("sk-1"));
    let server = connect_how(&spec, &secrets, &options(), &stop)
        .await
        .unwrap();
    let environment = said(&server, "environment").await;
    let names: BTreeSet<&str> = environment
        .lines()
        .filter_map(|line| Some(line.split_once('=')?.0))
        .collect();
    let allowed = [
        "HOME", "LANG", "LC_ALL", "LC_CTYPE", "LOGNAME", "PATH", "SHELL", "TMPDIR", "TZ", "USER",
        "TYPED", "KEY",
    ];
    for name in &names {
        // macOS adds one of its own to every process.
        assert!(
            allowed.contains(name) || *name == "__CF_USER_TEXT_ENCODING",
            "{name} leaked"
        );
    }
    assert!(names.contains("PATH"));
    assert!(environment.contains("TYPED=a b\n") || environment.ends_with("TYPED=a b"));
    assert!(environment.lines().any(|line| line == "KEY=sk-1"));
    assert_eq!(said(&server, "where").await, folder.to_str().unwrap());
}

#[tokio::test]
async fn without_a_folder_a_server_runs_in_the_users_home() {
    let server = connect(&stand_in("")).await;
    let home = std::env::var("HOME").unwrap();
    let home = std::path::Path::new(&home).canonicalize().unwrap();
    assert_eq!(said(&server, "where").await, home.to_str().unwrap());
}

#[tokio::test]
async fn what_cannot_be_started_says_why() {
    let error = refused(&program("pulse-no-such-command", &[]), &options()).await;
    assert_eq!(error.kind, Kind::CommandNotFound);
    assert!(error.said.contains("pulse-no-such-command"), "{error}");
    let folder = std::env::temp_dir();
    let error = refused(&program(folder.to_str().unwrap(), &[]), &options()).await;
    assert_eq!(
        error.kind,
        Kind::NotStarted,
        "a folder is no command: {error}"
    );
}

#[tokio::test]
async fn a_start_that_fails_says_why() {
    let error = refused(&stand_in("dies"), &options()).await;
    assert_eq!(
        (error.kind, &*error.said),
        (Kind::Crashed, "the server ended with code 3")
    );
    assert_eq!(error.stderr, "no configuration found");

    let error = refused(&stand_in("refuses"), &options()).await;
    assert_eq!(
        (error.kind, &*error.said),
        (Kind::Handshake, "no [31mlicence (-32000)")
    );

    let error = refused(&stand_in("wrong"), &options()).await;
    assert_eq!(error.kind, Kind::Handshake, "{error}");

    let short = Options {
        start: Duration::from_millis(200),
        ..options()
    };
    let error = refused(&stand_in("mute"), &short).await;
    assert_eq!(error.kind, Kind::TimedOut, "{error}");

    let small = Options {
        message: 1 << 16,
        ..options()
    };
    let error = refused(&stand_in("flood"), &small).await;
    assert_eq!(error.kind, Kind::TooLarge, "{error}");
}

#[cfg(unix)]
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
async fn a_server_may_write_as_much_to_standard_error_as_it_likes() {
    let server = connect(&stand_in("noisy")).await;
    assert_eq!(said(&server, "slow").await, "at last");
    let stderr = common::complaints(&server).await;
    assert!(
        stderr.ends_with("xxx\nout of memory") || stderr.ends_with("xxxout of memory"),
        "{stderr}"
    );
    assert!(stderr.len() <= options().stderr, "only the end is kept");
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

#[cfg(unix)]
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
#[cfg(unix)]
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

#[cfg(unix)]
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

#[cfg(unix)]
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

#[cfg(unix)]
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
    let other = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    other.block_on(assert_dies(&pid));
    drop(server);
}

#[cfg(unix)]
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
    #[cfg(unix)]
    assert_eq!(
        children_of_this_process_named("mcp-stand-in"),
        Vec::<String>::new()
    );
}

#[cfg(unix)]
async fn assert_dies(pid: &str) {
    within(async {
        while lives(pid) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await;
}

/// Whether the process runs. One that ended and was not asked for yet does not.
#[cfg(unix)]
fn lives(pid: &str) -> bool {
    let state = std::process::Command::new("ps")
        .args(["-o", "stat=", "-p", pid])
        .output()
        .unwrap();
    let state = String::from_utf8_lossy(&state.stdout);
    !state.trim().is_empty() && !state.trim().starts_with('Z')
}
