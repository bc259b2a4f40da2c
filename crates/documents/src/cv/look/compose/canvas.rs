//! The pages while they are filled.

use super::strips::height;
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

    /// Where strips go on below what ends somewhere, on a page after `first`: there if what must not be
    /// parted fits, else on the next page.
    pub(super) fn below(&self, end: (usize, f32), first: usize, strips: &[Strip]) -> (usize, f32) {
        let margin = self.sheet.margin;
        let (page, bottom) = end;
        let before = strips.first().map_or(0.0, |strip| strip.before);
        let pinned = strips.iter().skip(1).take_while(|strip| strip.pinned);
        let together = strips.len().min(1) + pinned.count();
        let fits = bottom + before + height(&strips[..together])
            <= self.sheet.paper.height - margin.bottom;
        if page > first && fits {
            (page, bottom + before)
        } else {
            (page + 1, margin.top)
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
