//! Servers as processes: started only when confirmed, with no more than they need, and what fails says why.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::collections::BTreeSet;
use std::time::Duration;

use common::{connect, connect_how, options, program, refused, said, stand_in};
use mcp::{Confirmation, Connection, Kind, Options, Secret, Secrets, Transport};
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
