//! What can wait until the first picture is there.

use yew::prelude::*;

use crate::dom;

/// Whether what the component drew first has been painted; draws it again when it has.
#[hook]
pub fn use_painted() -> bool {
    let painted = use_state_eq(|| false);
    use_effect_with((), {
        let painted = painted.setter();
        move |()| dom::after_paint(move || painted.set(true))
    });
    *painted
}
