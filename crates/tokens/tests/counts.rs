//! Counts that are known, texts that mean harm, and whole requests.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

use contract::message::Role;
use proptest::prelude::*;
use providers::{Ask, Content, Image, Tool, ToolCall, ToolResult, Turn};
use serde_json::json;
use tokens::{Draft, ask, text};

/// Taken from the vendor's own library, `tiktoken` for Python with `o200k_base`.
#[test]
fn known_counts() {
    for (said, tokens) in KNOWN {
        assert_eq!(text(said).tokens, *tokens, "{said}");
    }
    assert_eq!(text("").tokens, 0);
    assert!(
        text("<|endoftext|>").tokens > 1,
        "what looks like a mark is text"
    );
}

const KNOWN: &[(&str, u64)] = &[
    ("hello", 1),
    ("hello world", 2),
    ("tiktoken is great!", 6),
    ("The quick brown fox jumps over the lazy dog.", 10),
    ("Zażółć gęślą jaźń", 11),
    ("お誕生日おめでとう", 8),
    ("fn main() {\n    println!(\"{}\", 1 + 2);\n}\n", 14),
    ("2 + 2 = 4", 7),
    ("antidisestablishmentarianism", 6),
    ("👨\u{200d}👩\u{200d}👧 family", 9),
    ("a   b\n\n\nc", 5),
];

/// A megabyte of white space ends the library itself, and one of the others holds it for long.
#[test]
fn hostile_text_is_counted_in_bounded_pieces() {
    let spaces = [" ", "\t", "\n", "\n \t", "\u{a0}", "\u{2003}"].map(|unit| (unit, 1_000_000));
    let others = [
        "a",
        "A",
        "\r\n",
        "=",
        "7",
        "漢",
        "😀",
        "\u{301}",
        "Aa",
        "'s",
        "/",
        "\0",
        "\u{feff}",
        "'",
        "a\u{301}",
        "١",
        "ǅ",
        "\u{10ffff}",
    ];
    for (unit, bytes) in spaces.into_iter().chain(others.map(|unit| (unit, 100_000))) {
        let said = format!("{}x", unit.repeat(bytes / unit.len()));
        let tokens = text(&said).tokens;
        let most = u64::try_from(said.len()).unwrap();
        assert!((most / 200..=most).contains(&tokens), "{unit:?}: {tokens}");
    }
}

#[test]
fn what_is_longer_than_is_counted_grows_all_the_same() {
    let words = "a word and another, ";
    let (one, eight) = (
        text(&words.repeat(50_000)).tokens,
        text(&words.repeat(400_000)).tokens,
    );
    assert!((one * 8).abs_diff(eight) * 100 < eight, "{one} {eight}");
    let spaces = " ".repeat(40_000_000);
    assert!(text(&spaces).tokens > 100_000);
}

#[test]
fn everything_in_a_request_counts() {
    let turn = |content: Content| Turn {
        role: Role::User,
        content: vec![content],
    };
    let empty = ask("openai", &Ask::default()).tokens;
    let with = |change: &dyn Fn(&mut Ask)| {
        let mut request = Ask::default();
        change(&mut request);
        ask("openai", &request).tokens - empty
    };
    let words = "seven words that are said to it";
    let said = text(words).tokens;
    let turns = with(&|ask| ask.turns = vec![Turn::text(Role::User, words)]);
    assert!(turns > said, "a turn has something around it");
    assert_eq!(with(&|ask| ask.system = Some(words.into())), turns);
    let twice = with(&|ask| {
        ask.turns = vec![
            Turn::text(Role::User, words),
            Turn::text(Role::Assistant, words),
        ]
    });
    assert_eq!(twice, 2 * turns);

    let call = ToolCall {
        id: "c".into(),
        name: "look".into(),
        arguments: json!({"at": words}),
        echo: Some(json!(words.repeat(100))),
    };
    let called = with(&|ask| ask.turns = vec![turn(Content::ToolCall(call.clone()))]);
    assert!(
        (said + 5..4 * said).contains(&called),
        "{called}: the arguments count, what is sealed does not"
    );
    let result = ToolResult {
        id: "c".into(),
        name: "look".into(),
        text: words.into(),
        failed: false,
    };
    assert!(with(&|ask| ask.turns = vec![turn(Content::ToolResult(result.clone()))]) > turns);
    let tool = |description: &str| Tool {
        name: "look".into(),
        description: description.into(),
        schema: json!({"type": "object"}),
    };
    let brief = with(&|ask| ask.tools = vec![tool("")]);
    assert!(brief > 0);
    assert_eq!(with(&|ask| ask.tools = vec![tool(words)]) - brief, said);

    let picture = Image {
        media_type: "image/png".into(),
        bytes: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\0\0\0\x04\0".to_vec(),
    };
    let shown = with(&|ask| ask.turns = vec![turn(Content::Image(picture.clone()))]);
    assert!((1229..1250).contains(&shown), "{shown}");
}

#[test]
fn a_request_of_many_long_texts_is_bounded_as_a_whole() {
    let long = "a word and another, ".repeat(100_000);
    let turns = |count| Ask {
        turns: vec![Turn::text(Role::User, long.clone()); count],
        ..Ask::default()
    };
    let (one, ten) = (ask("xai", &turns(1)).tokens, ask("xai", &turns(10)).tokens);
    assert!((one * 10).abs_diff(ten) * 50 < ten, "{one} {ten}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn pieces_tear_no_words(words in prop::collection::vec("[a-zA-Zäß0-9.,'!?\n]{1,12}", 1..1000)) {
        let said = words.join(" ");
        let whole = tiktoken_rs::o200k_base_singleton().count_ordinary(&said);
        prop_assert_eq!(text(&said).tokens, u64::try_from(whole).unwrap());
    }

    #[test]
    fn nothing_breaks_it(unit in "\\PC{1,4}|\\s{1,4}|[\\p{L}\\p{M}\\p{N}]{1,4}", times in 1..4000_usize, bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let said = unit.repeat(times);
        prop_assert!(text(&said).tokens >= 1);
        tokens::image("anthropic", "m", &bytes);
    }

    #[test]
    fn a_draft_is_counted_like_its_text(edits in prop::collection::vec((0..12_000_usize, 0..3000_usize, "[a-z ,é\n]{0,40}", 1..200_usize), 1..12)) {
        let (mut draft, mut said) = (Draft::default(), String::new());
        for (at, gone, new, times) in edits {
            let start = said.floor_char_boundary(at.min(said.len()));
            let end = said.floor_char_boundary((start + gone).min(said.len())).max(start);
            said.replace_range(start..end, &new.repeat(times));
            let (ours, whole) = (draft.estimate(&said).tokens, text(&said).tokens);
            // Where there is no space to cut at, the cuts can differ by a token or two.
            prop_assert!(ours.abs_diff(whole) <= 2 + whole / 100, "{} {}", ours, whole);
        }
    }
}
