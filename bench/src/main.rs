//! `pulse-bench`: Pulse against its peers, as ratios in one run.
//!
//! Belongs here: what is measured, how, and how the figures are written down.
//! Does not belong here: building what is measured; `cargo xtask bench` does
//! that, names the programs in the environment and starts this one.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the terminal"
)]

mod cv;
mod figure;
mod house;
mod machine;
mod memory;
mod model;
mod process;
mod programs;
mod search;
mod start;
mod stream;

use std::process::ExitCode;

use e2e::Result;
use figure::Figure;

const HELP: &str = "\
pulse-bench [NAME…]   measures all, or: cv, model, start, search, stream

Writes docs/BENCHMARKS.md if all was measured. Run it by `cargo xtask bench`.
";

const NAMES: &[&str] = &["cv", "model", "start", "search", "stream"];

#[tokio::main]
async fn main() -> ExitCode {
    let chosen: Vec<String> = std::env::args().skip(1).collect();
    if let Some(other) = chosen.iter().find(|name| !NAMES.contains(&name.as_str())) {
        eprintln!("pulse-bench: nothing is called `{other}`\n\n{HELP}");
        return ExitCode::from(2);
    }
    match measure(&chosen).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("pulse-bench: not all targets are reached");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("pulse-bench: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether all that was measured reaches its target.
async fn measure(chosen: &[String]) -> Result<bool> {
    let wanted = |name: &str| chosen.is_empty() || chosen.iter().any(|chosen| chosen == name);
    let mut figures: Vec<Figure> = Vec::new();
    if wanted("model") {
        figures.extend(model::measure()?);
    }
    if wanted("start") {
        figures.extend(start::measure().await?);
    }
    if wanted("search") {
        figures.extend(search::measure().await?);
    }
    if wanted("stream") {
        figures.extend(stream::measure().await?);
    }
    if wanted("cv") {
        figures.extend(cv::measure()?);
    }
    print!("\n{}", figure::table(&figures));
    if chosen.is_empty() {
        let file = figure::write(&figures)?;
        println!("\nWritten to {}", file.display());
    }
    Ok(figures.iter().all(Figure::reached))
}
