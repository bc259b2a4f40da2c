//! One table, as Markdown and as cells for a spreadsheet.

use crate::markdown::block::{Align, Inline, Row, Table};

/// The table as Markdown.
pub fn table_as_markdown(table: &Table) -> String {
    let mut out = String::new();
    line(&table.head, &mut out);
    out.push('|');
    for index in 0..table.head.len() {
        out.push_str(match table.columns.get(index) {
            Some(Align::Centre) => " :-: |",
            Some(Align::End) => " --: |",
            _ => " --- |",
        });
    }
    out.push('\n');
    rows(table).for_each(|row| line(row, &mut out));
    out
}

/// The table as lines of cells with tabs between, as spreadsheets take them.
pub fn table_as_cells(table: &Table) -> String {
    let mut out = String::new();
    for row in std::iter::once(&*table.head).chain(rows(table)) {
        let cells: Vec<String> = row.iter().map(|cell| cell_text(cell)).collect();
        out.push_str(&cells.join("\t"));
        out.push('\n');
    }
    out
}

fn rows(table: &Table) -> impl Iterator<Item = &Row> {
    table.runs.iter().flat_map(|run| run.iter())
}

/// A cell's words. One that a spreadsheet would compute stays text.
fn cell_text(cell: &[Inline]) -> String {
    let mut words = String::new();
    cell.iter().for_each(|inline| inline.plain(&mut words));
    let words = words.replace(['\t', '\n'], " ");
    let number = words
        .bytes()
        .skip(1)
        .all(|byte| byte.is_ascii_digit() || b".,% ".contains(&byte));
    let sign = words.starts_with(['+', '-']);
    if !(sign && number) && words.starts_with(['=', '+', '-', '@']) {
        return format!("'{words}");
    }
    words
}

fn line(row: &Row, out: &mut String) {
    out.push('|');
    for cell in row {
        out.push(' ');
        let mut source = String::new();
        inlines(cell, &mut source);
        // Within a cell this ends it, whatever it stands in.
        out.push_str(&source.replace('|', "\\|"));
        out.push_str(" |");
    }
    out.push('\n');
}

fn inlines(content: &[Inline], out: &mut String) {
    content.iter().for_each(|inline| self::inline(inline, out));
}

/// The tree's depth is capped, so is this recursion.
fn inline(inline: &Inline, out: &mut String) {
    match inline {
        Inline::Text(text) => escaped(text, out),
        Inline::Code(code) => {
            // Longer than any run of backticks in it.
            let marks = code.split(|c| c != '`').map(str::len).max().unwrap_or(0) + 1;
            let marks = "`".repeat(marks);
            let pad = if code.starts_with('`') || code.ends_with('`') {
                " "
            } else {
                ""
            };
            out.push_str(&format!("{marks}{pad}{code}{pad}{marks}"));
        }
        Inline::Math { source, display } => {
            let mark = if *display { "$$" } else { "$" };
            out.push_str(&format!("{mark}{source}{mark}"));
        }
        Inline::Emphasis(content) => around("*", content, out),
        Inline::Strong(content) => around("**", content, out),
        Inline::Strike(content) => around("~~", content, out),
        Inline::Link { url, content } => {
            out.push('[');
            inlines(content, out);
            out.push_str(&format!("](<{url}>)"));
        }
        Inline::Image { url, alt, .. } => {
            out.push_str("![");
            escaped(alt, out);
            out.push_str(&format!("](<{url}>)"));
        }
        Inline::FootnoteRef { label, .. } => out.push_str(&format!("[^{label}]")),
        Inline::SoftBreak => out.push(' '),
        Inline::HardBreak => out.push_str("<br>"),
    }
}

fn around(mark: &str, content: &[Inline], out: &mut String) {
    out.push_str(mark);
    inlines(content, out);
    out.push_str(mark);
}

/// `text` so that it reads as text again.
fn escaped(text: &str, out: &mut String) {
    for c in text.chars() {
        if "\\`*_[]<~$".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::super::whole;
    use super::*;
    use crate::markdown::Block;

    fn table(text: &str) -> Table {
        match whole(text).sections[0].blocks[0].clone() {
            Block::Table(table) => table,
            other => panic!("a table: {other:?}"),
        }
    }

    #[test]
    fn a_copied_table_reads_as_the_same_table() {
        let text = "|a *b*|c|d|\n|-|:-:|-:|\n|x \\| y|`p\\|q`|**1** <br> 2|\n|\\*no\\*|[l](https://a.example)|$x_1$|\n";
        let first = table(text);
        let copied = table_as_markdown(&first);
        assert_eq!(table(&copied), first, "{copied}");
        assert!(copied.contains("| --- | :-: | --: |"), "{copied}");
    }

    #[test]
    fn cells_stand_apart_by_tabs_and_are_not_computed() {
        let cells = table_as_cells(&table(
            "|a|b|\n|-|-|\n|**1**|-2.5 %|\n|=1+1|@x|\n|two  words|`c`|",
        ));
        assert_eq!(
            cells, "a\tb\n1\t-2.5 %\n'=1+1\t'@x\ntwo  words\tc\n",
            "numbers stay numbers, formulas become text"
        );
    }
}
