//! How much code is coloured in one frame, so that a long one blocks none.

use std::cell::Cell;

use crate::dom;

/// Bytes in one frame: two pieces, some thousand elements.
const FRAME: usize = 4_096;

thread_local! {
    static LEFT: Cell<usize> = const { Cell::new(FRAME) };
}

/// Takes `bytes` from what is left for this frame. `false`: nothing is left,
/// ask again in the next one.
pub fn take(bytes: usize) -> bool {
    let left = LEFT.get();
    if left == FRAME && !dom::next_frame(|| LEFT.set(FRAME)) {
        // No window, no frames.
        return true;
    }
    LEFT.set(left.saturating_sub(bytes));
    left > 0
}
