//! Files that are broken or mean harm.

use serde_json::json;

use super::{read, read_with, zip};
use crate::sample::Sample;
use crate::{Error, Limits, Reason, Source};

fn small(source: Source) -> (Vec<u8>, usize) {
    let sample = Sample {
        turns: 1,
        ..Sample::new(3, 4)
    };
    let mut bytes = Vec::new();
    sample.json(source, &mut bytes).unwrap();
    (bytes, 4)
}

#[test]
fn json_cut_anywhere_gives_what_came_before_and_an_error() {
    for source in [Source::ChatGpt, Source::Claude] {
        let (bytes, count) = small(source);
        let whole = read(&bytes).transcripts;
        assert_eq!(whole.len(), count);
        // Every place near the ends, and a walk in steps of a prime through the rest.
        let cuts = (0..200)
            .chain((200..bytes.len()).step_by(149))
            .chain(bytes.len().saturating_sub(200)..bytes.len());
        for cut in cuts {
            let all = read(&bytes[..cut]);
            let before = all.transcripts.len();
            assert_eq!(all.transcripts, whole[..before], "cut at {cut}");
            match all.error {
                Some(Error::NotAnExport) => assert_eq!(cut, 0, "an empty file"),
                Some(Error::Broken {
                    byte,
                    conversations,
                    ..
                }) => {
                    assert_eq!(byte, cut as u64);
                    assert_eq!(conversations, before as u64);
                }
                other => panic!("cut at {cut}: {other:?}"),
            }
        }
    }
}

#[test]
fn bytes_changed_anywhere_never_panic() {
    let (bytes, _) = small(Source::ChatGpt);
    for at in (0..bytes.len()).step_by(211) {
        for byte in [b'"', b'{', b']', b'\\', 0, 0xFF] {
            let mut changed = bytes.clone();
            changed[at] = byte;
            read(&changed);
        }
    }
}

#[test]
fn an_archive_cut_or_changed_anywhere_never_panics_and_never_passes() {
    let sample = Sample {
        turns: 1,
        ..Sample::new(3, 4)
    };
    let file = sample.zip(Source::Claude, 0, std::io::Cursor::new(Vec::new()));
    let bytes = file.unwrap().into_inner();
    assert!(read(&bytes).error.is_none());
    for cut in (0..bytes.len()).step_by(53) {
        let all = read(&bytes[..cut]);
        assert!(all.error.is_some(), "cut at {cut} went unnoticed");
        assert_eq!(all.transcripts.len(), 0, "the directory stands at the end");
    }
    for at in (0..bytes.len()).step_by(29) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x55;
        read(&changed);
    }
}

#[test]
fn a_changed_archive_is_told_by_its_checksum() {
    let (json, _) = small(Source::Claude);
    // Stored, so that the JSON stays sound when a letter changes.
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    zip.start_file("conversations.json", options).unwrap();
    std::io::Write::write_all(&mut zip, &json).unwrap();
    let mut bytes = zip.finish().unwrap().into_inner();
    assert!(read(&bytes).error.is_none());
    let at = bytes
        .windows(8)
        .position(|w| w == b"someone@" || w == b"\"summary")
        .unwrap();
    bytes[at + 2] ^= 1;
    let all = read(&bytes);
    assert!(
        matches!(all.error, Some(Error::Damaged { .. })),
        "{:?}",
        all.error
    );
}

#[test]
fn what_follows_the_end_is_an_error() {
    let (mut bytes, count) = small(Source::ChatGpt);
    bytes.extend(b"  ] ");
    let all = read(&bytes);
    assert_eq!(all.transcripts.len(), count);
    assert!(
        matches!(all.error, Some(Error::Broken { .. })),
        "{:?}",
        all.error
    );
}

#[test]
fn other_files_are_no_exports() {
    for other in [
        &b""[..],
        b"hello",
        b"{}",
        b"7",
        b"\x89PNG\r\n",
        br#"{"conversations": 7}"#,
        br#"[{"a":1},{"b":2}]"#,
        br#"{"id":"user","conversations":[1,2]}"#,
    ] {
        let error = read(other).error;
        assert!(
            matches!(error, Some(Error::NotAnExport)),
            "{other:?}: {error:?}"
        );
    }
    let list = format!("[{}1]", "1,".repeat(100));
    assert!(matches!(read(list).error, Some(Error::NotAnExport)));
    let empty = read("\u{feff} [ ] ");
    assert!(
        empty.error.is_none() && empty.transcripts.is_empty(),
        "an export of nothing"
    );
}

