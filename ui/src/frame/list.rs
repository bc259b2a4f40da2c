//! The list of conversations: only the rows in sight are drawn.

use std::rc::Rc;

use contract::ConversationId;
use contract::conversation::ConversationSummary;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, Node, ResizeObserver};
use yew::prelude::*;

use super::paging::use_pages;
use super::row::{ConversationRow, Wish};
use super::rows::{Row, Rows, SPARE};
use crate::components::{Blank, Button, IconName, Look, Notice};
use crate::css::{px, use_css};
use crate::dom;
use crate::i18n::t;
use crate::keys::Command;
use crate::state::{Action, Tone, use_app};
use crate::{actions, archive, clock, transfer};

/// Where the list is scrolled to, and how much of it is in sight.
#[derive(Clone, Copy, PartialEq)]
struct Sight {
    from: f64,
    height: f64,
}

/// The list.
#[component]
pub(super) fn ConversationList() -> Html {
    let app = use_app();
    let scroll = use_node_ref();
    let list = use_node_ref();
    let sight = use_state_eq(|| Sight {
        from: 0.0,
        height: 700.0,
    });
    // The conversation that the keyboard is at, apart from the open one, and the
    // number of steps that led there: a step to the same row is a step as well.
    let cursor = use_state_eq(|| (None::<ConversationId>, 0_u32));

    let conversations = app.conversations.clone();
    let now = clock::now();
    let rows = use_memo(
        (conversations.clone(), now.day_of(now.at)),
        |(conversations, _)| Rows::new(&conversations.rows, now),
    );
    let spare = use_state_eq(|| 0);
    use_effect_with((), {
        let spare = spare.setter();
        move |()| dom::after_paint(move || spare.set(SPARE))
    });
    let drawn = rows.in_sight(sight.from, sight.height, *spare);

    use_css(
        &list,
        &[
            ("height", px(rows.height())),
            ("padding-top", px(rows.top(drawn.start))),
        ],
    );
    use_effect_with((), {
        let (scroll, sight) = (scroll.clone(), sight.clone());
        move |()| {
            let observer = scroll.cast::<HtmlElement>().and_then(|element| {
                let seen = element.clone();
                let setter = sight.setter();
                let closure = Closure::<dyn FnMut()>::new(move || setter.set(sight_of(&seen)));
                let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok()?;
                observer.observe(&element);
                Some((observer, closure))
            });
            move || {
                if let Some((observer, _)) = observer {
                    observer.disconnect();
                }
            }
        }
    });
    let pages = use_pages(&app, rows.top(drawn.end) >= rows.height());
    // The open conversation is in sight when it becomes the open one.
    let open = app.place.conversation;
    use_effect_with(app.place.conversation, {
        let (scroll, rows, conversations) = (scroll.clone(), rows.clone(), conversations.clone());
        move |open| {
            let index = conversations
                .rows
                .iter()
                .position(|row| Some(row.id) == *open);
            if let (Some(index), Some(element)) = (index, scroll.cast::<HtmlElement>()) {
                reveal(&element, &rows, index);
            }
        }
    });
    use_effect_with(*cursor, {
        let list = list.clone();
        move |(cursor, _)| {
            let row = cursor.and_then(|id| button_of(&list, id));
            if let Some(row) = row {
                dom::focus(&row);
            }
        }
    });

    // Drawing the list anew takes the focus away where its row goes, or moves.
    // Then the row has it back, else the one that comes into its place. Where
    // the window goes to another conversation, the chat page takes the focus.
    let turn = use_mut_ref(|| app.place.turn);
    let stays = turn.replace(app.place.turn) == app.place.turn;
    let held = held_row().filter(|_| stays);
    use_effect({
        let (conversations, cursor) = (conversations.clone(), cursor.clone());
        move || {
            let Some((id, place)) = held.filter(|_| super::focus_is_lost()) else {
                return;
            };
            let there = conversations.get(id).is_some();
            let neighbour = || conversations.rows.get(place).or(conversations.rows.last());
            match Some(id).filter(|_| there).or_else(|| Some(neighbour()?.id)) {
                Some(id) => cursor.set((Some(id), cursor.1.wrapping_add(1))),
                None => super::focus_composer(),
            }
        }
    });

    let onscroll = {
        let (scroll, sight) = (scroll.clone(), sight.setter());
        move |_: Event| {
            if let Some(element) = scroll.cast::<HtmlElement>() {
                sight.set(sight_of(&element));
            }
        }
    };
    let onkeydown = {
        let (scroll, rows, conversations) = (scroll.clone(), rows.clone(), conversations.clone());
        let (cursor, sight) = (cursor.clone(), sight.setter());
        move |event: KeyboardEvent| {
            let count = conversations.rows.len();
            let Some(at) = focused_row(&conversations.rows) else {
                return;
            };
            let to = match event.key().as_str() {
                "ArrowDown" => at + 1,
                "ArrowUp" => at.saturating_sub(1),
                "PageDown" => at + 10,
                "PageUp" => at.saturating_sub(10),
                "Home" => 0,
                "End" => count,
                _ => return,
            };
            event.prevent_default();
            let to = to.min(count.saturating_sub(1));
            if let Some(element) = scroll.cast::<HtmlElement>() {
                // The row is drawn before it gets the focus.
                reveal(&element, &rows, to);
                sight.set(sight_of(&element));
            }
            let id = conversations.rows.get(to).map(|row| row.id);
            cursor.set((id, cursor.1.wrapping_add(1)));
        }
    };
    let onfocusout = {
        let (list, cursor) = (list.clone(), cursor.clone());
        move |event: FocusEvent| {
            // Without a goal it is a row that scrolled away with the focus on it.
            let goal = event
                .related_target()
                .and_then(|goal| goal.dyn_into::<Node>().ok());
            if goal.is_some_and(|goal| !list.get().is_some_and(|list| list.contains(Some(&goal)))) {
                cursor.set((None, cursor.1));
            }
        }
    };
    let onwish = {
        let latest = use_mut_ref(|| app.clone());
        *latest.borrow_mut() = app.clone();
        use_callback(
            (),
            move |(row, wish): (Rc<ConversationSummary>, Wish), ()| {
                let app = latest.borrow().clone();
                match wish {
                    Wish::Open => app.dispatch(Action::Open(row.id, None)),
                    Wish::Rename(title) => actions::rename(&app, &row, &title),
                    Wish::Delete => actions::delete(&app, &row),
                    Wish::Pin(pinned) => archive::pin(&app, row.id, pinned),
                    Wish::Archive(archived) => archive::archive(&app, row.id, archived),
                    Wish::Export(format) => transfer::export(&app, row.id, format),
                }
            },
        )
    };

    if conversations.rows.is_empty() && conversations.next.is_none() {
        if conversations.archived {
            let app = app.clone();
            return html! {
                <div class="pane-scroll">
                    <Blank icon={IconName::Archive} title={t("archive-empty-title")} text={t("archive-empty-text")}>
                        <Button look={Look::Plain} onclick={move |_| archive::show(&app, false)}>
                            { t("archive-leave") }
                        </Button>
                    </Blank>
                </div>
            };
        }
        let to = app.dispatcher();
        return html! {
            <div class="pane-scroll">
                <Blank icon={IconName::Chat} title={t("list-empty-title")} text={t("list-empty-text")}>
                    <Button
                        look={Look::Plain}
                        icon={IconName::NewChat}
                        keys={Command::NewChat.keys()}
                        onclick={move |_| to.dispatch(Action::NewChat(None))}
                    >
                        { t("new-chat") }
                    </Button>
                </Blank>
            </div>
        };
    }
    let of = if conversations.next.is_some() {
        -1
    } else {
        conversations.rows.len() as i64
    };
    let known = open.is_some_and(|open| conversations.get(open).is_some());
    let line = |row: &Row| match row {
        Row::Head(text) => html! {
            <li class="group-head" key={text.to_string()} role="presentation">{ text.clone() }</li>
        },
        Row::Item(index) => {
            let Some(conversation) = conversations.rows.get(*index) else {
                return html! {};
            };
            let current = open == Some(conversation.id);
            let first = !known && *index == 0;
            html! {
                <ConversationRow
                    key={conversation.id.to_string()}
                    conversation={conversation.clone()}
                    {current}
                    tabbable={current || first || cursor.0 == Some(conversation.id)}
                    place={index + 1}
                    {of}
                    onwish={onwish.clone()}
                />
            }
        }
    };
    let again = {
        let (again, cursor) = (pages.again.clone(), cursor.clone());
        let last = conversations.rows.last().map(|row| row.id);
        let onclick = move |_| {
            again.emit(());
            // The button goes away: the keyboard goes on from the last row.
            cursor.set((last, cursor.1.wrapping_add(1)));
        };
        html! { <Button icon={IconName::Retry} {onclick}>{ t("try-again") }</Button> }
    };
    html! {
        <div class="pane-scroll" ref={scroll} {onscroll}>
            <ul class="rows" role="list" ref={list} aria-label={t("conversations")} aria-busy={pages.reading.then_some("true")} {onkeydown} {onfocusout}>
                { for rows.slice(drawn).iter().map(line) }
            </ul>
            if pages.failed {
                <div class="pane-notice">
                    <Notice tone={Tone::Danger} actions={again}>
                        <p>{ t("list-unread") }</p>
                    </Notice>
                </div>
            }
        </div>
    }
}

