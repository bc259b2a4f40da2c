//! What can be said of the source without running it.

use crate::setup::tools;
use crate::sh::{Result, Run, which};
use crate::test;

/// Formatting, lints and licences.
pub fn check() -> Result {
    format()?;
    lint()?;
    licences()
}

/// rustfmt, without writing.
pub fn format() -> Result {
    Run::cargo().args(["fmt", "--all", "--check"]).run()
}

/// clippy over every target; a warning is an error.
pub fn lint() -> Result {
    test::workspace(Run::cargo().arg("clippy"))
        .args(["--all-targets", "--locked", "--", "-D", "warnings"])
        .run()
}

/// Licences, bans and sources by cargo-deny, where it is installed. The
/// advisories need a network and are CI's (`.github/workflows/ci.yml`).
pub fn licences() -> Result {
    let Some(deny) = tools::cargo_deny().or_else(|| which("cargo-deny")) else {
        println!("  cargo-deny is not installed: licences are not checked here");
        println!("  (cargo install cargo-deny --locked)");
        return Ok(());
    };
    Run::new(deny)
        .args(["--offline", "check", "licenses", "bans", "sources"])
        .run()
}
