//! Whole, damaged and hostile heads.

use std::io::{BufReader, Cursor};
use std::path::Path;

use super::sample::{sample, text, with_numbers};
use super::{Head, parse};
use contract::{Code, Error};

fn read(bytes: &[u8]) -> Result<Head, Error> {
    parse(BufReader::new(Cursor::new(bytes)), bytes.len() as u64)
        .map_err(|flaw| flaw.into_error(Path::new("/somewhere/tiny.gguf")))
}

/// Where `needle` begins.
fn find(bytes: &[u8], needle: &str) -> usize {
    bytes
        .windows(needle.len())
        .position(|window| window == needle.as_bytes())
        .unwrap()
}

#[test]
fn a_whole_file_says_what_it_is() {
    let bytes = sample();
    let head = read(&bytes).unwrap();
    assert_eq!(head.architecture, "llama");
    assert_eq!(head.name.as_deref(), Some("Tiny"));
    assert_eq!(head.license.as_deref(), Some("mit"));
    assert_eq!(head.context_length, Some(2048));
    assert!(head.has_chat_template);
    assert_eq!(head.tensors, 1);
    assert_eq!(head.bytes, bytes.len() as u64);
    // 2 layers, 4 heads, 64 / 8 numbers each for key and for value, 2 bytes each.
    assert_eq!(head.cache_bytes_per_token, Some(2 * 4 * (8 + 8) * 2));
}

#[test]
fn keys_are_held_in_8_bits_where_they_are_whole_blocks() {
    let of = |heads: u32, further: &[(&str, u32)]| {
        let mut bytes = sample();
        let at = find(&bytes, "llama.attention.head_count") + "llama.attention.head_count".len();
        bytes[at + 4..at + 8].copy_from_slice(&heads.to_le_bytes());
        with_numbers(&mut bytes, further);
        read(&bytes).unwrap()
    };
    let head = of(2, &[]);
    assert!(head.keys_in_8_bits, "64 / 2 numbers are one block");
    // 34 bytes for its key, 64 for its value, 4 heads, 2 layers.
    assert_eq!(head.cache_bytes_per_token, Some(2 * 4 * (34 + 64)));
    assert!(!of(8, &[]).keys_in_8_bits, "8 are a quarter of one");
    assert!(!of(0, &[]).keys_in_8_bits, "nothing is known");
    assert!(of(8, &[("llama.attention.key_length", 128)]).keys_in_8_bits);
    assert!(!of(2, &[("llama.attention.key_length", 80)]).keys_in_8_bits);
    for other in ["kv_lora_rank", "key_length_swa"] {
        let other = format!("llama.attention.{other}");
        assert!(!of(2, &[(&other, 64)]).keys_in_8_bits, "{other}");
    }
}

#[test]
fn every_cut_is_noticed() {
    let bytes = sample();
    for length in 0..bytes.len() {
        let error = read(&bytes[..length]).unwrap_err();
        assert_eq!(error.code, Code::ModelInvalid, "cut at {length}");
        // Without the four bytes of the mark nothing tells it from any other file.
        let expected = if length < 4 {
            "is not a GGUF file"
        } else {
            "is cut off"
        };
        assert!(
            error.message.contains(expected),
            "cut at {length}: {}",
            error.message
        );
    }
    let error = read(&bytes[..bytes.len() - 1]).unwrap_err();
    let figures = format!(
        "should have {} bytes and has {}",
        bytes.len(),
        bytes.len() - 1
    );
    assert!(error.message.ends_with(&figures), "{}", error.message);
}

