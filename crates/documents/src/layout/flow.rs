//! Strips flow into frames: where pages break.

use super::page::Item;

/// A line with all that stands in it; nothing breaks it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Strip {
    /// Space above it, unless it is the first of its frame.
    pub(crate) before: f32,
    /// Its height.
    pub(crate) height: f32,
    /// Whether it stays in the frame of the strip before it: a heading's text, an entry's first
    /// lines, the second and the last line of a paragraph.
    pub(crate) pinned: bool,
    /// What stands in it, counted from its upper left corner.
    pub(crate) items: Vec<Item>,
    /// The heading that begins here.
    pub(crate) heading: Option<String>,
}

/// A place for strips.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Frame {
    /// Its page, counted from 0.
    pub(crate) page: usize,
    /// Left.
    pub(crate) x: f32,
    /// Top.
    pub(crate) y: f32,
    /// Height.
    pub(crate) height: f32,
}

/// Puts strips into frames in order, and says for each where its upper left corner is. A strip that is
/// higher than its frame stands in it alone. Where everything on a page is pinned together the
/// page breaks before what no longer fits.
pub(crate) fn fill(strips: &[Strip], frames: impl IntoIterator<Item = Frame>) -> Vec<(Frame, f32)> {
    let mut places = Vec::with_capacity(strips.len());
    for frame in frames {
        let start = places.len();
        if start == strips.len() {
            break;
        }
        let mut y = 0.0;
        let mut tops = Vec::new();
        for strip in &strips[start..] {
            let before = if tops.is_empty() { 0.0 } else { strip.before };
            let fits = y + before + strip.height <= frame.height + SLACK;
            if !fits && !tops.is_empty() {
                break;
            }
            tops.push(y + before);
            y += before + strip.height;
        }
        let full = start + tops.len();
        let taken = if full == strips.len() {
            tops.len()
        } else {
            let free = (start + 1..=full).rev().find(|at| !strips[*at].pinned);
            free.unwrap_or(full) - start
        };
        places.extend(tops.iter().take(taken).map(|top| (frame, frame.y + top)));
    }
    places
}

/// Points that a sum of heights may be off by rounding.
const SLACK: f32 = 0.01;

#[cfg(test)]
mod tests {
    use super::*;

    fn strip(height: f32, pinned: bool) -> Strip {
        Strip {
            before: 2.0,
            height,
            pinned,
            ..Strip::default()
        }
    }

    fn pages(strips: &[Strip]) -> Vec<usize> {
        let frames = (0..).map(|page| Frame {
            page,
            x: 0.0,
            y: 5.0,
            height: 30.0,
        });
        let places = fill(strips, frames);
        places.iter().map(|(frame, _)| frame.page).collect()
    }

    #[test]
    fn a_page_breaks_where_strips_may_part() {
        let free = strip(10.0, false);
        let strips = [free.clone(), free.clone(), free.clone(), free.clone()];
        assert_eq!(pages(&strips), [0, 0, 1, 1]);
        // 10 + 2 + 8 + 2 + 8 = 30 fits exactly.
        let strips = [free.clone(), strip(8.0, false), strip(8.0, false)];
        assert_eq!(pages(&strips), [0, 0, 0]);
    }

    #[test]
    fn what_is_pinned_goes_along() {
        let strips = [
            strip(10.0, false),
            strip(10.0, false),
            strip(10.0, true),
            strip(3.0, true),
        ];
        assert_eq!(pages(&strips), [0, 1, 1, 1]);
    }

    #[test]
    fn nothing_is_lost_where_all_is_pinned_or_too_high() {
        let pinned: Vec<_> = (0..9).map(|_| strip(10.0, true)).collect();
        assert_eq!(pages(&pinned), [0, 0, 1, 1, 2, 2, 3, 3, 4]);
        let high = [strip(10.0, false), strip(99.0, true), strip(10.0, true)];
        assert_eq!(pages(&high), [0, 1, 2]);
    }
}
