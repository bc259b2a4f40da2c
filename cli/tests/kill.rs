//! `kill -9` at random moments of a streaming reply: nothing is lost.
//!
//! Five moments by default, fifty with `PULSE_SOAK=1`; `PULSE_SEED` repeats a run.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test may end here"
)]

mod common;

use std::io::{BufRead, BufReader};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use common::Pulse;
use contract::Handlers;
use contract::conversation::{ListConversations, OpenConversation};
use contract::message::MessageStatus;
use contract::settings::Notice;
use serde_json::Value;

const PROMPT: &str = "Write a very long story about the sea, chapter by chapter.";
/// What arrived so long before the end must have survived it.
const DURABLE_AFTER: Duration = Duration::from_millis(250);
/// The latest moment, counted from the first text.
const LATEST: u64 = 2500;

/// SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }
}

/// What was printed before the kill: all of it, and what had been there for 250 ms.
struct Printed {
    all: String,
    durable: String,
}

/// Asks, and kills `delay` after the first text. `None`: the reply was over by then.
fn ask_and_kill(pulse: &Pulse, seed: u64, delay: Duration) -> Option<Printed> {
    let seed = (seed as u32).to_string();
    let arguments = [
        "ask",
        "--json",
        "--max-tokens",
        "4000",
        "--temperature",
        "1.2",
        "--seed",
    ];
    let mut child = pulse
        .command(arguments.iter().copied().chain([seed.as_str(), PROMPT]))
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let (sender, lines) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        // A line cut off by the kill does not count: it was not received.
        for line in out.lines().map_while(Result::ok) {
            if let Ok(line) = serde_json::from_str::<Value>(&line) {
                sender.send((Instant::now(), line)).unwrap();
            }
        }
    });
    let first = lines.recv().expect("the reply begins");
    std::thread::sleep(delay);
    let killed = Instant::now();
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap();

    let mut printed = Printed {
        all: String::new(),
        durable: String::new(),
    };
    for (at, line) in std::iter::once(first).chain(lines) {
        if line["type"] != "delta" {
            return None;
        }
        let text = line["text"].as_str().unwrap();
        printed.all.push_str(text);
        if at + DURABLE_AFTER <= killed {
            printed.durable.push_str(text);
        }
    }
    Some(printed)
}

#[tokio::test]
async fn a_kill_loses_nothing_older_than_250_ms() {
    let rounds = if std::env::var("PULSE_SOAK").is_ok_and(|soak| soak == "1") {
        50
    } else {
        5
    };
    let seed = std::env::var("PULSE_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or_else(|| u64::from(std::process::id()) ^ 0x5eed_0f00_0000_0000);
    println!("PULSE_SEED={seed} rounds={rounds}");
    let mut random = Random(seed);
    let pulse = Pulse::with_model();
    let mut killed = 0;
    let mut tries = 0;
    while killed < rounds {
        tries += 1;
        assert!(
            tries <= rounds * 3,
            "the model ends its stories too soon to be killed"
        );
        let delay = Duration::from_millis(random.below(LATEST));
        let printed = ask_and_kill(&pulse, random.below(u64::MAX), delay);
        let Some(printed) = printed else { continue };
        killed += 1;
        let round = format!("round {killed} of PULSE_SEED={seed}, killed after {delay:?}");

        let studio = pulse.studio().await;
        assert_eq!(
            studio.notices(),
            [Notice::RepliesInterrupted { count: 1 }],
            "{round}"
        );
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
        let [user, reply] = &messages[..] else {
            panic!("{round}: {messages:?}")
        };
        assert_eq!(user.text, PROMPT, "{round}: the user's message is there");
        assert_eq!(reply.status, MessageStatus::Interrupted, "{round}");
        assert!(
            reply.text.starts_with(&printed.durable),
            "{round}: lost text that had been there for 250 ms\nkept: {:?}\nprinted: {:?}",
            reply.text,
            printed.durable
        );
        assert!(
            reply.text.starts_with(&printed.all) || printed.all.starts_with(&reply.text),
            "{round}: what is kept is not what was said\nkept: {:?}\nprinted: {:?}",
            reply.text,
            printed.all
        );

        let database = pulse.home().join("pulse.db");
        let opened = store::Store::open(&database, contract::Timestamp(0))
            .await
            .unwrap();
        assert_eq!(opened.set_aside, None, "{round}: the database is sound");
        let store = opened.store;
        store
            .integrity_check()
            .await
            .unwrap_or_else(|error| panic!("{round}: {error}"));
        store.close().await.unwrap();
    }
    assert_eq!(killed, rounds);
}
