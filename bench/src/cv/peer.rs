//! A program that stays and does its work once for each line that it is sent.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use e2e::Result;

use crate::programs;

/// A peer that was started.
pub(super) struct Peer {
    child: Child,
    orders: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Peer {
    /// Starts it.
    pub(super) fn start(mut command: Command) -> Result<Self> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{command:?} did not start: {error}"))?;
        let answers = child.stdout.take().ok_or("a peer without an output")?;
        Ok(Self {
            orders: child.stdin.take(),
            answers: BufReader::new(answers),
            child,
        })
    }

    /// Has it do its work once. Gives the milliseconds that it says it took.
    pub(super) fn turn(&mut self) -> Result<f64> {
        let orders = self.orders.as_mut().ok_or("a peer without an input")?;
        orders.write_all(b"\n")?;
        orders.flush()?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer)?;
        let took = answer.trim().parse();
        Ok(took.map_err(|_| format!("a peer ended, or said {answer:?}"))?)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // It ends at the end of its input, and closes what it has opened; nothing waits for how.
        self.orders = None;
        let _ = self.child.wait();
    }
}

/// The interpreter itself: what stands on PATH may be a script that looks for one first.
pub(super) fn python() -> Result<PathBuf> {
    let found = Command::new(programs::python()?)
        .args(["-c", "import sys; print(sys.executable)"])
        .output()?;
    let path = String::from_utf8(found.stdout)?;
    Ok(PathBuf::from(path.trim()))
}
