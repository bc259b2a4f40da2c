//! Nothing dangerous in the tree, bounded depth and size.

use super::*;

fn links(blocks: &[Block]) -> String {
    format!("{blocks:?}")
        .match_indices("url: \"")
        .map(|(at, _)| {
            format!("{blocks:?}")[at + 6..]
                .split('"')
                .next()
                .unwrap_or("")
                .to_owned()
                + "\n"
        })
        .collect()
}

#[test]
fn nothing_dangerous_becomes_anything_but_text() {
    let table = [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        (
            "a <script>alert(1)</script> b",
            "a <script>alert(1)</script> b",
        ),
        (
            "<img src=x onerror=alert(1)>",
            "<img src=x onerror=alert(1)>",
        ),
        ("x <svg/onload=alert(1)>", "x <svg/onload=alert(1)>"),
        (
            "<style>*{display:none}</style>",
            "<style>*{display:none}</style>",
        ),
        (
            "<iframe src=https://a.example>",
            "<iframe src=https://a.example>",
        ),
        ("<!-- c --> d", "<!-- c --> d"),
        ("&lt;script&gt;", "<script>"),
        ("[x](javascript:alert(1))", "x"),
        ("[x](JAVASCRIPT:alert(1))", "x"),
        ("[x](&#106;avascript:alert(1))", "x"),
        ("[x](java&#10;script:alert(1))", "x"),
        ("[x](data:text/html;base64,AA)", "x"),
        ("[x](vbscript:x)", "x"),
        ("[x](file:///etc/passwd)", "x"),
        ("[x](//a.example)", "x"),
        ("[x](/settings)", "x"),
        ("<javascript:alert(1)>", "javascript:alert(1)"),
        ("<data:text/html,x>", "data:text/html,x"),
        ("![x](javascript:alert(1))", "x"),
        ("![x](data:image/svg+xml,<svg/>)", "x"),
        ("[x]\n\n[x]: javascript:alert(1)", "x"),
        ("[![x](data:a)](javascript:b)", "x"),
    ];
    for (text, shown) in table {
        let blocks = blocks(&whole(text));
        assert_eq!(words(&blocks).trim(), shown, "what {text:?} shows");
        assert_eq!(links(&blocks), "", "{text:?} must not lead anywhere");
    }
}

#[test]
fn remote_images_and_links_keep_their_addresses_for_a_click() {
    let blocks = blocks(&whole(
        "![a **b**](https://h.example/x.png) <https://a.example> m@x <m@x.example>",
    ));
    assert_eq!(
        links(&blocks),
        "https://h.example/x.png\nhttps://a.example\nmailto:m@x.example\n"
    );
    assert!(
        format!("{blocks:?}").contains(r#"alt: "a b""#),
        "the description keeps its words"
    );
}

fn depth(blocks: &[Block]) -> usize {
    blocks
        .iter()
        .map(|block| {
            1 + match block {
                Block::Quote { blocks, .. } | Block::Footnote { blocks, .. } => depth(blocks),
                Block::List { items, .. } => {
                    1 + items
                        .iter()
                        .map(|item| depth(&item.blocks))
                        .max()
                        .unwrap_or(0)
                }
                _ => 0,
            }
        })
        .max()
        .unwrap_or(0)
}

#[test]
fn depth_is_capped_and_no_word_is_lost() {
    let staircase: String = (0..200)
        .map(|n| format!("{}- step{n}\n", "  ".repeat(n)))
        .collect();
    let cases = [
        ("> ".repeat(60) + "bottom", "bottom"),
        ("> ".repeat(10_000) + "bottom", "bottom"),
        ("- ".repeat(50) + "bottom", "bottom"),
        ("*_".repeat(40) + "bottom" + &"_*".repeat(40), "bottom"),
        ("[^a]: > - ".repeat(20) + "bottom", "bottom"),
        (staircase, "step199"),
    ];
    for (text, bottom) in cases {
        let blocks = blocks(&whole(&text));
        assert!(
            depth(&blocks) <= 40,
            "depth {} of {:?}…",
            depth(&blocks),
            &text[..20]
        );
        assert!(
            words(&blocks).contains(bottom),
            "{bottom} of {:?}… is gone",
            &text[..20]
        );
    }
}

#[test]
fn ten_megabytes_in_one_line_show_a_bounded_beginning() {
    for piece in [
        "x", "word ", "*a* ", "> ", "[", "`a` ", "<b>", "|", "$x$ ", "\\[x\\]", "$$",
    ] {
        let text = piece.repeat(10_000_000 / piece.len());
        let document = Document::read(&text, Budget::FIRST);
        let nodes: usize = document.sections.iter().map(|section| section.nodes).sum();
        assert!(
            nodes <= Budget::FIRST.nodes + 16_384 * 2,
            "{nodes} nodes of {piece:?}"
        );
        assert!(
            document.left_out > 9_000_000,
            "{piece:?}: the rest waits for a request"
        );
        let paragraph = document
            .sections
            .iter()
            .flat_map(|section| &section.blocks)
            .map(|block| words(std::slice::from_ref(block)).trim_end().len())
            .max();
        // A block is what a window lays out at once; plain text comes in pieces of its own.
        assert!(
            paragraph <= Some(Budget::FIRST.bytes),
            "{paragraph:?} bytes in a block of {piece:?}"
        );
    }
    let more = Document::read(&"word ".repeat(100_000), Budget::FIRST.grown(2));
    assert_eq!(more.left_out, 0, "500,000 bytes fit into three budgets");
}
