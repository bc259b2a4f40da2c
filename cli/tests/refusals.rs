//! Bad input and bad circumstances: one clear line each, and nothing lost.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use common::{Pulse, model_file};
use contract::Handlers;
use contract::conversation::ListConversations;

#[test]
fn bad_input_is_one_line_and_exit_2() {
    let pulse = Pulse::empty();
    for (arguments, about) in [
        (
            &["ask", "--provider", "nobody", "Hi"][..],
            "provider “nobody”",
        ),
        (&["ask", "--route", "plan", "Hi"], "--route plan"),
        (&["ask", "--temperature", "hot", "Hi"], "--temperature"),
        (&["ask", "--temperature", "3", "Hi"], "temperature"),
        (&["ask", "--top-p", "0", "Hi"], "top_p"),
        (&["ask", "--max-tokens", "0", "Hi"], "max_tokens"),
        (&["ask", "--conversation", "7", "Hi"], "--conversation"),
        (&["ask", "--base-url", "x", "Hi"], "--base-url"),
        (&["ask", " "], "empty"),
        (&["ask"], "empty"),
        (&["models", "--provider", "nobody"], "provider “nobody”"),
        (
            &["models", "add", "--sha256", "00", "file.gguf"],
            "--sha256",
        ),
        (&["models", "add", "ftp://example.org/a.gguf"], ""),
        (&["jobs", "cancel", "x"], "ID"),
        (&["jobs"], "subcommand"),
        (&["sing"], "sing"),
        (&[], "subcommand"),
    ] {
        let ended = pulse.run(arguments);
        assert_eq!(ended.out, "", "{arguments:?}");
        ended.assert_complaint(2, about);
    }
}

#[test]
fn failures_are_one_line_and_exit_1() {
    let pulse = Pulse::empty();
    pulse.run(&["ask", "Hi"]).assert_complaint(1, "model");
    pulse
        .run(&["jobs", "watch", "01905c3c-d1c0-7000-8000-000000000001"])
        .assert_complaint(1, "job");
    let ended = pulse.run(&["ask", "--json", "--model", "nobody", "Hi"]);
    ended.assert_complaint(1, "nobody");
    let lines = ended.lines();
    assert_eq!(lines.len(), 1);
    assert_eq!(
        (&lines[0]["type"], &lines[0]["code"]),
        (&"error".into(), &"model_missing".into())
    );
    assert!(lines[0]["message"].as_str().unwrap().contains("nobody"));
}

#[test]
fn help_and_version_are_no_complaints() {
    let pulse = Pulse::empty();
    let version = pulse.run(&["--version"]);
    assert_eq!((version.code, version.err.as_str()), (Some(0), ""));
    assert_eq!(
        version.out,
        format!("pulse {}\n", env!("CARGO_PKG_VERSION"))
    );
    let help = pulse.run(&["ask", "--help"]);
    assert_eq!(help.code, Some(0));
    assert!(help.out.contains("--max-tokens"), "{}", help.out);
    assert!(
        !pulse.home().exists(),
        "asking for help makes no data folder"
    );
}

/// Root may write everywhere, so permissions cannot be the obstacle here: a file is.
#[test]
fn a_home_that_cannot_be_is_named() {
    let pulse = Pulse::empty();
    std::fs::write(pulse.home(), "a file, not a folder").unwrap();
    pulse
        .run(&["ask", "Hi"])
        .assert_complaint(1, &pulse.home().display().to_string());
    let below = pulse.home().join("below");
    let output = pulse
        .command(["models"])
        .env("PULSE_HOME", &below)
        .output()
        .unwrap();
    common::Ended::of(output).assert_complaint(1, &below.display().to_string());
    assert_eq!(
        std::fs::read(pulse.home()).unwrap(),
        b"a file, not a folder"
    );
}

