//! llama-cpp-python, the peer of the built-in model in `cargo xtask bench`:
//! compiled by pip on this machine, as its users get it.

use std::path::PathBuf;

use super::pip;
use crate::place;
use crate::sh::Result;

const VERSION: &str = "0.3.36";

/// The folder for Python to find it in.
pub fn path() -> Result<PathBuf> {
    Ok(place::cache()?
        .join("tools")
        .join(format!("llama-cpp-python-{VERSION}")))
}

/// Compiles it, once.
pub fn install() -> Result {
    let package = format!("llama-cpp-python=={VERSION}");
    pip::install("llama-cpp-python", &path()?, &[&package])
}
