//! `pulse import` and `pulse export`, the real program.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use std::fs::File;
use std::path::{Path, PathBuf};

use common::Pulse;
use contract::Handlers;
use contract::conversation::ListConversations;
use transcripts::Source;
use transcripts::sample::Sample;

fn sample(folder: &Path, grown: usize) -> PathBuf {
    let path = folder.join("claude.zip");
    let sample = Sample {
        grown,
        ..Sample::new(3, 12)
    };
    sample
        .zip(Source::Claude, 0, File::create(&path).unwrap())
        .unwrap();
    path
}

#[tokio::test]
async fn what_is_imported_comes_out_again() {
    let pulse = Pulse::empty();
    let outside = tempfile::tempdir().unwrap();
    let path = sample(outside.path(), 0);
    let file = path.to_str().unwrap();
    let first = pulse.run(&["import", file]);
    assert_eq!(first.code, Some(0), "{first:?}");
    assert_eq!(
        first.out, "12 imported, 0 updated, 0 unchanged, 0 skipped\n",
        "{first:?}"
    );
    sample(outside.path(), 5);
    let again = pulse.run(&["import", "--json", file]);
    assert_eq!(again.code, Some(0), "{again:?}");
    let last = again.lines().pop().unwrap();
    assert_eq!(last["type"], "job");
    assert_eq!(last["report"]["of"], "import");
    assert_eq!(last["report"]["updated"], 5);
    assert_eq!(last["report"]["unchanged"], 7);

    let all = outside.path().join("all.json");
    let written = pulse.run(&["export", "--all", "-o", all.to_str().unwrap()]);
    assert_eq!(written.out, "12 conversations exported\n", "{written:?}");
    let other = Pulse::empty();
    let moved = other.run(&["import", all.to_str().unwrap()]);
    assert_eq!(
        moved.out, "12 imported, 0 updated, 0 unchanged, 0 skipped\n",
        "{moved:?}"
    );

    let studio = pulse.studio().await;
    let page = studio
        .list_conversations(ListConversations::default())
        .await
        .unwrap();
    studio.shutdown().await;
    let one = page.conversations[0].clone();
    let out = outside.path().join("one.md");
    let id = one.id.to_string();
    let written = pulse.run(&["export", &id, "-o", out.to_str().unwrap()]);
    assert_eq!((written.code, written.out.as_str()), (Some(0), ""));
    assert!(std::fs::read_to_string(&out).unwrap().starts_with("# "));
}

#[test]
fn what_cannot_be_is_said_in_one_line() {
    let pulse = Pulse::empty();
    let outside = tempfile::tempdir().unwrap();
    let path = outside.path().join("notes.json");
    std::fs::write(&path, "{}").unwrap();
    let file = path.to_str().unwrap();
    pulse
        .run(&["import", file])
        .assert_complaint(2, "data export");
    pulse
        .run(&["import", "/nowhere/x.zip"])
        .assert_complaint(1, "read");
    let nobody = "01905c3c-d1c0-7000-8000-000000000001";
    pulse
        .run(&["export", nobody, "-o", file])
        .assert_complaint(1, "conversation");
    assert_eq!(std::fs::read(&path).unwrap(), b"{}", "it was left alone");
    pulse
        .run(&["export", nobody, "--format", "pdf", "-o", file])
        .assert_complaint(2, "--format");
}
