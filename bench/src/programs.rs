//! Where the programs are that `cargo xtask bench` built.

use std::path::PathBuf;

use e2e::Result;

/// Pulse, with its interface, in the release profile.
pub fn pulse() -> Result<PathBuf> {
    named("PULSE_APP")
}

/// The empty window, in the same profile.
pub fn empty_window() -> Result<PathBuf> {
    named("PULSE_BENCH_EMPTY_WINDOW")
}

/// `pulse`, the command line, in the same profile.
pub fn pulse_cli() -> Result<PathBuf> {
    named("PULSE_BENCH_CLI")
}

/// Where Python finds what else makes PDF and DOCX.
pub fn cv_peers() -> Result<PathBuf> {
    named("PULSE_BENCH_CV_PEERS")
}

/// Chromium.
pub fn chromium() -> Result<PathBuf> {
    named("PULSE_BENCH_CHROMIUM")
}

/// `crates/local-model/examples/speed.rs`.
pub fn speed() -> Result<PathBuf> {
    named("PULSE_BENCH_SPEED")
}

/// A Python that has llama-cpp-python.
pub fn python() -> Result<PathBuf> {
    named("PULSE_BENCH_PYTHON")
}

/// The starter model.
pub fn model() -> Result<PathBuf> {
    named("PULSE_TEST_MODEL")
}

fn named(variable: &str) -> Result<PathBuf> {
    std::env::var_os(variable)
        .map(PathBuf::from)
        .filter(|path| path.exists())
        .ok_or_else(|| format!("{variable} names no file: run this by `cargo xtask bench`").into())
}
