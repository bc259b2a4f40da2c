//! The arithmetic of a list of which only the visible part exists: rows of
//! different heights, most of them never measured.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

/// Rows by key, their heights and where each begins. Heights outlive the rows'
/// elements, so that scrolling back finds everything where it was.
#[derive(Clone, Debug)]
pub struct Heights<K> {
    keys: Vec<K>,
    places: HashMap<K, usize>,
    /// As measured, and before that as guessed.
    heights: HashMap<K, f64>,
    /// Where each row begins, and at the end where the last one ends.
    starts: Vec<f64>,
}

impl<K> Default for Heights<K> {
    fn default() -> Self {
        Self {
            keys: Vec::new(),
            places: HashMap::new(),
            heights: HashMap::new(),
            starts: vec![0.0],
        }
    }
}

impl<K: Copy + Eq + Hash> Heights<K> {
    /// Takes another list of rows; `guess` is asked for the height of each new one,
    /// by its place, in CSS pixels. Returns by how much the row that was first
    /// has moved down, if it is still there: rows came in above it.
    pub fn set_rows(&mut self, keys: &[K], guess: impl Fn(usize) -> f64) -> f64 {
        let first = self.keys.first().copied();
        self.keys = keys.to_vec();
        self.places = keys
            .iter()
            .enumerate()
            .map(|(index, key)| (*key, index))
            .collect();
        self.heights.retain(|key, _| self.places.contains_key(key));
        for (index, key) in keys.iter().enumerate() {
            self.heights.entry(*key).or_insert_with(|| guess(index));
        }
        self.starts.truncate(1);
        self.rebuild_from(0);
        let moved = first
            .and_then(|first| self.places.get(&first))
            .map(|index| self.starts[*index]);
        moved.unwrap_or(0.0)
    }

    /// Notes that a row is `height` high. Returns by how much that moves
    /// everything below it.
    pub fn measure(&mut self, key: K, height: f64) -> f64 {
        let Some(index) = self.places.get(&key).copied() else {
            return 0.0;
        };
        let before = self.height(index);
        self.heights.insert(key, height);
        if (before - height).abs() < 0.01 {
            return 0.0;
        }
        // A streaming reply is the last row: only its end moves.
        self.starts.truncate(index + 1);
        self.rebuild_from(index);
        height - before
    }

    fn rebuild_from(&mut self, index: usize) {
        let mut at = self.starts[index];
        for index in index..self.keys.len() {
            at += self.height(index);
            self.starts.push(at);
        }
    }

    fn height(&self, index: usize) -> f64 {
        let height = self.keys.get(index).and_then(|key| self.heights.get(key));
        height.copied().unwrap_or_default()
    }

    /// The rows that a view from `top` of height `view` touches, and those
    /// within `margin` around it.
    pub fn range(&self, top: f64, view: f64, margin: f64) -> Range<usize> {
        let count = self.keys.len();
        let first = self
            .starts
            .partition_point(|start| *start <= top - margin)
            .saturating_sub(1);
        let end = self.starts[..count].partition_point(|start| *start < top + view + margin);
        first.min(count)..end.max(first.min(count))
    }

    /// Height of all that is above `range`, and of all below it.
    pub fn around(&self, range: &Range<usize>) -> (f64, f64) {
        (
            self.start(range.start),
            self.total() - self.start(range.end),
        )
    }

    /// Where the row at `index` begins; past the end: where the list ends.
    pub fn start(&self, index: usize) -> f64 {
        self.starts
            .get(index)
            .copied()
            .unwrap_or_else(|| self.total())
    }

    /// Where the row of `key` stands.
    pub fn place(&self, key: K) -> Option<usize> {
        self.places.get(&key).copied()
    }

    /// The height of all rows.
    pub fn total(&self) -> f64 {
        self.starts.last().copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUESS: f64 = 140.0;

    fn guess(_: usize) -> f64 {
        GUESS
    }

    fn rows(count: u32) -> Heights<u32> {
        let mut heights = Heights::default();
        heights.set_rows(&(100..100 + count).collect::<Vec<_>>(), guess);
        heights
    }

    #[test]
    fn an_empty_list_has_no_rows_in_view() {
        let heights = rows(0);
        assert_eq!(heights.range(0.0, 600.0, 300.0), 0..0);
        assert_eq!(heights.total(), 0.0);
        assert_eq!(heights.around(&(0..0)), (0.0, 0.0));
    }

    #[test]
    fn the_view_decides_which_rows_exist() {
        let mut heights = rows(1_000);
        for key in 100..1_100 {
            heights.measure(key, 50.0);
        }
        assert_eq!(heights.total(), 50_000.0);
        assert_eq!(heights.range(0.0, 100.0, 0.0), 0..2);
        assert_eq!(
            heights.range(25.0, 100.0, 0.0),
            0..3,
            "rows cut at both edges count"
        );
        assert_eq!(heights.range(1_000.0, 100.0, 100.0), 18..24);
        assert_eq!(heights.range(49_950.0, 100.0, 0.0), 999..1_000);
        assert_eq!(
            heights.range(90_000.0, 100.0, 0.0).len(),
            0,
            "past the end there is nothing"
        );
        let range = heights.range(1_000.0, 100.0, 100.0);
        let (above, below) = heights.around(&range);
        assert_eq!(
            above + below + range.len() as f64 * 50.0,
            heights.total(),
            "nothing is lost"
        );
    }

    #[test]
    fn a_measured_row_moves_those_below_it() {
        let mut heights = rows(3);
        assert_eq!(heights.measure(101, 300.0), 300.0 - GUESS);
        assert_eq!(heights.start(1), GUESS, "what is above stays");
        assert_eq!(heights.start(2), GUESS + 300.0);
        assert_eq!(
            heights.measure(101, 300.0),
            0.0,
            "the same height moves nothing"
        );
        assert_eq!(
            heights.measure(7, 10.0),
            0.0,
            "a row that is gone moves nothing"
        );
    }

    #[test]
    fn rows_that_come_in_above_move_the_old_first_one() {
        let mut heights = rows(2);
        heights.measure(100, 80.0);
        assert_eq!(heights.set_rows(&[98, 99, 100, 101], guess), 2.0 * GUESS);
        assert_eq!(
            heights.start(3),
            2.0 * GUESS + 80.0,
            "measured heights are kept"
        );
        assert_eq!(
            heights.set_rows(&[98, 99, 100, 101, 102], guess),
            0.0,
            "rows below move nothing"
        );
        assert_eq!(
            heights.set_rows(&[1, 2], guess),
            0.0,
            "another list has no anchor"
        );
        assert_eq!(heights.place(100), None);
    }

    #[test]
    fn sums_stay_right_through_any_changes() {
        let mut heights = rows(50);
        let mut seed = 17_u64;
        for _ in 0..500 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let (key, height) = (100 + (seed >> 33) as u32 % 50, ((seed >> 40) % 900) as f64);
            heights.measure(key, height);
        }
        let mut at = 0.0;
        for index in 0..50 {
            assert!(
                (heights.start(index) - at).abs() < 1e-6,
                "row {index} begins where the sum says"
            );
            at += heights.height(index);
        }
        assert!((heights.total() - at).abs() < 1e-6);
    }
}
