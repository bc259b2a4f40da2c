//! What a streaming reply costs the page: processor time a token in a long
//! conversation against an empty one, and stalls against an empty window.

use std::path::Path;
use std::time::Duration;

use contract::{ConversationId, MessageId};
use e2e::{Home, Pulse, Result, SHORT};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::figure::{Figure, Target, median};
use crate::house::House;
use crate::{process, programs};

const CHANNEL: &str = include_str!("channel.js");
const SCRIPT: &str = include_str!("stream.js");
/// What a reply is made of, again and again: every kind of block.
const CHAPTER: &str = include_str!("chapter.md");

/// Rounds, ours and the peer's in turns.
const ROUNDS: usize = 3;
/// Tokens of the reply whose time is measured.
const TIMED: usize = 4_000;
/// Tokens of the reply whose stalls are measured.
const LONG: usize = 20_000;
/// Tokens of one event: 300 a second at the studio's 33 ms.
const A_PIECE: usize = 10;
/// How long the page's own unrest is measured, to be taken off.
const IDLE: Duration = Duration::from_secs(5);

/// What the script is to send.
#[derive(Debug, Serialize)]
struct Plan {
    conversation: ConversationId,
    parent: Option<MessageId>,
    user: MessageId,
    reply: MessageId,
    pieces: Vec<String>,
}

/// What the script saw.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Gaps {
    /// The longest time that the main thread was deaf, in milliseconds.
    worst: f64,
    /// How often it was deaf for more than 50 ms.
    over: u32,
}

/// All three figures.
pub async fn measure() -> Result<Vec<Figure>> {
    println!("stream: filling a database");
    let house = House::build().await?;
    let (mut long, mut empty) = (Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        long.push(time_a_token(&house, house.long).await?);
        empty.push(time_a_token(&house, house.empty).await?);
        println!(
            "stream, round {round} of {ROUNDS}: {:?} us a token, empty {:?} us",
            long.last(),
            empty.last()
        );
    }
    let (mut ours, mut peers) = (Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        ours.push(stalls_of_a_long_reply(&house).await?);
        peers.push(stalls_of_an_empty_window(LONG / A_PIECE * 33 / 1000).await?);
        println!(
            "stalls, round {round} of {ROUNDS}: {:?}, empty window {:?}",
            ours.last(),
            peers.last()
        );
    }
    let middle = |runs: &[Gaps], of: fn(&Gaps) -> f64| median(runs.iter().map(of).collect());
    Ok(vec![
        Figure {
            what: "UI time a token, conversation of 1,000 messages",
            unit: "µs",
            ours: median(long),
            peer: Some(median(empty)),
            target: Target::Most(1.3),
        },
        Figure {
            what: "20,000-token reply: longest stall",
            unit: "ms",
            ours: middle(&ours, |run| run.worst),
            peer: Some(middle(&peers, |run| run.worst)),
            target: Target::Beyond(50.0),
        },
        Figure {
            what: "20,000-token reply: stalls over 50 ms",
            unit: "",
            ours: middle(&ours, |run| run.over.into()),
            peer: Some(middle(&peers, |run| run.over.into())),
            target: Target::Beyond(0.0),
        },
    ])
}

/// Microseconds of the page's main thread for each token of a reply that
/// arrives in `conversation`.
async fn time_a_token(house: &House, conversation: ConversationId) -> Result<f64> {
    let window = open(house, conversation).await?;
    let page = window.page_process().ok_or("the page has no process")?;
    let begin = process::main_thread_time(page)?;
    run(&window, None, IDLE.as_secs() as usize).await?;
    let idle = (process::main_thread_time(page)? - begin).as_secs_f64() / IDLE.as_secs_f64();

    let begin = process::main_thread_time(page)?;
    let clock = std::time::Instant::now();
    reply(&window, conversation, TIMED).await?;
    let busy = (process::main_thread_time(page)? - begin).as_secs_f64();
    let busy = busy - idle * clock.elapsed().as_secs_f64();
    window.quit().await?;
    Ok(busy * 1e6 / TIMED as f64)
}

async fn stalls_of_a_long_reply(house: &House) -> Result<Gaps> {
    let window = open(house, house.empty).await?;
    let gaps = reply(&window, house.empty, LONG).await?;
    window.quit().await?;
    Ok(gaps)
}

async fn stalls_of_an_empty_window(seconds: usize) -> Result<Gaps> {
    let home = Home::empty()?;
    let window = start(&programs::empty_window()?, &home).await?;
    let gaps = run(&window, None, seconds).await?;
    window.quit().await?;
    Ok(gaps)
}

/// Opens Pulse on `conversation` and takes its event channel over.
async fn open(house: &House, conversation: ConversationId) -> Result<Pulse> {
    house.show(conversation).await?;
    let window = start(&programs::pulse()?, &house.home).await?;
    window.ask::<()>(CHANNEL, Vec::new()).await?;
    Ok(window)
}

/// Opens a program and waits until it rests.
async fn start(program: &Path, home: &Home) -> Result<Pulse> {
    let window = Pulse::start_program(program, home, &[]).await?;
    window
        .wait(SHORT, "the page to be interactive", async || {
            let there: bool = window
                .ask(
                    "return performance.getEntriesByName('interactive').length > 0",
                    Vec::new(),
                )
                .await?;
            Ok(there.then_some(()))
        })
        .await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    Ok(window)
}

/// Lets a reply of `tokens` arrive, and makes sure that it was shown.
async fn reply(window: &Pulse, conversation: ConversationId, tokens: usize) -> Result<Gaps> {
    let plan = Plan {
        conversation,
        parent: e2e::journey::leaf(window, conversation).await?,
        user: MessageId(Uuid::now_v7()),
        reply: MessageId(Uuid::now_v7()),
        pieces: pieces(tokens),
    };
    let seconds = plan.pieces.len() * 33 / 1000;
    let gaps = run(window, Some(&plan), seconds).await?;
    window.see("The end of the reply.").await?;
    Ok(gaps)
}

/// Runs the script to its end.
async fn run(window: &Pulse, plan: Option<&Plan>, seconds: usize) -> Result<Gaps> {
    let order = json!({ "plan": plan, "seconds": seconds });
    window.ask::<()>(SCRIPT, vec![order]).await?;
    // Nothing is asked while it runs: a question takes time of the main thread.
    tokio::time::sleep(Duration::from_secs(seconds as u64)).await;
    window
        .wait(SHORT * 6, "the reply to be drawn", async || {
            window.ask("return window.benchOutcome", Vec::new()).await
        })
        .await
}

/// A reply in the pieces in which it arrives: words stand for tokens.
fn pieces(tokens: usize) -> Vec<String> {
    let mut words: Vec<&str> = CHAPTER
        .split_inclusive([' ', '\n'])
        .cycle()
        .take(tokens)
        .collect();
    words.push("\n\n```\n```\n\nThe end of the reply.");
    words.chunks(A_PIECE).map(<[&str]>::concat).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_has_its_tokens_and_its_end() {
        let pieces = pieces(25);
        assert_eq!(pieces.len(), 3, "ten, ten, five and the end");
        assert!(pieces.concat().ends_with("The end of the reply."));
        assert!(
            pieces.concat().is_ascii(),
            "the script counts bytes as characters"
        );
    }
}
