//! One of a few, side by side.

use yew::prelude::*;

use super::use_id;

/// Properties of [`Segmented`].
#[derive(Clone, PartialEq, Properties)]
pub struct SegmentedProps {
    /// What is chosen.
    pub label: AttrValue,
    /// The choices.
    pub options: Vec<AttrValue>,
    /// The index of the one that is chosen.
    pub chosen: usize,
    /// Another was chosen.
    pub onchoose: Callback<usize>,
}

/// Radio buttons that look like one control.
#[component]
pub fn Segmented(props: &SegmentedProps) -> Html {
    let name = use_id();
    let option = |(index, text): (usize, &AttrValue)| {
        let onchange = props.onchoose.reform(move |_: Event| index);
        html! {
            <label class="segment" key={index}>
                <input
                    type="radio"
                    name={name.clone()}
                    checked={index == props.chosen}
                    {onchange}
                />
                <span>{ text.clone() }</span>
            </label>
        }
    };
    html! {
        <div class="segmented" role="radiogroup" aria-label={props.label.clone()}>
            { for props.options.iter().enumerate().map(option) }
        </div>
    }
}
