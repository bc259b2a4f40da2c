//! The head of a CV: the name, the headline, the contacts, the photo.

use super::Composer;
use super::strips::paragraph;
use crate::cv::look::portrait::Place;
use crate::layout::{Align, NodeId, Role, Span, Strip};

impl Composer<'_> {
    /// The photo, the name, the headline, and below them the contacts if they do not stand elsewhere.
    pub(super) fn head(&mut self, width: f32, contacts: bool) -> Vec<Strip> {
        let posed = self.posed(width);
        let room = posed.as_ref().map_or(width, |posed| posed.width);
        // Beside a photo the middle is that of nothing.
        let beside = posed.is_some() && self.sheet.portrait.place == Place::Beside;
        let align = if beside {
            Align::Start
        } else {
            self.sheet.head
        };
        let mut strips = self.head_text(room, align, contacts);
        if let Some(posed) = posed {
            strips = self.with_photo(posed, strips, width);
        }
        if contacts && let Some(last) = strips.last_mut() {
            last.height += self.sheet.gap.below_head;
        }
        strips
    }

    fn head_text(&mut self, width: f32, align: Align, contacts: bool) -> Vec<Strip> {
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
            let laid = self.lay(&[Span { text, style }], Some(width), align);
            let before = if strips.is_empty() {
                0.0
            } else {
                sheet.gap.head
            };
            strips.extend(paragraph(&laid, &[node], 0.0, before));
        }
        if contacts {
            strips.extend(self.contact_lines(width, align));
        }
        strips
    }
}