fn sight_of(element: &HtmlElement) -> Sight {
    Sight {
        from: f64::from(element.scroll_top()),
        height: f64::from(element.client_height()),
    }
}

fn reveal(element: &HtmlElement, rows: &Rows, index: usize) {
    let Sight { from, height } = sight_of(element);
    element.set_scroll_top(rows.reveal(index, from, height).round() as i32);
}

/// The index of the row that has the focus.
fn focused_row(rows: &[Rc<ConversationSummary>]) -> Option<usize> {
    let id = dom::focused()?
        .get_attribute("data-conversation")?
        .parse::<ConversationId>()
        .ok()?;
    rows.iter().position(|row| row.id == id)
}

/// The row that has the focus, or holds what has it, and its index.
fn held_row() -> Option<(ConversationId, usize)> {
    let line = dom::focused()?.closest("li").ok()??;
    let button = line.query_selector("[data-conversation]").ok()??;
    let id = button.get_attribute("data-conversation")?.parse().ok()?;
    let place: usize = line.get_attribute("aria-posinset")?.parse().ok()?;
    Some((id, place.saturating_sub(1)))
}

fn button_of(list: &NodeRef, id: ConversationId) -> Option<HtmlElement> {
    let selector = format!("[data-conversation=\"{id}\"]");
    let found = list
        .cast::<HtmlElement>()?
        .query_selector(&selector)
        .ok()??;
    found.dyn_into().ok()
}
