//! Which texts are formulas, and which are prices, paths and code.

use super::*;

fn formulas(text: &str) -> Vec<(String, bool)> {
    fn of(content: &[Inline], out: &mut Vec<(String, bool)>) {
        for inline in content {
            match inline {
                Inline::Math { source, display } => out.push((source.clone(), *display)),
                Inline::Emphasis(content)
                | Inline::Strong(content)
                | Inline::Strike(content)
                | Inline::Link { content, .. } => of(content, out),
                _ => {}
            }
        }
    }
    let mut out = Vec::new();
    let mut stack: Vec<Block> = blocks(&whole(text)).into_iter().rev().collect();
    while let Some(block) = stack.pop() {
        match block {
            Block::Paragraph { content, .. } | Block::Heading { content, .. } => {
                of(&content, &mut out);
            }
            Block::Quote { blocks, .. } | Block::Footnote { blocks, .. } => {
                stack.extend(blocks.into_iter().rev());
            }
            Block::List { items, .. } => {
                stack.extend(
                    items
                        .into_iter()
                        .rev()
                        .flat_map(|item| item.blocks.into_iter().rev()),
                );
            }
            Block::Table(table) => {
                let rows = table.runs.iter().flat_map(|run| run.iter());
                std::iter::once(&*table.head)
                    .chain(rows)
                    .flatten()
                    .for_each(|cell| of(cell, &mut out));
            }
            _ => {}
        }
    }
    out
}

#[test]
fn all_four_marks_are_formulas_wherever_they_stand() {
    let table: [(&str, &[(&str, bool)]); 16] = [
        ("a $x^2$ b", &[("x^2", false)]),
        (r"a \(x^2\) b", &[("x^2", false)]),
        (r"\( x \)", &[("x", false)]),
        ("$$x$$", &[("x", true)]),
        (r"\[x\]", &[("x", true)]),
        ("$$\nx\n$$", &[("x", true)]),
        ("text\n\\[\nx\n+ y\n\\]\nmore", &[("x + y", true)]),
        (
            "- one\n  \\[\n  - x\n  \\]\n- two $y$",
            &[("- x", true), ("y", false)],
        ),
        ("1. a\n\n   $$\n   x\n   $$\n", &[("x", true)]),
        ("> $$\n> x\n> $$", &[("x", true)]),
        ("# About $x$", &[("x", false)]),
        ("**so \\(x\\)**", &[("x", false)]),
        ("|a|b|\n|-|-|\n|$x$|\\(y\\)|", &[("x", false), ("y", false)]),
        ("note[^1]\n\n[^1]: is $x$", &[("x", false)]),
        (r"$\text{costs } \$5$", &[(r"\text{costs } \$5", false)]),
        (r"the $n$th", &[("n", false)]),
    ];
    for (text, expected) in table {
        let expected: Vec<_> = expected
            .iter()
            .map(|(source, display)| ((*source).to_owned(), *display))
            .collect();
        assert_eq!(formulas(text), expected, "{text:?}");
    }
}

#[test]
fn prices_paths_and_code_are_none() {
    let none = [
        "costs $5 and $10",
        "It is $5, you get $3.",
        "between $5-$10 a day",
        "($20/$30)",
        "US$5 and US$6",
        "from $1,000 to $2,000, then $3",
        "$HOME and $PATH",
        "`$x$` and `\\(x\\)`",
        "```\n$$\nx\n$$\n\\(y\\)\n```",
        "    $$\n    x\n    $$",
        r"\$x\$",
        r"f\(x\)",
        r"[a](https://en.example/wiki/Foo_\(bar\))",
        "$$",
        "\\[ not closed",
    ];
    for text in none {
        assert_eq!(formulas(text), [], "{text:?}");
    }
}

#[test]
fn what_is_no_formula_shows_as_it_was_written() {
    let table = [
        ("between $5-$10 a day", "between $5-$10 a day"),
        ("```\n\\[\nx\n\\]\n```", "\\[\nx\n\\]"),
        ("- a\n\n      \\(x\\)\n", "a\n\\(x\\)"),
        ("\\[ not closed", "[ not closed"),
        (r"`\(x\)`", r"\(x\)"),
        ("$$\nnot closed\n- x", "$$\nnot closed\n- x"),
    ];
    for (text, expected) in table {
        assert_eq!(
            words(&blocks(&whole(text))).trim().replace("\n\n", "\n"),
            expected,
            "{text:?}"
        );
    }
}

#[test]
fn an_unfinished_formula_does_not_become_anything_else_meanwhile() {
    let text = "Then\n\n\\[\nx = 1\n+ 2\n- 3\n# 4\n\\]\n";
    let mut stream = Stream::default();
    for (at, c) in text.char_indices() {
        stream.push(&text[at..at + c.len_utf8()]);
        for block in stream
            .document()
            .sections
            .iter()
            .flat_map(|section| &section.blocks)
        {
            assert!(
                matches!(block, Block::Paragraph { .. }),
                "{block:?} after {:?}",
                &text[..=at]
            );
        }
    }
}
