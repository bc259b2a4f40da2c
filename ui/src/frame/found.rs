//! What a search found, in place of the list.

use std::rc::Rc;

use yew::prelude::*;

use super::hits::HitList;
use crate::components::{Blank, IconName, Notice, Skeleton};
use crate::i18n::{t, t_args};
use crate::search::Found;
use crate::state::{Action, Tone, use_app};

/// Properties of [`FoundList`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct FoundProps {
    /// What is searched for; not blank.
    pub query: String,
    /// How the search stands.
    pub found: Found,
    /// Back to the list.
    pub onback: Callback<()>,
}

/// How the search stands, and its hits.
#[component]
pub(super) fn FoundList(props: &FoundProps) -> Html {
    let app = use_app();
    let onopen = {
        let to = app.dispatcher();
        use_callback((), move |(conversation, message), ()| {
            to.dispatch(Action::Open(conversation, message));
        })
    };
    let hits = match &props.found {
        Found::Idle | Found::Searching => {
            return html! { <div class="pane-scroll" aria-busy="true"><Skeleton lines={6} /></div> };
        }
        Found::Failed(error) => {
            return html! {
                <div class="pane-scroll pane-notice">
                    <Notice tone={Tone::Danger}><p>{ error.message.clone() }</p></Notice>
                </div>
            };
        }
        Found::Hits(hits) => Rc::clone(hits),
    };
    let (asked, count) = (hits.query.clone(), hits.results.hits.len());
    if count == 0 {
        let text = t_args("search-none-text", &[("query", props.query.trim().into())]);
        return html! {
            <div class="pane-scroll" role="status" data-query={asked}>
                <Blank icon={IconName::Search} title={t("search-none-title")} {text} />
            </div>
        };
    }
    html! {
        <div class="pane-scroll" data-query={asked}>
            <p class="group-head" role="status">{ t_args("search-count", &[("count", count.into())]) }</p>
            <HitList {hits} open={app.place.conversation} {onopen} onback={props.onback.clone()} />
        </div>
    }
}
