//! Full-text search while somebody types.
//!
//! Every key asks at once, but one question is under way at a time: what was typed meanwhile is asked
//! when its answer is there. So the first hits are not held up by a pause for somebody who may type on,
//! and a fast hand does not queue up searches that nobody waits for any more.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use contract::Error;
use contract::search::{Piece, Search, SearchResults};
use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::ipc::client;

/// Milliseconds after which a first answer is late.
const LATE: u32 = 150;

/// What a search has come to.
#[derive(Clone, Debug, Default)]
pub enum Found {
    /// Nothing is searched for.
    #[default]
    Idle,
    /// The first answer is under way.
    Searching,
    /// The answer to a query: this one, or the one just before while the next is under way.
    Hits(Rc<Hits>),
    /// The search failed.
    Failed(Error),
}

impl PartialEq for Found {
    /// Keys are typed while an answer stands: it is the same one, and not compared hit by hit.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Idle, Self::Idle) | (Self::Searching, Self::Searching) => true,
            (Self::Hits(one), Self::Hits(other)) => Rc::ptr_eq(one, other),
            (Self::Failed(one), Self::Failed(other)) => one == other,
            _ => false,
        }
    }
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Hits {
    /// The words that were searched for, trimmed.
    pub query: String,
    /// The hits.
    pub results: SearchResults,
}

/// What is asked and what is to be asked next.
#[derive(Default)]
struct Line {
    /// The query that is to be asked when the answer under way is there.
    next: RefCell<Option<String>>,
    asking: Cell<bool>,
    /// The field is empty: an answer that still comes is of no use.
    empty: Cell<bool>,
}

/// Searches for `query`, at most `limit` hits, whenever it changes.
#[hook]
pub fn use_search(query: &str, limit: u32) -> Found {
    let found = use_state_eq(Found::default);
    let line = use_memo((), |()| Line::default());
    let query = query.trim().to_owned();
    use_effect_with(query.clone(), {
        let (found, line) = (found.clone(), line.clone());
        move |query| {
            line.empty.set(query.is_empty());
            if query.is_empty() {
                line.next.take();
                found.set(Found::Idle);
                return;
            }
            if matches!(*found, Found::Idle | Found::Failed(_)) {
                found.set(Found::Searching);
            }
            line.next.replace(Some(query.clone()));
            if !line.asking.replace(true) {
                spawn_local(ask(line, found.setter(), limit));
            }
        }
    });
    use_effect_with((), {
        let line = line.clone();
        // Nobody is there any more to be told of what was typed last.
        move |()| move || drop(line.next.take())
    });
    if query.is_empty() {
        Found::Idle
    } else {
        (*found).clone()
    }
}

/// Whether a first answer is late: until then the place of the hits keeps what it shows, since a picture
/// of waiting that comes and goes at once only flickers, and costs a frame.
#[hook]
pub fn use_late(found: &Found) -> bool {
    let late = use_state_eq(|| false);
    let searching = *found == Found::Searching;
    use_effect_with(searching, {
        let late = late.setter();
        move |searching| {
            let timer = searching.then(|| {
                let late = late.clone();
                Timeout::new(LATE, move || late.set(true))
            });
            move || {
                drop(timer);
                late.set(false);
            }
        }
    });
    searching && *late
}

/// Asks until nothing more was typed. Each answer is shown, unless it was overtaken and fails.
async fn ask(line: Rc<Line>, found: UseStateSetter<Found>, limit: u32) {
    loop {
        let Some(query) = line.next.take() else {
            break line.asking.set(false);
        };
        let asked = Search {
            query: query.clone(),
            limit: Some(limit),
        };
        match client().search(asked).await {
            _ if line.empty.get() => {}
            Ok(results) => found.set(Found::Hits(Rc::new(Hits { query, results }))),
            Err(error) if line.next.borrow().is_none() => found.set(Found::Failed(error)),
            Err(_) => {}
        }
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
