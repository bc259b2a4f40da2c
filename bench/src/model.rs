//! Tokens a second of the built-in model, against llama-cpp-python.

use std::path::Path;
use std::process::Command;

use e2e::Result;
use serde::Deserialize;

use crate::figure::{Figure, Target, median};
use crate::programs;

/// Rounds, ours and the peer's in turns.
const ROUNDS: usize = 21;
/// Tokens to generate.
const TOKENS: &str = "200";
/// Copies of [`PARAGRAPH`]: a prompt of about a thousand tokens.
const PARAGRAPHS: usize = 12;

const PARAGRAPH: &str = "The keeper of the lighthouse rose before the sun, climbed the hundred and \
    twelve steps with a can of oil in each hand, and wrote the weather of the night into the book: \
    wind from the north-west, a heavy sea, two sails far out, and a bell that nobody could place. \
    Then he trimmed the lamp, cleaned the glass, and looked for the boat that was three days late.\n\n";

const QUESTION: &str = "Continue this story at great length, in many chapters.";

const PEER: &str = include_str!("llama_cpp_python.py");

/// One run of one program.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Speed {
    prompt_tok_s: f64,
    gen_tok_s: f64,
    prompt_tokens: u32,
    gen_tokens: u32,
}

/// Generating and reading the prompt.
pub fn measure() -> Result<Vec<Figure>> {
    let folder = tempfile::tempdir()?;
    let prompt = folder.path().join("prompt.txt");
    std::fs::write(&prompt, PARAGRAPH.repeat(PARAGRAPHS) + QUESTION)?;
    let script = folder.path().join("peer.py");
    std::fs::write(&script, PEER)?;
    let threads = std::thread::available_parallelism()?.to_string();
    let (mut ours, mut peers) = (Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        ours.push(run(Command::new(programs::speed()?), &threads, &prompt)?);
        let mut python = Command::new(programs::python()?);
        python.arg(&script);
        peers.push(run(python, &threads, &prompt)?);
        println!(
            "model, round {round} of {ROUNDS}: {:?}, peer {:?}",
            ours.last(),
            peers.last()
        );
    }
    let middle = |runs: &[Speed], of: fn(&Speed) -> f64| median(runs.iter().map(of).collect());
    let figure = |what, of: fn(&Speed) -> f64| Figure {
        what,
        unit: "tok/s",
        ours: middle(&ours, of),
        peer: Some(middle(&peers, of)),
        target: Target::Least(1.0),
    };
    Ok(vec![
        figure("Model: generating", |run| run.gen_tok_s),
        figure("Model: reading the prompt", |run| run.prompt_tok_s),
    ])
}

/// Runs `MODEL THREADS PROMPT_FILE N` and reads its line of JSON.
fn run(mut program: Command, threads: &str, prompt: &Path) -> Result<Speed> {
    let output = program
        .arg(programs::model()?)
        .args([threads.as_ref(), prompt.as_os_str(), TOKENS.as_ref()])
        .output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{program:?} failed: {said}").into());
    }
    let speed: Speed = serde_json::from_slice(&output.stdout)?;
    if speed.gen_tokens < 100 || speed.prompt_tokens < 500 {
        return Err(format!("{program:?} did too little to be measured: {speed:?}").into());
    }
    Ok(speed)
}
