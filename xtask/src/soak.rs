//! `cargo xtask soak NAME`: one reliability test at its full count, or one fuzzer for its full time.

use std::fmt::Write as _;
use std::fs;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use crate::sh::{Error, Result, Run};
use crate::{place, setup, test, ui};

/// A reliability test: its name, what it shows, and which tests it is.
struct Soak {
    name: &'static str,
    shows: &'static str,
    kind: Kind,
}

/// What a soak runs.
enum Kind {
    /// The tests that this filter of nextest picks.
    Tests(&'static str),
    /// A fuzzer.
    Fuzz(&'static Fuzz),
}

/// A target of cargo-fuzz.
struct Fuzz {
    name: &'static str,
    /// The crate that its `fuzz` folder belongs to.
    package: &'static str,
    /// Folders of the crate to begin with, besides the corpus.
    seeds: &'static [&'static str],
    seconds: u32,
}

const STREAM: Fuzz = Fuzz {
    name: "stream",
    package: "crates/providers",
    seeds: &[
        "cassettes/chat-completions",
        "cassettes/generate-content",
        "cassettes/messages",
        "cassettes/responses",
    ],
    seconds: 600,
};

const CV: Fuzz = Fuzz {
    name: "cv",
    package: "crates/documents",
    seeds: &["samples"],
    seconds: 600,
};

const SOAKS: &[Soak] = &[
    Soak {
        name: "kill",
        shows: "kill -9 at 50 random moments of a streaming reply",
        kind: Kind::Tests("package(pulse-cli) & binary(kill)"),
    },
    Soak {
        name: "store",
        shows: "random operations and searches on the database against a model in memory",
        kind: Kind::Tests("package(store) & (test(property) + test(no_query_is_an_error))"),
    },
    Soak {
        name: "stream",
        shows: "ten minutes of fuzzing the vendors' streams, event reader and protocols",
        kind: Kind::Fuzz(&STREAM),
    },
    Soak {
        name: "cv",
        shows: "ten minutes of fuzzing CVs: files read, pages laid out, PDF, DOCX, SVG and JSON written and read",
        kind: Kind::Fuzz(&CV),
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
    let seed = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(1, |now| now.as_secs());
    let run = match soak.kind {
        Kind::Tests(filter) => tests(filter, seed)?,
        Kind::Fuzz(fuzz) => fuzzer(fuzz, seed)?,
    };
    let begin = Instant::now();
    let outcome = run.run();
    record(soak, seed, begin.elapsed().as_secs(), outcome.is_ok())?;
    outcome
}

/// Tests at their full counts.
fn tests(filter: &str, seed: u64) -> Result<Run> {
    setup::for_tests()?;
    ui::build()?;
    test::build()?;
    Ok(test::workspace(test::nextest(Run::cargo())?)
        .args(["--no-capture", "--filterset", filter])
        .env("PULSE_SOAK", "1")
        .env("PULSE_SEED", seed.to_string()))
}

/// A fuzzer for its full time. What breaks stays in the crate's `fuzz/artifacts`, what is new otherwise in the
/// build folder: of that the corpus takes what is worth being read in every test.
fn fuzzer(fuzz: &Fuzz, seed: u64) -> Result<Run> {
    let cargo_fuzz = setup::tools::cargo_fuzz()?;
    let target = place::fuzz_target();
    let found = target.join("corpus").join(fuzz.name);
    fs::create_dir_all(&found)?;
    let command = |verb: &str| {
        // The pinned toolchain is a stable one, and fuzzing asks for what is not: the coverage of code.
        Run::new(&cargo_fuzz)
            .args(["fuzz", verb, "--sanitizer", "none", fuzz.name])
            .dir(place::root().join(fuzz.package))
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_DIR", &target)
    };
    command("build").run()?;
    let seconds = format!("-max_total_time={}", fuzz.seconds);
    // libFuzzer takes 32 bits.
    let seed = format!("-seed={}", seed & 0x7fff_ffff);
    Ok(command("run")
        .arg(found)
        .arg(format!("fuzz/corpus/{}", fuzz.name))
        .args(fuzz.seeds)
        .args(["--", &seconds, &seed, "-max_len=8192"]))
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
