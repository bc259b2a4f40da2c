//! Which rows of the list are in sight: pure arithmetic.

use std::ops::Range;
use std::rc::Rc;

use contract::conversation::ConversationSummary;
use yew::AttrValue;

use crate::clock::Now;
use crate::format;
use crate::i18n::t;

/// Height of a conversation, in CSS pixels; `.row` in frame.css is as high.
pub(super) const ITEM: f64 = 33.0;
/// Height of a group's head; `.group-head` in frame.css is as high.
pub(super) const HEAD: f64 = 32.0;
/// Rows drawn beyond what is in sight, after the first picture.
pub(super) const SPARE: usize = 8;

/// One line of the list.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Row {
    /// Today, Yesterday, …
    Head(AttrValue),
    /// The conversation at that index of the list.
    Item(usize),
}

/// The lines of a list, with the place of each.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Rows {
    rows: Vec<Row>,
    /// Where each begins; one more at the end: where the list ends.
    tops: Vec<f64>,
}

impl Rows {
    /// The lines for `conversations`, newest first.
    pub(super) fn new(conversations: &[Rc<ConversationSummary>], now: Now) -> Self {
        let mut list = Self {
            rows: Vec::with_capacity(conversations.len() + 8),
            tops: vec![0.0],
        };
        let mut day = None;
        let mut group = AttrValue::default();
        for (index, conversation) in conversations.iter().enumerate() {
            if conversation.pinned {
                if index == 0 {
                    list.push(Row::Head(t("group-pinned")), HEAD);
                }
                list.push(Row::Item(index), ITEM);
                continue;
            }
            let at = conversation.updated_at;
            // The words are looked up once a day, not once a row.
            if day != Some(now.day_of(at)) {
                day = Some(now.day_of(at));
                let head = format::group(now, at);
                if head != group {
                    list.push(Row::Head(head.clone()), HEAD);
                    group = head;
                }
            }
            list.push(Row::Item(index), ITEM);
        }
        list
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

    /// The line of the conversation at `index`.
    pub(super) fn row_of(&self, index: usize) -> Option<usize> {
        // Heads only push a conversation down, so it stands at `index` or below.
        (index..self.rows.len()).find(|row| self.rows[*row] == Row::Item(index))
    }

    /// How far to scroll, from `from`, so that the conversation at `index` is
    /// in sight, its group's head too where it is the first of it.
    pub(super) fn reveal(&self, index: usize, from: f64, height: f64) -> f64 {
        let Some(row) = self.row_of(index) else {
            return from;
        };
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
mod tests {
    use contract::Timestamp;

    use super::*;

    const NOON: i64 = 1_795_348_800_000;
    const DAY: i64 = 86_400_000;

    fn rows(days_ago: &[i64]) -> Rows {
        let conversations: Vec<_> = days_ago
            .iter()
            .enumerate()
            .map(|(number, days)| {
                Rc::new(ConversationSummary {
                    id: format!("{number:032x}")
                        .parse()
                        .expect("32 hex digits are a UUID"),
                    title: String::new(),
                    created_at: Timestamp(0),
                    updated_at: Timestamp(NOON - days.abs() * DAY),
                    pinned: *days < 0,
                    archived: false,
                    temporary: false,
                })
            })
            .collect();
        Rows::new(
            &conversations,
            Now {
                at: Timestamp(NOON),
                offset_minutes: 0,
            },
        )
    }

    #[test]
    fn every_group_has_one_head() {
        let rows = rows(&[0, 0, 1, 2, 6, 12]);
        let heads: Vec<_> = rows
            .rows
            .iter()
            .filter_map(|row| match row {
                Row::Head(text) => Some(text.as_str()),
                Row::Item(_) => None,
            })
            .collect();
        assert_eq!(heads, ["Today", "Yesterday", "Last week", "Last month"]);
        assert_eq!(rows.height(), 6.0 * ITEM + 4.0 * HEAD, "all lines together");
    }

    #[test]
    fn pinned_ones_are_a_group_of_their_own() {
        let rows = rows(&[-1, -40, 0, 40]);
        let heads = rows.rows.iter().filter(|row| matches!(row, Row::Head(_)));
        assert_eq!(heads.count(), 3, "pinned, today, a month");
        assert_eq!(rows.rows[0], Row::Head(t("group-pinned")));
        assert_eq!(rows.rows[2], Row::Item(1), "whatever its day");
    }

    #[test]
    fn few_of_many_rows_are_drawn() {
        let rows = rows(&vec![0; 10_000]);
        let range = rows.in_sight(100_000.0, 700.0, SPARE);
        assert!(
            range.len() < 45,
            "700 pixels hold 22 rows and the spare: {range:?}"
        );
        assert!(
            rows.top(range.start) < 100_000.0,
            "nothing is missing above"
        );
        assert!(rows.top(range.end) > 100_700.0, "nor below");
    }

    #[test]
    fn the_ends_are_no_exception() {
        let rows = rows(&[0, 0]);
        assert_eq!(
            rows.in_sight(0.0, 700.0, SPARE),
            0..3,
            "a head and two rows"
        );
        assert_eq!(
            rows.in_sight(9_000.0, 700.0, SPARE).end,
            3,
            "scrolled past the end"
        );
        assert_eq!(
            Rows::default().in_sight(0.0, 700.0, SPARE),
            0..0,
            "an empty list"
        );
    }

    #[test]
    fn a_row_out_of_sight_is_brought_in() {
        let rows = rows(&vec![0; 100]);
        assert_eq!(rows.reveal(2, 0.0, 700.0), 0.0, "it is in sight");
        assert_eq!(
            rows.reveal(0, 500.0, 700.0),
            0.0,
            "the first shows its head too"
        );
        let from = rows.reveal(99, 0.0, 700.0);
        assert_eq!(
            from,
            rows.height() - 700.0,
            "the last stands at the bottom edge"
        );
    }
}
