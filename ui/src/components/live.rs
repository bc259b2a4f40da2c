//! What is said to a screen reader while the eye sees it happen.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use yew::prelude::*;

use crate::dom;

/// So many sentences stay in the page: all that may come in one frame, and what is still being read.
const KEPT: usize = 8;

thread_local! {
    /// Those who say it, by number; what lies on top is the last one.
    static SAY: RefCell<Vec<(u32, Callback<String>)>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// Says `text` politely: after what is being read now. Whole sentences, not tokens.
pub fn announce(text: &str) {
    let text = text.to_owned();
    // A dialog that is closed by the same press is gone by then.
    dom::next_frame(move || {
        let say = SAY.with_borrow(|all| all.last().map(|(_, say)| say.clone()));
        if let Some(say) = say {
            say.emit(text);
        }
    });
}

/// The place where [`announce`] puts its words: once in the window and once in each dialog, since all
/// that a dialog covers is silent.
#[component]
pub fn LiveRegion() -> Html {
    let said = use_state(VecDeque::new);
    use_effect_with((), {
        let said = said.setter();
        move |()| {
            let all = RefCell::new(VecDeque::new());
            let number = NEXT.replace(NEXT.get().wrapping_add(1));
            let say = Callback::from(move |text: String| {
                let mut all = all.borrow_mut();
                let next = all.back().map_or(0, |(key, _): &(u32, String)| key + 1);
                all.push_back((next, text));
                if all.len() > KEPT {
                    all.pop_front();
                }
                said.set(all.clone());
            });
            SAY.with_borrow_mut(|all| all.push((number, say)));
            move || SAY.with_borrow_mut(|all| all.retain(|(known, _)| *known != number))
        }
    });
    html! {
        <div class="unseen" role="log" aria-live="polite">
            { for said.iter().map(|(key, text)| html! { <p key={*key}>{ text.clone() }</p> }) }
        </div>
    }
}
