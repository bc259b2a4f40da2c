//! Installs what is missing and says what it does. Safe to run again: what is
//! there is left alone.

pub mod axe;
pub mod binaryen;
pub mod cv_peers;
mod hook;
pub mod llama_cpp_python;
pub mod model;
mod packages;
mod pip;
pub mod sdks;
pub mod tools;
pub mod wasm;
pub mod wheel;

use std::fs;
use std::path::Path;

use crate::sh::Result;

/// All of it.
pub fn everything(with_hook: bool) -> Result {
    for_ui()?;
    tools::install_nextest()?;
    axe::install()?;
    model::install()?;
    if with_hook {
        hook::offer()?;
    }
    Ok(())
}

/// The same, and what only tests need.
pub fn for_tests() -> Result {
    everything(false)?;
    sdks::install()?;
    llama_cpp_python::install_server()
}

/// What the interface's build needs.
pub fn for_ui() -> Result {
    packages::install()?;
    wasm::install()?;
    binaryen::install()?;
    tools::install()
}

/// Puts into `folder` what `fill` makes in another one beside it, so that what is there is whole.
fn whole(folder: &Path, fill: impl FnOnce(&Path) -> Result) -> Result {
    let part = folder.with_extension("part");
    if part.exists() {
        fs::remove_dir_all(&part)?;
    }
    fs::create_dir_all(&part)?;
    fill(&part)?;
    fs::rename(&part, folder)?;
    Ok(())
}

/// One line about a step: what is there, or what is being done.
fn say(what: &str, state: impl std::fmt::Display) {
    println!("  {what:<22} {state}");
}
