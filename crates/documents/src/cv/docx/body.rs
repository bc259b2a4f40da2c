//! The paragraphs of a DOCX.

use docx_rs::{
    Docx, Hyperlink, HyperlinkData, HyperlinkType, IndentLevel, NumberingId, Paragraph,
    ParagraphChild, Run,
};

use super::package;
use super::portrait::Photo;
use super::styles::{
    BODY, BULLET, BULLETS, CONTACTS, DATE, ENTRY, ENTRY_LINE, HEADING, LINK, STRONG, SUBTITLE,
    TITLE,
};
use crate::cv::story::{BETWEEN, Block, ContactKind, Story, StoryEntry};

/// Adds everything that a story says.
pub(super) fn write(mut document: Docx, story: &Story, photo: Option<&Photo>) -> Docx {
    let writer = Writer { rtl: story.rtl };
    let mut paragraphs = Vec::new();
    paragraphs.extend(photo.map(|photo| photo.paragraph(story.rtl)));
    if !story.name.is_empty() {
        paragraphs.push(writer.plain(TITLE, &story.name));
    }
    if !story.headline.is_empty() {
        paragraphs.push(writer.plain(SUBTITLE, &story.headline));
    }
    if !story.contacts.is_empty() {
        let mut line = writer.paragraph(CONTACTS);
        for (index, contact) in story.contacts.iter().enumerate() {
            if index > 0 {
                line = writer.text(line, BETWEEN, None);
            }
            line = match contact.kind {
                ContactKind::Place => writer.text(line, &contact.text, None),
                _ => writer.link(line, &contact.text, contact.link.as_deref()),
            };
        }
        paragraphs.push(line);
    }
    for chapter in &story.chapters {
        if !chapter.heading.is_empty() {
            paragraphs.push(writer.plain(HEADING, &chapter.heading));
        }
        for block in &chapter.blocks {
            match block {
                Block::Paragraph(text) => paragraphs.push(writer.plain(BODY, text)),
                Block::Labelled { label, text, .. } => {
                    let line = writer.paragraph(BODY);
                    let line = writer.text(line, label, Some(STRONG));
                    paragraphs.push(writer.text(line, &format!(" {text}"), None));
                }
                Block::Entry(entry) => paragraphs.extend(writer.entry(entry)),
            }
        }
    }
    let mut links = 0;
    for (index, mut paragraph) in paragraphs.into_iter().enumerate() {
        // By itself docx-rs counts on from the last document.
        paragraph = paragraph.id(format!("{:08x}", index + 1));
        for child in &mut paragraph.children {
            if let ParagraphChild::Hyperlink(link) = child
                && let HyperlinkData::External { rid, .. } = &mut link.link
            {
                links += 1;
                *rid = format!("rIdHyperlink{links:05}");
            }
        }
        document = document.add_paragraph(paragraph);
    }
    document
}

struct Writer {
    rtl: bool,
}

impl Writer {
    fn paragraph(&self, style: &str) -> Paragraph {
        let mut paragraph = Paragraph::new().style(style);
        if self.rtl {
            paragraph.property = paragraph.property.bidi(true);
        }
        paragraph
    }

    fn plain(&self, style: &str, text: &str) -> Paragraph {
        self.text(self.paragraph(style), text, None)
    }

    /// Adds a text, in runs of one direction.
    fn text(&self, mut paragraph: Paragraph, text: &str, style: Option<&str>) -> Paragraph {
        for run in self.runs(text, style) {
            paragraph = paragraph.add_run(run);
        }
        paragraph
    }

    /// Adds an address or a number, which is read from left to right wherever it stands.
    fn link(&self, paragraph: Paragraph, text: &str, address: Option<&str>) -> Paragraph {
        let text = &if self.rtl {
            format!("{LEFT_TO_RIGHT}{text}")
        } else {
            text.to_owned()
        };
        let Some(address) = address else {
            return self.text(paragraph, text, None);
        };
        let mut link = Hyperlink::new(address, HyperlinkType::External);
        for run in self.runs(text, Some(LINK)) {
            link = link.add_run(run);
        }
        paragraph.add_hyperlink(link)
    }

    fn runs(&self, text: &str, style: Option<&str>) -> Vec<Run> {
        let runs = by_direction(text, self.rtl)
            .into_iter()
            .map(|(piece, rtl)| {
                let mut run = Run::new().add_text(piece);
                if let Some(style) = style {
                    run = run.style(style);
                }
                if style == Some(DATE) {
                    // By itself and not by its style: Word adds the boldness of styles up by halves.
                    run = run.disable_bold();
                }
                if rtl {
                    run.run_property = package::right_to_left(run.run_property);
                }
                run
            });
        runs.collect()
    }

    fn entry(&self, entry: &StoryEntry) -> Vec<Paragraph> {
        let mut paragraphs = Vec::new();
        if !entry.title.is_empty() || !entry.date.is_empty() {
            let mut head = self.paragraph(ENTRY);
            head = self.text(head, &entry.title, None);
            if !entry.date.is_empty() {
                head = head.add_run(Run::new().add_tab());
                head = self.text(head, &entry.date, Some(DATE));
            }
            paragraphs.push(head);
        }
        if !entry.line.is_empty() {
            paragraphs.push(self.plain(ENTRY_LINE, &entry.line));
        }
        if let Some((text, address)) = &entry.web {
            let line = self.paragraph(ENTRY_LINE);
            paragraphs.push(self.link(line, text, address.as_deref()));
        }
        let body = entry.paragraphs.iter().map(|text| self.plain(BODY, text));
        paragraphs.extend(body);
        let points = entry.points.iter().map(|text| {
            // Its style has the list as well, for points that somebody adds; not all readers look there.
            self.plain(BULLET, text)
                .numbering(NumberingId::new(BULLETS), IndentLevel::new(0))
        });
        paragraphs.extend(points);
        paragraphs
    }
}

/// LEFT-TO-RIGHT MARK: what follows it, numbers included, is read from left to right.
const LEFT_TO_RIGHT: char = '\u{200e}';

/// Pieces of a text that run in one direction. What has none goes with what is before it.
fn by_direction(text: &str, rtl: bool) -> Vec<(&str, bool)> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut direction = None;
    for (at, c) in text.char_indices() {
        let own = match c {
            '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => true,
            c if c.is_alphabetic() => false,
            _ => continue,
        };
        if direction.is_some_and(|direction| direction != own) {
            pieces.push((&text[start..at], direction.unwrap_or(rtl)));
            start = at;
        }
        direction = Some(own);
    }
    if start < text.len() {
        pieces.push((&text[start..], direction.unwrap_or(rtl)));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_have_one_direction() {
        assert_eq!(by_direction("abc 12", false), [("abc 12", false)]);
        assert_eq!(
            by_direction("שלום, SQL 3 עולם", true),
            [("שלום, ", true), ("SQL 3 ", false), ("עולם", true)]
        );
        assert_eq!(by_direction("2021", true), [("2021", true)]);
        assert!(by_direction("", true).is_empty());
    }
}
