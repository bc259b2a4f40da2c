//! Numbers and strings from the head, never more of them than the file has bytes.

use std::io::{BufReader, Read, Seek};

use super::flaw::Flaw;

/// A file being read from front to back.
pub(super) struct Source<R> {
    reader: BufReader<R>,
    position: u64,
    length: u64,
}

impl<R: Read + Seek> Source<R> {
    /// A reader at the start of a file of `length` bytes.
    pub(super) fn new(reader: BufReader<R>, length: u64) -> Self {
        Self {
            reader,
            position: 0,
            length,
        }
    }

    /// Bytes read or passed over so far.
    pub(super) fn position(&self) -> u64 {
        self.position
    }

    /// Counts `bytes` as read, if the file has them.
    fn advance(&mut self, bytes: u64) -> Result<(), Flaw> {
        match self.position.checked_add(bytes) {
            Some(position) if position <= self.length => {
                self.position = position;
                Ok(())
            }
            _ => Err(Flaw::HeadCutOff {
                actual: self.length,
            }),
        }
    }

    /// Fills `buffer`.
    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), Flaw> {
        self.advance(buffer.len() as u64)?;
        self.reader
            .read_exact(buffer)
            .map_err(|error| match error.kind() {
                // The file became shorter since its length was asked for.
                std::io::ErrorKind::UnexpectedEof => Flaw::HeadCutOff {
                    actual: self.length,
                },
                _ => Flaw::Io(error),
            })
    }

    /// The next `N` bytes.
    pub(super) fn bytes<const N: usize>(&mut self) -> Result<[u8; N], Flaw> {
        let mut buffer = [0; N];
        self.fill(&mut buffer)?;
        Ok(buffer)
    }

    /// The next 32-bit number.
    pub(super) fn u32(&mut self) -> Result<u32, Flaw> {
        self.bytes().map(u32::from_le_bytes)
    }

    /// The next 64-bit number.
    pub(super) fn u64(&mut self) -> Result<u64, Flaw> {
        self.bytes().map(u64::from_le_bytes)
    }

    /// Passes over `bytes` bytes.
    pub(super) fn skip(&mut self, bytes: u64) -> Result<(), Flaw> {
        self.advance(bytes)?;
        // `advance` has checked it against the file's length, which fits.
        let offset = i64::try_from(bytes).map_err(|_| Flaw::HeadCutOff {
            actual: self.length,
        })?;
        self.reader.seek_relative(offset).map_err(Flaw::Io)
    }

    /// The next string, or `None` (and it is passed over) if it is longer than `limit` bytes
    /// or not UTF-8.
    pub(super) fn string(&mut self, limit: u64) -> Result<Option<String>, Flaw> {
        let length = self.u64()?;
        if length > limit {
            self.skip(length)?;
            return Ok(None);
        }
        // Within `limit`, which the callers keep to a few kilobytes.
        let mut bytes = vec![0; length as usize];
        self.fill(&mut bytes)?;
        Ok(String::from_utf8(bytes).ok())
    }

    /// Passes over a string.
    pub(super) fn skip_string(&mut self) -> Result<(), Flaw> {
        let length = self.u64()?;
        self.skip(length)
    }
}

/// Passes the mark and the version, if they are GGUF's.
pub(super) fn magic_and_version<R: Read + Seek>(source: &mut Source<R>) -> Result<(), Flaw> {
    match source.bytes::<4>() {
        Ok(magic) if &magic == b"GGUF" => {}
        Ok(_) | Err(Flaw::HeadCutOff { .. }) => return Err(Flaw::NotGguf),
        Err(error) => return Err(error),
    }
    match source.u32()? {
        2 | 3 => Ok(()),
        swapped if swapped & 0xffff == 0 && swapped != 0 => Err(Flaw::ByteOrder),
        version => Err(Flaw::Version(version)),
    }
}
