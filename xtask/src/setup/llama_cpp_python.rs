//! llama-cpp-python, the peer of the built-in model in `cargo xtask bench`:
//! compiled by pip on this machine, as its users get it.

use std::fs;
use std::path::PathBuf;

use super::{say, wheel};
use crate::place;
use crate::sh::{Result, Run};

const VERSION: &str = "0.3.36";

/// The folder for Python to find it in.
pub fn path() -> Result<PathBuf> {
    Ok(place::cache()?
        .join("tools")
        .join(format!("llama-cpp-python-{VERSION}")))
}

/// Compiles it, once.
pub fn install() -> Result {
    let folder = path()?;
    if folder.is_dir() {
        say("llama-cpp-python", VERSION);
        return Ok(());
    }
    say(
        "llama-cpp-python",
        format!("compiling {VERSION} (minutes, once)"),
    );
    // Installed beside its place and renamed, so that what is there is whole.
    let part = folder.with_extension("part");
    if part.exists() {
        fs::remove_dir_all(&part)?;
    }
    Run::new(wheel::python()?)
        .args(["-m", "pip", "install", "--quiet"])
        .args(["--disable-pip-version-check", "--target"])
        .arg(&part)
        .arg(format!("llama-cpp-python=={VERSION}"))
        .run()?;
    fs::rename(&part, &folder)?;
    Ok(())
}
