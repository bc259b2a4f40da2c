//! `cargo xtask soak NAME`: one reliability test at its full count.

use std::fmt::Write as _;
use std::fs;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use crate::sh::{Error, Result, Run};
use crate::{place, setup, test, ui};

/// A reliability test: its name, what it shows, and which tests it is.
struct Soak {
    name: &'static str,
    shows: &'static str,
    filter: &'static str,
}

const SOAKS: &[Soak] = &[
    Soak {
        name: "kill",
        shows: "kill -9 at 50 random moments of a streaming reply",
        filter: "package(pulse-cli) & binary(kill)",
    },
    Soak {
        name: "store",
        shows: "random operations and searches on the database against a model in memory",
        filter: "package(store) & (test(property) + test(no_query_is_an_error))",
    },
];

/// Runs the soak and writes its result, commit and seed to docs/RELIABILITY.md.
pub fn soak(name: Option<&str>) -> Result {
    let Some(soak) = SOAKS.iter().find(|soak| Some(soak.name) == name) else {
        println!("cargo xtask soak NAME\n");
        for soak in SOAKS {
            println!("  {:<10} {}", soak.name, soak.shows);
        }
        return match name {
            None | Some("list") => Ok(()),
            Some(other) => Err(Error::new(format!("no soak is called `{other}`"))),
        };
    };
    setup::everything(false)?;
    ui::build()?;
    test::build()?;
    let seed = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(1, |now| now.as_secs());
    let begin = Instant::now();
    let outcome = test::workspace(test::nextest(Run::cargo())?)
        .args(["--no-capture", "--filterset", soak.filter])
        .env("PULSE_SOAK", "1")
        .env("PULSE_SEED", seed.to_string())
        .run();
    record(soak, seed, begin.elapsed().as_secs(), outcome.is_ok())?;
    outcome
}

/// Adds a row to docs/RELIABILITY.md.
fn record(soak: &Soak, seed: u64, seconds: u64, passed: bool) -> Result {
    let commit = Run::new("git")
        .args(["rev-parse", "--short", "HEAD"])
        .output();
    let clean = Run::new("git").args(["diff", "--quiet", "HEAD"]).succeeds();
    let file = place::root().join("docs/RELIABILITY.md");
    let mut text = fs::read_to_string(&file)?;
    let result = if passed { "passed" } else { "FAILED" };
    let changed = if clean { "" } else { " + changes" };
    writeln!(
        text,
        "| {} | {} | {result} | {}{changed} | {seed} | {seconds} s |",
        soak.name,
        soak.shows,
        commit.as_deref().unwrap_or("?"),
    )
    .map_err(|error| Error::new(error.to_string()))?;
    fs::write(&file, text)?;
    println!(
        "\n{}: {result} in {seconds} s, seed {seed}; written to docs/RELIABILITY.md",
        soak.name
    );
    Ok(())
}
