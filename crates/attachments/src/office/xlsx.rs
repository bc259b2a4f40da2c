//! XLSX: the sheets of a workbook as tab-separated lines. Formulas are given by their last result, dates as
//! dates. Hidden sheets are left out: the person who attaches the file does not see them.

use std::collections::HashSet;

use super::{
    Job,
    sheet_number::{is_date_format, shown},
    xml::{self, Node},
};
use crate::{Refused, attachment::DocumentFormat, collect::Collected, read::Extracted};

const KIND: &str = "XLSX";
/// Columns of a sheet at most, of the 16,384 that the format allows.
const MOST_COLUMNS: usize = 1_024;
/// Characters that a cell may hold by the format's rules.
const LONGEST_CELL: usize = 32_767;

pub(super) fn extract(mut job: Job<'_>, main: &str) -> Result<Extracted, Refused> {
    let workbook = job.package.needed(KIND, main)?;
    let related = job.package.relations(main, job.watch)?;
    let find = |kind: &str| {
        related
            .values()
            .find(|relation| relation.kind == kind)
            .map(|r| r.target.clone())
    };
    let (mut sheets, mut since_1904) = (Vec::new(), false);
    xml::walk(main, &workbook, job.watch, |node| {
        if let Node::Open(tag) = node {
            match tag.name() {
                "workbookPr" => {
                    since_1904 = matches!(tag.value("date1904").as_deref(), Some("1" | "true"))
                }
                "sheet" if tag.value("state").is_none_or(|state| state == "visible") => {
                    if let Some(sheet) = tag.value("r:id").and_then(|id| related.get(&id)) {
                        sheets.push((tag.value("name").unwrap_or_default(), sheet.target.clone()));
                    }
                }
                _ => {}
            }
        }
        Ok(())
    })?;
    let shared = match find("sharedStrings") {
        Some(part) => shared_strings(&mut job, &part)?,
        None => Vec::new(),
    };
    let dates = match find("styles") {
        Some(part) => date_styles(&mut job, &part)?,
        None => HashSet::new(),
    };
    let count = u32::try_from(sheets.len()).unwrap_or(u32::MAX);
    let read = count.min(job.limits.max_pages);
    let mut out = Collected::new(job.limits.max_text_chars);
    let cells = Cells {
        shared: &shared,
        dates: &dates,
        since_1904,
    };
    for (index, (name, part)) in sheets.iter().enumerate().take(read as usize) {
        let name = crate::safe_name(name);
        out.line(&format!(
            "{}--- sheet {name} ---",
            if index == 0 { "" } else { "\n" }
        ));
        sheet(&mut job, part, &cells, &mut out)?;
    }
    if count == 0 {
        return Err(Refused::Empty);
    }
    out.pages_left_out(count - read);
    let (text, left_out) = out.finish();
    Ok(Extracted {
        format: DocumentFormat::Xlsx,
        pages: Some(count),
        text,
        left_out,
    })
}

fn shared_strings(job: &mut Job<'_>, part: &str) -> Result<Vec<String>, Refused> {
    let mut strings = Vec::new();
    let Some(text) = job.package.part(part)? else {
        return Ok(strings);
    };
    let (mut one, mut in_text, mut sounds) = (String::new(), false, false);
    xml::walk(part, &text, job.watch, |node| {
        match node {
            Node::Open(tag) => match tag.name() {
                "t" => in_text = !sounds,
                // How Japanese is pronounced, written small above it.
                "rPh" => sounds = true,
                _ => {}
            },
            Node::Close("t") => in_text = false,
            Node::Close("rPh") => sounds = false,
            Node::Close("si") => strings.push(std::mem::take(&mut one)),
            Node::Text(text) if in_text => one.push_str(text),
            _ => {}
        }
        Ok(())
    })?;
    Ok(strings)
}

