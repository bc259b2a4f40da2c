//! A document without its Markdown, for places that take plain text.

use super::goes_on;
use crate::markdown::Document;
use crate::markdown::block::{Block, Inline, Row};

/// The words of `document`, block by block, with lists and tables as lines.
/// Formulas are their source.
pub fn plain(document: &Document) -> String {
    let mut out = String::new();
    for block in document.sections.iter().flat_map(|section| &section.blocks) {
        if !out.is_empty() && !goes_on(block) {
            out.push('\n');
        }
        write(block, "", &mut out);
    }
    out.truncate(out.trim_end().len());
    out
}

fn write(block: &Block, indent: &str, out: &mut String) {
    match block {
        Block::Paragraph { content, .. } | Block::Heading { content, .. } => {
            line(indent, &words(content), out);
        }
        Block::Quote { blocks, .. } | Block::Footnote { blocks, .. } => {
            blocks.iter().for_each(|block| write(block, indent, out));
        }
        Block::Code { text, .. } | Block::Plain(text) => {
            text.text().lines().for_each(|code| line(indent, code, out));
        }
        Block::List { start, items, .. } => {
            let below = format!("{indent}  ");
            for (index, item) in items.iter().enumerate() {
                let mark = match (start, item.task) {
                    (_, Some(true)) => "[x] ".to_owned(),
                    (_, Some(false)) => "[ ] ".to_owned(),
                    (Some(start), None) => format!("{}. ", start.saturating_add(index as u64)),
                    (None, None) => "- ".to_owned(),
                };
                let from = out.len();
                item.blocks
                    .iter()
                    .for_each(|block| write(block, &below, out));
                let at = (from + below.len()).min(out.len());
                out.replace_range(from..at, &format!("{indent}{mark}"));
            }
        }
        Block::Table(table) => {
            let row = |row: &Row| {
                row.iter()
                    .map(|cell| words(cell))
                    .collect::<Vec<_>>()
                    .join("\t")
            };
            line(indent, &row(&table.head), out);
            let rows = table.runs.iter().flat_map(|run| run.iter());
            rows.for_each(|cells| line(indent, &row(cells), out));
        }
        Block::Rule => line(indent, "", out),
    }
}

fn words(content: &[Inline]) -> String {
    let mut out = String::new();
    content.iter().for_each(|inline| inline.plain(&mut out));
    out
}

fn line(indent: &str, text: &str, out: &mut String) {
    out.push_str(indent);
    out.push_str(text);
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_goes_and_words_stay() {
        let text = "# Tides\n\n**Spring** and `neap`.\n\n1. one\n2. two\n   - [x] below\n\n|a|b|\n|-|-|\n|1|2|\n\n```\ncode\n```";
        let plain = |text| plain(&super::super::whole(text));
        assert_eq!(
            plain(text),
            "Tides\n\nSpring and neap.\n\n1. one\n2. two\n  [x] below\n\na\tb\n1\t2\n\ncode"
        );
        assert_eq!(plain(""), "");
    }
}
