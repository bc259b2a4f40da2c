//! A place in a line, and the runs before it.

use super::{Class, Run};

/// Goes through a line from its start to its end. It stands between characters.
pub struct Cursor<'a> {
    line: &'a str,
    at: usize,
    /// Where the run that is not written yet began; it is plain.
    from: usize,
    first: usize,
    runs: &'a mut Vec<Run>,
}

impl<'a> Cursor<'a> {
    /// At the start of `line`; runs go to `runs`.
    pub fn new(line: &'a str, runs: &'a mut Vec<Run>) -> Self {
        Self {
            line,
            at: 0,
            from: 0,
            first: runs.len(),
            runs,
        }
    }

    /// What is before it.
    pub fn before(&self) -> &'a str {
        &self.line[..self.at]
    }

    /// What is after it.
    pub fn rest(&self) -> &'a str {
        &self.line[self.at..]
    }

    /// The next byte.
    pub fn byte(&self) -> Option<u8> {
        self.line.as_bytes().get(self.at).copied()
    }

    /// Goes over `length` bytes that are plain; to the next boundary of characters.
    pub fn skip(&mut self, length: usize) {
        self.at = self.line.ceil_char_boundary(self.at + length);
    }

    /// Goes over `length` bytes that are of `class`.
    pub fn take(&mut self, length: usize, class: Class) {
        self.flush();
        self.skip(length);
        self.push(self.at - self.from, Some(class));
        self.from = self.at;
    }

    /// Takes all that is left.
    pub fn take_rest(&mut self, class: Class) {
        self.take(self.line.len() - self.at, class);
    }

    /// Lets `lex` read the next `length` bytes as if the line ended there.
    pub fn within(&mut self, length: usize, lex: impl FnOnce(&mut Self)) {
        let (line, end) = (self.line, self.at + length);
        self.line = &line[..end];
        lex(self);
        self.at = end;
        self.line = line;
    }

    /// Writes what has not been written.
    pub fn finish(mut self) {
        self.at = self.line.len();
        self.flush();
    }

    fn flush(&mut self) {
        if self.at > self.from {
            self.push(self.at - self.from, None);
        }
        self.from = self.at;
    }

    fn push(&mut self, length: usize, class: Option<Class>) {
        if length == 0 {
            return;
        }
        match self.runs[self.first..].last_mut() {
            Some(last) if last.class == class => last.length += length,
            _ => self.runs.push(Run { length, class }),
        }
    }
}
