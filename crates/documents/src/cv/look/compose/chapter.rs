//! A section: its heading, and what stands below it.

use icu_casemap::CaseMapper;
use icu_locale_core::LanguageIdentifier;

use super::Composer;
use super::strips::{paragraph, pinned_to};
use crate::cv::story::{Block, Chapter};
use crate::layout::{Align, Item, NodeId, Rect, Role, Span, Strip, TextStyle};

impl Composer<'_> {
    pub(super) fn chapters<'c>(
        &mut self,
        chapters: impl IntoIterator<Item = &'c Chapter>,
        width: f32,
    ) -> Vec<Strip> {
        let mut strips = Vec::new();
        for chapter in chapters {
            strips.extend(self.chapter(chapter, width));
        }
        strips
    }

    /// A heading with what it stands over.
    pub(super) fn chapter(&mut self, chapter: &Chapter, width: f32) -> Vec<Strip> {
        let sheet = self.sheet;
        let section = self.node(Role::Sect, NodeId(0), Some(&chapter.part));
        let mut head = Vec::new();
        if !chapter.heading.is_empty() {
            head = self.heading(&chapter.heading, section, width);
        }
        let mut body: Vec<Strip> = Vec::new();
        for (index, block) in chapter.blocks.iter().enumerate() {
            let mut strips = self.block(block, section, width);
            let before = match (index, block) {
                (0, _) => sheet.gap.heading,
                (_, Block::Entry(_)) => sheet.gap.entry,
                (_, Block::Paragraph(_) | Block::Labelled { .. }) => sheet.gap.paragraph,
            };
            if let Some(first) = strips.first_mut() {
                first.before = before;
            }
            body.extend(strips);
        }
        let mut strips = pinned_to(head, body);
        if let Some(first) = strips.first_mut() {
            first.before = sheet.gap.section;
            first.pinned = false;
        }
        strips
    }

    pub(super) fn heading(&mut self, text: &str, section: NodeId, width: f32) -> Vec<Strip> {
        let sheet = self.sheet;
        let node = self.node(Role::H2, section, None);
        let width = self.column(node, width);
        let shown = if sheet.capitals {
            capitals(text, &self.story.language)
        } else {
            text.to_owned()
        };
        let span = Span {
            text: &shown,
            style: sheet.heading,
        };
        let laid = self.lay(&[span], Some(width), Align::Start);
        let mut strips = paragraph(&laid, &[node], 0.0, 0.0);
        if let (Some(rule), Some(last)) = (sheet.rule, strips.last_mut()) {
            let line = Rect {
                x: 0.0,
                y: last.height + rule.above,
                width,
                height: rule.thickness,
            };
            last.items.push(Item::Fill(line, rule.color));
            last.height += rule.above + rule.thickness;
        }
        if let Some(first) = strips.first_mut() {
            first.heading = Some(text.to_owned());
        }
        strips
    }

    pub(super) fn block(&mut self, block: &Block, section: NodeId, width: f32) -> Vec<Strip> {
        let sheet = self.sheet;
        let body = |text| Span {
            text,
            style: sheet.body,
        };
        match block {
            Block::Paragraph(text) => {
                let node = self.node(Role::P, section, None);
                let width = self.column(node, width);
                let laid = self.lay(&[body(text)], Some(width), Align::Start);
                paragraph(&laid, &[node], 0.0, 0.0)
            }
            Block::Labelled { part, label, text } => {
                let node = self.node(Role::P, section, Some(part));
                let width = self.column(node, width);
                let label = Span {
                    text: label,
                    style: TextStyle {
                        bold: true,
                        ..sheet.body
                    },
                };
                let spans = [label, body(" "), body(text)];
                let laid = self.lay(&spans, Some(width), Align::Start);
                paragraph(&laid, &[node, node, node], 0.0, 0.0)
            }
            Block::Entry(entry) => self.entry(entry, section, width),
        }
    }
}

/// A text in capitals as its language writes them: Greek without accents, Turkish with its dotted İ.
fn capitals(text: &str, language: &str) -> String {
    let language = language.parse().unwrap_or(LanguageIdentifier::UNKNOWN);
    CaseMapper::new()
        .uppercase_to_string(text, &language)
        .into_owned()
}
