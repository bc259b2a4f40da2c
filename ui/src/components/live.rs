//! What is said to a screen reader while the eye sees it happen.

use std::cell::RefCell;

use yew::prelude::*;

thread_local! {
    static SAY: RefCell<Option<Callback<String>>> = const { RefCell::new(None) };
}

/// Says `text` politely: after what is being read now. Whole sentences, not tokens.
pub fn announce(text: &str) {
    let say = SAY.with_borrow(Clone::clone);
    if let Some(say) = say {
        say.emit(text.to_owned());
    }
}

/// The place where [`announce`] puts its words; once in the window.
#[component]
pub fn LiveRegion() -> Html {
    let said = use_state(|| (false, String::new()));
    use_effect_with((), {
        let said = said.setter();
        move |()| {
            let turn = RefCell::new(false);
            let say = Callback::from(move |text: String| {
                let odd = turn.replace_with(|odd| !*odd);
                said.set((odd, text));
            });
            SAY.set(Some(say));
            || SAY.set(None)
        }
    });
    // Two places by turns: the same sentence said twice is a change both times.
    let (odd, text) = &*said;
    let (first, second) = if *odd {
        ("", text.as_str())
    } else {
        (text.as_str(), "")
    };
    html! {
        <div class="unseen">
            <p role="status" aria-live="polite">{ first.to_owned() }</p>
            <p role="status" aria-live="polite">{ second.to_owned() }</p>
        </div>
    }
}
