//! How far something is.

use yew::prelude::*;

use crate::css::use_css;

/// Properties of [`Progress`].
#[derive(Clone, PartialEq, Properties)]
pub struct ProgressProps {
    /// What is under way.
    pub label: AttrValue,
    /// 0 to 1; `None`: nobody knows.
    pub value: Option<f64>,
}

/// A bar.
#[component]
pub fn Progress(props: &ProgressProps) -> Html {
    let fill = use_node_ref();
    let percent = props.value.map(|value| value.clamp(0.0, 1.0) * 100.0);
    let width = percent
        .map(|percent| format!("{percent:.2}%"))
        .unwrap_or_default();
    use_css(&fill, &[("width", width)]);
    html! {
        <div
            class={classes!("progress", percent.is_none().then_some("progress-unknown"))}
            role="progressbar"
            aria-label={props.label.clone()}
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow={percent.map(|percent| format!("{percent:.0}"))}
        >
            <span class="progress-fill" ref={fill}></span>
        </div>
    }
}