#[tokio::test]
async fn a_damaged_database_is_set_aside_and_said() {
    let pulse = Pulse::empty();
    std::fs::create_dir(pulse.home()).unwrap();
    let garbage = vec![0x5a; 10_000];
    std::fs::write(pulse.home().join("pulse.db"), &garbage).unwrap();
    let ended = pulse.run(&["models"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.err.contains("damaged"), "{ended:?}");
    let aside = std::fs::read_dir(pulse.home())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let aside: Vec<_> = aside
        .filter(|path| {
            path.file_name()
                .unwrap()
                .to_string_lossy()
                .starts_with("pulse.db.damaged")
        })
        .collect();
    assert_eq!(aside.len(), 1, "{aside:?}");
    assert_eq!(
        std::fs::read(&aside[0]).unwrap(),
        garbage,
        "nothing of it is lost"
    );
    assert_eq!(pulse.run(&["models"]).err, "", "said once");
    let studio = pulse.studio().await;
    let page = studio
        .list_conversations(ListConversations::default())
        .await
        .unwrap();
    assert_eq!(page.conversations, [], "the new database works");
    studio.shutdown().await;
}

#[test]
fn models_and_jobs_are_listed() {
    let pulse = Pulse::empty();
    assert!(
        pulse.run(&["models"]).out.contains("pulse models add"),
        "says what to do"
    );
    assert_eq!(
        pulse.run(&["models", "--json"]).out,
        "",
        "no model, no line"
    );
    assert_eq!(pulse.run(&["jobs", "list", "--json"]).out, "");

    let file = model_file();
    let added = pulse.run(&["models", "add", file.to_str().unwrap()]);
    assert_eq!((added.code, added.err.as_str()), (Some(0), ""), "{added:?}");
    let lines = pulse
        .run(&["models", "--provider", "local", "--json"])
        .lines();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["type"], "model");
    assert_eq!(lines[0]["provider"], "local");
    assert_eq!(lines[0]["id"].as_str(), Some(added.out.trim_end()));
    assert_eq!(lines[0]["bytes"], std::fs::metadata(&file).unwrap().len());
    let letter = pulse.home().join("letter.gguf");
    std::fs::write(&letter, "Dear reader").unwrap();
    pulse
        .run(&["models", "add", letter.to_str().unwrap()])
        .assert_complaint(1, "GGUF");

    // Port 9 of this computer: nobody listens there.
    let url = "http://127.0.0.1:9/small.gguf";
    let mut child = pulse
        .command(["models", "add", url, "--json"])
        .spawn()
        .unwrap();
    let id = loop {
        let lines = pulse.run(&["jobs", "list", "--json"]).lines();
        if let Some(job) = lines.first() {
            assert_eq!(
                (&job["type"], &job["title"]),
                (&"job".into(), &"small.gguf".into())
            );
            break job["id"].as_str().unwrap().to_owned();
        }
    };
    let cancelled = pulse.run(&["jobs", "cancel", &id, "--json"]);
    assert_eq!(cancelled.code, Some(0), "{cancelled:?}");
    assert_eq!(cancelled.lines()[0]["state"]["state"], "cancelled");
    assert_eq!(
        child.wait().unwrap().code(),
        Some(1),
        "whoever waited for it hears of the end"
    );
    let queued = pulse.run(&["jobs", "retry", &id]);
    assert_eq!(queued.code, Some(0), "{queued:?}");
    assert!(queued.out.contains("queued"), "{queued:?}");
}

#[test]
fn usage_is_told_also_where_there_is_none() {
    let pulse = Pulse::empty();
    let lines = pulse.run(&["usage", "--days", "7", "--json"]).lines();
    assert_eq!(
        lines.len(),
        1,
        "no model was asked, so all there is is the sum"
    );
    assert_eq!(lines[0]["type"], "total");
    assert_eq!(lines[0]["days"], 7);
    assert_eq!(lines[0]["sums"]["requests"], 0);
    pulse
        .run(&["usage", "--days", "0"])
        .assert_complaint(2, "--days");
}
