//! Binaryen's `wasm-opt`, which makes the interface's code smaller: the npm package holds it as
//! JavaScript for every system, and building it from source takes longer than building Pulse.

use std::path::PathBuf;

use super::{packages, say, whole};
use crate::place;
use crate::sh::{Error, Result, Run, which};

/// Must be the version in the `Trunk.toml` files.
const VERSION: &str = "132.0.0";

/// On Windows a script, which a program has to name whole.
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

fn dir() -> Result<PathBuf> {
    Ok(place::cache()?
        .join("tools")
        .join(format!("binaryen-{VERSION}")))
}

/// The folder of `wasm-opt`, for Trunk to find on PATH.
pub fn bin_dir() -> Result<PathBuf> {
    Ok(dir()?.join("node_modules/.bin"))
}

/// Fetches it, once.
pub fn install() -> Result {
    let folder = dir()?;
    if folder.is_dir() {
        say("wasm-opt", format!("binaryen {VERSION}"));
        return Ok(());
    }
    if which("node").is_none() {
        node()?;
    }
    say("wasm-opt", format!("fetching binaryen {VERSION}"));
    whole(&folder, |part| {
        Run::new(NPM)
            .args(["install", "--silent", "--no-audit", "--no-fund"])
            .args(["--ignore-scripts", "--prefix"])
            .arg(part)
            .arg(format!("binaryen@{VERSION}"))
            .run()
    })
}

fn node() -> Result {
    if which("apt-get").is_some() {
        return packages::install_debian(&["nodejs".to_owned(), "npm".to_owned()]);
    }
    Err(Error::new(
        "wasm-opt needs Node.js 18 or later with npm: install it, and then run this command again",
    ))
}
