//! Pulse's own JSON: everything, to be read again.
//!
//! `{"format":"pulse-conversations","version":1,"conversations":[…]}`, each
//! conversation a [`Transcript`] on a line of its own. Fields may be added within a
//! version; readers step over what they do not know.

use std::io::{self, Write};

use crate::Transcript;

/// The format's name in the file.
pub const FORMAT: &str = "pulse-conversations";
/// The version that is written, and the highest that is read.
pub const VERSION: u64 = 1;

/// Writes any number of conversations, one at a time.
#[derive(Debug)]
pub struct Pulse<W> {
    out: W,
    first: bool,
}

impl<W: Write> Pulse<W> {
    /// Begins the file.
    ///
    /// # Errors
    /// Those of `out`, here and below.
    pub fn new(mut out: W) -> io::Result<Self> {
        write!(
            out,
            "{{\"format\":\"{FORMAT}\",\"version\":{VERSION},\"conversations\":["
        )?;
        Ok(Self { out, first: true })
    }

    /// Writes one conversation.
    ///
    /// # Errors
    /// See [`Pulse::new`].
    pub fn add(&mut self, transcript: &Transcript) -> io::Result<()> {
        self.out
            .write_all(if self.first { b"\n" } else { b",\n" })?;
        self.first = false;
        serde_json::to_writer(&mut self.out, transcript)?;
        Ok(())
    }

    /// Ends the file. Without it the file does not read.
    ///
    /// # Errors
    /// See [`Pulse::new`].
    pub fn finish(mut self) -> io::Result<W> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()?;
        Ok(self.out)
    }
}
