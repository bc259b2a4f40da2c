//! Several processes on one data folder, one after another and at the same time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use common::{Step, UnderWay, end_of, messages, open, question, question_in, under_way};
use contract::message::{ContinueReply, MessageStatus, StopReply};
use contract::settings::Notice;
use contract::{Code, Handlers};

#[tokio::test]
async fn a_shutdown_interrupts_and_the_next_start_has_the_text() {
    // The script's end would be the reply's: it is held until the shutdown.
    let UnderWay {
        stage,
        live: _live,
        sent,
        ..
    } = under_way("one, tw").await;
    stage.studio.shutdown().await;
    let late = stage
        .studio
        .send_message(question("More"))
        .await
        .unwrap_err();
    assert!(
        matches!(late.code, Code::Cancelled | Code::StorageUnavailable),
        "nothing begins after the end: {late}"
    );

    let (studio, script) = open(&stage.folder).await;
    assert_eq!(studio.notices(), [], "an orderly end is nothing to report");
    let reply = messages(&studio, sent.conversation.id).await.pop().unwrap();
    assert_eq!(
        (reply.status, reply.text.as_str()),
        (MessageStatus::Interrupted, "one, tw")
    );
    script.reply([Step::text("o"), Step::done(2)]);
    let mut events = studio.events();
    studio
        .continue_reply(ContinueReply { reply: reply.id })
        .await
        .unwrap();
    assert_eq!(end_of(&mut events, reply.id).await.text, "one, two");
}

#[tokio::test]
async fn a_neighbour_is_left_alone_and_followed() {
    let UnderWay {
        stage,
        live,
        mut events,
        sent,
    } = under_way("one").await;

    let (neighbour, _) = open(&stage.folder).await;
    assert_eq!(
        neighbour.notices(),
        [],
        "a living session's reply is not interrupted"
    );
    let mut there = neighbour.events();
    let seen = messages(&neighbour, sent.conversation.id)
        .await
        .pop()
        .unwrap();
    assert_eq!(seen.status, MessageStatus::Streaming);
    let elsewhere = neighbour
        .stop_reply(StopReply {
            reply: sent.reply.id,
        })
        .await
        .unwrap_err();
    assert_eq!(elsewhere.code, Code::Conflict);
    let busy = question_in(sent.conversation.id, "And?");
    assert_eq!(
        neighbour.send_message(busy).await.unwrap_err().code,
        Code::Conflict
    );

    live.send(Step::text(", two")).unwrap();
    live.send(Step::done(2)).unwrap();
    let end = end_of(&mut there, sent.reply.id).await;
    assert_eq!(
        end.text, "one, two",
        "the window sees what the command line was told"
    );
    assert_eq!(end_of(&mut events, sent.reply.id).await, end);
}

#[tokio::test]
async fn a_dead_process_leaves_an_interrupted_reply() {
    // The process dies without a word: its studio is leaked, and its lock taken away
    // as the system does it.
    let UnderWay {
        stage,
        live,
        mut events,
        sent,
    } = under_way("one").await;
    // Once told *and* waited for: journalled at the latest after 150 ms.
    let stored = async {
        loop {
            let (neighbour, _) = open(&stage.folder).await;
            let seen = messages(&neighbour, sent.conversation.id)
                .await
                .pop()
                .unwrap();
            neighbour.shutdown().await;
            if seen.text == "one" {
                return;
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), stored)
        .await
        .expect("never stored");
    for lock in std::fs::read_dir(stage.folder.path().join("sessions")).unwrap() {
        std::fs::remove_file(lock.unwrap().path()).unwrap();
    }
    let (studio, _) = open(&stage.folder).await;
    assert_eq!(studio.notices(), [Notice::RepliesInterrupted { count: 1 }]);
    let reply = messages(&studio, sent.conversation.id).await.pop().unwrap();
    assert_eq!(
        (reply.status, reply.text.as_str()),
        (MessageStatus::Interrupted, "one")
    );

    // The dead one wakes up after all (a laptop's sleep): it must not overwrite.
    live.send(Step::text(" more")).unwrap();
    live.send(Step::done(2)).unwrap();
    let woken = end_of(&mut events, sent.reply.id).await;
    assert_eq!(
        woken.status,
        MessageStatus::Interrupted,
        "the window shows what is stored"
    );
}
