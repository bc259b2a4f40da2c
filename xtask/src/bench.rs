//! `cargo xtask bench`: Pulse against its peers, as ratios in one run. Builds
//! what is compared; `bench/` measures.

use crate::sh::{Result, Run};
use crate::{display, place, setup, ui};

/// Measures `names`, or everything if there are none; only then docs/BENCHMARKS.md
/// is written.
pub fn bench(names: &[String]) -> Result {
    setup::everything(false)?;
    setup::llama_cpp_python::install()?;
    ui::build()?;
    ui::build_empty_window()?;
    build()?;
    display::headless(place::built("release", "pulse-bench"))
        .args(names)
        .env("PULSE_APP", place::built("release", "pulse-desktop"))
        .env(
            "PULSE_BENCH_EMPTY_WINDOW",
            place::built("release", "empty-window"),
        )
        .env(
            "PULSE_BENCH_SPEED",
            place::built("release/examples", "speed"),
        )
        .env("PULSE_BENCH_PYTHON", setup::wheel::python()?)
        .env("PYTHONPATH", setup::llama_cpp_python::path()?)
        .env("PULSE_TEST_MODEL", setup::model::path()?)
        .run()
}

/// In one call, so that both windows share Tauri's features, and as users get
/// them: optimised.
fn build() -> Result {
    Run::cargo()
        .args(["build", "--release", "--locked"])
        .args(["--package", "pulse-desktop", "--bin", "pulse-desktop"])
        .args(["--package", "empty-window", "--bin", "empty-window"])
        .args(["--package", "bench", "--bin", "pulse-bench"])
        .args(["--package", "local-model", "--example", "speed"])
        .run()
}
