//! What reading promises: nothing dangerous in the tree, the same tree however
//! the text arrived, bounded depth and size.

use std::rc::Rc;

use super::block::{Block, Inline, Item, Section, Table};
use super::pieces::{Context, read};
use super::{Budget, Document, Stream};

mod formulas;
mod safety;

const EVERYTHING: &str = include_str!("tests/everything.md");

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

fn blocks(document: &Document) -> Vec<Block> {
    document
        .sections
        .iter()
        .flat_map(|section| section.blocks.iter().cloned())
        .collect()
}

fn whole(text: &str) -> Document {
    Document::read(
        text,
        Budget {
            bytes: usize::MAX,
            nodes: usize::MAX,
        },
    )
}

fn fed(text: &str, dice: &mut Dice, longest: usize, look: bool) -> Document {
    let mut stream = Stream::default();
    let mut rest = text;
    while !rest.is_empty() {
        let at = rest.ceil_char_boundary(1 + dice.below(longest));
        stream.push(&rest[..at]);
        if look {
            stream.document();
        }
        rest = &rest[at..];
    }
    stream.finish()
}

/// Texts of every kind, among them each long enough to be cut.
fn corpus() -> Vec<String> {
    let sentence = "The tide *turns* at the quay, **twice** a day, and `nobody` asks. ";
    let mut texts = vec![
        String::new(),
        EVERYTHING.to_owned(),
        EVERYTHING.replace('\n', "\r\n"),
        EVERYTHING.repeat(4),
        sentence.repeat(400),
        sentence.replace(' ', "\n").repeat(300),
        "潮汐每天两次。".repeat(2_000),
        "a".repeat(30_000),
        format!(
            "```rust\n{}```\n\nAfter.\n",
            "let tide = 1; // ``` no end\n".repeat(500)
        ),
        format!("~~~\n{}", "x".repeat(40_000)),
        format!("  ```\n{}\n  ````\nafter", "  indented\n\n".repeat(500)),
        format!(
            "|a|b|\n|-|:-:|\n{}\nafter the table\n",
            "|1|`x`|\n".repeat(900)
        ),
        format!("|a|b|\n|-|-|\n{}# heading at once\n", "|1|2|\n".repeat(900)),
        (1..600).map(|n| format!("{n}. item **{n}**\n")).collect(),
        (1..300)
            .map(|n| format!("- item {n}\n\n  more\n\n"))
            .collect(),
        (1..300).map(|n| format!("> quoted {n}\n>\n")).collect(),
        format!("- {}", sentence.repeat(200)),
        format!("- top\n{}", "  - below\n    - and below\n".repeat(500)),
        format!("{}x\n\nafter\n", "> ".repeat(10_000)),
        format!("```\n{}\ncode\n```\nafter\n", ">".repeat(500)),
        format!("<script>\n{}</script>\n\nafter\n", "alert(1)\n".repeat(500)),
        "[a]: https://a.example\n\n".to_owned() + &"[a] and [b] ".repeat(400),
        "[b][] and note[^n].\n\n".repeat(300) + "[b]: https://b.example\n\n[^n]: Noted.\n",
        "# ".repeat(5_000),
        "#\n=\n-\n".repeat(2_000),
        "\n".repeat(10_000),
        "\u{0}\u{feff}\u{202e}אבג".repeat(2_000),
        "Then \\(x_1\\) and\n\\[\nx = 1\n+ 2\n\\]\n\n$$\na\n- b\n$$\n".repeat(120),
        "| \\(a\\) | $b$ |\n|-|-|\n".to_owned() + &"| \\(x\\) | $5 and $6 |\n".repeat(400),
        "\\[\n".repeat(2_000) + "\\]",
        format!("$$\n{}$$\n", "+ x\n".repeat(3_000)),
    ];
    let mut dice = Dice(0x5eed);
    let alphabet = [
        "\n", "\n\n", " ", "    ", "- ", "1. ", "> ", "#", "```", "`", "*", "**", "_", "|", "|-|",
        "$", "[", "](", ")", "<b>", "\\", "é", "word ", "=", "---\n", "[^1]", "[^1]: ", "\r\n",
        "\t", "$$", "\\(", "\\)", "\\[", "\\]",
    ];
    for length in [50, 300, 3_000, 9_000] {
        for _ in 0..6 {
            texts.push(
                (0..length)
                    .map(|_| alphabet[dice.below(alphabet.len())])
                    .collect(),
            );
        }
    }
    texts
}

