//! Which turns of a long conversation are left out.

use contract::message::Role;

use crate::Turn;

/// The first turn to keep, so that the rest takes at most `room` tokens. `tokens` says how many each
/// turn takes. The last turn always stays, and the first one kept is the user's.
///
/// Room is made in steps of a quarter of `room`: the next turns of the conversation then begin at the
/// same place, and the model remembers what it has read. To the token, each reply would read all of
/// the conversation again.
pub(super) fn first_kept(turns: &[Turn], tokens: &[u32], room: u32) -> usize {
    let room = u64::from(room);
    let total: u64 = tokens.iter().copied().map(u64::from).sum();
    let Some(excess) = total.checked_sub(room).filter(|excess| *excess > 0) else {
        return 0;
    };
    let goal = excess.next_multiple_of((room / 4).max(1));
    let mut dropped = 0;
    let enough = tokens.iter().position(|tokens| {
        let reached = dropped >= goal;
        dropped += u64::from(*tokens);
        reached
    });
    next_question(turns, enough.unwrap_or(turns.len()))
}

/// The first user's turn from `from` on; the last turn if there is none.
pub(super) fn next_question(turns: &[Turn], from: usize) -> usize {
    let last = turns.len().saturating_sub(1);
    (from..last)
        .find(|index| turns[*index].role == Role::User)
        .unwrap_or(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A conversation of `count` turns that ends with the user's.
    fn turns(count: usize) -> Vec<Turn> {
        let role = |index| {
            if (count - index) % 2 == 1 {
                Role::User
            } else {
                Role::Assistant
            }
        };
        (0..count)
            .map(|index| Turn {
                role: role(index),
                text: String::new(),
            })
            .collect()
    }

    #[test]
    fn nothing_is_dropped_while_all_fits() {
        assert_eq!(first_kept(&turns(5), &[10; 5], 50), 0);
        assert_eq!(
            first_kept(&turns(1), &[1000], 50),
            0,
            "the last turn always stays"
        );
    }

    #[test]
    fn whole_turns_are_dropped_until_the_rest_fits() {
        for count in (1..60).step_by(2) {
            let turns = turns(count);
            let tokens: Vec<u32> = (0..count as u32).map(|index| 5 + index % 7).collect();
            let first = first_kept(&turns, &tokens, 100);
            let kept: u32 = tokens[first..].iter().sum();
            assert!(kept <= 100, "{count} turns: {kept}");
            assert_eq!(turns[first].role, Role::User, "{count} turns");
            assert!(first < count);
        }
    }

    #[test]
    fn the_beginning_stays_the_same_for_several_turns() {
        let firsts: Vec<usize> = (41..81)
            .step_by(2)
            .map(|count| first_kept(&turns(count), &vec![10; count], 400))
            .collect();
        let moved = firsts.windows(2).filter(|pair| pair[0] != pair[1]).count();
        // 400 more tokens pass through in steps of 100; without steps it would move 19 times.
        assert!((3..=5).contains(&moved), "moved {moved} times: {firsts:?}");
        assert!(firsts.is_sorted(), "{firsts:?}");
    }
}