#[test]
fn bounds_skip_cut_and_name_what_they_hit() {
    let conversation = |id: &str, text: &str, extra: &str| {
        json!({"uuid": id, "name": format!("title {id}"), "chat_messages": [
            {"uuid": "1", "sender": "human", "text": text},
            {"uuid": "2", "sender": "assistant", "text": extra}]})
    };
    let limits = Limits {
        conversation_bytes: 2_000,
        nodes: 2,
        text_bytes: 101,
        ..Limits::default()
    };
    let mut many = conversation("many", "a", "b");
    let more = json!({"uuid": "3", "sender": "human", "text": "c"});
    many["chat_messages"].as_array_mut().unwrap().push(more);
    let list = json!([
        conversation("fits", "a", "b"),
        conversation("large", &"x".repeat(100_000), "b"),
        many,
        conversation("long", &"ü".repeat(200), "b"),
    ]);
    let all = read_with(list.to_string().as_bytes(), limits);
    assert!(all.error.is_none());
    assert_eq!(all.transcripts.len(), 2);
    let cut = &all.transcripts[1].messages[0].text;
    assert_eq!((cut.len(), all.lost[1].cut), (100, 1), "at a character");
    assert_eq!(all.lost[0].cut, 0);
    assert!(matches!(all.skipped[0].reason, Reason::TooLarge { bytes } if bytes > 100_000));
    assert_eq!(all.skipped[1].title.as_deref(), Some("title many"));
    assert_eq!(all.skipped[1].reason, Reason::TooManyMessages { count: 3 });
    assert_eq!(all.skipped[1].index, 2);
}

#[test]
fn a_large_conversation_is_named_by_its_title_if_that_comes_early() {
    let json = format!(
        r#"[{{"title":"Huge","mapping":{{"a":"{}"}}}},{{"uuid":"u","chat_messages":[{{"uuid":"1","sender":"human","text":"hi"}}]}}]"#,
        "x".repeat(50_000)
    );
    let limits = Limits {
        conversation_bytes: 1_000,
        ..Limits::default()
    };
    let all = read_with(json.as_bytes(), limits);
    assert_eq!(all.skipped[0].title.as_deref(), Some("Huge"));
    assert_eq!(all.transcripts.len(), 1);
}

#[test]
fn nesting_costs_no_stack() {
    let run = || {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let deep = format!("{}1{}", open.repeat(300_000), close.repeat(300_000));
            let all = read(format!("[{deep}]"));
            assert!(all.transcripts.is_empty());
            let message = json!({"uuid": "c", "chat_messages": [
                {"uuid": "1", "sender": "human", "text": "hi"}], "deep": "HERE"});
            let all = read(format!("[{message}]").replace("\"HERE\"", &deep));
            assert_eq!(
                all.transcripts.len(),
                1,
                "a deep field that nobody reads is no harm"
            );
            read(open.repeat(300_000));
        }
    };
    let thread = std::thread::Builder::new().stack_size(512 << 10).spawn(run);
    thread.unwrap().join().unwrap();
}

#[test]
fn a_bomb_that_tells_its_size_is_refused_before_it_is_read() {
    let limits = Limits {
        unpacked_bytes: 1 << 20,
        ..Limits::default()
    };
    let bytes = zip(&[("conversations.json", &vec![b' '; 2 << 20])]);
    let error = read_with(&bytes, limits).error;
    assert!(matches!(error, Some(Error::Bomb { .. })), "{error:?}");
}

#[test]
fn a_bomb_is_stopped_by_how_tightly_it_is_packed() {
    let mut json = b"[".to_vec();
    json.resize(64 << 20, b' ');
    json.push(b']');
    let bytes = zip(&[("conversations.json", &json)]);
    assert!(bytes.len() < 100_000);
    let error = read(&bytes).error;
    assert!(matches!(error, Some(Error::Bomb { .. })), "{error:?}");
}

#[test]
fn a_bomb_that_lies_about_its_size_is_stopped_there() {
    let mut json = b"[".to_vec();
    json.resize(100_000, b' ');
    let mut bytes = zip(&[("conversations.json", &json)]);
    let said = 100_000_u32.to_le_bytes();
    let mut changed = 0;
    for at in 0..bytes.len() - 4 {
        if bytes[at..at + 4] == said {
            bytes[at..at + 4].copy_from_slice(&1_000_u32.to_le_bytes());
            changed += 1;
        }
    }
    assert!(changed > 0);
    let error = read(&bytes).error;
    assert!(matches!(error, Some(Error::Bomb { .. })), "{error:?}");
}