#[test]
fn however_a_text_arrives_its_tree_is_the_same() {
    for (index, text) in corpus().iter().enumerate() {
        let expected = blocks(&whole(text));
        for seed in 1..=4_u64 {
            let mut dice = Dice(seed);
            let longest = [1 + text.len() / 40, 7, 300, 20_000][seed as usize % 4]
                .max(text.len() / 3_000 + 1);
            let got = blocks(&fed(
                text,
                &mut dice,
                longest,
                seed == 2 && text.len() < 20_000,
            ));
            assert!(
                got == expected,
                "text {index} ({:?}…), seed {seed}: the way it arrived shows",
                text.chars().take(40).collect::<String>()
            );
        }
    }
}

#[test]
fn cutting_changes_nothing_but_the_joints() {
    let text = EVERYTHING.repeat(8);
    let corpus = corpus();
    for text in [&text, &corpus[8]]
        .into_iter()
        .chain([&corpus[11]])
        .chain(&corpus[13..=15])
    {
        let uncut = read(text, &Context::default())
            .tops
            .into_iter()
            .map(|top| top.block)
            .collect();
        let document = whole(text);
        assert!(
            document.sections.len() > 1,
            "not cut: {:?}…",
            text.get(..40)
        );
        let (cut, uncut) = (join(blocks(&document)), join(uncut));
        for (cut, uncut) in cut.iter().zip(&uncut) {
            assert_eq!(cut, uncut, "a cut text says what the uncut one says");
        }
        assert_eq!(cut.len(), uncut.len());
    }
}

/// Puts cut blocks together again and forgets numbers that only a whole
/// document has.
fn join(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    for block in blocks {
        match (out.last_mut(), block) {
            (
                Some(Block::List { items, tight, .. }),
                Block::List {
                    items: more,
                    tight: also,
                    continued: true,
                    ..
                },
            ) => {
                items.extend(more);
                *tight &= also;
            }
            (
                Some(Block::Quote { blocks, .. }),
                Block::Quote {
                    blocks: more,
                    continued: true,
                },
            ) => {
                blocks.extend(more);
            }
            (_, Block::Table(table)) => {
                let rows = table
                    .runs
                    .iter()
                    .flat_map(|run| run.iter().cloned())
                    .collect();
                out.push(Block::Table(Table {
                    runs: vec![Rc::new(rows)],
                    ..table
                }));
            }
            (_, block) => out.push(block),
        }
    }
    out.into_iter().map(unnumbered).collect()
}

fn unnumbered(block: Block) -> Block {
    match block {
        Block::Footnote { label, blocks, .. } => Block::Footnote {
            label,
            number: 0,
            blocks,
        },
        Block::Paragraph { content, continued } => Block::Paragraph {
            content: content
                .into_iter()
                .map(|inline| match inline {
                    Inline::FootnoteRef { label, .. } => Inline::FootnoteRef { label, number: 0 },
                    other => other,
                })
                .collect(),
            continued,
        },
        other => other,
    }
}

#[test]
fn finished_sections_keep_their_identity_and_the_open_tail_stays_short() {
    let sentence = "The tide *turns* at the quay, **twice** a day, and `nobody` asks. ";
    let kinds = [
        (
            "paragraphs",
            format!("{}\n\n", sentence.repeat(6)).repeat(300),
        ),
        ("one paragraph", sentence.repeat(2_000)),
        (
            "one fence",
            format!("```\n{}", "let tide = 1;\n".repeat(8_000)),
        ),
        (
            "one list",
            (0..6_000).map(|n| format!("- item {n}\n")).collect(),
        ),
        (
            "one table",
            format!("|a|b|\n|-|-|\n{}", "|1|2|\n".repeat(15_000)),
        ),
        ("one quote", "> line\n>\n".repeat(12_000)),
        ("one word", "a".repeat(100_000)),
    ];
    for (name, text) in kinds {
        let mut stream = Stream::default();
        let mut before: Vec<Rc<Section>> = Vec::new();
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let at = rest.ceil_char_boundary(97);
            stream.push(&rest[..at]);
            rest = &rest[at..];
            let now = stream.document().sections;
            // The last one was open before and may have changed.
            let kept = before.len().saturating_sub(1);
            assert!(
                before
                    .iter()
                    .take(kept)
                    .zip(&now)
                    .all(|(old, new)| Rc::ptr_eq(old, new)),
                "{name}: a finished section was read again"
            );
            let open: usize = now
                .last()
                .map_or(0, |last| last.blocks.iter().map(unshared).sum());
            assert!(
                open < 16_000,
                "{name}: {open} bytes are read and rendered again"
            );
            before = now;
        }
    }
}

