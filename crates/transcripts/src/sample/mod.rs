//! Makes exports in the vendors' shapes: the same bytes for the same seed.
//!
//! Belongs here: data for the tests of this crate and of others, and for the
//! offline tour (feature `sample`). It is written from the descriptions that the
//! readers name, and shares no code with them, so that each checks the other. It
//! holds branches, tool calls, hidden nodes, thoughts, pictures, code, and Unicode
//! that breaks programs.

mod chatgpt;
mod claude;
mod random;
mod words;

use std::io::{self, Seek, Write};

use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::Source;

/// What to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Decides everything but the sizes.
    pub seed: u64,
    /// How many conversations.
    pub conversations: usize,
    /// Turns of one conversation on average.
    pub turns: usize,
    /// So many conversations from the start went on since: each has one turn more
    /// than with 0, and is else the same.
    pub grown: usize,
}

/// One conversation of an export.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// As it stands in the export.
    pub json: Value,
    /// Messages that a reader shows, over all branches.
    pub visible: usize,
}

impl Sample {
    /// Conversations of some eight turns that did not grow.
    pub fn new(seed: u64, conversations: usize) -> Self {
        Self {
            seed,
            conversations,
            turns: 8,
            grown: 0,
        }
    }

    /// The conversation at an index. Of [`Source::Pulse`] there are no samples: it
    /// gets ChatGPT's.
    pub fn conversation(&self, source: Source, at: usize) -> Made {
        let seed = self
            .seed
            .wrapping_mul(0x1_0000_0001)
            .wrapping_add(at as u64);
        let grown = at < self.grown;
        match source {
            Source::Claude => claude::conversation(seed, self.turns, grown),
            Source::ChatGpt | Source::Pulse => chatgpt::conversation(seed, self.turns, grown),
        }
    }

    /// Writes a `conversations.json`.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn json(&self, source: Source, out: &mut impl Write) -> io::Result<()> {
        self.list(source, 0..self.conversations, out)
    }

    /// Writes an archive as the vendor sends it: with one `conversations.json`
    /// (`shards` of 0), or with so many `conversations-000.json` and so on, and with
    /// some of the files that come along.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn zip<W: Write + Seek>(&self, source: Source, shards: usize, out: W) -> io::Result<W> {
        let mut zip = ZipWriter::new(out);
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file("user.json", options)?;
        zip.write_all(br#"{"id":"user-sample","email":"someone@example.com"}"#)?;
        if shards == 0 {
            zip.start_file("conversations.json", options)?;
            self.list(source, 0..self.conversations, &mut zip)?;
        }
        let each = self.conversations.div_ceil(shards.max(1)).max(1);
        for shard in 0..shards {
            zip.start_file(format!("conversations-{shard:03}.json"), options)?;
            let from = (shard * each).min(self.conversations);
            let to = (from + each).min(self.conversations);
            self.list(source, from..to, &mut zip)?;
        }
        zip.start_file("chat.html", options)?;
        zip.write_all(b"<html><body>not read</body></html>")?;
        Ok(zip.finish()?)
    }

    fn list(
        &self,
        source: Source,
        range: std::ops::Range<usize>,
        out: &mut impl Write,
    ) -> io::Result<()> {
        out.write_all(b"[")?;
        for at in range.clone() {
            if at > range.start {
                out.write_all(b", ")?;
            }
            serde_json::to_writer(&mut *out, &self.conversation(source, at).json)?;
        }
        out.write_all(b"]")
    }
}
