//! `pulse`: the studio without a window, for scripts and tests.
//!
//! Belongs here: arguments, what goes to the terminal, exit codes. Does not
//! belong here: what a command does (`studio`). Works on the same data folder as
//! the window, also while that is open.
//!
//! Exit codes: 0 done, 1 a failure, 2 bad input, 130 interrupted with Ctrl-C.

mod arguments;
mod ask;
mod cv;
mod interrupt;
mod jobs;
mod models;
mod open;
mod output;
mod providers;
mod tools;
mod transfer;
mod usage;

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use arguments::{Arguments, Command};
use contract::Timestamp;
use output::{Output, Stop};

fn main() -> ExitCode {
    // This very program, started by itself to read an attached file.
    if let Some(code) = studio::serve_if_asked() {
        return code;
    }
    let arguments = match arguments::parse(std::env::args_os()) {
        Ok(arguments) => arguments,
        Err(parsed) => return parsed.tell(),
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            output::complain(&format!("no threads to work with ({error})"));
            return ExitCode::from(output::FAILURE);
        }
    };
    let code = runtime.block_on(run(arguments));
    // A read of standard input may hang in a thread of its own; nothing waits for it.
    runtime.shutdown_background();
    ExitCode::from(code)
}

async fn run(arguments: Arguments) -> u8 {
    let mut output = Output::new(arguments.json());
    let result = match arguments.command {
        Command::Ask(ask) => ask::run(ask, &mut output).await,
        Command::Models(models) => models::run(models, &mut output).await,
        Command::Providers(providers) => providers::run(providers, &mut output).await,
        Command::Tools(tools) => tools::run(tools, &mut output).await,
        Command::Jobs(jobs) => jobs::run(jobs, &mut output).await,
        Command::Import(import) => transfer::import(import, &mut output).await,
        Command::Export(export) => transfer::export(export, &mut output).await,
        Command::Usage(usage) => usage::run(&usage, now(), &mut output).await,
        Command::Cv(cv) => cv::run(cv, now(), &mut output),
    };
    match result {
        Ok(()) => output::SUCCESS,
        Err(stop) => output.tell(&stop),
    }
}

/// What every command comes to.
type Outcome<T = ()> = Result<T, Stop>;

/// The time by this computer's clock.
fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let ms = since.unwrap_or_default().as_millis();
    Timestamp(i64::try_from(ms).unwrap_or(i64::MAX))
}
