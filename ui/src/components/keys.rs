//! Keys as they are printed on a keyboard.

use yew::prelude::*;

/// Properties of [`Keys`].
#[derive(Clone, PartialEq, Properties)]
pub struct KeysProps {
    /// One chord: "Ctrl F".
    pub keys: AttrValue,
}

/// A chord in one small frame.
#[component]
pub fn Keys(props: &KeysProps) -> Html {
    html! { <kbd class="keys">{ props.keys.clone() }</kbd> }
}
