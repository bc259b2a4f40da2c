//! The photo, and what moves aside for it.

use std::sync::Arc;

use super::Composer;
use super::strips::height;
use crate::cv::look::portrait::Place;
use crate::layout::{Item, NodeId, Picture, Rect, Role, Strip};

/// A photo and the room that is left for the text of the head.
pub(super) struct Posed {
    picture: Arc<Picture>,
    /// The left edge of the text.
    x: f32,
    /// The width of the text.
    pub(super) width: f32,
}

impl Composer<'_> {
    /// The photo in a head `width` wide; `None`: there is none.
    pub(super) fn posed(&mut self, width: f32) -> Option<Posed> {
        let portrait = self.sheet.portrait;
        let picture = self.typesetter.pictures.of(self.photo?, portrait.cut)?;
        let taken = match (portrait.place, self.sheet.side) {
            (Place::Above, _) => 0.0,
            (Place::OverSide, Some(side)) => side.width + side.gap,
            (Place::Beside | Place::OverSide, _) => portrait.width + portrait.gap,
        };
        let text_first = portrait.place == Place::Beside;
        Some(Posed {
            picture,
            x: if text_first == self.story.rtl {
                taken
            } else {
                0.0
            },
            width: width - taken,
        })
    }

    /// Puts a photo to the text of a head `width` wide.
    pub(super) fn with_photo(
        &mut self,
        posed: Posed,
        mut text: Vec<Strip>,
        width: f32,
    ) -> Vec<Strip> {
        let portrait = self.sheet.portrait;
        let x = match portrait.place {
            Place::Above => (width - portrait.width) / 2.0,
            Place::Beside => self.starting_at(width - portrait.width, portrait.width, width),
            Place::OverSide => self.starting_at(0.0, portrait.width, width),
        };
        let figure = self.figure(&posed.picture, x);
        if portrait.place == Place::Above || text.is_empty() {
            if let Some(first) = text.first_mut() {
                first.before = portrait.gap;
                first.pinned = true;
            }
            text.insert(
                0,
                Strip {
                    height: portrait.height,
                    items: vec![figure],
                    ..Strip::default()
                },
            );
            return text;
        }
        // Text that is lower than the photo stands at its middle.
        let spare = ((portrait.height - height(&text)) / 2.0).max(0.0);
        for (index, strip) in text.iter_mut().enumerate() {
            let down = if index == 0 { spare } else { 0.0 };
            for item in &mut strip.items {
                *item = item.moved(posed.x, down);
            }
            strip.height += down;
        }
        if let Some(last) = text.last_mut() {
            last.height += spare;
        }
        // After the name, which is what a reader wants to hear first.
        if let Some(first) = text.first_mut() {
            first.items.push(figure);
        }
        text
    }

    fn figure(&mut self, picture: &Arc<Picture>, x: f32) -> Item {
        let portrait = self.sheet.portrait;
        let node = self.node(Role::Figure, NodeId(0), None);
        if let Some(node) = self.nodes.last_mut() {
            node.alt = Some(self.story.shown_in_photo().to_owned());
        }
        let rect = Rect {
            x,
            y: 0.0,
            width: portrait.width,
            height: portrait.height,
        };
        Item::Picture(rect, Arc::clone(picture), node)
    }
}
