//! What goes to the terminal: text or JSON lines, complaints, exit codes.

use std::borrow::Cow;
use std::io::{self, ErrorKind, IsTerminal, Write};

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
    /// Ctrl-C again, while the first was being obeyed: nothing is waited for any more.
    Abandoned,
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
    /// Whether a terminal shows it.
    terminal: bool,
    out: Box<dyn Write>,
}

impl Output {
    pub(crate) fn new(json: bool) -> Self {
        Self {
            json,
            terminal: io::stdout().is_terminal(),
            out: Box::new(io::stdout()),
        }
    }

    /// Whether lines are JSON.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// Writes `text` so that a reader has it at once. A file or another program gets
    /// every byte, a terminal only what it shows.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), Stop> {
        let text = if self.terminal {
            shown(text)
        } else {
            Cow::Borrowed(text)
        };
        self.out.write_all(text.as_bytes())?;
        Ok(self.out.flush()?)
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
            Stop::Interrupted | Stop::Abandoned => {
                (Code::Cancelled, "interrupted".to_owned(), INTERRUPTED)
            }
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
    let message = shown(message);
    let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
    let _ = writeln!(io::stderr(), "pulse: {message}");
}

/// `text` without the control characters that a terminal would obey instead of show: a
/// reply, or the name of a file from elsewhere, must not move the cursor, set the
/// clipboard or answer in the user's name.
fn shown(text: &str) -> Cow<'_, str> {
    // C0 with ESC, DEL, C1 with CSI.
    let obeyed = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if text.contains(obeyed) {
        Cow::Owned(text.replace(obeyed, ""))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::*;

    /// What was written.
    #[derive(Clone, Default)]
    struct Paper(Rc<RefCell<Vec<u8>>>);

    impl Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn written(terminal: bool, write: impl FnOnce(&mut Output)) -> String {
        let paper = Paper::default();
        write(&mut Output {
            json: false,
            terminal,
            out: Box::new(paper.clone()),
        });
        String::from_utf8(paper.0.take()).unwrap()
    }

    #[test]
    fn a_terminal_is_given_nothing_to_obey() {
        let reply = "a\tb\n\u{1b}]52;c;cm0gLXJm\u{7} \u{9b}2J\u{7f}\r\u{8}Grün 🎨";
        assert_eq!(
            written(true, |output| output.text(reply).unwrap()),
            "a\tb\n]52;c;cm0gLXJm 2JGrün 🎨"
        );
        let pieces = |output: &mut Output| {
            for piece in ["one\u{1b}", "[2Jtwo"] {
                output.text(piece).unwrap();
            }
        };
        assert_eq!(
            written(true, pieces),
            "one[2Jtwo",
            "a sequence may arrive in pieces"
        );
        assert_eq!(
            written(false, |output| output.text(reply).unwrap()),
            reply,
            "a file keeps what was said"
        );
        assert_eq!(
            written(true, |output| output.line(&"\u{1b}\u{9b}").unwrap()),
            "\"\\u001b\"\n",
            "JSON on a terminal as well"
        );
    }

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
