//! Contacts beside each other on lines that no contact is broken by.

use crate::layout::Align;

/// Where the pieces of a line stand: a contact by its place in the list, or what stands between.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Piece {
    Contact(usize),
    Between,
}

/// A line: pieces in reading order, each with its left edge.
pub(super) type PackedLine = Vec<(Piece, f32)>;

/// Packs contacts into lines of at most `width`. `widths`: of each contact.
pub(super) fn pack(
    widths: &[f32],
    between: f32,
    width: f32,
    align: Align,
    rtl: bool,
) -> Vec<PackedLine> {
    let mut lines: Vec<Vec<(Piece, f32)>> = Vec::new();
    let mut used = 0.0;
    for (index, own) in widths.iter().enumerate() {
        match lines.last_mut() {
            Some(line) if used + between + own <= width => {
                line.push((Piece::Between, between));
                line.push((Piece::Contact(index), *own));
                used += between + own;
            }
            _ => {
                lines.push(vec![(Piece::Contact(index), *own)]);
                used = *own;
            }
        }
    }
    for line in &mut lines {
        let total: f32 = line.iter().map(|(_, own)| own).sum();
        let room = width - total;
        let mut x = match (align, rtl) {
            (Align::Center, _) => room / 2.0,
            (Align::Start, false) | (Align::End, true) => 0.0,
            (Align::Start, true) | (Align::End, false) => room,
        };
        let mut place = |slot: &mut f32| {
            let own = *slot;
            *slot = x;
            x += own;
        };
        if rtl {
            line.iter_mut().rev().for_each(|(_, slot)| place(slot));
        } else {
            line.iter_mut().for_each(|(_, slot)| place(slot));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_takes_as_many_contacts_as_fit() {
        let lines = pack(&[40.0, 40.0, 30.0], 10.0, 100.0, Align::Start, false);
        assert_eq!(
            lines,
            [
                vec![
                    (Piece::Contact(0), 0.0),
                    (Piece::Between, 40.0),
                    (Piece::Contact(1), 50.0)
                ],
                vec![(Piece::Contact(2), 0.0)],
            ]
        );
    }

    #[test]
    fn from_right_to_left_the_first_is_at_the_right() {
        let lines = pack(&[40.0, 30.0], 10.0, 100.0, Align::Center, true);
        assert_eq!(
            lines,
            [vec![
                (Piece::Contact(0), 50.0),
                (Piece::Between, 40.0),
                (Piece::Contact(1), 10.0)
            ]]
        );
    }
}
