//! Full-text search while somebody types.

use std::cell::Cell;
use std::rc::Rc;

use contract::Error;
use contract::search::{Piece, Search, SearchResults};
use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::ipc::client;

/// After the last key, in milliseconds, before the desktop is asked.
const PAUSE: u32 = 90;

/// What a search has come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Found {
    /// Nothing is searched for.
    #[default]
    Idle,
    /// The first answer is under way.
    Searching,
    /// The answer to this query, or to the one just before while the next is
    /// under way.
    Hits(Rc<SearchResults>),
    /// The search failed.
    Failed(Error),
}

/// Searches for `query`, at most `limit` hits, a moment after it changed.
#[hook]
pub fn use_search(query: &str, limit: u32) -> Found {
    let found = use_state_eq(Found::default);
    let latest = use_memo((), |()| Cell::new(0_u32));
    let query = query.trim().to_owned();
    use_effect_with(query.clone(), {
        let (found, latest) = (found.clone(), latest.clone());
        move |query| {
            let turn = latest.get() + 1;
            latest.set(turn);
            let timer = if query.is_empty() {
                found.set(Found::Idle);
                None
            } else {
                if matches!(*found, Found::Idle | Found::Failed(_)) {
                    found.set(Found::Searching);
                }
                let search = Search {
                    query: query.clone(),
                    limit: Some(limit),
                };
                let found = found.setter();
                Some(Timeout::new(PAUSE, move || {
                    spawn_local(async move {
                        let answer = client().search(search).await;
                        // An answer that was overtaken by another key is stale.
                        if latest.get() == turn {
                            found.set(match answer {
                                Ok(results) => Found::Hits(Rc::new(results)),
                                Err(error) => Found::Failed(error),
                            });
                        }
                    });
                }))
            };
            move || drop(timer)
        }
    });
    if query.is_empty() {
        Found::Idle
    } else {
        (*found).clone()
    }
}

/// An excerpt with its hits marked.
pub fn pieces(excerpt: &[Piece]) -> Html {
    let piece = |piece: &Piece| {
        if piece.hit {
            html! { <mark>{ piece.text.clone() }</mark> }
        } else {
            html! { { piece.text.clone() } }
        }
    };
    excerpt.iter().map(piece).collect()
}
