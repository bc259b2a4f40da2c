//! The real keychain: on Linux the Secret Service of GNOME, in a session of its own.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use contract::Code;
use secrets::{Place, Secret, Secrets};

/// Set in the copy of this test that runs inside the session.
const INSIDE: &str = "PULSE_TEST_INSIDE_A_SESSION";

fn keychain() -> Secrets {
    Secrets::open(Place::Keychain {
        service: "studio.pulse.desktop.test".into(),
    })
}

/// Runs the test `name` again in a D-Bus session of its own with an unlocked keyring.
fn in_a_session(name: &str, folder: &Path) {
    let script =
        "gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec \"$0\" \"$@\"";
    let mut child = Command::new("dbus-run-session")
        .args(["--", "sh", "-c", script])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env(INSIDE, "1")
        .env("HOME", folder)
        .env("XDG_RUNTIME_DIR", folder)
        .env("XDG_DATA_HOME", folder)
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .stdin(Stdio::piped())
        .spawn()
        .expect("dbus-run-session and gnome-keyring are set up by `cargo xtask setup`");
    // The password of the new keyring.
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"tides").unwrap();
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[tokio::test]
async fn it_keeps_gives_and_forgets() {
    if std::env::var_os(INSIDE).is_none() {
        let folder = tempfile::tempdir().unwrap();
        in_a_session("it_keeps_gives_and_forgets", folder.path());
        return;
    }
    let secrets = keychain();
    assert!(secrets.get("openai").await.unwrap().is_none());
    secrets.delete("openai").await.unwrap();
    for key in ["sk-one", "sk-two, ü", &"long ".repeat(600)] {
        let key = Secret::new(key.to_owned());
        secrets.set("openai", key.clone()).await.unwrap();
        assert_eq!(keychain().get("openai").await.unwrap(), Some(key));
    }
    secrets
        .set("groq", Secret::new("gsk".into()))
        .await
        .unwrap();
    secrets.delete("openai").await.unwrap();
    assert!(secrets.get("openai").await.unwrap().is_none());
    assert!(secrets.get("groq").await.unwrap().is_some());
}

#[tokio::test]
async fn without_one_the_error_says_so() {
    if std::env::var_os(INSIDE).is_none() {
        let name = "without_one_the_error_says_so";
        let status = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", name])
            .env(INSIDE, "1")
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
            .status();
        assert!(status.unwrap().success());
        return;
    }
    let secrets = keychain();
    for _ in 0..2 {
        let error = secrets.get("openai").await.unwrap_err();
        assert_eq!(error.code, Code::KeychainUnavailable);
        assert!(
            error.detail.is_some(),
            "what the system says helps to mend it"
        );
    }
}
