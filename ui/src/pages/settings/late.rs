//! Answers that come when their dialog is gone.

use std::cell::Cell;
use std::rc::Rc;

use yew::prelude::*;

/// Whether the component is still shown. What a call came to is told where it
/// was asked for; later than that, it has to be told elsewhere.
#[hook]
pub(super) fn use_shown() -> Rc<Cell<bool>> {
    let shown = use_memo((), |()| Cell::new(true));
    use_effect_with((), {
        let shown = Rc::clone(&shown);
        move |()| move || shown.set(false)
    });
    shown
}
