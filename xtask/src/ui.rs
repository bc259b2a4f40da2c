//! Builds the interface into `ui/dist` with Trunk, and its peer's likewise.

use std::ffi::OsString;

use crate::place;
use crate::setup::{binaryen, tools, wasm};
use crate::sh::{Result, Run};

/// Builds the interface, optimised: an unoptimised one is slower than what
/// users get, and the tests should see what users get.
pub fn build() -> Result {
    trunk("ui")
}

/// Builds the page of the window that `cargo xtask bench` compares Pulse's with.
pub fn build_empty_window() -> Result {
    trunk("bench/empty-window/ui")
}

fn trunk(folder: &str) -> Result {
    with_wasm(
        Run::new(tools::trunk()?)
            .args(["build", "--offline", "--release", "--cargo-profile", "wasm"])
            .dir(place::root().join(folder))
            // Trunk reads this as a flag and knows only true and false.
            .env_remove("NO_COLOR"),
    )?
    .run()
}

/// Adds what compiles for wasm32 to `command`: the toolchain that set-up chose,
/// a build folder of its own, and the tools on PATH.
fn with_wasm(command: Run) -> Result<Run> {
    let toolchain = wasm::toolchain()?;
    let mut path: Vec<_> = vec![tools::wasm_bindgen_dir()?, binaryen::bin_dir()?];
    path.extend(toolchain.path());
    let old = std::env::var_os("PATH").unwrap_or_default();
    path.extend(std::env::split_paths(&old));
    let path: OsString =
        std::env::join_paths(path).map_err(|error| crate::sh::Error::new(error.to_string()))?;
    let command = command
        .env("PATH", path)
        .env("CARGO_TARGET_DIR", place::wasm_target())
        // Set by the cargo that runs us; it would pin the wrong compiler.
        .env_remove("CARGO")
        .env_remove("RUSTC")
        .env_remove("RUSTUP_TOOLCHAIN");
    Ok(toolchain
        .env()
        .into_iter()
        .fold(command, |command, (name, value)| command.env(name, value)))
}
