//! A document as HTML, for places that take formatted text.
//!
//! It holds nothing that runs or loads: what the tree has no node for is not in
//! it, all else is escaped. Pictures are links, formulas are their source.

use super::goes_on;
use crate::markdown::Document;
use crate::markdown::block::{Align, Block, Inline, Item, Row, Table};

/// `document` as a piece of HTML.
pub fn html(document: &Document) -> String {
    let mut out = String::new();
    for block in document.sections.iter().flat_map(|section| &section.blocks) {
        if goes_on(block) {
            reopen(block, &mut out);
        } else {
            write(block, false, &mut out);
        }
    }
    out
}

/// Writes a block that was cut off from the one before back into it.
fn reopen(block: &Block, out: &mut String) {
    let mut more = String::new();
    write(block, false, &mut more);
    let end = match block {
        Block::Paragraph { .. } => "</p>",
        Block::Quote { .. } => "</blockquote>",
        Block::List { start: None, .. } => "</ul>",
        _ => "</ol>",
    };
    match (out.strip_suffix(end).map(str::len), more.find('>')) {
        (Some(length), Some(opened)) => {
            out.truncate(length);
            if end == "</p>" {
                out.push(' ');
            }
            out.push_str(&more[opened + 1..]);
        }
        _ => out.push_str(&more),
    }
}

/// The tree's depth is capped, so is this recursion.
fn write(block: &Block, tight: bool, out: &mut String) {
    match block {
        Block::Paragraph { content, .. } if tight => inlines(content, out),
        Block::Paragraph { content, .. } => within("p", out, |out| inlines(content, out)),
        Block::Heading { level, content } => {
            let tag = ["h1", "h2", "h3", "h4", "h5", "h6"];
            let tag = tag[usize::from(*level).clamp(1, 6) - 1];
            within(tag, out, |out| inlines(content, out));
        }
        Block::Quote { blocks, .. } => within("blockquote", out, |out| {
            blocks.iter().for_each(|block| write(block, false, out));
        }),
        Block::Code { text, .. } => within("pre", out, |out| {
            within("code", out, |out| escape(&text.text(), out));
        }),
        Block::Plain(text) => within("pre", out, |out| escape(&text.text(), out)),
        Block::List {
            start,
            tight,
            items,
            ..
        } => list(*start, *tight, items, out),
        Block::Table(table) => self::table(table, out),
        Block::Rule => out.push_str("<hr>"),
        Block::Footnote {
            label,
            number,
            blocks,
        } => {
            within("p", out, |out| {
                within("sup", out, |out| escape(&note(label, *number), out));
            });
            blocks.iter().for_each(|block| write(block, false, out));
        }
    }
}

fn list(start: Option<u64>, tight: bool, items: &[Item], out: &mut String) {
    let end = match start {
        None => {
            out.push_str("<ul>");
            "</ul>"
        }
        Some(1) => {
            out.push_str("<ol>");
            "</ol>"
        }
        Some(start) => {
            out.push_str(&format!("<ol start=\"{start}\">"));
            "</ol>"
        }
    };
    for item in items {
        within("li", out, |out| {
            match item.task {
                Some(true) => out.push_str("☑ "),
                Some(false) => out.push_str("☐ "),
                None => {}
            }
            item.blocks
                .iter()
                .for_each(|block| write(block, tight, out));
        });
    }
    out.push_str(end);
}

fn table(table: &Table, out: &mut String) {
    let row = |cells: &Row, tag: &str, out: &mut String| {
        out.push_str("<tr>");
        for (index, cell) in cells.iter().enumerate() {
            let align = match table.columns.get(index) {
                Some(Align::Centre) => " align=\"center\"",
                Some(Align::End) => " align=\"right\"",
                _ => "",
            };
            out.push_str(&format!("<{tag}{align}>"));
            inlines(cell, out);
            out.push_str(&format!("</{tag}>"));
        }
        out.push_str("</tr>");
    };
    within("table", out, |out| {
        within("thead", out, |out| row(&table.head, "th", out));
        within("tbody", out, |out| {
            let rows = table.runs.iter().flat_map(|run| run.iter());
            rows.for_each(|cells| row(cells, "td", out));
        });
    });
}

fn inlines(content: &[Inline], out: &mut String) {
    content.iter().for_each(|inline| self::inline(inline, out));
}

