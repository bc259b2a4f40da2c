use super::*;

fn text_of(bytes: &[u8]) -> String {
    extract(bytes, &Limits::default()).unwrap().0
}

#[test]
fn encodings_are_found() {
    let said = "Grüße aus Köln, straße – schön größer";
    let utf16 = |big: bool| -> Vec<u8> {
        said.encode_utf16()
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    };
    assert_eq!(text_of(said.as_bytes()), said);
    assert_eq!(text_of(&[b"\xef\xbb\xbf", said.as_bytes()].concat()), said);
    assert_eq!(text_of(&[&b"\xff\xfe"[..], &utf16(false)].concat()), said);
    assert_eq!(text_of(&[&b"\xfe\xff"[..], &utf16(true)].concat()), said);
    // The dash is no Latin character: it has no zero byte, and the guess must survive it.
    assert_eq!(text_of(&utf16(false)), said);
    assert_eq!(text_of(&utf16(true)), said);
    assert_eq!(text_of(&encoding_rs::WINDOWS_1252.encode(said).0), said);
}

#[test]
fn old_encodings_of_other_scripts_are_found() {
    let japanese = "日本語の文章です。これは古い文字コードで書かれています。".repeat(4);
    assert_eq!(
        text_of(&encoding_rs::SHIFT_JIS.encode(&japanese).0),
        japanese
    );
    let russian = "Это обычный русский текст в старой кодировке. ".repeat(4);
    assert_eq!(
        text_of(&encoding_rs::WINDOWS_1251.encode(&russian).0),
        russian.trim_end()
    );
}

#[test]
fn line_ends_are_one_kind() {
    assert_eq!(text_of(b"a\r\nb\r\n\r\nc"), "a\nb\n\nc");
}

#[test]
fn a_cut_character_does_not_spoil_a_utf8_file() {
    let mut bytes = "Übergrößenträger, naïve façade. ".repeat(50).into_bytes();
    bytes.extend(b"end \xe2\x82");
    let text = text_of(&bytes);
    assert!(
        text.starts_with("Übergrößenträger") && text.contains('\u{fffd}'),
        "{text}"
    );
}

#[test]
fn binary_is_refused() {
    let noise: Vec<u8> = (0..4096u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    for binary in [&b"abc\0def"[..], b"\x01\x02\x03\x04text", &noise] {
        assert_eq!(
            extract(binary, &Limits::default()).unwrap_err().code(),
            "unsupported"
        );
    }
}

#[test]
fn blank_is_empty() {
    for blank in [&b" \n\t"[..], b"\xef\xbb\xbf", b"\r\n\r\n"] {
        assert_eq!(extract(blank, &Limits::default()), Err(Refused::Empty));
    }
}

#[test]
fn a_log_with_colours_is_text() {
    assert!(extract(b"\x1b[31merror\x1b[0m: no\n", &Limits::default()).is_ok());
}

#[test]
fn languages_are_labelled() {
    for (name, text, label) in [
        ("main.rs", "fn main() {}", Some("rust")),
        ("A.PY", "x", Some("python")),
        ("Dockerfile", "FROM x", Some("dockerfile")),
        ("run", "#!/usr/bin/env -S python3 -u\n", Some("python")),
        ("run", "#!/bin/bash\n", Some("bash")),
        ("notes.txt", "hello", None),
        ("noextension", "hello", None),
        (".gitignore", "target", None),
    ] {
        assert_eq!(language(name, text), label, "{name}");
    }
}
