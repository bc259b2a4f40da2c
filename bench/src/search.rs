//! What a person waits for in a full house: hits for each letter that is typed, and a conversation that
//! is opened.

use e2e::{Home, Pulse, Result, SHORT};
use serde_json::{Value, json};

use crate::figure::{Figure, Target, median, percentile};
use crate::house::House;
use crate::programs;

const SEARCH: &str = include_str!("search.js");
const OPEN: &str = include_str!("open.js");
const LETTER: &str = include_str!("letter.js");

/// Frequent and seldom words, several of them, another script, and nothing that is there.
const QUERIES: &[&str] = &[
    "the",
    "for be",
    "recipe design number",
    "jalapeno",
    "insurance empire",
    "mountain of can",
    "sonata",
    "東京",
    "質問関数",
    "xylophone",
];
/// Conversations that are opened, if the list shows as many.
const OPENED: usize = 40;
/// Letters that the empty window shows.
const LETTERS: usize = 80;

/// Both figures.
pub async fn measure() -> Result<Vec<Figure>> {
    println!("search: filling a database");
    let house = House::build().await?;
    let window = Pulse::start_program(&programs::pulse()?, &house.home, &[]).await?;
    window.css("[data-message]").await?;
    let keys = run(&window, SEARCH, json!({ "queries": QUERIES })).await?;
    let but = [house.long, house.empty];
    let opened = run(&window, OPEN, json!({ "count": OPENED, "but": but })).await?;
    window.quit().await?;
    let bare = Home::empty()?;
    let window = Pulse::start_program(&programs::empty_window()?, &bare, &[]).await?;
    let letters = run(&window, LETTER, json!({ "count": LETTERS })).await?;
    window.quit().await?;
    let figure = |what, times: Vec<f64>, most| {
        let (count, middle) = (times.len(), median(times.clone()));
        println!(
            "search: {what}: {count} times, median {middle:.0} ms, a letter in the empty window {:.0} ms",
            median(letters.clone())
        );
        Figure {
            what,
            unit: "ms",
            ours: percentile(times, 0.95),
            peer: Some(percentile(letters.clone(), 0.95)),
            target: Target::Beyond(most),
        }
    };
    Ok(vec![
        figure(
            "Search in 100,000 messages: a key to its hits, 95th percentile",
            keys,
            50.0,
        ),
        figure(
            "Opening one of 1,000 conversations: a click to its messages, 95th percentile",
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
