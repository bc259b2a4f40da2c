//! `cargo xtask`: set-up, run, test, soak, bench and tour.
//!
//! No dependencies, so that the first command that a newcomer runs compiles in
//! a second. What drives the window lives in `e2e`; this crate only prepares,
//! builds and starts.

mod bench;
mod check;
mod display;
mod place;
mod run;
mod setup;
mod sh;
mod soak;
mod stage;
mod test;
mod tour;
mod ui;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  setup          install what is missing: system packages, the wasm32 target,
                 Trunk, the starter model, the commit hook (--no-hook: not that)
  run            set up, build, and open the Pulse window; without a display,
                 ask the built-in model one question in a window under Xvfb
  check          formatting, lints, licences
  test           the one test command: set-up, check, every test, the
                 interface's build, and the end-to-end tests in the real window
                 (--no-window: without those)
  e2e [FILTER]   only the end-to-end tests
  soak NAME      one reliability test at its full count, recorded in
                 docs/RELIABILITY.md (`soak list` names them)
  bench [NAME…]  Pulse against its peers, as ratios in one run; without names all,
                 written to docs/BENCHMARKS.md (cv, model, start, search,
                 stream)
  tour [CHAPTER] pictures of every screen in light and dark, or of those of
                 providers, transfer, folders or cv, into tour/ in the build
                 folder (--readme: renew those that the README shows)
  ui             build the interface into ui/dist
";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let outcome = match command.as_str() {
        "setup" => setup::everything(!rest.iter().any(|word| word == "--no-hook")),
        "run" => run::run(),
        "check" => check::check(),
        "test" => test::test(!rest.iter().any(|word| word == "--no-window")),
        "e2e" => test::end_to_end_only(rest.first().map(String::as_str)),
        "soak" => soak::soak(rest.first().map(String::as_str)),
        "bench" => bench::bench(&rest),
        "tour" => tour::tour(&rest),
        "ui" => setup::for_ui().and_then(|()| ui::build()),
        "" | "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => {
            eprintln!("xtask: no command `{other}`\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error}");
            ExitCode::FAILURE
        }
    }
}