#[test]
fn each_flaw_has_its_own_sentence() {
    type Damage = fn(&mut Vec<u8>);
    let cases: [(&str, Damage); 11] = [
        ("is not a GGUF file", |bytes| bytes[0] = b'<'),
        ("GGUF version 1, which is too old", |bytes| bytes[4] = 1),
        ("GGUF version 9, which is newer", |bytes| bytes[4] = 9),
        ("the other byte order", |bytes| {
            bytes[4..8].copy_from_slice(&3_u32.to_be_bytes())
        }),
        ("more tensors than any model", |bytes| {
            bytes[8..16].fill(0x7f)
        }),
        ("holds no weights", |bytes| bytes[8] = 0),
        ("more properties than any model", |bytes| {
            bytes[16..24].fill(0x7f)
        }),
        ("does not say which family", |bytes| {
            let at = find(bytes, "general.architecture");
            bytes[at] = b'x';
        }),
        ("of the kind “t5”", |bytes| {
            let at = find(bytes, "llama");
            bytes.splice(at - 8..at + 5, [2, 0, 0, 0, 0, 0, 0, 0, b't', b'5']);
        }),
        ("states a property twice", |bytes| {
            let at = find(bytes, "general.license");
            bytes.splice(at - 8..at + 15, {
                let mut key = Vec::new();
                text(&mut key, "general.name");
                key
            });
        }),
        ("does not know (type 99)", |bytes| {
            let at = find(bytes, "token_embd.weight") + 17 + 4 + 8;
            bytes[at] = 99;
        }),
    ];
    for (sentence, damage) in cases {
        let mut bytes = sample();
        damage(&mut bytes);
        let error = read(&bytes).unwrap_err();
        assert_eq!(error.code, Code::ModelInvalid, "{sentence}");
        assert!(
            error.message.contains(sentence),
            "wanted “{sentence}”, got “{}”",
            error.message
        );
        assert!(error.message.contains("“tiny.gguf”"), "{}", error.message);
    }
}

#[test]
fn a_claimed_length_is_never_believed() {
    // Each of these claims up to 2^64 elements; none may be allocated, and none may take long.
    let bytes = sample();
    for at in 8..bytes.len() - 256 - 8 {
        for claim in [u64::MAX, i64::MAX as u64, 1 << 40, u64::from(u32::MAX)] {
            let mut hostile = bytes.clone();
            hostile[at..at + 8].copy_from_slice(&claim.to_le_bytes());
            if let Err(error) = read(&hostile) {
                assert_eq!(error.code, Code::ModelInvalid, "at {at}");
            }
        }
    }
}

#[test]
fn random_damage_never_panics() {
    // xorshift; the seed stands here, so that a failure repeats.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let whole = sample();
    let mut refused = 0;
    for _ in 0..20_000 {
        let mut bytes = whole.clone();
        for _ in 0..=random() % 6 {
            let at = random() as usize % bytes.len();
            match random() % 4 {
                0 => bytes[at] = random() as u8,
                1 => bytes[at] ^= 1 << (random() % 8),
                2 => bytes.truncate(at.max(1)),
                _ => bytes.insert(at, random() as u8),
            }
        }
        if let Err(error) = read(&bytes) {
            assert_eq!(error.code, Code::ModelInvalid);
            refused += 1;
        }
    }
    // Most damage hits the head, and most of the head is checked.
    assert!(
        refused > 10_000,
        "only {refused} of 20,000 damaged files were refused"
    );
}

#[test]
fn names_from_the_file_are_fit_to_be_shown() {
    let replaced = |old: &str, new: &str| {
        let mut bytes = sample();
        let at = find(&bytes, old);
        let mut value = Vec::new();
        text(&mut value, new);
        bytes.splice(at - 8..at + old.len(), value);
        // The weights follow the head's new length at a multiple of 32.
        bytes.resize(bytes.len() + 32, 0);
        bytes
    };
    let head = read(&replaced("Tiny", "A\nB\u{202e}C")).unwrap();
    assert_eq!(head.name.as_deref(), Some("A B C"));
    let head = read(&replaced("Tiny", &"long ".repeat(100))).unwrap();
    assert_eq!(head.name.unwrap().chars().count(), 121, "cut, with a mark");
    let head = read(&replaced("mit", "mit\u{1b}[2J")).unwrap();
    assert_eq!(head.license.as_deref(), Some("mit [2J"));
    let head = read(&replaced("llama", "l\u{2066}lama")).unwrap();
    assert_eq!(head.architecture, "l lama");

    let mut adapter = sample();
    let at = find(&adapter, "general.license");
    let mut pair = Vec::new();
    text(&mut pair, "general.type");
    pair.extend(8_u32.to_le_bytes());
    text(&mut pair, "ad\nap\u{202e}ter");
    adapter.splice(at - 8..at + "general.license".len() + 4 + 8 + 3, pair);
    adapter.resize(adapter.len() + 32, 0);
    let error = read(&adapter).unwrap_err();
    assert!(error.message.contains("“ad ap ter”"), "{}", error.message);
}