fn inline(inline: &Inline, out: &mut String) {
    match inline {
        Inline::Text(text) => escape(text, out),
        Inline::Code(code) => within("code", out, |out| escape(code, out)),
        Inline::Math { source, display } => {
            let mark = if *display { "$$" } else { "$" };
            within("code", out, |out| {
                escape(&format!("{mark}{source}{mark}"), out)
            });
        }
        Inline::Emphasis(content) => within("em", out, |out| inlines(content, out)),
        Inline::Strong(content) => within("strong", out, |out| inlines(content, out)),
        Inline::Strike(content) => within("del", out, |out| inlines(content, out)),
        Inline::Link { url, content } => link(url, out, |out| inlines(content, out)),
        // It would be loaded where it is pasted.
        Inline::Image { url, alt, .. } => {
            let words = if alt.is_empty() { url } else { alt };
            link(url, out, |out| escape(words, out));
        }
        Inline::FootnoteRef { label, number } => {
            within("sup", out, |out| escape(&note(label, *number), out));
        }
        Inline::SoftBreak => out.push('\n'),
        Inline::HardBreak => out.push_str("<br>"),
    }
}

fn link(url: &str, out: &mut String, content: impl FnOnce(&mut String)) {
    out.push_str("<a href=\"");
    escape(url, out);
    out.push_str("\">");
    content(out);
    out.push_str("</a>");
}

fn note(label: &str, number: usize) -> String {
    if number > 0 {
        number.to_string()
    } else {
        label.to_owned()
    }
}

fn within(tag: &str, out: &mut String, content: impl FnOnce(&mut String)) {
    out.push_str(&format!("<{tag}>"));
    content(out);
    out.push_str(&format!("</{tag}>"));
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\0' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        html(&super::super::whole(text))
    }

    #[test]
    fn each_kind_of_block_and_span_is_written() {
        let table = [
            ("# A *b*", "<h1>A <em>b</em></h1>"),
            ("a\nb\\\nc", "<p>a\nb<br>c</p>"),
            (
                "**a** ~~b~~ `c<d`",
                "<p><strong>a</strong> <del>b</del> <code>c&lt;d</code></p>",
            ),
            ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
            (
                "3. a\n\n4. b",
                "<ol start=\"3\"><li><p>a</p></li><li><p>b</p></li></ol>",
            ),
            ("- [x] a\n- [ ] b", "<ul><li>☑ a</li><li>☐ b</li></ul>"),
            ("> a", "<blockquote><p>a</p></blockquote>"),
            ("```rust\na < b\n```", "<pre><code>a &lt; b</code></pre>"),
            (
                "|a|b|\n|-|-:|\n|1|2|",
                "<table><thead><tr><th>a</th><th align=\"right\">b</th></tr></thead><tbody><tr><td>1</td><td align=\"right\">2</td></tr></tbody></table>",
            ),
            ("---", "<hr>"),
            ("$x<y$", "<p><code>$x&lt;y$</code></p>"),
            (
                "[a](https://a.example/?q=\"1\"&b)",
                "<p><a href=\"https://a.example/?q=&quot;1&quot;&amp;b\">a</a></p>",
            ),
        ];
        for (text, expected) in table {
            assert_eq!(of(text), expected, "{text:?}");
        }
    }

    #[test]
    fn nothing_runs_and_nothing_is_loaded() {
        let hostile = [
            "<script>alert(1)</script>",
            "a <img src=x onerror=alert(1)> b",
            "[x](javascript:alert(1))",
            "![x\"><script>](https://h.example/a.png)",
            "[x](https://a.example/\"onmouseover=alert(1))",
            "```\"><script>\n<script>\n```",
            "[^\"><script>]\n\n[^\"><script>]: <svg onload=a>",
            "|<script>|\n|-|\n|<img src=x>|",
            "$</code><script>$",
        ];
        for text in hostile {
            let html = of(text);
            for bad in ["<script", "<img", "<svg", "\"onmouseover", "javascript:"] {
                assert!(!html.contains(bad), "{text:?} gives {html}");
            }
        }
    }

    #[test]
    fn what_was_cut_for_its_length_is_whole_again() {
        let sentence = "The tide turns at the quay, twice a day, and nobody asks. ";
        let html = of(&sentence.repeat(400));
        assert_eq!(html.matches("<p>").count(), 1, "one paragraph");
        assert_eq!(html.matches("nobody asks").count(), 400);
        assert!(!html.contains("asks.The"), "with its spaces");
        let list: String = (0..600).map(|n| format!("- item {n}\n")).collect();
        assert_eq!(of(&list).matches("<ul>").count(), 1, "one list");
        assert_eq!(of(&list).matches("<li>").count(), 600);
    }
}
