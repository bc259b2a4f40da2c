//! 500 conversations, as the issue asks for.

use std::collections::HashSet;
use std::io::Cursor;

use super::{check, read};
use crate::sample::Sample;
use crate::{Found, Limits, Reader, Source, Transcript};

fn import(sample: Sample, source: Source, shards: usize) -> Vec<Transcript> {
    let file = sample.zip(source, shards, Cursor::new(Vec::new())).unwrap();
    let all = read(file.into_inner());
    assert!(all.error.is_none(), "{:?}", all.error);
    assert_eq!(all.skipped, []);
    assert!(all.lost.iter().all(|lost| *lost == crate::Lost::default()));
    all.transcripts
}

#[test]
fn five_hundred_conversations_arrive_whole() {
    for (source, shards) in [(Source::ChatGpt, 5), (Source::Claude, 0)] {
        let sample = Sample::new(7, 500);
        let transcripts = import(sample, source, shards);
        assert_eq!(transcripts.len(), 500);
        let mut branches = 0;
        for (at, transcript) in transcripts.iter().enumerate() {
            let made = sample.conversation(source, at);
            assert_eq!(transcript.messages.len(), made.visible, "conversation {at}");
            let mut parents = HashSet::new();
            branches += transcript
                .messages
                .iter()
                .filter(|e| !parents.insert(&e.parent))
                .count();
        }
        let keys: HashSet<String> = transcripts.iter().map(Transcript::key).collect();
        assert_eq!(keys.len(), 500);
        assert!(branches > 100, "the sample has branches: {branches}");
        let thinking = transcripts.iter().flat_map(|t| &t.messages);
        assert!(thinking.filter(|e| e.thinking.is_some()).count() > 100);
    }
}

#[test]
fn a_second_export_tells_what_grew() {
    for source in [Source::ChatGpt, Source::Claude] {
        let first = import(Sample::new(7, 40), source, 0);
        let again = import(Sample::new(7, 40), source, 2);
        let grown = import(
            Sample {
                grown: 5,
                ..Sample::new(7, 40)
            },
            source,
            0,
        );
        for (at, transcript) in first.iter().enumerate() {
            assert_eq!(transcript, &again[at], "the same, whatever the sharding");
            assert_eq!(transcript.key(), grown[at].key());
            let same = transcript.fingerprint() == grown[at].fingerprint();
            assert_eq!(same, at >= 5, "conversation {at}");
            let ids: HashSet<&str> = grown[at].messages.iter().map(|e| e.id.as_str()).collect();
            assert!(
                transcript
                    .messages
                    .iter()
                    .all(|e| ids.contains(e.id.as_str()))
            );
        }
    }
}

#[test]
fn a_fingerprint_is_of_the_content_alone() {
    let mut transcript = import(Sample::new(7, 1), Source::ChatGpt, 0).remove(0);
    let before = transcript.fingerprint();
    assert_eq!(before.to_string().len(), 64);
    transcript.updated_at_ms = Some(1);
    transcript.current = Some(transcript.messages[0].id.clone());
    check(&transcript);
    transcript.messages.reverse();
    assert_eq!(
        transcript.fingerprint(),
        before,
        "neither time, nor branch, nor order"
    );
    let mut moved = transcript.clone();
    moved.messages[0].parent = None;
    let mut said = transcript.clone();
    said.messages[0].text.push('.');
    let mut named = transcript.clone();
    named.title.push('.');
    for other in [moved, said, named] {
        assert_ne!(other.fingerprint(), before);
    }
}

#[test]
fn a_cancelled_import_goes_on_by_starting_again() {
    let sample = Sample::new(7, 20);
    let file = sample
        .zip(Source::Claude, 0, Cursor::new(Vec::new()))
        .unwrap();
    let read = |count| -> Vec<String> {
        let reader = Reader::new(file.clone(), Limits::default()).unwrap();
        let found = reader.take(count).map(|found| match found.unwrap() {
            Found::Conversation(transcript, _) => transcript.key(),
            Found::Skipped(skipped) => panic!("{skipped:?}"),
        });
        found.collect()
    };
    assert_eq!(read(7), read(20)[..7]);
}
