//! Reads exports, one conversation at a time.
//!
//! Belongs here: from a file to its [`Found`]s. What kind of export a file is, is
//! told by what its conversations look like, never by a name: a conversation with a
//! `mapping` is ChatGPT's, with `chat_messages` Claude's, with `messages` and
//! `source_id` Pulse's.

mod chatgpt;
mod chatgpt_message;
mod claude;
mod draft;
mod elements;
pub(crate) mod markers;
pub(crate) mod object;
mod packed;
mod pulse;
pub(crate) mod scan;

use std::collections::VecDeque;
use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;

pub use draft::Lost;
use elements::{Element, Elements};
use object::Object;
use packed::{Part, Unpacked};

use crate::{Error, Limits, Reason, Skipped, Source, Transcript};

// A file with so many strange values at its start and nothing else is none of ours.
const STRANGERS: usize = 20;

/// One step of reading.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(
    clippy::large_enum_variant,
    reason = "one at a time, and nearly always the large one"
)]
pub enum Found {
    /// A conversation, and what of it could not be taken over.
    Conversation(Transcript, Lost),
    /// One that could not be read; the next may be sound.
    Skipped(Skipped),
}

/// How far reading has come, in bytes of the file (packed bytes, if it is an archive).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read. The last buffer is counted when it is filled.
    pub read: u64,
    /// Bytes to read; does not change.
    pub total: u64,
}

/// Opens an archive, a `conversations.json` under any name, or Pulse's JSON, with
/// the usual [`Limits`], and reads up to the first conversation.
///
/// # Errors
/// Every [`Error`]; [`Error::NotAnExport`] if nothing in it is a conversation. An
/// export without conversations is no error.
pub fn open(path: &Path) -> Result<Reader<File>, Error> {
    Reader::new(File::open(path)?, Limits::default())
}

/// Reads an export: an iterator over what it holds. To cancel, stop asking.
///
/// After an [`Error`] nothing more comes. In memory are one conversation and some
/// fixed buffers (of an archive also its directory).
#[derive(Debug)]
pub struct Reader<R> {
    limits: Limits,
    state: State<R>,
    parts: VecDeque<Part>,
    named: bool,
    ready: VecDeque<Result<Found, Error>>,
    index: u64,
    source: Option<Source>,
    recognised: bool,
    passed_over: bool,
    progress: Progress,
}

enum State<R> {
    Between(R),
    In(Box<Elements<Unpacked<R>>>),
    Over,
}

impl<R> std::fmt::Debug for State<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Between(_) => "Between",
            Self::In(_) => "In",
            Self::Over => "Over",
        })
    }
}

impl<R: Read + Seek> Reader<R> {
    /// Like [`open`], for what is open already.
    ///
    /// # Errors
    /// See [`open`].
    pub fn new(input: R, limits: Limits) -> Result<Self, Error> {
        let (input, contents) = packed::contents(input, &limits)?;
        let total = contents.parts.iter().map(|part| part.packed).sum();
        let mut reader = Self {
            limits,
            state: State::Between(input),
            parts: contents.parts.into(),
            named: contents.named,
            ready: VecDeque::new(),
            index: 0,
            source: None,
            recognised: false,
            passed_over: false,
            progress: Progress { read: 0, total },
        };
        match reader.advance() {
            Some(Err(error)) => return Err(error),
            Some(found) => reader.ready.push_front(found),
            None => {}
        }
        Ok(reader)
    }

    /// What the first conversation is of; `None`: there is none.
    pub fn source(&self) -> Option<Source> {
        self.source
    }

    /// How far reading has come.
    pub fn progress(&self) -> Progress {
        let now = match &self.state {
            State::In(elements) => elements.source().read_bytes(),
            _ => 0,
        };
        Progress {
            read: self.progress.read + now,
            ..self.progress
        }
    }