/// Bytes of text in `block` that are not shared with what was there before.
fn unshared(block: &Block) -> usize {
    use super::chunks::Piece;
    match block {
        Block::Code { text, .. } | Block::Plain(text) => text
            .pieces()
            .map(|piece| match piece {
                Piece::Full(_) => 0,
                Piece::Open(text) => text.len(),
            })
            .sum(),
        Block::Table(table) => table.runs.last().map_or(0, |run| run.len() * 2),
        other => words(std::slice::from_ref(other)).len(),
    }
}

/// All that the blocks would show, as one text.
fn words(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut stack: Vec<&Block> = blocks.iter().rev().collect();
    while let Some(block) = stack.pop() {
        match block {
            Block::Paragraph { content, .. } | Block::Heading { content, .. } => {
                content.iter().for_each(|inline| inline.plain(&mut out));
            }
            Block::Quote { blocks, .. } | Block::Footnote { blocks, .. } => {
                stack.extend(blocks.iter().rev());
            }
            Block::List { items, .. } => {
                stack.extend(
                    items
                        .iter()
                        .rev()
                        .flat_map(|item: &Item| item.blocks.iter().rev()),
                );
            }
            Block::Code { text, .. } | Block::Plain(text) => out.push_str(&text.text()),
            Block::Table(table) => {
                let cells = std::iter::once(table.head.as_ref())
                    .chain(table.runs.iter().flat_map(|run| run.iter()))
                    .flatten();
                cells.flatten().for_each(|inline| inline.plain(&mut out));
            }
            Block::Rule => {}
        }
        out.push('\n');
    }
    out
}

#[test]
fn ordinary_markdown_reads_as_it_should() {
    let one = |text: &str| blocks(&whole(text)).remove(0);
    let text = |text: &str| Inline::Text(text.into());
    assert_eq!(
        one("a\nb"),
        Block::Paragraph {
            content: vec![text("a"), Inline::SoftBreak, text("b")],
            continued: false
        }
    );
    let Block::List {
        start,
        tight,
        items,
        ..
    } = one("3. [x] done\n4. [ ] open")
    else {
        panic!("a numbered list is a list");
    };
    assert_eq!((start, tight), (Some(3), true));
    assert_eq!(
        items.iter().map(|item| item.task).collect::<Vec<_>>(),
        [Some(true), Some(false)]
    );
    let Block::Paragraph { content, .. } = one("$x^2$ costs $5 or $6, \"straight\" -- a<br>b")
    else {
        panic!("a line is a paragraph");
    };
    assert_eq!(
        content[0],
        Inline::Math {
            source: "x^2".into(),
            display: false
        }
    );
    assert!(
        content.contains(&Inline::HardBreak),
        "<br> is a line break and nothing more"
    );
    assert_eq!(
        content[1],
        text(" costs $5 or $6, \"straight\" -- a"),
        "no smart punctuation, no math"
    );
    let Block::Code { language, text } = one("```rust,ignore\nlet a;\n\n```") else {
        panic!("a fence is code");
    };
    assert_eq!(
        (language.as_str(), text.text().as_str()),
        ("rust", "let a;\n")
    );
}

#[test]
fn definitions_below_are_found_at_the_end() {
    let filler = "Filler paragraph with some words in it.\n\n".repeat(200);
    let text =
        format!("See [tide] and note[^n].\n\n{filler}[tide]: https://t.example\n\n[^n]: Noted.\n");
    let document = fed(&text, &mut Dice(7), 50, true);
    let first = &document.sections[0].blocks[0];
    let Block::Paragraph { content, .. } = first else {
        panic!("a paragraph: {first:?}")
    };
    assert!(
        content
            .iter()
            .any(|inline| matches!(inline, Inline::Link { url, .. } if url == "https://t.example")),
        "{content:?}"
    );
    assert!(
        content
            .iter()
            .any(|inline| matches!(inline, Inline::FootnoteRef { number: 1, .. })),
        "{content:?}"
    );
    assert!(
        matches!(
            document
                .sections
                .last()
                .and_then(|section| section.blocks.last()),
            Some(Block::Footnote { number: 1, .. })
        ),
        "the footnote itself has the same number"
    );
}
