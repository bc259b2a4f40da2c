//! What is said to a screen reader while the eye sees it happen.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use yew::prelude::*;

use super::topmost::Topmost;
use crate::dom;

/// So many sentences stay in the page: all that may come in one frame, and what is still being read.
const KEPT: usize = 8;

thread_local! {
    /// Those who say it.
    static SAY: RefCell<Topmost<Callback<String>>> = const { RefCell::new(Topmost::new()) };
}

/// Says `text` politely: after what is being read now. Whole sentences, not tokens.
pub fn announce(text: &str) {
    let text = text.to_owned();
    // A dialog that is closed by the same press is gone by then.
    dom::next_frame(move || {
        let say = SAY.with_borrow(|all| all.top().map(|(_, say)| say.clone()));
        if let Some(say) = say {
            say.emit(text);
        }
    });
}

/// The last sentences, each with its number.
#[derive(Clone, Default)]
struct Said(VecDeque<(u32, String)>);

impl Reducible for Said {
    type Action = String;

    fn reduce(self: Rc<Self>, text: String) -> Rc<Self> {
        let mut all = self.0.clone();
        let next = all.back().map_or(0, |(last, _)| last.wrapping_add(1));
        all.push_back((next, text));
        if all.len() > KEPT {
            all.pop_front();
        }
        Rc::new(Self(all))
    }
}

/// The place where [`announce`] puts its words: once in the window and once in each dialog, since all
/// that a dialog covers is silent.
#[component]
pub fn LiveRegion() -> Html {
    let said = use_reducer(Said::default);
    use_effect_with((), {
        let said = said.dispatcher();
        move |()| {
            let say = Callback::from(move |text| said.dispatch(text));
            let number = SAY.with_borrow_mut(|all| all.add(say));
            move || SAY.with_borrow_mut(|all| all.remove(number))
        }
    });
    html! {
        <div class="unseen" role="log" aria-live="polite">
            { for said.0.iter().map(|(key, text)| html! { <p key={*key}>{ text.clone() }</p> }) }
        </div>
    }
}
