//! ODT: paragraphs, headings, lists, tables and notes of an OpenDocument text.

use super::{
    Job,
    table::Tables,
    xml::{self, Node},
};
use crate::{Refused, attachment::DocumentFormat, read::Extracted};

const KIND: &str = "ODT";
const PART: &str = "content.xml";
/// Spaces that one element may stand for.
const MOST_SPACES: usize = 100;

pub(super) fn extract(mut job: Job<'_>) -> Result<Extracted, Refused> {
    // An encrypted document's parts are not XML; its list says so.
    if let Some(list) = job.package.part("META-INF/manifest.xml")?
        && list.contains("encryption-data")
    {
        return Err(Refused::PasswordProtected { kind: KIND.into() });
    }
    let body = job.package.needed(KIND, PART)?;
    let mut tables = Tables::new(job.limits.max_text_chars);
    // A note stands within a paragraph, with paragraphs of its own.
    let mut lines: Vec<(String, String)> = Vec::new();
    let (mut items, mut skipped) = (0usize, 0usize);
    xml::walk(PART, &body, job.watch, |node| {
        match node {
            Node::Open(_) if skipped > 0 => skipped += 1,
            Node::Close(_) if skipped > 0 => skipped -= 1,
            Node::Open(tag) => {
                match tag.name() {
                    // What was deleted, what others remarked, a note's number.
                    "tracked-changes" | "annotation" | "note-citation" | "forms" => skipped = 1,
                    "h" => {
                        let level = tag.number("outline-level").unwrap_or(1).clamp(1, 9) as usize;
                        lines.push((format!("{} ", "#".repeat(level)), String::new()));
                    }
                    "p" if items > 0 => lines.push((
                        format!("{}- ", "  ".repeat((items - 1).min(8))),
                        String::new(),
                    )),
                    "p" => lines.push((String::new(), String::new())),
                    "list" => items += 1,
                    "table" => tables.open_table(),
                    "table-cell" => tables.open_cell(),
                    name => {
                        if let Some((_, line)) = lines.last_mut() {
                            match name {
                                "tab" => line.push('\t'),
                                "line-break" => line.push('\n'),
                                "s" => line.push_str(&" ".repeat(
                                    (tag.number("c").unwrap_or(1) as usize).min(MOST_SPACES),
                                )),
                                "note" => line.push_str(" (note: "),
                                _ => {}
                            }
                        }
                    }
                }
            }
            Node::Close(name) => match name {
                "p" | "h" => {
                    if let Some((before, line)) = lines.pop() {
                        let said = line.trim();
                        match lines.last_mut() {
                            Some((_, outer)) => outer.push_str(said),
                            None if said.is_empty() => {}
                            None => {
                                tables.line(&format!("{before}{said}"));
                                if items == 0 && !tables.inside() {
                                    tables.out.push("\n");
                                }
                            }
                        }
                    }
                }
                "note" => {
                    if let Some((_, line)) = lines.last_mut() {
                        line.push(')');
                    }
                }
                "list" => items = items.saturating_sub(1),
                "table-cell" => tables.close_cell(),
                "table-row" => tables.close_row(),
                "table" => tables.close_table(),
                _ => {}
            },
            Node::Text(text) if skipped == 0 => {
                if let Some((_, line)) = lines.last_mut() {
                    line.push_str(&text.replace(['\n', '\r', '\t'], " "));
                }
            }
            Node::Text(_) => {}
        }
        Ok(())
    })?;
    let (text, left_out) = tables.out.finish();
    if text.is_empty() {
        return Err(Refused::Empty);
    }
    Ok(Extracted {
        format: DocumentFormat::Odt,
        pages: None,
        text,
        left_out,
    })
}
