//! Each language in a few lines, coloured as a reader expects; and what holds
//! for all of them.

use super::*;
use crate::markdown::chunks::Chunks;
use colouring::Colouring;

mod compiled;
mod languages;

/// The runs of `text` with a class, as `class:words`.
fn coloured(label: &str, text: &str) -> Vec<String> {
    let grammar = grammar(label).unwrap_or_else(|| panic!("{label} is known"));
    let (mut state, mut out) = (State::default(), Vec::new());
    for line in text.split_inclusive('\n') {
        let mut runs = Vec::new();
        lex(grammar, line, &mut state, &mut runs);
        let mut at = 0;
        for run in runs {
            let words = &line[at..at + run.length];
            at += run.length;
            if let Some(class) = run.class {
                let class = class.css().trim_start_matches("code-");
                out.push(format!("{class}:{}", words.trim_end()));
            }
        }
        assert_eq!(at, line.len(), "{label}: the runs are as long as {line:?}");
    }
    out
}

const LABELS: [&str; 40] = [
    "rust",
    "python",
    "js",
    "ts",
    "jsx",
    "json",
    "html",
    "xml",
    "css",
    "bash",
    "sh",
    "sql",
    "c",
    "c++",
    "c#",
    "java",
    "kotlin",
    "go",
    "swift",
    "ruby",
    "php",
    "yaml",
    "toml",
    "markdown",
    "diff",
    "dockerfile",
    "lua",
    "r",
    "haskell",
    "scala",
    "ini",
    "makefile",
    "powershell",
    "dart",
    "zig",
    "perl",
    "julia",
    "elixir",
    "hcl",
    "graphql",
];

/// Small and seeded, so that a failure can be repeated from its message.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

const SHARDS: [&str; 44] = [
    "\n",
    "\n",
    " ",
    "  ",
    "\"",
    "'",
    "`",
    "/*",
    "*/",
    "//",
    "#",
    "--",
    "{-",
    "-}",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<style",
    ">",
    "<a b=",
    "\"\"\"",
    "'''",
    "[[",
    "]]",
    "r#\"",
    "\"#",
    "\\",
    "${",
    "}",
    "@",
    "$x",
    "é",
    "日本",
    "0x1F",
    "1.5e-3",
    "fn",
    "class",
    "(",
    ":",
    "=",
    "```",
    "\0",
    "\u{202e}",
];

#[test]
fn runs_are_as_long_as_any_text_and_end_between_characters() {
    let mut dice = Dice(0xc0de);
    for label in LABELS {
        let grammar = grammar(label).unwrap_or_else(|| panic!("{label} is known"));
        for length in [3, 40, 400] {
            let text: String = (0..length)
                .map(|_| SHARDS[dice.below(SHARDS.len())])
                .collect();
            let (mut state, mut runs) = (State::default(), Vec::new());
            text.split_inclusive('\n')
                .for_each(|line| lex(grammar, line, &mut state, &mut runs));
            let mut at = 0;
            for run in &runs {
                assert!(run.length > 0, "{label}: no run is empty in {text:?}");
                at += run.length;
                assert!(text.is_char_boundary(at), "{label}: {at} in {text:?}");
            }
            assert_eq!(at, text.len(), "{label}: all of {text:?}");
        }
    }
}

/// The runs of all stretches, one after the other.
fn runs(colouring: &Colouring, text: &Chunks) -> Vec<Run> {
    (0..text.pieces().len())
        .filter_map(|index| colouring.piece(index))
        .flat_map(|stretches| stretches.iter())
        .flat_map(|stretch| stretch.runs.clone())
        .collect()
}

#[test]
fn a_growing_block_has_the_colours_of_the_whole_one() {
    let mut dice = Dice(0x9e37);
    for label in LABELS {
        let grammar = grammar(label).unwrap_or_else(|| panic!("{label} is known"));
        let text: String = (0..2_500)
            .map(|_| SHARDS[dice.below(SHARDS.len())])
            .collect();
        let whole = Chunks::of(&text);
        let mut at_once = Colouring::default();
        assert!(at_once.update(grammar, &whole, |_| true));
        let (mut grown, mut colouring) = (Chunks::default(), Colouring::default());
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let at = rest.ceil_char_boundary(1 + dice.below(60));
            grown.push(&rest[..at]);
            rest = &rest[at..];
            // As the view sees it: without the last line end.
            let mut shown = grown.clone();
            shown.trim_line_end();
            colouring.update(grammar, &shown, |_| true);
        }
        colouring.update(grammar, &grown, |_| true);
        assert_eq!(
            runs(&colouring, &grown),
            runs(&at_once, &whole),
            "{label}: the way it arrived shows"
        );
    }
}

#[test]
fn a_new_character_changes_the_last_lines_only() {
    let grammar = grammar("rust").expect("known");
    let mut text = Chunks::of(&"let tide = \"high\"; // twice a day\n".repeat(500));
    let mut colouring = Colouring::default();
    colouring.update(grammar, &text, |_| true);
    let count = text.pieces().len();
    let before: Vec<_> = (0..count)
        .filter_map(|index| colouring.piece(index).cloned())
        .collect();
    text.push("let next");
    colouring.update(grammar, &text, |bytes| {
        panic!("{bytes} bytes that were there are asked for again")
    });
    for (index, old) in before.iter().enumerate() {
        let new = colouring.piece(index).expect("it was there");
        if index + 1 < count {
            assert!(std::rc::Rc::ptr_eq(old, new), "a full piece is not touched");
        }
        let same = old
            .iter()
            .zip(new.iter())
            .take_while(|(old, new)| std::rc::Rc::ptr_eq(old, new))
            .count();
        assert!(same + 1 >= old.len(), "only the last stretch is read again");
    }
}

#[test]
fn what_is_not_allowed_yet_waits_and_comes_later() {
    let grammar = grammar("c").expect("known");
    let text = Chunks::of(&"int a; /* over\nlines */ b();\n".repeat(1_000));
    let mut colouring = Colouring::default();
    let (mut left, mut rounds) = (0_usize, 0);
    while !colouring.update(grammar, &text, |bytes| {
        let allowed = left > 0;
        left = left.saturating_sub(bytes);
        allowed
    }) {
        left = 4_000;
        rounds += 1;
        assert!(rounds < 100, "it comes to an end");
    }
    assert!(rounds > 3, "a long block takes more than one frame");
    let mut at_once = Colouring::default();
    at_once.update(grammar, &text, |_| true);
    assert_eq!(runs(&colouring, &text), runs(&at_once, &text));
}

#[test]
fn a_line_that_nobody_reads_is_plain_behind_its_beginning() {
    let line = "\"a\",".repeat(10_000) + "\n\"b\"\n";
    let text = Chunks::of(&line);
    let mut colouring = Colouring::default();
    colouring.update(grammar("json").expect("known"), &text, |_| true);
    let runs = runs(&colouring, &text);
    assert!(runs.len() < 520, "{} runs", runs.len());
    assert_eq!(runs.iter().map(|run| run.length).sum::<usize>(), line.len());
    let strings = runs
        .iter()
        .rev()
        .take(2)
        .filter(|run| run.class == Some(Class::String));
    assert_eq!(strings.count(), 1, "the next line has its colours");
}

#[test]
fn an_unknown_label_has_no_grammar() {
    for label in [
        "",
        "text",
        "txt",
        "plain",
        "output",
        "klingon",
        "rustrustrustrustrustrust",
        "é",
    ] {
        assert!(grammar(label).is_none(), "{label:?}");
    }
    assert!(grammar("Rust").is_some() && grammar("{.python}").is_some());
}
