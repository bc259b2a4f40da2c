//! What the page wrote to its console, and the program to its output.
//!
//! WebKitGTK's WebDriver has no log endpoint. A debug build of Pulse that was
//! started with `PULSE_CONSOLE=1` has WebKit write every message, from the
//! first script on, to standard output, CSP refusals included.

use std::io::{BufRead, BufReader, Read};
use std::sync::{Arc, Mutex, PoisonError};

/// The lines so far; clones share them.
#[derive(Clone, Debug, Default)]
pub struct Console(Arc<Mutex<Vec<String>>>);

impl Console {
    /// Collects lines from `output` until it ends, on a thread of its own.
    pub(crate) fn listen(&self, output: impl Read + Send + 'static) {
        let lines = Arc::clone(&self.0);
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            let mut line = Vec::new();
            while output
                .read_until(b'\n', &mut line)
                .is_ok_and(|read| read > 0)
            {
                let text = String::from_utf8_lossy(&line).trim_end().to_owned();
                lines
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(text);
                line.clear();
            }
        });
    }

    /// All lines so far.
    pub fn lines(&self) -> Vec<String> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The page's errors: exceptions, `console.error`, failed loads, and what
    /// the content security policy refused.
    pub fn errors(&self) -> Vec<String> {
        self.lines()
            .into_iter()
            .filter(|line| is_error(line))
            .collect()
    }
}

/// WebKit writes `place: CONSOLE [SOURCE] LEVEL text`.
fn is_error(line: &str) -> bool {
    let Some((_, message)) = line.split_once("CONSOLE ") else {
        return false;
    };
    let level = |word: &&str| ["LOG", "INFO", "DEBUG", "WARN", "ERROR"].contains(word);
    message.split(' ').take(2).find(level) == Some("ERROR")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_told_from_the_rest() {
        // Lines as WebKitGTK 2.50 wrote them.
        for line in [
            "tauri://localhost/p.js:10:14: CONSOLE ERROR a console error",
            "tauri://localhost:1: CONSOLE SECURITY ERROR Refused to execute a script",
            "tauri://localhost/p.js:1:1: CONSOLE JS ERROR TypeError: x is undefined",
        ] {
            assert!(is_error(line), "{line}: a test must not miss this");
        }
        for line in [
            "tauri://localhost/p.js:10:14: CONSOLE LOG ERROR is only a word here",
            "tauri://localhost/p.js:10:14: CONSOLE WARN careful",
            "ERROR: something else",
        ] {
            assert!(!is_error(line), "{line}: not an error of the page");
        }
    }
}
