//! Which files of an archive are read, and how far reading has come.

use std::io::Cursor;

use super::{read, zip};
use crate::sample::Sample;
use crate::{Error, Limits, Reader, Source};

fn list(source: Source, seed: u64, count: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    Sample::new(seed, count).json(source, &mut bytes).unwrap();
    bytes
}

#[test]
fn shards_are_read_in_their_order_and_companions_are_not() {
    let shards: Vec<Vec<u8>> = (0..3).map(|at| list(Source::ChatGpt, at, 2)).collect();
    let other = list(Source::ChatGpt, 9, 1);
    let bytes = zip(&[
        ("export/conversations-10.json", &shards[2]),
        ("export/conversations-2.json", &shards[1]),
        ("export/conversations-000.json", &shards[0]),
        ("__MACOSX/export/._conversations-000.json", b"junk"),
        ("export/shared_conversations.json", &other),
        ("export/chat.html", b"<html>"),
    ]);
    let all = read(&bytes);
    assert!(all.error.is_none(), "{:?}", all.error);
    let expected: Vec<_> = shards
        .iter()
        .flat_map(|shard| read(shard).transcripts)
        .collect();
    assert_eq!(all.transcripts, expected);
}

#[test]
fn without_the_usual_names_the_content_decides() {
    let claude = list(Source::Claude, 1, 3);
    let bytes = zip(&[
        ("user.json", br#"{"id":1}"#),
        ("shopping.json", b"[]"),
        ("broken.json", b"[{"),
        ("mein Verlauf.json", &claude),
    ]);
    let all = read(&bytes);
    assert!(all.error.is_none(), "{:?}", all.error);
    assert_eq!(all.transcripts.len(), 3);
    let none = zip(&[("user.json", br#"{"id":1}"#), ("shopping.json", b"[]")]);
    assert!(matches!(read(none).error, Some(Error::NotAnExport)));
}

#[test]
fn the_name_does_not_tell_the_kind() {
    let claude = list(Source::Claude, 1, 1);
    let bytes = zip(&[("conversations-000.json", &claude)]);
    let reader = Reader::new(Cursor::new(bytes), Limits::default()).unwrap();
    assert_eq!(reader.source(), Some(Source::Claude));
}

#[test]
fn an_unusual_packing_is_told_by_name() {
    let json = list(Source::Claude, 1, 1);
    let mut bytes = zip(&[("conversations.json", &json)]);
    // Method 8 becomes 12 (bzip2) in the directory, where readers look.
    let at = bytes.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    bytes[at + 10] = 12;
    let error = read(&bytes).error.unwrap();
    assert!(
        matches!(&error, Error::Packing { file, .. } if file == "conversations.json"),
        "{error}"
    );
    let mut bytes = zip(&[("conversations.json", &json)]);
    let at = bytes.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    bytes[at + 8] |= 1;
    let error = read(&bytes).error.unwrap();
    assert!(
        matches!(&error, Error::Packing { how, .. } if how == "encrypted"),
        "{error}"
    );
}

#[test]
fn progress_rises_to_the_total() {
    let sample = Sample::new(4, 60);
    let file = sample
        .zip(Source::ChatGpt, 3, Cursor::new(Vec::new()))
        .unwrap();
    let mut reader = Reader::new(file, Limits::default()).unwrap();
    let total = reader.progress().total;
    let mut before = reader.progress().read;
    let mut steps = 0;
    while let Some(found) = reader.next() {
        found.unwrap();
        let progress = reader.progress();
        assert!(progress.read >= before && progress.read <= total);
        steps += usize::from(progress.read > before);
        before = progress.read;
    }
    assert_eq!(reader.progress().read, total);
    assert!(steps >= 3, "a bar that moves: {steps}");
}
