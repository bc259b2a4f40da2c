//! What a search found, in place of the list.

use contract::search::SearchHit;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::actions::title_of;
use crate::components::{Blank, IconName, Notice, Skeleton};
use crate::dom;
use crate::i18n::{t, t_args};
use crate::search::{Found, pieces, use_search};
use crate::state::{Action, Tone, use_app};

/// Hits at the most: more say that the words are too common.
const LIMIT: u32 = 50;

/// Properties of [`FoundList`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct FoundProps {
    /// What is searched for; not blank.
    pub query: String,
    /// Back to the list.
    pub onback: Callback<()>,
}

/// The hits.
#[component]
pub(super) fn FoundList(props: &FoundProps) -> Html {
    let app = use_app();
    let found = use_search(&props.query, LIMIT);
    let results = match &found {
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
        Found::Hits(hits) => hits,
    };
    let asked = results.query.clone();
    let results = &results.results;
    if results.hits.is_empty() {
        let text = t_args("search-none-text", &[("query", props.query.trim().into())]);
        return html! {
            <div class="pane-scroll" role="status" data-query={asked}>
                <Blank icon={IconName::Search} title={t("search-none-title")} {text} />
            </div>
        };
    }
    let onkeydown = {
        let onback = props.onback.clone();
        move |event: KeyboardEvent| {
            let forward = match event.key().as_str() {
                "ArrowDown" => true,
                "ArrowUp" => false,
                "Escape" => {
                    event.prevent_default();
                    onback.emit(());
                    return;
                }
                _ => return,
            };
            event.prevent_default();
            step(forward);
        }
    };
    let count = results.hits.len();
    let open = app.place.conversation;
    let hit = |hit: &SearchHit| {
        let onclick = {
            let (to, id, message) = (app.dispatcher(), hit.conversation.id, hit.message);
            move |_| to.dispatch(Action::Open(id, message))
        };
        let current = open == Some(hit.conversation.id);
        let title = match hit.message {
            None => pieces(&hit.excerpt),
            Some(_) => html! { { title_of(&hit.conversation) } },
        };
        html! {
            <li key={hit.conversation.id.to_string()} class={classes!("hit", current.then_some("row-current"))}>
                <button type="button" class="hit-open" tabindex="0" aria-current={current.then_some("page")} {onclick}>
                    <span class="row-title" dir="auto">{ title }</span>
                    if hit.message.is_some() {
                        <span class="hit-excerpt" dir="auto">{ pieces(&hit.excerpt) }</span>
                    }
                </button>
            </li>
        }
    };
    html! {
        <div class="pane-scroll" data-query={asked}>
            <p class="group-head" role="status">{ t_args("search-count", &[("count", count.into())]) }</p>
            <ul class="hits" role="list" aria-label={t("search-results")} {onkeydown}>
                { for results.hits.iter().map(hit) }
            </ul>
        </div>
    }
}

/// To the hit below or above the one that has the focus.
fn step(forward: bool) {
    let next = dom::focused()
        .and_then(|button| button.closest("li").ok()?)
        .and_then(|line| {
            if forward {
                line.next_element_sibling()
            } else {
                line.previous_element_sibling()
            }
        });
    let button = next.and_then(|line| line.first_element_child()?.dyn_into::<HtmlElement>().ok());
    if let Some(button) = button {
        dom::focus(&button);
    }
}
