//! A number within bounds.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::use_id;
use crate::css::use_css;

/// Properties of [`Slider`].
#[derive(Clone, PartialEq, Properties)]
pub struct SliderProps {
    /// What it sets.
    pub label: AttrValue,
    /// The number as it is.
    pub value: f64,
    /// The least.
    pub min: f64,
    /// The most.
    pub max: f64,
    /// From one to the next.
    pub step: f64,
    /// The number as people read it.
    pub text: AttrValue,
    /// What it does, below.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// It cannot be set; the hint says why.
    #[prop_or_default]
    pub disabled: bool,
    /// It moves: not yet to be kept.
    pub oninput: Callback<f64>,
    /// It was let go: to be kept.
    pub onchange: Callback<f64>,
}

/// A slider with its label, and its number beside it.
#[component]
pub fn Slider(props: &SliderProps) -> Html {
    let id = use_id();
    let node = use_node_ref();
    let share = (props.value - props.min) / (props.max - props.min);
    use_css(
        &node,
        &[("--fill", format!("{:.4}", share.clamp(0.0, 1.0)))],
    );
    let number = |element: HtmlInputElement| element.value_as_number();
    let oninput = props
        .oninput
        .reform(move |event: InputEvent| number(event.target_unchecked_into()));
    let onchange = props
        .onchange
        .reform(move |event: Event| number(event.target_unchecked_into()));
    let note = AttrValue::from(format!("{id}-note"));
    html! {
        <div class={classes!("slider", props.disabled.then_some("slider-off"))}>
            <div class="slider-head">
                <label class="field-label" for={id.clone()}>{ props.label.clone() }</label>
                <output class="slider-value" for={id.clone()}>{ props.text.clone() }</output>
            </div>
            <input
                {id}
                ref={node}
                type="range"
                class="slider-track"
                min={props.min.to_string()}
                max={props.max.to_string()}
                step={props.step.to_string()}
                value={props.value.to_string()}
                disabled={props.disabled}
                aria-valuetext={props.text.clone()}
                aria-describedby={props.hint.is_some().then(|| note.clone())}
                {oninput}
                {onchange}
            />
            if let Some(hint) = &props.hint { <p class="field-hint" id={note}>{ hint.clone() }</p> }
        </div>
    }
}
