//! A window that opens a conversation at any moment of a streaming reply ends with
//! exactly its text: the offsets of deltas neither lose nor double a byte.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test may end here"
)]

mod common;

use std::time::Duration;

use common::{Step, messages, question, stage};
use contract::Event;
use contract::Handlers;
use contract::message::{Message, MessageStatus};
use tokio::sync::broadcast::Receiver;

/// What a window does with events of `shown`: as `ReplyDelta::offset` says.
fn apply(shown: &mut Message, event: Event) {
    match event {
        Event::ReplyDelta(delta) if delta.message == shown.id => {
            let offset = usize::try_from(delta.offset).unwrap();
            let known = shown.text.len();
            assert!(
                offset <= known,
                "a gap: the window has {known} bytes, the delta begins at {offset}"
            );
            // What is there already is dropped.
            if let Some(fresh) = delta.text.get(known - offset..) {
                shown.text.push_str(fresh);
            }
        }
        Event::MessageChanged(message) if message.id == shown.id => *shown = message,
        _ => {}
    }
}

async fn watch(mut shown: Message, mut events: Receiver<Event>) -> Message {
    while shown.status == MessageStatus::Streaming {
        apply(&mut shown, events.recv().await.expect("no event is lost"));
    }
    shown
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_moment_is_a_good_one_to_open() {
    let seed = std::env::var("PULSE_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or_else(|| uuid::Uuid::now_v7().as_u128() as u64);
    println!("PULSE_SEED={seed}");
    let mut random = seed;
    let mut next = move |below: u64| {
        // SplitMix64.
        random = random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % below
    };

    let stage = stage().await;
    let live = stage.script.live();
    let sent = stage.studio.send_message(question("Go")).await.unwrap();
    let conversation = sent.conversation.id;
    let pauses: Vec<u64> = (0..400).map(|_| next(6)).collect();
    let speaker = tokio::spawn(async move {
        let mut whole = String::new();
        for (n, pause) in pauses.into_iter().enumerate() {
            let text = format!("§{n} ");
            whole.push_str(&text);
            live.send(Step::text(&text)).unwrap();
            if pause > 0 {
                tokio::time::sleep(Duration::from_millis(pause)).await;
            }
        }
        live.send(Step::done(400)).unwrap();
        whole
    });

    let mut windows = Vec::new();
    for _ in 0..60 {
        // Listens first, as the window does, then opens.
        let events = stage.studio.events();
        let shown = messages(&stage.studio, conversation).await.pop().unwrap();
        windows.push((shown.text.len(), tokio::spawn(watch(shown, events))));
        tokio::time::sleep(Duration::from_millis(next(25))).await;
    }
    let whole = speaker.await.unwrap();
    for (at, window) in windows {
        let shown = tokio::time::timeout(Duration::from_secs(60), window);
        let shown = shown.await.expect("the end never came").unwrap();
        assert_eq!(shown.text, whole, "opened at byte {at}");
        assert_eq!(shown.status, MessageStatus::Complete);
    }
}
