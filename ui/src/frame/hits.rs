//! The hits of a search, one below the other.

use std::rc::Rc;

use contract::search::SearchHit;
use contract::{ConversationId, MessageId};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::actions::title_of;
use crate::dom;
use crate::i18n::t;
use crate::search::{Hits, pieces};

/// The least height of a hit in CSS pixels: a line of title, one of the message, and its padding.
const LEAST_HEIGHT: f64 = 50.0;

/// Properties of [`HitList`].
#[derive(Clone, Properties)]
pub(super) struct HitListProps {
    /// What was found: something.
    pub hits: Rc<Hits>,
    /// The conversation that is open.
    pub open: Option<ConversationId>,
    /// A hit was chosen.
    pub onopen: Callback<(ConversationId, Option<MessageId>)>,
    /// Back to the list.
    pub onback: Callback<()>,
}

impl PartialEq for HitListProps {
    /// Keys are typed while an answer stands: it is the same one, and not compared hit by hit.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.hits, &other.hits)
            && self.open == other.open
            && self.onopen == other.onopen
            && self.onback == other.onback
    }
}

/// The list. Its rows have no keys: an answer writes into those of the one before.
#[component]
pub(super) fn HitList(props: &HitListProps) -> Html {
    let drawn = use_drawn(&props.hits);
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
    let hit = |hit: &SearchHit| {
        let at = (hit.conversation.id, hit.message);
        let onclick = props.onopen.reform(move |_: MouseEvent| at);
        let current = props.open == Some(hit.conversation.id);
        let title = match hit.message {
            None => pieces(&hit.excerpt),
            Some(_) => html! { { title_of(&hit.conversation) } },
        };
        html! {
            <li class={classes!("hit", current.then_some("row-current"))}>
                <button type="button" class="hit-open" tabindex="0" aria-current={current.then_some("page")} {onclick}>
                    <span class="row-title" dir="auto">{ title }</span>
                    if hit.message.is_some() {
                        <span class="hit-excerpt" dir="auto">{ pieces(&hit.excerpt) }</span>
                    }
                </button>
            </li>
        }
    };
    let hits = props.hits.results.hits.iter().take(drawn);
    html! {
        <ul class="hits" role="list" aria-label={t("search-results")} {onkeydown}>
            { for hits.map(hit) }
        </ul>
    }
}

/// How many hits to draw: those in sight, and all once they were painted. A key that comes sooner is
/// not held up by what nobody saw.
#[hook]
fn use_drawn(hits: &Rc<Hits>) -> usize {
    let whole = use_state(|| None::<Rc<Hits>>);
    let all = whole.as_ref().is_some_and(|whole| Rc::ptr_eq(hits, whole));
    use_effect_with(Rc::as_ptr(hits), {
        let (whole, hits) = (whole.setter(), Rc::clone(hits));
        move |_| dom::after_paint(move || whole.set(Some(hits)))
    });
    if all {
        hits.results.hits.len()
    } else {
        (dom::window_size().1 / LEAST_HEIGHT).ceil() as usize
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
