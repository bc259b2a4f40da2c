//! What the tests of this crate share.

mod archives;
mod chatgpt;
mod claude;
mod documents;
mod hostile;
mod memory;
mod roundtrip;
mod samples;
mod tree;

use std::io::{Cursor, Write};

use serde_json::Value;

use crate::{Entry, Error, Found, Limits, Lost, Reader, Skipped, Transcript};

/// All that a file gives.
#[derive(Debug, Default)]
pub struct All {
    pub transcripts: Vec<Transcript>,
    pub lost: Vec<Lost>,
    pub skipped: Vec<Skipped>,
    pub error: Option<Error>,
}

pub fn read_with(bytes: &[u8], limits: Limits) -> All {
    let mut all = All::default();
    let reader = match Reader::new(Cursor::new(bytes.to_vec()), limits) {
        Ok(reader) => reader,
        Err(error) => {
            all.error = Some(error);
            return all;
        }
    };
    for found in reader {
        assert!(all.error.is_none(), "something came after an error");
        match found {
            Ok(Found::Conversation(transcript, lost)) => {
                check(&transcript);
                all.transcripts.push(transcript);
                all.lost.push(lost);
            }
            Ok(Found::Skipped(skipped)) => all.skipped.push(skipped),
            Err(error) => all.error = Some(error),
        }
    }
    all
}

pub fn read(json: impl AsRef<[u8]>) -> All {
    read_with(json.as_ref(), Limits::default())
}

/// The only conversation of a list that holds this one.
pub fn one(conversation: &Value) -> Transcript {
    let all = read(format!("[{conversation}]"));
    assert!(all.error.is_none(), "{:?}", all.error);
    assert_eq!(all.skipped, []);
    all.transcripts.into_iter().next().unwrap()
}

/// What [`Transcript`] promises.
pub fn check(transcript: &Transcript) {
    let mut seen = std::collections::HashSet::new();
    for entry in &transcript.messages {
        if let Some(parent) = &entry.parent {
            assert!(seen.contains(parent.as_str()), "{parent} comes too late");
        }
        assert!(!entry.id.is_empty() && seen.insert(entry.id.as_str()));
    }
    match &transcript.current {
        Some(id) => assert!(seen.contains(id.as_str())),
        None => assert!(seen.is_empty(), "messages, but none is shown"),
    }
    assert_eq!(transcript.shown().is_empty(), seen.is_empty());
}

pub fn entry<'a>(transcript: &'a Transcript, id: &str) -> &'a Entry {
    let found = transcript.messages.iter().find(|entry| entry.id == id);
    found.unwrap_or_else(|| panic!("{id} is missing"))
}

pub fn texts(transcript: &Transcript) -> Vec<&str> {
    let shown = transcript.shown();
    shown.iter().map(|entry| entry.text.as_str()).collect()
}

/// An archive of these files.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated);
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
