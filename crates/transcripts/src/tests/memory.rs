//! One conversation in memory, whatever the file's size.

use std::cell::Cell;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

use crate::sample::Sample;
use crate::{Found, Limits, Reader, Source};

/// A file of many conversations that exists only as far as it is read.
struct Endless {
    one: Vec<u8>,
    count: u64,
    at: u64,
    read: Rc<Cell<u64>>,
}

impl Endless {
    fn length(&self) -> u64 {
        self.count * (self.one.len() as u64 + 1) + 1
    }

    fn byte(&self, at: u64) -> u8 {
        let each = self.one.len() as u64 + 1;
        match (at / each, (at % each) as usize) {
            (0, 0) => b'[',
            (conversation, 0) if conversation == self.count => b']',
            (_, 0) => b',',
            (_, within) => self.one[within - 1],
        }
    }
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = (self.length() - self.at).min(buffer.len() as u64) as usize;
        for (offset, byte) in buffer[..count].iter_mut().enumerate() {
            *byte = self.byte(self.at + offset as u64);
        }
        self.at += count as u64;
        self.read.set(self.read.get() + count as u64);
        Ok(count)
    }
}

impl Seek for Endless {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::End(0) => self.length(),
            _ => return Err(io::ErrorKind::Unsupported.into()),
        };
        Ok(self.at)
    }
}

#[test]
fn nothing_is_read_before_it_is_asked_for() {
    let one = Sample::new(5, 1).conversation(Source::ChatGpt, 0).json;
    let one = one.to_string().into_bytes();
    let read = Rc::new(Cell::new(0));
    let each = one.len() as u64 + 1;
    // 100 GB, of which a cancelled import reads what it asked for.
    let file = Endless {
        count: 100_000_000_000 / each,
        one,
        at: 0,
        read: Rc::clone(&read),
    };
    let total = file.length();
    let mut reader = Reader::new(file, Limits::default()).unwrap();
    for asked in 1..=20 {
        assert!(matches!(reader.next(), Some(Ok(Found::Conversation(..)))));
        let allowed = asked * each + (64 << 10) + 8;
        assert!(
            read.get() <= allowed,
            "{} of {allowed} after {asked}",
            read.get()
        );
        let progress = reader.progress();
        assert_eq!(progress.total, total);
        assert!(progress.read >= asked * each && progress.read <= read.get());
    }
}

#[test]
fn an_import_can_run_on_a_thread_of_its_own() {
    fn can_move<T: Send>() {}
    can_move::<Reader<std::fs::File>>();
}
