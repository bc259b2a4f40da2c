//! Events are told once a frame: all that came since the last one.
//!
//! Some come together, as a message and the reply to it do: each by itself is drawn, laid out and
//! painted, one right behind the other, and the window is deaf for as long as both take. An answer
//! takes the events along that came before it, so that the order of arrival stays.

use std::cell::RefCell;

use contract::Event;
use gloo_timers::callback::Timeout;

use crate::dom;

/// After so many milliseconds nobody waits for the frame any more: a window that cannot be seen may
/// have none.
const UNSEEN: u32 = 100;

thread_local! {
    static CAME: RefCell<Vec<Event>> = const { RefCell::new(Vec::new()) };
    static LATEST: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// Keeps `event` for the next frame.
pub(super) fn gather(event: Event) {
    let first = CAME.with_borrow_mut(|came| {
        came.push(event);
        came.len() == 1
    });
    if first {
        LATEST.replace(Some(Timeout::new(UNSEEN, tell)));
        dom::next_frame(tell);
    }
}

/// Tells what came until now, in the order in which it came.
pub(super) fn tell() {
    drop(LATEST.take());
    for event in CAME.take() {
        super::tell(&event);
    }
}