/// The cell styles (by index) whose numbers are dates.
fn date_styles(job: &mut Job<'_>, part: &str) -> Result<HashSet<u32>, Refused> {
    let (mut own, mut dates) = (HashSet::new(), HashSet::new());
    let Some(text) = job.package.part(part)? else {
        return Ok(dates);
    };
    let (mut in_cells, mut index) = (false, 0u32);
    xml::walk(part, &text, job.watch, |node| {
        match node {
            Node::Open(tag) => match tag.name() {
                "numFmt" => {
                    if let (Some(id), Some(code)) =
                        (tag.number("numFmtId"), tag.value("formatCode"))
                        && is_date_format(&code)
                    {
                        own.insert(id);
                    }
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    // Built-in formats: ECMA-376 part 1, 18.8.30.
                    if tag
                        .number("numFmtId")
                        .is_some_and(|id| matches!(id, 14..=22 | 45..=47) || own.contains(&id))
                    {
                        dates.insert(index);
                    }
                    index = index.saturating_add(1);
                }
                _ => {}
            },
            Node::Close("cellXfs") => in_cells = false,
            _ => {}
        }
        Ok(())
    })?;
    Ok(dates)
}

/// What a cell's value is looked up in.
struct Cells<'a> {
    shared: &'a [String],
    dates: &'a HashSet<u32>,
    since_1904: bool,
}

impl Cells<'_> {
    fn shown(&self, kind: Option<&str>, style: u32, value: &str) -> String {
        match kind {
            Some("s") => value
                .trim()
                .parse()
                .ok()
                .and_then(|index: usize| self.shared.get(index))
                .cloned()
                .unwrap_or_default(),
            Some("b") => if value.trim() == "1" { "TRUE" } else { "FALSE" }.into(),
            Some("str" | "inlineStr" | "e" | "d") => value.into(),
            _ => shown(value.trim(), self.dates.contains(&style), self.since_1904),
        }
    }
}

fn sheet(
    job: &mut Job<'_>,
    part: &str,
    cells: &Cells<'_>,
    out: &mut Collected,
) -> Result<(), Refused> {
    let text = job.package.needed(KIND, part)?;
    let mut row: Vec<String> = Vec::new();
    let (mut kind, mut style, mut value, mut in_value) = (None, 0, String::new(), false);
    // A formula that no program has computed yet is given as it is.
    let (mut formula, mut in_formula) = (String::new(), false);
    xml::walk(part, &text, job.watch, |node| {
        match node {
            Node::Open(tag) => match tag.name() {
                "c" => {
                    kind = tag.value("t");
                    style = tag.number("s").unwrap_or(0);
                    // Empty cells are left out of the file; later ones keep their column.
                    if let Some(column) = tag.value("r").and_then(|place| column(&place)) {
                        row.resize(row.len().max(column.min(MOST_COLUMNS)), String::new());
                    }
                }
                "v" | "t" => in_value = true,
                "f" => in_formula = true,
                _ => {}
            },
            Node::Close(name) => match name {
                "v" | "t" => in_value = false,
                "f" => in_formula = false,
                "c" => {
                    let formula = std::mem::take(&mut formula);
                    let said = if value.is_empty() && !formula.is_empty() {
                        format!("={formula}")
                    } else {
                        cells.shown(kind.as_deref(), style, &std::mem::take(&mut value))
                    };
                    if row.len() < MOST_COLUMNS {
                        row.push(
                            said.chars()
                                .take(LONGEST_CELL)
                                .map(|c| if c.is_control() { ' ' } else { c })
                                .collect(),
                        );
                    }
                }
                "row" => {
                    let line = row.join("\t");
                    row.clear();
                    if !line.trim().is_empty() {
                        out.line(line.trim_end());
                    }
                }
                _ => {}
            },
            Node::Text(text) if in_value => value.push_str(text),
            Node::Text(text) if in_formula => formula.push_str(text),
            Node::Text(_) => {}
        }
        Ok(())
    })
}

/// The column of a cell's place, from 0: `C7` is 2.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters.take(4).fold(0, |sum, letter| {
        sum * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    number.checked_sub(1)
}
