//! The pages while they are filled.

use crate::cv::look::sheet::Sheet;
use crate::layout::{Bookmark, Frame, Page, Strip, fill};

/// The pages while they are filled.
pub(super) struct Canvas<'a> {
    sheet: &'a Sheet,
    pub(super) pages: Vec<Page>,
    pub(super) bookmarks: Vec<Bookmark>,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(sheet: &'a Sheet) -> Self {
        Self {
            sheet,
            pages: vec![Page::default()],
            bookmarks: Vec::new(),
        }
    }

    /// Puts strips into a column that begins on a page at a height and goes on over the next pages.
    /// Gives the page and the height where it ends.
    pub(super) fn put(&mut self, strips: &[Strip], x: f32, from: (usize, f32)) -> (usize, f32) {
        let margin = self.sheet.margin;
        let end = self.sheet.paper.height - margin.bottom;
        let (first, top) = from;
        let frames = (first..).map(|page| {
            let y = if page == first { top } else { margin.top };
            Frame {
                page,
                x,
                y,
                height: end - y,
            }
        });
        let mut last = from;
        for (strip, (frame, y)) in strips.iter().zip(fill(strips, frames)) {
            if self.pages.len() <= frame.page {
                self.pages.resize_with(frame.page + 1, Page::default);
            }
            if let Some(page) = self.pages.get_mut(frame.page) {
                page.items
                    .extend(strip.items.iter().map(|item| item.moved(frame.x, y)));
            }
            if let Some(title) = &strip.heading {
                self.bookmarks.push(Bookmark {
                    title: title.clone(),
                    page: frame.page,
                    y,
                });
            }
            last = (frame.page, y + strip.height);
        }
        last
    }
}
