//! `cargo xtask bench`: Pulse against its peers, as ratios in one run. Builds
//! what is compared; `bench/` measures.

use crate::sh::{Result, Run};
use crate::{display, place, setup, ui};

/// Measures `names`, or everything if there are none; only then docs/BENCHMARKS.md
/// is written.
pub fn bench(names: &[String]) -> Result {
    let wanted = |name: &str| names.is_empty() || names.iter().any(|chosen| chosen == name);
    let windows = ["start", "search", "stream"].into_iter().any(wanted);
    setup::everything(false)?;
    if wanted("model") {
        setup::llama_cpp_python::install()?;
    }
    if wanted("cv") {
        setup::cv_peers::install()?;
    }
    if windows {
        ui::build()?;
        ui::build_empty_window()?;
    }
    build(wanted("model"), wanted("cv"), windows)?;
    display::headless(place::built("release", "pulse-bench"))
        .args(names)
        .env("PULSE_APP", place::built("release", "pulse-desktop"))
        .env(
            "PULSE_BENCH_EMPTY_WINDOW",
            place::built("release", "empty-window"),
        )
        .env("PULSE_BENCH_CLI", place::built("release", "pulse"))
        .env("PULSE_BENCH_CV_PEERS", setup::cv_peers::path()?)
        .env("PULSE_BENCH_CHROMIUM", setup::cv_peers::CHROMIUM)
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
fn build(model: bool, cv: bool, windows: bool) -> Result {
    let mut run = Run::cargo().args(["build", "--release", "--locked"]).args([
        "--package",
        "bench",
        "--bin",
        "pulse-bench",
    ]);
    if model {
        run = run.args(["--package", "local-model", "--example", "speed"]);
    }
    if cv {
        run = run.args(["--package", "pulse-cli", "--bin", "pulse"]);
    }
    if windows {
        run = run
            .args(["--package", "pulse-desktop", "--bin", "pulse-desktop"])
            .args(["--package", "empty-window", "--bin", "empty-window"]);
    }
    run.run()
}
