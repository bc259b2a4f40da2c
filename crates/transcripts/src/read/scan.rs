//! Cuts a stream of JSON into its values without reading it whole.
//!
//! Belongs here: where a value begins and ends. Does not belong here: what it
//! says, and whether its inside is sound; `serde_json` judges that value by value,
//! so that one broken conversation does not take the others with it.

use std::io::{self, Read};

use memchr::memchr2;

const BUFFER: usize = 64 << 10;

/// A stream of JSON and the place in it.
pub struct Scanner<S> {
    source: S,
    buffer: Vec<u8>,
    at: usize,
    filled: usize,
    before: u64,
}

/// Why scanning stopped.
#[derive(Debug)]
pub enum Stop {
    /// The source could not be read.
    Io(io::Error),
    /// This is not JSON, or it ends too early.
    Json(&'static str),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// What stands where a list goes on.
#[derive(Debug, PartialEq, Eq)]
pub enum Turn {
    /// One more value.
    Value,
    /// The end.
    End,
}

impl<S: Read> Scanner<S> {
    /// Starts at the source's first byte.
    pub fn new(source: S) -> Self {
        Self {
            source,
            buffer: vec![0; BUFFER],
            at: 0,
            filled: 0,
            before: 0,
        }
    }

    /// Bytes scanned.
    pub fn offset(&self) -> u64 {
        self.before + self.at as u64
    }

    /// What is read.
    pub fn source(&self) -> &S {
        &self.source
    }

    /// Gives the source back.
    pub fn into_source(self) -> S {
        self.source
    }

    fn window(&mut self) -> io::Result<&[u8]> {
        if self.at == self.filled {
            self.before += self.filled as u64;
            self.at = 0;
            self.filled = 0;
            self.filled = loop {
                match self.source.read(&mut self.buffer) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    read => break read?,
                }
            };
        }
        Ok(&self.buffer[self.at..self.filled])
    }

    fn byte(&mut self) -> io::Result<Option<u8>> {
        Ok(self.window()?.first().copied())
    }

    /// The next byte that is no white space; it stays where it is.
    pub fn peek(&mut self) -> Result<Option<u8>, Stop> {
        while let Some(byte) = self.byte()? {
            if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
                return Ok(Some(byte));
            }
            self.at += 1;
        }
        Ok(None)
    }

    /// Steps over a byte order mark.
    pub fn skip_mark(&mut self) -> Result<(), Stop> {
        for expected in [0xEF, 0xBB, 0xBF] {
            match self.byte()? {
                Some(byte) if byte == expected => self.at += 1,
                _ => break,
            }
        }
        Ok(())
    }

    /// Steps over this byte.
    pub fn expect(&mut self, wanted: u8, what: &'static str) -> Result<(), Stop> {
        match self.peek()? {
            Some(byte) if byte == wanted => {
                self.at += 1;
                Ok(())
            }
            Some(_) => Err(Stop::Json(what)),
            None => Err(Stop::Json("it ends too early")),
        }
    }

    /// Whether a list that ends with `close` goes on; steps over its punctuation.
    pub fn turn(&mut self, first: bool, close: u8) -> Result<Turn, Stop> {
        match self.peek()? {
            Some(byte) if byte == close => {
                self.at += 1;
                Ok(Turn::End)
            }
            Some(b',') if !first => {
                self.at += 1;
                Ok(Turn::Value)
            }
            Some(_) if first => Ok(Turn::Value),
            Some(_) => Err(Stop::Json("a comma is missing")),
            None => Err(Stop::Json("it ends too early")),
        }
    }

    /// Steps over one value and appends its first `limit` bytes to `kept`; gives its length.
    pub fn value(&mut self, kept: &mut Vec<u8>, limit: usize) -> Result<u64, Stop> {
        let first = self.peek()?;
        let start = self.offset();
        let room = kept.len() + limit;
        match first {
            Some(b'{' | b'[' | b'"') => self.nested(kept, room)?,
            Some(b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => self.word(kept, room)?,
            Some(_) => return Err(Stop::Json("a value is missing")),
            None => return Err(Stop::Json("it ends too early")),
        }
        Ok(self.offset() - start)
    }

    fn take(&mut self, count: usize, kept: &mut Vec<u8>, room: usize) {
        let keep = count.min(room - kept.len());
        kept.extend_from_slice(&self.buffer[self.at..self.at + keep]);
        self.at += count;
    }

    fn nested(&mut self, kept: &mut Vec<u8>, room: usize) -> Result<(), Stop> {
        let mut depth = 0_u64;
        let mut in_text = false;
        let mut escaped = false;
        loop {
            let window = self.window()?;
            if window.is_empty() {
                return Err(Stop::Json("it ends too early"));
            }
            let mut at = 0;
            let mut done = false;
            while at < window.len() && !done {
                if escaped {
                    escaped = false;
                    at += 1;
                } else if in_text {
                    let Some(found) = memchr2(b'"', b'\\', &window[at..]) else {
                        at = window.len();
                        break;
                    };
                    at += found + 1;
                    escaped = window[at - 1] == b'\\';
                    in_text = escaped;
                    done = !in_text && depth == 0;
                } else {
                    match window[at] {
                        b'"' => in_text = true,
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' => {
                            depth = depth.saturating_sub(1);
                            done = depth == 0;
                        }
                        _ => {}
                    }
                    at += 1;
                }
            }
            self.take(at, kept, room);
            if done {
                return Ok(());
            }
        }
    }

    fn word(&mut self, kept: &mut Vec<u8>, room: usize) -> Result<(), Stop> {
        while let Some(byte) = self.byte()? {
            if matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b']' | b'}') {
                break;
            }
            self.take(1, kept, room);
        }
        Ok(())
    }

    /// Steps over a member's name and its colon; `None` if the name is longer than 64 bytes.
    pub fn name(&mut self) -> Result<Option<String>, Stop> {
        if self.peek()? != Some(b'"') {
            return Err(Stop::Json("a name is missing"));
        }
        let mut raw = Vec::new();
        self.value(&mut raw, 66)?;
        self.expect(b':', "a colon is missing")?;
        Ok(serde_json::from_slice(&raw).ok())
    }
}
