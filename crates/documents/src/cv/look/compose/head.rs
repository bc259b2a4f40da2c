//! The head of a CV: the name, the headline, the contacts.

use super::Composer;
use super::strips::paragraph;
use crate::layout::{NodeId, Role, Span, Strip};

impl Composer<'_> {
    /// The name, the headline, and below them the contacts if they do not stand elsewhere.
    pub(super) fn head(&mut self, width: f32, contacts: bool) -> Vec<Strip> {
        let (story, sheet) = (self.story, self.sheet);
        let mut strips = Vec::new();
        for (text, style, role) in [
            (&story.name, sheet.name, Role::H1),
            (&story.headline, sheet.headline, Role::P),
        ] {
            if text.is_empty() {
                continue;
            }
            let node = self.node(role, NodeId(0), None);
            let laid = self.lay(&[Span { text, style }], Some(width), sheet.head);
            let before = if strips.is_empty() {
                0.0
            } else {
                sheet.gap.head
            };
            strips.extend(paragraph(&laid, &[node], 0.0, before));
        }
        if contacts {
            strips.extend(self.contact_lines(width));
            if let Some(last) = strips.last_mut() {
                last.height += sheet.gap.below_head;
            }
        }
        strips
    }
}
