//! What a person waits for in a full house: hits for each letter that is typed, and a conversation that
//! is opened.

use e2e::{Pulse, Result, SHORT};
use serde_json::{Value, json};

use crate::figure::{Figure, Target, percentile};
use crate::house::House;
use crate::programs;

const SEARCH: &str = include_str!("search.js");
const OPEN: &str = include_str!("open.js");

/// Frequent and seldom words, several of them, another script, and nothing that is there.
const QUERIES: &[&str] = &[
    "function",
    "the value of",
    "network response",
    "memory",
    "between two lines",
    "index",
    "example query",
    "数据",
    "thread order",
    "xylophone",
];
/// Conversations that are opened.
const OPENED: usize = 40;

/// Both figures.
pub async fn measure() -> Result<Vec<Figure>> {
    println!("search: filling a database");
    let house = House::build().await?;
    let window = Pulse::start_program(&programs::pulse()?, &house.home, &[]).await?;
    window.css("[data-message]").await?;
    let keys = run(&window, SEARCH, json!({ "queries": QUERIES })).await?;
    let opened = run(&window, OPEN, json!({ "count": OPENED })).await?;
    window.quit().await?;
    println!(
        "search: {} letters, {} conversations",
        keys.len(),
        opened.len()
    );
    let figure = |what, times, most| Figure {
        what,
        unit: "ms",
        ours: percentile(times, 0.95),
        peer: None,
        target: Target::Within(most),
    };
    Ok(vec![
        figure(
            "Search in 100,000 messages: a key to its hits, 95th percentile",
            keys,
            50.0,
        ),
        figure(
            "Opening a conversation of 1,000: a click to its picture, 95th percentile",
            opened,
            100.0,
        ),
    ])
}

/// Runs a script to its end. Returns the milliseconds that it noted.
async fn run(window: &Pulse, script: &str, order: Value) -> Result<Vec<f64>> {
    window
        .ask::<()>("window.benchOutcome = null", Vec::new())
        .await?;
    window.ask::<()>(script, vec![order]).await?;
    window
        .wait(SHORT * 6, "the script to end", async || {
            window.ask("return window.benchOutcome", Vec::new()).await
        })
        .await
}
