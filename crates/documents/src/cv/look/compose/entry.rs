//! An entry of a section: its head with the date beside it, its sentences, its points.

use super::Composer;
use super::strips::{
    LONGEST_HEAD, advance, baseline, link_to, paragraph, pinned_to, seam, text_baseline,
};
use crate::cv::story::StoryEntry;
use crate::layout::{Align, NodeId, Role, Span, Strip, TextStyle};

impl Composer<'_> {
    pub(super) fn entry(&mut self, entry: &StoryEntry, section: NodeId, width: f32) -> Vec<Strip> {
        let sheet = self.sheet;
        let head = self.entry_head(entry, section, width);
        let mut body: Vec<Strip> = Vec::new();
        for text in &entry.paragraphs {
            let node = self.node(Role::P, section, Some(&entry.part));
            let width = self.column(node, width);
            let span = Span {
                text,
                style: sheet.body,
            };
            let laid = self.lay(&[span], Some(width), Align::Start);
            body.extend(paragraph(&laid, &[node], 0.0, sheet.gap.paragraph / 2.0));
        }
        if !entry.points.is_empty() {
            let list = self.node(Role::L, section, Some(&entry.part));
            for (index, text) in entry.points.iter().enumerate() {
                let before = if index == 0 {
                    sheet.gap.paragraph / 2.0
                } else {
                    sheet.gap.point
                };
                body.extend(self.point(text, list, width, before));
            }
        }
        let mut strips = pinned_to(head, body);
        // The last line of an entry does not begin a page alone.
        if strips.len() > 2
            && let Some(last) = strips.last_mut()
        {
            last.pinned = true;
        }
        strips
    }

    /// The title with the date beside its last line, below it with whom and where.
    pub(super) fn entry_head(
        &mut self,
        entry: &StoryEntry,
        section: NodeId,
        width: f32,
    ) -> Vec<Strip> {
        let (story, sheet) = (self.story, self.sheet);
        let width = self.column(self.next(), width);
        let mut strips = Vec::new();
        let date_span = [Span {
            text: &entry.date,
            style: sheet.date,
        }];
        let beside = sheet.body.size * 1.5;
        let mut date = None;
        let mut room = width;
        if !entry.date.is_empty() {
            let laid = self.lay(&date_span, None, Align::Start);
            let own = advance(&laid);
            let left = width - own - beside;
            if own + beside < width * 0.6 && !self.breaks_a_word(&entry.title, left) {
                room = left;
                date = Some((laid, own));
            }
        }
        if !entry.title.is_empty() {
            let node = self.node(Role::H3, section, Some(&entry.part));
            let span = Span {
                text: &entry.title,
                style: sheet.title,
            };
            let laid = self.lay(&[span], Some(room), Align::Start);
            let x = self.starting_at(0.0, room, width);
            strips = paragraph(&laid, &[node], x, 0.0);
        }
        if !entry.date.is_empty() {
            let node = self.node(Role::P, section, Some(&entry.part));
            match (date, strips.last_mut()) {
                (Some((laid, own)), Some(last)) => {
                    let x = if story.rtl { 0.0 } else { width - own };
                    let title = baseline(last);
                    last.items.extend(seam(last, x, own));
                    for mut strip in paragraph(&laid, &[node], x, 0.0) {
                        let down = title.unwrap_or(0.0) - baseline(&strip).unwrap_or(0.0);
                        let moved = strip.items.drain(..).map(|item| item.moved(0.0, down));
                        last.items.extend(moved);
                    }
                }
                _ => {
                    let laid = self.lay(&date_span, Some(width), Align::Start);
                    strips.extend(paragraph(&laid, &[node], 0.0, 0.0));
                }
            }
        }
        if !entry.line.is_empty() {
            let node = self.node(Role::P, section, Some(&entry.part));
            let span = Span {
                text: &entry.line,
                style: sheet.line,
            };
            let laid = self.lay(&[span], Some(width), Align::Start);
            strips.extend(paragraph(&laid, &[node], 0.0, 0.0));
        }
        if let Some((text, address)) = &entry.web {
            let mut node = self.node(Role::P, section, Some(&entry.part));
            if address.is_some() {
                node = self.node(Role::Link, node, None);
            }
            let style = TextStyle {
                color: sheet.accent,
                ..sheet.date
            };
            let laid = self.lay(&[Span { text, style }], Some(width), Align::Start);
            let mut lines = paragraph(&laid, &[node], 0.0, 0.0);
            link_to(&mut lines, node, address.as_deref());
            strips.extend(lines);
        }
        // A head of some lines stays together; one that fills pages may break as a paragraph does.
        if strips.len() <= LONGEST_HEAD {
            strips
                .iter_mut()
                .skip(1)
                .for_each(|strip| strip.pinned = true);
        }
        strips
    }

    /// Whether a title has a word that is wider than a column.
    fn breaks_a_word(&mut self, title: &str, width: f32) -> bool {
        let style = self.sheet.title;
        let mut wider = |text: &str| {
            let laid = self.lay(&[Span { text, style }], None, Align::Start);
            advance(&laid) > width
        };
        wider(title) && title.split_whitespace().any(wider)
    }

    pub(super) fn point(
        &mut self,
        text: &str,
        list: NodeId,
        width: f32,
        before: f32,
    ) -> Vec<Strip> {
        let sheet = self.sheet;
        let item = self.node(Role::Li, list, None);
        let label = self.node(Role::Lbl, item, None);
        let body = self.node(Role::LBody, item, None);
        let width = self.column(body, width);
        let room = width - sheet.indent;
        let style = sheet.body;
        let laid = self.lay(&[Span { text, style }], Some(room), Align::Start);
        let x = self.starting_at(sheet.indent, room, width);
        let mut strips = paragraph(&laid, &[body], x, before);
        let bullet = self.lay(
            &[Span {
                text: BULLET,
                style,
            }],
            None,
            Align::Start,
        );
        let own = advance(&bullet);
        let x = self.starting_at(sheet.indent * 0.25, own, width);
        if let Some(first) = strips.first_mut() {
            let text = std::mem::take(&mut first.items);
            let down = text_baseline(&text);
            for strip in paragraph(&bullet, &[label], x, 0.0) {
                let by = down.unwrap_or(0.0) - baseline(&strip).unwrap_or(0.0);
                let by = if down.is_some() { by } else { 0.0 };
                first
                    .items
                    .extend(strip.items.iter().map(|item| item.moved(0.0, by)));
            }
            first.items.extend(text);
        }
        strips
    }
}

/// Before each point of a list.
const BULLET: &str = "•";
