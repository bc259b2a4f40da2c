//! How somebody is reached: beside each other under the name, or below each other in a column.

use super::Composer;
use super::packing::{Piece, pack};
use super::strips::{advance, link_to, paragraph};
use crate::cv::story::{BETWEEN, Contact, ContactKind};
use crate::layout::{Align, NodeId, Role, Span, Strip};

impl Composer<'_> {
    /// The contacts beside each other.
    pub(super) fn contact_lines(&mut self, width: f32, align: Align) -> Vec<Strip> {
        let (story, sheet) = (self.story, self.sheet);
        if story.contacts.is_empty() {
            return Vec::new();
        }
        let parent = self.node(Role::P, NodeId(0), None);
        let style = sheet.contact;
        let laid: Vec<_> = story
            .contacts
            .iter()
            .map(|contact| {
                let spans = [Span {
                    text: contact.text.as_str(),
                    style,
                }];
                let rtl = story.rtl && contact.kind == ContactKind::Place;
                let alone = self.lay_directed(&spans, None, Align::Start, rtl);
                if advance(&alone) <= width {
                    alone
                } else {
                    self.lay_directed(&spans, Some(width), align, rtl)
                }
            })
            .collect();
        let text = BETWEEN;
        let separator = self.lay(&[Span { text, style }], None, Align::Start);
        let widths: Vec<f32> = laid
            .iter()
            .map(|laid| match laid.lines.len() {
                0 | 1 => advance(laid),
                _ => width,
            })
            .collect();
        let lines = pack(&widths, advance(&separator), width, align, story.rtl);
        let mut strips = Vec::new();
        for line in lines {
            let mut strip: Option<Strip> = None;
            for (piece, x) in line {
                let (laid, node, link) = match piece {
                    Piece::Between => (&separator, parent, None),
                    Piece::Contact(index) => {
                        let contact = &story.contacts[index];
                        let node = self.contact_node(contact, parent);
                        (&laid[index], node, contact.link.as_deref())
                    }
                };
                let mut pieces = paragraph(laid, &[node], x, 0.0);
                link_to(&mut pieces, node, link);
                let mut pieces = pieces.into_iter();
                match (&mut strip, pieces.next()) {
                    (Some(strip), Some(piece)) => strip.items.extend(piece.items),
                    (none, piece) => *none = piece,
                }
                // A contact that is longer than a line stands alone on its lines.
                if pieces.len() > 0 {
                    strips.extend(strip.take());
                    strips.extend(pieces);
                }
            }
            strips.extend(strip);
        }
        if let Some(first) = strips.first_mut() {
            first.before = sheet.gap.head;
        }
        strips
    }

    /// The contacts below each other.
    pub(super) fn contact_list(&mut self, width: f32) -> Vec<Strip> {
        let (story, sheet) = (self.story, self.sheet);
        let mut strips = Vec::new();
        for contact in &story.contacts {
            let parent = self.node(Role::P, NodeId(0), None);
            let node = self.contact_node(contact, parent);
            let span = Span {
                text: &contact.text,
                style: sheet.contact,
            };
            let rtl = story.rtl && contact.kind == ContactKind::Place;
            // At the side where the page begins, whatever the contact's own direction is.
            let align = if rtl == story.rtl {
                Align::Start
            } else {
                Align::End
            };
            let laid = self.lay_directed(&[span], Some(width), align, rtl);
            let mut lines = paragraph(&laid, &[node], 0.0, sheet.gap.point);
            link_to(&mut lines, node, contact.link.as_deref());
            strips.extend(lines);
        }
        strips
    }

    pub(super) fn contact_node(&mut self, contact: &Contact, parent: NodeId) -> NodeId {
        match contact.link {
            Some(_) => self.node(Role::Link, parent, None),
            None => parent,
        }
    }
}
