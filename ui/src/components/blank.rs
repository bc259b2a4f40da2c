//! What stands where nothing is yet: empty, loading.

use yew::prelude::*;

use super::{IconName, icon};

/// Properties of [`Blank`].
#[derive(Clone, PartialEq, Properties)]
pub struct BlankProps {
    /// What the place is about.
    pub icon: IconName,
    /// What is missing.
    pub title: AttrValue,
    /// What the place is for.
    #[prop_or_default]
    pub text: Option<AttrValue>,
    /// The one thing to do.
    #[prop_or_default]
    pub children: Html,
}

/// An empty place that says what it is for.
#[component]
pub fn Blank(props: &BlankProps) -> Html {
    html! {
        <div class="blank">
            { icon(props.icon, 20) }
            <p class="blank-title">{ props.title.clone() }</p>
            if let Some(text) = &props.text { <p class="blank-text">{ text.clone() }</p> }
            { props.children.clone() }
        </div>
    }
}

/// Something turns: the work has no measure.
#[component]
pub fn Spinner() -> Html {
    html! { <span class="spinner" aria-hidden="true"></span> }
}

/// Properties of [`Skeleton`].
#[derive(Clone, Copy, PartialEq, Properties)]
pub struct SkeletonProps {
    /// How many lines.
    #[prop_or(3)]
    pub lines: usize,
}

/// Lines of text that are still being read.
#[component]
pub fn Skeleton(props: &SkeletonProps) -> Html {
    html! {
        <div class="skeleton" aria-hidden="true">
            { for (0..props.lines).map(|_| html! { <span class="skeleton-line"></span> }) }
        </div>
    }
}
