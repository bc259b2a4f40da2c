//! Which rows of the list are in sight: pure arithmetic.

use std::ops::Range;
use std::rc::Rc;

use contract::conversation::ConversationSummary;
use contract::{ConversationId, FolderId};
use yew::AttrValue;

use crate::clock::Now;
use crate::format;
use crate::i18n::t;
use crate::state::{Conversations, Folders, Shelf};

/// Height of a conversation or a folder's name, in CSS pixels; `.row` in frame.css is as high.
pub(super) const ITEM: f64 = 33.0;
/// Height of a group's head; `.group-head` in frame.css is as high.
pub(super) const HEAD: f64 = 32.0;
/// Rows drawn beyond what is in sight, after the first picture.
pub(super) const SPARE: usize = 8;

/// One line of the list.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Row {
    /// Pinned, Folders, Today, Yesterday, …
    Head(AttrValue),
    /// The field for the name of a new folder.
    Naming,
    /// The name of the folder at that index.
    Folder(usize),
    /// Where the conversations of that folder would stand, if it had any.
    Empty(usize),
    /// The place of that folder's conversations that were not read.
    Gap(usize),
    /// The conversation at that index of a folder, or of the list (`None`).
    Item(Option<usize>, usize),
}

/// What the keyboard stops at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// A folder's name.
    Folder(FolderId),
    /// A conversation.
    Conversation(ConversationId),
}

/// The lines of a list, with the place of each.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Rows {
    rows: Vec<Row>,
    /// Where each begins; one more at the end: where the list ends.
    tops: Vec<f64>,
    /// What the keyboard stops at, and the line of each.
    stops: Vec<(Stop, usize)>,
}

impl Rows {
    /// The lines of the list: pinned ones, then folders, then the others by their days. The archive
    /// has no folders. `naming`: a folder is being named.
    pub(super) fn new(list: &Conversations, folders: &Folders, naming: bool, now: Now) -> Self {
        let mut lines = Self {
            rows: Vec::with_capacity(list.rows.len() + folders.shelves.len() + 8),
            tops: vec![0.0],
            stops: Vec::with_capacity(list.rows.len() + folders.shelves.len()),
        };
        let pinned = list.rows.iter().take_while(|row| row.pinned).count();
        if pinned > 0 {
            lines.head(t("group-pinned"));
        }
        for (index, row) in list.rows.iter().enumerate().take(pinned) {
            lines.item(None, index, row);
        }
        if !list.archived {
            lines.folders(&folders.shelves, naming);
        }
        lines.days(&list.rows, pinned, now);
        lines
    }

    fn folders(&mut self, shelves: &[Shelf], naming: bool) {
        if naming || !shelves.is_empty() {
            self.head(t("group-folders"));
        }
        if naming {
            self.push(Row::Naming, ITEM);
        }
        for (at, shelf) in shelves.iter().enumerate() {
            self.stop(Stop::Folder(shelf.folder.id), Row::Folder(at));
            if shelf.folder.collapsed {
                continue;
            }
            for (index, row) in shelf.rows().iter().enumerate() {
                self.item(Some(at), index, row);
            }
            match shelf.unread() {
                0 if shelf.rows().is_empty() => self.push(Row::Empty(at), ITEM),
                0 => {}
                // As high as they will be: nothing moves when they come.
                unread => self.push(Row::Gap(at), ITEM * unread as f64),
            }
        }
    }

    fn days(&mut self, rows: &[Rc<ConversationSummary>], from: usize, now: Now) {
        let mut day = None;
        let mut group = AttrValue::default();
        for (index, conversation) in rows.iter().enumerate().skip(from) {
            let at = conversation.updated_at;
            // The words are looked up once a day, not once a row.
            if day != Some(now.day_of(at)) {
                day = Some(now.day_of(at));
                let head = format::group(now, at);
                if head != group {
                    self.head(head.clone());
                    group = head;
                }
            }
            self.item(None, index, conversation);
        }
    }

    fn head(&mut self, text: AttrValue) {
        self.push(Row::Head(text), HEAD);
    }

    fn item(&mut self, folder: Option<usize>, index: usize, row: &ConversationSummary) {
        self.stop(Stop::Conversation(row.id), Row::Item(folder, index));
    }

    fn stop(&mut self, stop: Stop, row: Row) {
        self.stops.push((stop, self.rows.len()));
        self.push(row, ITEM);
    }

    fn push(&mut self, row: Row, height: f64) {
        self.tops.push(self.height() + height);
        self.rows.push(row);
    }

    /// Of all lines together.
    pub(super) fn height(&self) -> f64 {
        self.tops.last().copied().unwrap_or_default()
    }

    /// Where line `row` begins.
    pub(super) fn top(&self, row: usize) -> f64 {
        self.tops.get(row).copied().unwrap_or_else(|| self.height())
    }

    /// The lines to draw where `height` is in sight from `from` on, and `spare`
    /// around them.
    pub(super) fn in_sight(&self, from: f64, height: f64, spare: usize) -> Range<usize> {
        let first = self
            .tops
            .partition_point(|top| *top <= from)
            .saturating_sub(1);
        let end = self.tops.partition_point(|top| *top < from + height);
        first.saturating_sub(spare)..(end + spare).min(self.rows.len())
    }

    /// The lines of a range.
    pub(super) fn slice(&self, range: Range<usize>) -> &[Row] {
        self.rows.get(range).unwrap_or_default()
    }

    /// How many stops there are.
    pub(super) fn stops(&self) -> usize {
        self.stops.len()
    }

    /// The stop at `place`.
    pub(super) fn stop_at(&self, place: usize) -> Option<Stop> {
        self.stops.get(place).map(|(stop, _)| *stop)
    }

    /// The place of a stop among all; `None`: it is not in sight, however one scrolls.
    pub(super) fn place_of(&self, stop: Stop) -> Option<usize> {
        self.stops.iter().position(|(other, _)| *other == stop)
    }

    /// How many stops stand above the line `row`.
    pub(super) fn stops_above(&self, row: usize) -> usize {
        self.stops.partition_point(|(_, line)| *line < row)
    }

    /// The folder that the stop at `place` is in, or is.
    pub(super) fn folder_at(&self, place: usize) -> Option<usize> {
        let (_, row) = self.stops.get(place)?;
        match self.rows.get(*row)? {
            Row::Folder(at) | Row::Item(Some(at), _) => Some(*at),
            _ => None,
        }
    }

    /// How far to scroll, from `from`, so that the stop at `place` is in sight, its group's head
    /// too where it is the first of it.
    pub(super) fn reveal(&self, place: usize, from: f64, height: f64) -> f64 {
        let Some((_, row)) = self.stops.get(place).copied() else {
            return from;
        };
        self.reveal_row(row, from, height)
    }

    /// The same for the field that names a folder.
    pub(super) fn reveal_naming(&self, from: f64, height: f64) -> f64 {
        let naming = self.rows.iter().position(|row| *row == Row::Naming);
        naming.map_or(from, |row| self.reveal_row(row, from, height))
    }

    fn reveal_row(&self, row: usize, from: f64, height: f64) -> f64 {
        let headed = row > 0 && matches!(self.rows[row - 1], Row::Head(_));
        let top = self.top(if headed { row - 1 } else { row });
        let bottom = self.top(row + 1);
        if top < from {
            top
        } else if bottom > from + height {
            bottom - height
        } else {
            from
        }
    }
}

#[cfg(test)]
mod tests;
