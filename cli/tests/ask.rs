//! `pulse ask`, the real program with the real model.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

use common::{Ended, Pulse};
use contract::conversation::{ListConversations, OpenConversation};
use contract::message::MessageStatus;
use contract::{Handlers, message::Message};
use serde_json::{Value, json};

/// All messages of the newest conversation, and how many conversations there are.
async fn newest(pulse: &Pulse) -> (usize, Vec<Message>) {
    let studio = pulse.studio().await;
    let page = studio
        .list_conversations(ListConversations::default())
        .await
        .unwrap();
    let id = page.conversations[0].id;
    let open = OpenConversation {
        id,
        limit: None,
        around: None,
    };
    let messages = studio.open_conversation(open).await.unwrap().page.messages;
    studio.shutdown().await;
    (page.conversations.len(), messages)
}

fn deltas(lines: &[Value]) -> String {
    lines
        .iter()
        .filter_map(|line| line["text"].as_str())
        .collect()
}

#[tokio::test]
async fn a_reply_is_printed_and_kept() {
    let pulse = Pulse::with_model();
    let common = ["--provider", "local", "--seed", "7", "--max-tokens", "12"];
    let text = pulse.run(&[&["ask"], &common[..], &["Name three colours."]].concat());
    assert_eq!((text.code, text.err.as_str()), (Some(0), ""), "{text:?}");
    assert!(
        text.out.trim().len() > 3 && text.out.ends_with('\n'),
        "{text:?}"
    );

    let json = pulse.run(&[&["ask", "--json"], &common[..], &["Name three colours."]].concat());
    assert_eq!((json.code, json.err.as_str()), (Some(0), ""), "{json:?}");
    let lines = json.lines();
    let (done, said) = lines.split_last().unwrap();
    assert!(said.iter().all(|line| line["type"] == "delta"), "{said:?}");
    assert_eq!(
        deltas(said).trim_end(),
        text.out.trim_end(),
        "the same seed, the same reply"
    );
    assert_eq!(done["type"], "done");
    assert_eq!(
        (&done["provider"], &done["route"]),
        (&json!("local"), &json!("local"))
    );
    assert_eq!(done["model"], "SmolLM2-135M-Instruct.Q4_1");
    assert!(done["usage"]["input_tokens"].as_u64().unwrap() > 5);
    assert!((1..=12).contains(&done["usage"]["output_tokens"].as_u64().unwrap()));
    let (first, total) = (
        &done["timing"]["first_token_ms"],
        &done["timing"]["total_ms"],
    );
    assert!(first.as_u64().unwrap() <= total.as_u64().unwrap());
    let keys: Vec<_> = done.as_object().unwrap().keys().collect();
    assert_eq!(keys.len(), 6, "exactly what ARCHITECTURE.md says: {keys:?}");

    let (count, messages) = newest(&pulse).await;
    assert_eq!(count, 2, "each question began a conversation");
    assert_eq!(messages[0].text, "Name three colours.");
    assert_eq!(
        messages[1].text,
        deltas(said),
        "what was printed is what is kept"
    );
    assert_eq!(messages[1].status, MessageStatus::Complete);
}

#[tokio::test]
async fn the_prompt_can_be_piped_in_and_a_conversation_gone_on_with() {
    let pulse = Pulse::with_model();
    for arguments in [
        &["ask", "--max-tokens", "2"][..],
        &["ask", "--max-tokens", "2", "-"],
    ] {
        let mut child = pulse
            .command(arguments)
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all("Größe?".as_bytes())
            .unwrap();
        let ended = Ended::of(child.wait_with_output().unwrap());
        assert_eq!(ended.code, Some(0), "{ended:?}");
    }
    let (count, messages) = newest(&pulse).await;
    assert_eq!((count, messages[0].text.as_str()), (2, "Größe?"));

    let id = messages[0].conversation.to_string();
    let ended = pulse.run(&[
        "ask",
        "--max-tokens",
        "2",
        "--conversation",
        &id,
        "And then?",
    ]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let (count, messages) = newest(&pulse).await;
    assert_eq!(
        (count, messages.len()),
        (2, 4),
        "no new conversation, two more messages"
    );
    let nobody = "01905c3c-d1c0-7000-8000-000000000001";
    pulse
        .run(&["ask", "--conversation", nobody, "Hi"])
        .assert_complaint(1, "conversation");
}

#[tokio::test]
async fn two_at_the_same_time_do_not_disturb_each_other() {
    let pulse = Pulse::with_model();
    let ask = |prompt| {
        pulse
            .command(["ask", "--json", "--max-tokens", "6", prompt])
            .spawn()
            .unwrap()
    };
    let (one, two) = (ask("One?"), ask("Two?"));
    for child in [one, two] {
        let ended = Ended::of(child.wait_with_output().unwrap());
        assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{ended:?}");
        assert_eq!(ended.lines().pop().unwrap()["type"], "done");
    }
    assert_eq!(newest(&pulse).await.0, 2);
}

#[cfg(unix)]
#[tokio::test]
async fn ctrl_c_stops_the_reply_and_keeps_it() {
    let pulse = Pulse::with_model();
    let long = [
        "ask",
        "--json",
        "--max-tokens",
        "4000",
        "Write a very long story.",
    ];
    let mut child = pulse.command(long).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let first: Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
    let mut interrupt = std::process::Command::new("kill");
    interrupt.args(["-INT", &child.id().to_string()]);
    assert!(interrupt.status().unwrap().success());
    let mut said = vec![first];
    said.extend(lines.map(|line| serde_json::from_str::<Value>(&line.unwrap()).unwrap()));
    let ended = child.wait().unwrap();
    assert_eq!(ended.code(), Some(130), "as shells count it");
    let last = said.pop().unwrap();
    assert_eq!(
        (&last["type"], &last["code"]),
        (&json!("error"), &json!("cancelled"))
    );
    let (_, messages) = newest(&pulse).await;
    assert_eq!(messages[1].status, MessageStatus::Stopped);
    assert!(
        messages[1].text.starts_with(&deltas(&said)),
        "all that was printed is kept"
    );
}

#[tokio::test]
async fn a_reader_that_goes_away_is_no_error() {
    let pulse = Pulse::with_model();
    let long = ["ask", "--max-tokens", "4000", "Write a very long story."];
    let mut child = pulse.command(long).spawn().unwrap();
    let mut byte = [0];
    child.stdout.take().unwrap().read_exact(&mut byte).unwrap();
    // The pipe is closed now.
    let ended = Ended::of(child.wait_with_output().unwrap());
    assert_eq!(
        (ended.code, ended.err.as_str()),
        (Some(0), ""),
        "as `head` expects it"
    );
    let (_, messages) = newest(&pulse).await;
    assert_eq!(
        messages[1].status,
        MessageStatus::Stopped,
        "nobody wants the rest"
    );
}
