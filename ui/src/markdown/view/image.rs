//! A picture on the network: asking for it tells its host that this text was
//! read, so it is asked for on a click only.

use yew::prelude::*;

use super::inline::open;
use crate::components::{IconName, icon};
use crate::i18n::t_args;

/// Properties of [`ImageView`].
#[derive(PartialEq, Properties)]
pub struct ImageProps {
    /// `https:`.
    pub url: AttrValue,
    /// The host that would be asked.
    pub host: AttrValue,
    /// What it shows.
    pub alt: AttrValue,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Held,
    Asked,
    Failed,
}

/// A button in place of a picture, then the picture.
#[component]
pub fn ImageView(props: &ImageProps) -> Html {
    let state = use_state_eq(|| State::Held);
    let host = [("host", props.host.as_str().into())];
    match *state {
        State::Held => {
            let state = state.setter();
            html! {
                <button type="button" class="md-image-held" onclick={move |_| state.set(State::Asked)}>
                    { icon(IconName::Image, 16) }
                    <span>
                        { t_args("md-load-image", &host) }
                        if !props.alt.is_empty() {
                            <span class="md-image-alt" dir="auto">{ props.alt.clone() }</span>
                        }
                    </span>
                </button>
            }
        }
        State::Asked => {
            let state = state.setter();
            html! {
                <img
                    class="md-image"
                    src={props.url.clone()}
                    alt={props.alt.clone()}
                    referrerpolicy="no-referrer"
                    decoding="async"
                    onerror={move |_: Event| state.set(State::Failed)}
                />
            }
        }
        State::Failed => html! {
            <span class="md-image-held">
                { icon(IconName::Image, 16) }
                <span>
                    { t_args("md-image-failed", &host) }
                    {" "}
                    <a href={props.url.clone()} rel="noopener noreferrer" target="_blank" onclick={open(&props.url)}>
                        { props.url.clone() }
                    </a>
                </span>
            </span>
        },
    }
}
