//! A notice in the place that it is about.

use yew::prelude::*;

use super::{IconName, icon};
use crate::state::Tone;

/// Properties of [`Notice`].
#[derive(Clone, PartialEq, Properties)]
pub struct NoticeProps {
    /// How it is meant.
    pub tone: Tone,
    /// What happened.
    pub children: Html,
    /// What to do about it.
    #[prop_or_default]
    pub actions: Html,
}

/// What happened, what is safe, what to do: where it happened.
#[component]
pub fn Notice(props: &NoticeProps) -> Html {
    let (class, name) = match props.tone {
        Tone::Plain => ("notice-plain", IconName::Info),
        Tone::Warning => ("notice-warning", IconName::Warning),
        Tone::Danger => ("notice-danger", IconName::Alert),
    };
    html! {
        <div class={classes!("notice", class)} role={(props.tone == Tone::Danger).then_some("alert")}>
            { icon(name, 16) }
            <div class="notice-text">{ props.children.clone() }</div>
            { props.actions.clone() }
        </div>
    }
}
