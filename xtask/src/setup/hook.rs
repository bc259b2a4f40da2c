//! The commit hook: formatting, lints and licences before a commit. Offered, not forced:
//! a hook that somebody else put there stays.

use super::say;
use crate::sh::{Result, Run};

const FOLDER: &str = ".githooks";

/// Points git at the project's hooks if it has none of its own.
pub fn offer() -> Result {
    let config = || Run::new("git").args(["config", "--local", "core.hooksPath"]);
    if !Run::new("git").args(["rev-parse", "--git-dir"]).succeeds() {
        say("commit hook", "not a git checkout");
        return Ok(());
    }
    match config().output() {
        Some(path) if path == FOLDER => say("commit hook", "on"),
        Some(path) => say("commit hook", format!("left alone: git uses {path}")),
        None => {
            config().arg(FOLDER).run()?;
            say(
                "commit hook",
                "on (off again: git config --unset core.hooksPath)",
            );
        }
    }
    Ok(())
}
