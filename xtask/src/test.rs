//! `cargo xtask test`: the one test command.

use crate::sh::{Result, Run};
use crate::stage::Stages;
use crate::{check, display, place, setup, ui};

/// Every check and every test, each stage with its time. Long tests run at
/// reduced counts; `soak` runs them in full.
pub fn test(with_window: bool) -> Result {
    let mut stages = Stages::default();
    stages.stage("set-up", || setup::everything(false))?;
    stages.stage("format", check::format)?;
    stages.stage("interface (wasm)", ui::build)?;
    stages.stage("build", build)?;
    stages.stage("lints", check::lint)?;
    stages.stage("licences", check::licences)?;
    stages.stage("unit and integration tests", unit)?;
    if with_window {
        stages.stage("end-to-end tests", || end_to_end(None))?;
    }
    stages.print();
    Ok(())
}

/// Everything in one call, so that features unify once and nothing is compiled
/// a second time by the stages after it.
pub fn build() -> Result {
    Run::cargo()
        .args(["build", "--workspace", "--all-targets", "--locked"])
        .run()
}

/// The program of `e2e` that drives a window for `run` and `tour`, with the
/// application and the model that it needs.
pub fn drive() -> Result<Run> {
    let program = format!("pulse-drive{}", std::env::consts::EXE_SUFFIX);
    Ok(
        display::headless(place::target().join("debug").join(program))
            .env("PULSE_APP", place::app())
            .env("PULSE_TEST_MODEL", setup::model::path()?),
    )
}

/// The end-to-end tests with what they need built first.
pub fn end_to_end_only(filter: Option<&str>) -> Result {
    setup::everything(false)?;
    ui::build()?;
    build()?;
    end_to_end(filter)
}

fn unit() -> Result {
    nextest(Run::cargo())?
        .args(["--workspace", "--exclude", "e2e"])
        .run()?;
    Run::cargo()
        .args(["test", "--workspace", "--doc", "--locked"])
        .run()
}

fn end_to_end(filter: Option<&str>) -> Result {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let run = nextest(display::headless(cargo))?
        .args(["--package", "e2e"])
        .env("PULSE_APP", place::app())
        .env("PULSE_AXE", setup::axe::path()?);
    // A word of a test's name, or of its file's.
    let chosen = filter.map(|word| format!("test({word}) | binary(~{word})"));
    match chosen {
        Some(chosen) => run.args(["--filterset", &chosen]).run(),
        None => run.run(),
    }
}

/// `run`, with nextest's words and what every test may need.
pub fn nextest(run: Run) -> Result<Run> {
    Ok(run
        .args(["nextest", "run", "--locked", "--no-fail-fast"])
        .env("PATH", setup::tools::path_with_nextest()?)
        .env("PULSE_TEST_MODEL", setup::model::path()?))
}
