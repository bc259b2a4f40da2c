//! Pulse's mark.

use yew::prelude::*;

/// Properties of [`Mark`].
#[derive(Clone, Copy, PartialEq, Properties)]
pub struct MarkProps {
    /// Width and height in CSS pixels.
    #[prop_or(32)]
    pub size: u32,
}

/// The beat on its tile, as in `icons/pulse.svg`.
#[component]
pub fn Mark(props: &MarkProps) -> Html {
    let size = props.size.to_string();
    html! {
        <svg class="mark" width={size.clone()} height={size} viewBox="0 0 32 32" aria-hidden="true">
            <rect class="mark-tile" width="32" height="32" rx="7.5" />
            <path class="mark-beat" d="M6.3 17H10l3.1-7.5L18 23.2l3.6-8.3 1.5 2.1h3.2" />
        </svg>
    }
}
