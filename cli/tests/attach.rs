//! `pulse ask --attach`: the real program, which reads files in a child of itself.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use common::Pulse;
use contract::Handlers;
use contract::conversation::{ListConversations, OpenConversation};
use contract::message::{Message, Role};
use contract::settings::Start;

/// What the person said in the newest conversation.
async fn said(pulse: &Pulse) -> Message {
    let studio = pulse.studio().await;
    let started = studio.start(Start {}).await.unwrap();
    assert!(
        started.draft_attachments.is_empty(),
        "a window's draft is left alone"
    );
    let page = studio
        .list_conversations(ListConversations::default())
        .await
        .unwrap();
    let open = OpenConversation {
        id: page.conversations[0].id,
        limit: None,
        around: None,
    };
    let mut messages = studio.open_conversation(open).await.unwrap().page.messages;
    studio.shutdown().await;
    let first = messages.remove(0);
    assert_eq!(first.role, Role::User);
    first
}

#[tokio::test]
async fn files_go_with_the_question() {
    let pulse = Pulse::with_model();
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one.txt"), folder.path().join("two.rs"));
    std::fs::write(&one, "The tide is high.").unwrap();
    std::fs::write(&two, "fn main() {}").unwrap();
    let (one, two) = (one.to_str().unwrap(), two.to_str().unwrap());
    let files = ["--attach", one, "--attach", two];
    let options = ["--provider", "local", "--max-tokens", "4"];
    let arguments = [&["ask"], &files[..], &options[..], &["Summarise."]].concat();
    let ended = pulse.run(&arguments);
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{ended:?}");
    let said = said(&pulse).await;
    let names: Vec<&str> = said
        .attachments
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(names, ["one.txt", "two.rs"]);
}

#[tokio::test]
async fn nothing_of_a_temporary_question_is_kept() {
    let pulse = Pulse::with_model();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("one.txt");
    std::fs::write(&file, "The qxtide is high.").unwrap();
    let file = file.to_str().unwrap();
    let options = ["--provider", "local", "--max-tokens", "8"];
    let files = ["--temporary", "--attach", file];
    let arguments = [&["ask"], &files[..], &options[..], &["Sum up qxprompt."]].concat();
    let ended = pulse.run(&arguments);
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{ended:?}");
    assert!(!ended.out.trim().is_empty(), "{ended:?}");
    for word in ["qxtide", "qxprompt", "one.txt"] {
        assert!(!anywhere(&pulse.home(), word), "{word}");
    }
    let both = pulse.run(&["ask", "--temporary", "--new", "Hi"]);
    assert_eq!(both.code, Some(2), "{both:?}");
    // The same question, as it is asked as a rule, is found.
    let arguments = [
        &["ask", "--attach", file],
        &options[..],
        &["Sum up qxprompt."],
    ]
    .concat();
    assert_eq!(pulse.run(&arguments).code, Some(0));
    assert!(anywhere(&pulse.home(), "qxtide") && anywhere(&pulse.home(), "qxprompt"));
    let studio = pulse.studio().await;
    let all = ListConversations::default();
    let page = studio.list_conversations(all).await.unwrap();
    assert_eq!(page.conversations.len(), 1);
    studio.shutdown().await;
}

/// Whether a file below `folder` holds `text`.
fn anywhere(folder: &std::path::Path, text: &str) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return anywhere(&path, text);
        }
        let bytes = std::fs::read(&path).unwrap();
        let mut parts = bytes.windows(text.len());
        parts.any(|part| part == text.as_bytes())
    })
}

#[test]
fn a_file_that_cannot_be_attached_is_one_clear_line() {
    let pulse = Pulse::empty();
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing.txt");
    let broken = folder.path().join("broken.pdf");
    std::fs::write(&broken, "%PDF-1.7\nnonsense").unwrap();
    for (file, why) in [(&missing, "missing.txt"), (&broken, "damaged")] {
        let ended = pulse.run(&["ask", "--attach", file.to_str().unwrap(), "Hi"]);
        ended.assert_complaint(2, why);
    }
}

#[test]
fn a_local_model_is_shown_no_picture() {
    let pulse = Pulse::with_model();
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("dot.bmp");
    // One pixel.
    let mut bytes =
        b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\x18\0".to_vec();
    bytes.resize(58, 0);
    std::fs::write(&picture, bytes).unwrap();
    let ended = pulse.run(&["ask", "--attach", picture.to_str().unwrap(), "What is it?"]);
    ended.assert_complaint(2, "cannot see pictures");
}
