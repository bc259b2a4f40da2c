//! The conversations of one file, as uncut bytes.
//!
//! Belongs here: the list around the conversations, which is the whole file or a
//! member `conversations` of an object (Pulse's, and ChatGPT's in some exports).

use std::io::{self, Read};

use super::packed::Unpacked;
use super::scan::{Scanner, Stop, Turn};
use crate::Error;
use crate::write::{FORMAT, VERSION};

// What is kept of a member beside the conversations.
const HEAD: usize = 256;
// Where a title is looked for if a conversation does not read.
const TITLE_WITHIN: usize = 64 << 10;

/// One value of the list.
pub enum Element {
    /// The whole value.
    Whole(Vec<u8>),
    /// It is longer than allowed; this is its start.
    TooLarge {
        /// How long it is.
        bytes: u64,
        /// Its first bytes.
        start: Vec<u8>,
    },
    /// There are no more, and the file ended as it should.
    End,
}

/// Steps through the list of one file.
pub struct Elements<S> {
    scanner: Scanner<S>,
    wrapped: bool,
    first: bool,
    count: u64,
}

impl<R> Elements<Unpacked<R>>
where
    Unpacked<R>: Read,
{
    /// Before the file's first byte.
    pub fn new(source: Unpacked<R>) -> Self {
        Self {
            scanner: Scanner::new(source),
            wrapped: false,
            first: true,
            count: 0,
        }
    }

    /// What is read.
    pub fn source(&self) -> &Unpacked<R> {
        self.scanner.source()
    }

    /// Gives it back.
    pub fn into_source(self) -> Unpacked<R> {
        self.scanner.into_source()
    }

    /// Goes to the first conversation; `false`: this is not a file with conversations.
    pub fn begin(&mut self) -> Result<bool, Error> {
        let begun = self.begin_inner();
        begun.map_err(|stop| self.error(stop))?
    }

    fn begin_inner(&mut self) -> Result<Result<bool, Error>, Stop> {
        self.scanner.skip_mark()?;
        match self.scanner.peek()? {
            Some(b'[') => {
                self.scanner.expect(b'[', "a list is missing")?;
                Ok(Ok(true))
            }
            Some(b'{') => self.unwrap(),
            _ => Ok(Ok(false)),
        }
    }

    fn unwrap(&mut self) -> Result<Result<bool, Error>, Stop> {
        self.scanner.expect(b'{', "an object is missing")?;
        let mut first = true;
        let mut format = None;
        let mut version = None;
        while self.scanner.turn(first, b'}')? == Turn::Value {
            first = false;
            let name = self.scanner.name()?;
            let list = self.scanner.peek()? == Some(b'[');
            if name.as_deref() == Some("conversations") && list {
                if let (Some(FORMAT), Some(version)) = (format.as_deref(), version)
                    && version > VERSION
                {
                    return Ok(Err(Error::Newer { version }));
                }
                self.scanner.expect(b'[', "a list is missing")?;
                self.wrapped = true;
                return Ok(Ok(true));
            }
            let mut value = Vec::new();
            self.scanner.value(&mut value, HEAD)?;
            match name.as_deref() {
                Some("format") => format = serde_json::from_slice::<String>(&value).ok(),
                Some("version") => version = serde_json::from_slice::<u64>(&value).ok(),
                _ => {}
            }
        }
        Ok(Ok(false))
    }

    /// The next conversation.
    pub fn step(&mut self, limit: usize) -> Result<Element, Error> {
        let stepped = self.step_inner(limit);
        stepped.map_err(|stop| self.error(stop))
    }

    fn step_inner(&mut self, limit: usize) -> Result<Element, Stop> {
        if self.scanner.turn(self.first, b']')? == Turn::End {
            self.end()?;
            return Ok(Element::End);
        }
        self.first = false;
        let mut kept = Vec::new();
        let bytes = self.scanner.value(&mut kept, limit)?;
        self.count += 1;
        if bytes > kept.len() as u64 {
            kept.truncate(TITLE_WITHIN);
            kept.shrink_to_fit();
            return Ok(Element::TooLarge { bytes, start: kept });
        }
        Ok(Element::Whole(kept))
    }

    // To the last byte, where an archive's checksum is compared.
    fn end(&mut self) -> Result<(), Stop> {
        if self.wrapped {
            while self.scanner.turn(false, b'}')? == Turn::Value {
                self.scanner.name()?;
                self.scanner.value(&mut Vec::new(), 0)?;
            }
        }
        match self.scanner.peek()? {
            None => Ok(()),
            Some(_) => Err(Stop::Json("something follows its end")),
        }
    }

    fn error(&self, stop: Stop) -> Error {
        match stop {
            Stop::Io(error) => from_io(error),
            Stop::Json(what) => Error::Broken {
                file: self.source().name().to_owned(),
                byte: self.scanner.offset(),
                conversations: self.count,
                what,
            },
        }
    }
}

// What `Unpacked` found out travels inside of an I/O error.
fn from_io(error: io::Error) -> Error {
    match error.downcast::<Error>() {
        Ok(error) => error,
        Err(error) => Error::Io(error),
    }
}

/// The title of a conversation of which no more than the start may be sound.
pub fn title(start: &[u8]) -> Option<String> {
    let mut scanner = Scanner::new(&start[..start.len().min(TITLE_WITHIN)]);
    scanner.expect(b'{', "").ok()?;
    let mut first = true;
    while matches!(scanner.turn(first, b'}'), Ok(Turn::Value)) {
        first = false;
        let name = scanner.name().ok()?;
        let mut value = Vec::new();
        scanner.value(&mut value, 4 * HEAD).ok()?;
        if matches!(name.as_deref(), Some("title" | "name")) {
            let title: String = serde_json::from_str(&super::object::mend(value)).ok()?;
            return (!title.is_empty()).then_some(title);
        }
    }
    None
}
