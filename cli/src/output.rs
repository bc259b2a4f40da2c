//! What goes to the terminal: text or JSON lines, complaints, exit codes.

use std::io::{self, ErrorKind, Write};

use contract::{Code, Error};
use serde::Serialize;

/// Done.
pub(crate) const SUCCESS: u8 = 0;
/// It failed.
pub(crate) const FAILURE: u8 = 1;
/// What was asked for is wrong.
pub(crate) const BAD_INPUT: u8 = 2;
/// Ctrl-C, as shells count it.
const INTERRUPTED: u8 = 130;

/// Why a command ended early.
#[derive(Debug)]
pub(crate) enum Stop {
    /// What was asked for is wrong, in one sentence.
    BadInput(String),
    /// It failed.
    Failed(Error),
    /// Ctrl-C.
    Interrupted,
    /// Nobody reads the output any more.
    NobodyReads,
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        match error.code {
            Code::InvalidInput => Self::BadInput(error.message),
            _ => Self::Failed(error),
        }
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::BrokenPipe => Self::NobodyReads,
            _ => Self::Failed(
                Error::new(Code::Internal, "The output could not be written").with_detail(error),
            ),
        }
    }
}

/// The last line of a JSON output that did not end well.
#[derive(Serialize)]
#[serde(tag = "type", rename = "error")]
struct ErrorLine<'a> {
    code: Code,
    message: &'a str,
}

/// Standard output.
pub(crate) struct Output {
    json: bool,
    out: io::Stdout,
}

impl Output {
    pub(crate) fn new(json: bool) -> Self {
        Self {
            json,
            out: io::stdout(),
        }
    }

    /// Whether lines are JSON.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// Writes `text` so that a reader has it at once.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), Stop> {
        let mut out = self.out.lock();
        out.write_all(text.as_bytes())?;
        Ok(out.flush()?)
    }

    /// Writes `value` as one line of JSON.
    pub(crate) fn line(&mut self, value: &impl Serialize) -> Result<(), Stop> {
        let mut line = serde_json::to_string(value).map_err(io::Error::other)?;
        line.push('\n');
        self.text(&line)
    }

    /// Says why the command ended early, and returns the exit code.
    pub(crate) fn tell(&mut self, stop: &Stop) -> u8 {
        let (code, message, exit) = match stop {
            Stop::NobodyReads => return SUCCESS,
            Stop::Interrupted => (Code::Cancelled, "interrupted".to_owned(), INTERRUPTED),
            Stop::BadInput(message) => (Code::InvalidInput, message.clone(), BAD_INPUT),
            Stop::Failed(error) => (error.code, error.to_string(), FAILURE),
        };
        if self.json {
            // The reason for the end stays the same, whether or not this line is read.
            let _ = self.line(&ErrorLine {
                code,
                message: &message,
            });
        }
        if exit != INTERRUPTED {
            complain(&message);
        }
        exit
    }
}

/// One line on standard error.
pub(crate) fn complain(message: &str) {
    let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
    let _ = writeln!(io::stderr(), "pulse: {message}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_line_has_the_documented_form() {
        let line = ErrorLine {
            code: Code::ModelMissing,
            message: "none",
        };
        assert_eq!(
            serde_json::to_string(&line).unwrap(),
            r#"{"type":"error","code":"model_missing","message":"none"}"#
        );
    }

    #[test]
    fn a_refused_request_is_bad_input_and_the_rest_failures() {
        let stop = |code| Stop::from(Error::new(code, "x"));
        assert!(matches!(stop(Code::InvalidInput), Stop::BadInput(_)));
        assert!(matches!(stop(Code::NotFound), Stop::Failed(_)));
        assert!(matches!(
            Stop::from(io::Error::from(ErrorKind::BrokenPipe)),
            Stop::NobodyReads
        ));
    }
}
