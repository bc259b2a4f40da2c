//! `cargo xtask test`: the one test command.

use std::ffi::OsString;

use crate::sh::{Result, Run};
use crate::stage::Stages;
use crate::{check, display, place, setup, ui};

/// They drive WebKitGTK and read /proc.
const LINUX_ONLY: &[&str] = &["bench", "e2e"];

/// Every check and every test, each stage with its time. Long tests run at
/// reduced counts; `soak` runs them in full.
pub fn test(with_window: bool) -> Result {
    let mut stages = Stages::default();
    stages.stage("set-up", setup::for_tests)?;
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
    workspace(Run::cargo().arg("build"))
        .args(["--all-targets", "--locked"])
        .run()
}

/// `--workspace`, without what this system cannot build.
pub fn workspace(run: Run) -> Run {
    let absent = if cfg!(target_os = "linux") {
        &[][..]
    } else {
        LINUX_ONLY
    };
    absent.iter().fold(run.arg("--workspace"), |run, package| {
        run.args(["--exclude", package])
    })
}

/// The program of `e2e` that drives a window for `run` and `tour`, with the
/// application and the model that it needs.
pub fn drive() -> Result<Run> {
    Ok(display::headless(place::built("debug", "pulse-drive"))
        .env("PULSE_APP", place::app())
        .env("PULSE_AXE", setup::axe::path()?)
        .env("PULSE_TEST_MODEL", setup::model::path()?))
}

/// The end-to-end tests with what they need built first.
pub fn end_to_end_only(filter: Option<&str>) -> Result {
    setup::everything(false)?;
    ui::build()?;
    build()?;
    end_to_end(filter)
}

fn unit() -> Result {
    workspace(nextest(Run::cargo())?)
        .args(["--filterset", "not package(e2e)"])
        .run()?;
    workspace(Run::cargo().args(["test", "--doc", "--locked"])).run()
}

fn end_to_end(filter: Option<&str>) -> Result {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    // A word of a test's name, or of its file's.
    let chosen = filter.map_or_else(
        || "package(e2e)".to_owned(),
        |word| format!("package(e2e) & (test({word}) | binary(~{word}))"),
    );
    // The whole workspace again: one package alone would be built with other features.
    workspace(nextest(display::headless(cargo))?)
        .args(["--filterset", &chosen])
        .env("PULSE_APP", place::app())
        .env("PULSE_AXE", setup::axe::path()?)
        .run()
}

/// `run`, with nextest's words and what every test may need.
pub fn nextest(run: Run) -> Result<Run> {
    Ok(run
        .args(["nextest", "run", "--locked", "--no-fail-fast"])
        .env("PATH", setup::tools::path_with_nextest()?)
        .env("PULSE_TEST_MODEL", setup::model::path()?)
        .env("PULSE_TEST_SDKS", setup::sdks::path()?)
        .env("PULSE_TEST_SERVER", server()?))
}

/// Where Python finds a server of models that this project did not write.
fn server() -> Result<OsString> {
    use setup::llama_cpp_python as server;
    let paths = std::env::join_paths([server::path()?, server::server_path()?]);
    paths.map_err(|error| std::io::Error::other(error).into())
}
