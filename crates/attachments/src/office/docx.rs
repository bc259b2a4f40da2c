//! DOCX: paragraphs, headings, lists, tables and notes of a WordprocessingML document, as a reader of
//! it sees them. Headers, footers, comments, deleted and hidden text are left out.

use std::collections::HashMap;

use super::{
    Job,
    table::Tables,
    xml::{self, Node, Tag},
};
use crate::{Refused, attachment::DocumentFormat, read::Extracted};

const KIND: &str = "DOCX";

pub(super) fn extract(mut job: Job<'_>, main: &str) -> Result<Extracted, Refused> {
    let body = job.package.needed(KIND, main)?;
    let related = job.package.relations(main, job.watch)?;
    let find = |kind: &str| {
        related
            .values()
            .find(|relation| relation.kind == kind)
            .map(|r| r.target.clone())
    };
    let styles = match find("styles") {
        Some(part) => styles(&mut job, &part)?,
        None => HashMap::new(),
    };
    let mut reading = Reading::new(styles, job.limits.max_text_chars);
    xml::walk(main, &body, job.watch, |node| {
        reading.node(node);
        Ok(())
    })?;
    drop(body);
    for kind in ["footnotes", "endnotes"] {
        if let Some(part) = find(kind)
            && let Some(text) = job.package.part(&part)?
        {
            xml::walk(&part, &text, job.watch, |node| {
                reading.node(node);
                Ok(())
            })?;
        }
    }
    let (text, left_out) = reading.tables.out.finish();
    if text.is_empty() {
        return Err(Refused::Empty);
    }
    Ok(Extracted {
        format: DocumentFormat::Docx,
        pages: None,
        text,
        left_out,
    })
}

/// What a style makes of a paragraph.
#[derive(Clone, Copy)]
enum Style {
    Heading(usize),
    Item,
}

/// The styles of headings and lists by their id. Ids are translated, the built-in names are not.
fn styles(job: &mut Job<'_>, part: &str) -> Result<HashMap<String, Style>, Refused> {
    let mut styles = HashMap::new();
    let Some(text) = job.package.part(part)? else {
        return Ok(styles);
    };
    let mut id = String::new();
    xml::walk(part, &text, job.watch, |node| {
        if let Node::Open(tag) = node {
            match tag.name() {
                "style" => id = tag.value("styleId").unwrap_or_default(),
                "name" => {
                    let name = tag.value("val").unwrap_or_default().to_lowercase();
                    let level = if name == "title" {
                        Some(1)
                    } else {
                        name.strip_prefix("heading ")
                            .and_then(|level| level.parse().ok())
                    };
                    if let Some(level @ 1..=9) = level {
                        styles.insert(id.clone(), Style::Heading(level));
                    }
                }
                // A style's name comes before what it does: a numbered heading stays a heading.
                "numPr" => {
                    styles.entry(id.clone()).or_insert(Style::Item);
                }
                _ => {}
            }
        }
        Ok(())
    })?;
    Ok(styles)
}

#[derive(Default)]
struct Paragraph {
    text: String,
    heading: Option<usize>,
    /// The level of a list's item.
    item: Option<usize>,
}

struct Reading {
    styles: HashMap<String, Style>,
    tables: Tables,
    /// More than one where a text box stands within a paragraph.
    paragraphs: Vec<Paragraph>,
    /// Inside `w:t`, whose text counts; text between elements is layout of the XML.
    in_text: bool,
    hidden_run: bool,
    /// Elements open below one that is skipped, itself included.
    skipped: usize,
    /// The mark of the foot- or endnote that the next paragraph belongs to.
    note: Option<String>,
}

impl Reading {
    fn new(styles: HashMap<String, Style>, max_chars: u64) -> Self {
        Self {
            styles,
            tables: Tables::new(max_chars),
            paragraphs: Vec::new(),
            in_text: false,
            hidden_run: false,
            skipped: 0,
            note: None,
        }
    }

    fn node(&mut self, node: Node<'_>) {
        match node {
            Node::Open(_) if self.skipped > 0 => self.skipped += 1,
            Node::Close(_) if self.skipped > 0 => self.skipped -= 1,
            Node::Open(tag) => self.open(&tag),
            Node::Close(name) => self.close(name),
            Node::Text(text) if self.in_text && self.skipped == 0 => self.say(text),
            Node::Text(_) => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            // The older copy of a drawing that also comes in a newer form; text that was moved away; a
            // note's dividing line.
            "Fallback" | "moveFrom" | "del" => self.skipped = 1,
            "footnote" | "endnote" if tag.value("type").is_some_and(|kind| kind != "normal") => {
                self.skipped = 1
            }
            "footnote" => self.note = tag.value("id").map(|id| format!("[^{id}]: ")),
            "endnote" => self.note = tag.value("id").map(|id| format!("[^e{id}]: ")),
            "p" => self.paragraphs.push(Paragraph::default()),
            "r" => self.hidden_run = false,
            "vanish" if !matches!(tag.value("val").as_deref(), Some("0" | "false" | "off")) => {
                self.hidden_run = true
            }
            "t" => self.in_text = true,
            "tab" => self.say("\t"),
            "br" | "cr" => self.say("\n"),
            "noBreakHyphen" => self.say("-"),
            "footnoteReference" => self.mark(tag, ""),
            "endnoteReference" => self.mark(tag, "e"),
            "tbl" => self.tables.open_table(),
            "tc" => self.tables.open_cell(),
            "pStyle" => {
                match tag
                    .value("val")
                    .and_then(|style| self.styles.get(&style).copied())
                {
                    Some(Style::Heading(level)) => self.paragraph().heading = Some(level),
                    Some(Style::Item) => self.paragraph().item = Some(0),
                    None => {}
                }
            }
            "numPr" => self.paragraph().item = Some(0),
            "ilvl" => {
                let level = tag.number("val").unwrap_or(0).min(8) as usize;
                self.paragraph().item = Some(level);
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => {
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.end(paragraph);
                }
            }
            "r" => self.hidden_run = false,
            "t" => self.in_text = false,
            "tc" => self.tables.close_cell(),
            "tr" => self.tables.close_row(),
            "tbl" => self.tables.close_table(),
            _ => {}
        }
    }

    fn paragraph(&mut self) -> &mut Paragraph {
        if self.paragraphs.is_empty() {
            self.paragraphs.push(Paragraph::default());
        }
        let last = self.paragraphs.len() - 1;
        &mut self.paragraphs[last]
    }

    fn say(&mut self, text: &str) {
        // Tabs also define stops in a paragraph's properties, outside of any run's text.
        if !self.hidden_run && !self.paragraphs.is_empty() {
            self.paragraph().text.push_str(text);
        }
    }

    fn mark(&mut self, tag: &Tag<'_>, before: &str) {
        if let Some(id) = tag.value("id") {
            self.say(&format!("[^{before}{id}]"));
        }
    }

    fn end(&mut self, paragraph: Paragraph) {
        let text = paragraph.text.trim();
        if text.is_empty() {
            return;
        }
        let note = self.note.take().unwrap_or_default();
        let before = match (paragraph.heading, paragraph.item) {
            (Some(level), _) => format!("{} ", "#".repeat(level)),
            (None, Some(level)) => format!("{}- ", "  ".repeat(level)),
            (None, None) => String::new(),
        };
        self.tables.line(&format!("{note}{before}{text}"));
        if !self.tables.inside() && paragraph.item.is_none() && self.paragraphs.is_empty() {
            self.tables.out.push("\n");
        }
    }
}
