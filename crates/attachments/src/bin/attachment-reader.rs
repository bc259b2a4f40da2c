//! The child of [`attachments::apart`] as a program of its own, for tests and for hosts that cannot
//! start themselves.

use std::{
    io::{stdin, stdout},
    process::ExitCode,
};

fn main() -> ExitCode {
    match attachments::apart::serve(stdin().lock(), stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