    fn advance(&mut self) -> Option<Result<Found, Error>> {
        if let Some(ready) = self.ready.pop_front() {
            return Some(ready);
        }
        loop {
            match std::mem::replace(&mut self.state, State::Over) {
                State::Over => return None,
                State::Between(input) => {
                    let Some(part) = self.parts.pop_front() else {
                        let ours = self.recognised || (self.named && !self.passed_over);
                        return (!ours).then_some(Err(Error::NotAnExport));
                    };
                    if let Err(error) = self.enter(input, part) {
                        return Some(Err(error));
                    }
                    if let Some(ready) = self.ready.pop_front() {
                        return Some(ready);
                    }
                }
                State::In(mut elements) => match elements.step(self.limits.conversation_bytes) {
                    Ok(Element::End) => self.leave(*elements),
                    Ok(element) => {
                        self.state = State::In(elements);
                        let found = self.found(element);
                        return Some(Ok(found));
                    }
                    Err(error) => return Some(Err(error)),
                },
            }
        }
    }

    // Reads a file up to its first conversation, or passes it over.
    fn enter(&mut self, input: R, part: Part) -> Result<(), Error> {
        let mut elements = Elements::new(Unpacked::new(input, part, &self.limits)?);
        match elements.begin() {
            Ok(true) => {}
            Ok(false) => {
                self.passed_over = true;
                self.leave(elements);
                return Ok(());
            }
            Err(error) => return self.broken_start(elements, error),
        }
        let mut strangers = VecDeque::new();
        let start = self.index;
        loop {
            let element = match elements.step(self.limits.conversation_bytes) {
                Ok(Element::End) => {
                    self.passed_over |= !strangers.is_empty();
                    break;
                }
                Ok(element) => element,
                Err(error) => {
                    self.index = start;
                    return self.broken_start(elements, error);
                }
            };
            let found = self.found(element);
            let unknown = matches!(
                &found,
                Found::Skipped(Skipped {
                    reason: Reason::Unknown,
                    ..
                })
            );
            strangers.push_back(Ok(found));
            if !unknown {
                self.recognised = true;
                self.ready = strangers;
                self.state = State::In(Box::new(elements));
                return Ok(());
            }
            if strangers.len() >= STRANGERS {
                self.passed_over = true;
                break;
            }
        }
        self.index = start;
        self.leave(elements);
        Ok(())
    }

    // In an archive without names to go by, what does not read is not meant.
    fn broken_start(&mut self, elements: Elements<Unpacked<R>>, error: Error) -> Result<(), Error> {
        let meant = self.named || matches!(error, Error::Io(_) | Error::Bomb { .. });
        if meant {
            return Err(error);
        }
        self.passed_over = true;
        self.leave(elements);
        Ok(())
    }

    fn leave(&mut self, elements: Elements<Unpacked<R>>) {
        let unpacked = elements.into_source();
        self.progress.read += unpacked.packed_bytes();
        self.state = State::Between(unpacked.into_input());
    }

    fn found(&mut self, element: Element) -> Found {
        let index = self.index;
        self.index += 1;
        let (title, reason) = match element {
            Element::TooLarge { bytes, start } => {
                (elements::title(&start), Reason::TooLarge { bytes })
            }
            Element::Whole(bytes) => {
                let json = object::mend(bytes);
                match self.conversation(&json) {
                    Ok((transcript, lost)) => return Found::Conversation(transcript, lost),
                    Err(reason) => (elements::title(json.as_bytes()), reason),
                }
            }
            Element::End => (None, Reason::Empty),
        };
        Found::Skipped(Skipped {
            index,
            title,
            reason,
        })
    }

    fn conversation(&mut self, json: &str) -> Result<(Transcript, Lost), Reason> {
        let object = match Object::parse(json) {
            Ok(object) => object,
            Err(error) if error.is_data() => return Err(Reason::Unknown),
            Err(error) => return Err(Reason::Broken(error.to_string())),
        };
        let has = |name| object.raw(name).is_some();
        let limits = &self.limits;
        let (source, draft) = if has("mapping") {
            (Source::ChatGpt, chatgpt::read(&object, limits)?)
        } else if has("chat_messages") {
            (Source::Claude, claude::read(&object, limits)?)
        } else if has("messages") && has("source_id") {
            let source = object.get("source").unwrap_or(Source::Pulse);
            self.source.get_or_insert(Source::Pulse);
            return pulse::read(&object, limits)?.finish(source, true, limits);
        } else {
            return Err(Reason::Unknown);
        };
        self.source.get_or_insert(source);
        draft.finish(source, false, limits)
    }
}

impl<R: Read + Seek> Iterator for Reader<R> {
    type Item = Result<Found, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.advance()
    }
}
