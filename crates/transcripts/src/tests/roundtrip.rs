//! What Pulse writes, Pulse reads.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{read, texts};
use crate::sample::Sample;
use crate::write::Pulse;
use crate::{Attachment, Entry, Error, Role, Source, Transcript};

fn written(transcripts: &[Transcript]) -> Vec<u8> {
    let mut pulse = Pulse::new(Vec::new()).unwrap();
    for transcript in transcripts {
        pulse.add(transcript).unwrap();
    }
    pulse.finish().unwrap()
}

prop_compose! {
    fn attachment()(
        name in any::<String>(),
        media_type in any::<Option<String>>(),
        text in any::<Option<String>>(),
    ) -> Attachment {
        Attachment { name, media_type, text, data: None }
    }
}

prop_compose! {
    fn entries()(
        raw in prop::collection::vec(
            (
                any::<u16>(),
                0_u8..3,
                any::<String>(),
                any::<(Option<String>, Option<String>, Option<String>, Option<i64>)>(),
                prop::collection::vec(attachment(), 0..3),
            ),
            0..12,
        ),
    ) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        for (at, (parent, role, text, rest, attachments)) in raw.into_iter().enumerate() {
            // A parent among those before, or none.
            let parent = usize::from(parent) % (at + 1);
            let parent = entries.get(parent).map(|parent| parent.id.clone());
            let (thinking, model, provider, created_at_ms) = rest;
            let role = [Role::User, Role::Assistant, Role::System][usize::from(role)];
            entries.push(Entry {
                id: format!("m{at}"),
                parent, role, text, thinking, model, provider, created_at_ms, attachments,
            });
        }
        entries
    }
}

prop_compose! {
    fn transcript()(
        source in prop::sample::select(vec![Source::ChatGpt, Source::Claude, Source::Pulse]),
        source_id in "[a-z0-9-]{1,20}",
        title in any::<String>(),
        times in any::<(Option<i64>, Option<i64>)>(),
        (system, folder) in any::<(Option<String>, Option<String>)>(),
        current in any::<prop::sample::Index>(),
        messages in entries(),
    ) -> Transcript {
        let current = (!messages.is_empty()).then(|| current.get(&messages).id.clone());
        Transcript {
            source, source_id, title, system, folder, current, messages,
            created_at_ms: times.0,
            updated_at_ms: times.1,
        }
    }
}

proptest! {
    #[test]
    fn reading_gives_back_what_was_written(
        transcripts in prop::collection::vec(transcript(), 1..4),
    ) {
        let all = read(written(&transcripts));
        prop_assert!(all.error.is_none(), "{:?}", all.error);
        prop_assert_eq!(all.skipped, vec![]);
        prop_assert_eq!(all.transcripts, transcripts);
    }
}

#[test]
fn an_import_survives_the_way_through_pulse() {
    let mut bytes = Vec::new();
    Sample::new(2, 30)
        .json(Source::ChatGpt, &mut bytes)
        .unwrap();
    let imported = read(bytes).transcripts;
    assert_eq!(read(written(&imported)).transcripts, imported);
}

#[test]
fn nothing_written_is_an_empty_export() {
    let all = read(written(&[]));
    assert!(all.error.is_none() && all.transcripts.is_empty());
}

fn sample() -> Value {
    serde_json::from_slice(&written(&[Transcript {
        source: Source::Pulse,
        source_id: "c".into(),
        title: "T".into(),
        created_at_ms: Some(1),
        updated_at_ms: None,
        system: None,
        folder: Some("F".into()),
        current: Some("b".into()),
        messages: ["a", "b"]
            .map(|id| Entry {
                id: id.into(),
                parent: (id == "b").then(|| "a".into()),
                role: Role::User,
                text: id.into(),
                thinking: None,
                model: None,
                provider: None,
                created_at_ms: None,
                attachments: Vec::new(),
            })
            .into(),
    }]))
    .unwrap()
}

#[test]
fn the_format_is_what_version_1_says() {
    assert_eq!(
        sample(),
        json!({"format": "pulse-conversations", "version": 1, "conversations": [{
        "source": "pulse", "source_id": "c", "title": "T", "created_at_ms": 1, "folder": "F", "current": "b",
        "messages": [
            {"id": "a", "role": "user", "text": "a"},
            {"id": "b", "parent": "a", "role": "user", "text": "b"},
        ]}]})
    );
}

#[test]
fn a_later_version_is_refused_and_later_fields_are_not() {
    let mut value = sample();
    value["conversations"][0]["messages"][0]["mood"] = json!("good");
    value["conversations"][0]["messages"][0]["role"] = json!("oracle");
    let all = read(value.to_string());
    assert_eq!(
        texts(&all.transcripts[0]),
        ["b"],
        "a role of the future costs its message"
    );
    assert_eq!(all.lost[0].messages, 1);
    // In the order in which it is written: serde_json sorts the names.
    let newer = r#"{"format":"pulse-conversations","version":2,"conversations":[]}"#;
    assert!(matches!(
        read(newer).error,
        Some(Error::Newer { version: 2 })
    ));
}
