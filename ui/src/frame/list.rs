//! The list of conversations: only the rows in sight are drawn.

use std::rc::Rc;

use contract::conversation::ConversationSummary;
use contract::folder::Folder;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, Node, ResizeObserver};
use yew::prelude::*;

use super::drag::use_drag;
use super::folder_pages::use_folder_pages;
use super::folder_row::FolderWish;
use super::lines::{Lines, ghost};
use super::paging::use_pages;
use super::row::Wish;
use super::rows::{Row, Rows, SPARE, Stop};
use super::stops;
use crate::components::{Button, IconName, Notice, Renamed, use_painted};
use crate::css::{px, use_css};
use crate::dom;
use crate::i18n::t;
use crate::state::{Action, FolderAction, Overlay, Tone, use_app};
use crate::{actions, archive, clock, folders, transfer};

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
    // What the keyboard is at, apart from the open conversation, and the number of steps that led
    // there: a step to the same row is a step as well.
    let cursor = use_state_eq(|| (None::<Stop>, 0_u32));

    let conversations = app.conversations.clone();
    let shelves = app.folders.clone();
    let naming = app.naming.is_some() && !conversations.archived;
    let now = clock::now();
    let rows = use_memo(
        (
            conversations.clone(),
            shelves.clone(),
            naming,
            now.day_of(now.at),
        ),
        |(conversations, shelves, naming, _)| Rows::new(conversations, shelves, *naming, now),
    );
    let painted = use_painted();
    let spare = if painted { SPARE } else { 0 };
    let drawn = rows.in_sight(sight.from, sight.height, spare);

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
    let gaps = rows
        .slice(drawn.clone())
        .iter()
        .filter_map(|row| match row {
            Row::Gap(at) => Some(shelves.shelves.get(*at)?.folder.id),
            _ => None,
        });
    let (folder_pages, read_again) = use_folder_pages(&app, gaps.collect());
    let drag = use_drag(&app, &scroll);
    // The open conversation is in sight when it becomes the open one.
    use_effect_with(app.place.conversation, {
        let (scroll, rows) = (scroll.clone(), rows.clone());
        move |open| {
            let place = open.and_then(|open| rows.place_of(Stop::Conversation(open)));
            if let (Some(place), Some(element)) = (place, scroll.cast::<HtmlElement>()) {
                reveal(&element, &rows, place);
            }
        }
    });
    use_effect_with(naming, {
        let (scroll, rows) = (scroll.clone(), rows.clone());
        move |naming| {
            if let Some(element) = scroll.cast::<HtmlElement>().filter(|_| *naming) {
                let Sight { from, height } = sight_of(&element);
                element.set_scroll_top(rows.reveal_naming(from, height).round() as i32);
            }
        }
    });
    use_effect_with(*cursor, {
        let (list, scroll, rows) = (list.clone(), scroll.clone(), rows.clone());
        move |(cursor, _)| {
            let Some(stop) = *cursor else { return };
            if let Some(row) = stops::button_of(&list, stop) {
                return dom::focus(&row);
            }
            // Out of sight it is not drawn yet.
            let place = rows.place_of(stop);
            if let (Some(place), Some(element)) = (place, scroll.cast::<HtmlElement>()) {
                reveal(&element, &rows, place);
                dom::after_paint(move || {
                    if let Some(row) = stops::button_of(&list, stop) {
                        dom::focus(&row);
                    }
                });
            }
        }
    });

    // Drawing the list anew takes the focus away where its row goes, or moves.
    // Then the row has it back, else the one that comes into its place. Where
    // the window goes to another conversation, the chat page takes the focus.
    let turn = use_mut_ref(|| app.place.turn);
    let stays = turn.replace(app.place.turn) == app.place.turn;
    let held = stops::held().filter(|_| stays);
    use_effect({
        let (rows, cursor) = (rows.clone(), cursor.clone());
        move || {
            let Some((stop, place)) = held.filter(|_| super::focus_is_lost()) else {
                return;
            };
            let there = rows.place_of(stop).map(|_| stop);
            let last = || rows.stop_at(rows.stops().checked_sub(1)?);
            let neighbour = || rows.stop_at(place).or_else(last);
            match there.or_else(neighbour) {
                Some(stop) => cursor.set((Some(stop), cursor.1.wrapping_add(1))),
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
        let (scroll, rows, shelves) = (scroll.clone(), rows.clone(), shelves.clone());
        let (cursor, sight) = (cursor.clone(), sight.setter());
        move |event: KeyboardEvent| {
            if event.default_prevented() {
                return;
            }
            let at = stops::focused().and_then(|stop| rows.place_of(stop));
            let Some(at) = at else { return };
            let folder = || shelves.shelves.get(rows.folder_at(at)?);
            let to = match event.key().as_str() {
                // From a conversation to its folder's name.
                "ArrowLeft" => folder().and_then(|one| rows.place_of(Stop::Folder(one.folder.id))),
                "ArrowRight" => folder()
                    .filter(|one| rows.stop_at(at) == Some(Stop::Folder(one.folder.id)))
                    .filter(|one| !one.rows().is_empty())
                    .map(|_| at + 1),
                key => stops::goal(key, at, rows.stops()),
            };
            let Some(to) = to else { return };
            event.prevent_default();
            if let Some(element) = scroll.cast::<HtmlElement>() {
                // The row is drawn before it gets the focus.
                reveal(&element, &rows, to);
                sight.set(sight_of(&element));
            }
            cursor.set((rows.stop_at(to), cursor.1.wrapping_add(1)));
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
    let latest = use_mut_ref(|| app.clone());
    *latest.borrow_mut() = app.clone();
    let onwish = {
        let (latest, swallows) = (latest.clone(), drag.swallows.clone());
        use_callback(
            (),
            move |(row, wish): (Rc<ConversationSummary>, Wish), ()| {
                let app = latest.borrow().clone();
                match wish {
                    // The click that ends a drag.
                    Wish::Open if swallows.get() => {}
                    Wish::Open => app.dispatch(Action::Open(row.id, None)),
                    Wish::Rename(title) => actions::rename(&app, &row, &title),
                    Wish::Delete => actions::delete(&app, &row),
                    Wish::Pin(pinned) => archive::pin(&app, row.id, pinned),
                    Wish::Archive(archived) => archive::archive(&app, row.id, archived),
                    Wish::Export(format) => transfer::export(&app, row.id, format),
                    Wish::Move => {
                        app.dispatch(Action::Overlay(Some(Overlay::Folders(Some(row.id)))));
                    }
                    Wish::TakeOut => folders::move_to(&app, row.id, None),
                }
            },
        )
    };
    let onfolder = {
        let (latest, swallows) = (latest.clone(), drag.swallows.clone());
        use_callback((), move |(folder, wish): (Folder, FolderWish), ()| {
            let app = latest.borrow().clone();
            match wish {
                FolderWish::Collapse(_) if swallows.get() => {}
                FolderWish::Collapse(collapsed) => folders::collapse(&app, folder.id, collapsed),
                FolderWish::Begin => folders::begin_in(&app, folder.id),
                FolderWish::Rename(name) => folders::rename(&app, &folder, &name),
                FolderWish::Remove => folders::remove(&app, &folder),
            }
        })
    };
    let onnamed = {
        let (app, cursor) = (app.clone(), cursor.clone());
        Callback::from(move |Renamed { title, by_key }: Renamed| {
            let takes = app.naming.as_ref().and_then(|naming| naming.takes);
            app.dispatch(Action::Folders(FolderAction::Naming(None)));
            let at = (cursor.setter(), cursor.1.wrapping_add(1));
            let made = Callback::from(move |id| {
                if by_key {
                    at.0.set((Some(Stop::Folder(id)), at.1));
                }
            });
            match title {
                Some(name) => folders::create(&app, &name, takes, made),
                None if by_key => super::focus_new_folder(),
                None => {}
            }
        })
    };

    let nothing = conversations.rows.is_empty() && conversations.next.is_none();
    if nothing && (conversations.archived || (shelves.shelves.is_empty() && !naming)) {
        return super::lines::blank(&app);
    }
    let unread = shelves.shelves.iter().any(|shelf| shelf.unread() > 0);
    let of = if conversations.next.is_some() || (unread && !conversations.archived) {
        -1
    } else {
        rows.stops() as i64
    };
    let lines = Lines {
        app: &app,
        rows: &rows,
        whole: painted,
        cursor: cursor.0,
        of,
        dragged: drag.dragged,
        failed: &folder_pages,
        onwish,
        onfolder,
        onnamed,
        onagain: read_again,
    };
    let again = {
        let (again, cursor) = (pages.again.clone(), cursor.clone());
        let last = rows
            .stops()
            .checked_sub(1)
            .and_then(|last| rows.stop_at(last));
        let onclick = move |_| {
            again.emit(());
            // The button goes away: the keyboard goes on from the last row.
            cursor.set((last, cursor.1.wrapping_add(1)));
        };
        html! { <Button icon={IconName::Retry} {onclick}>{ t("try-again") }</Button> }
    };
    let busy = pages.reading || folder_pages.is_reading();
    html! {
        <>
        <div
            class="pane-scroll"
            data-drop=""
            ref={scroll}
            {onscroll}
            onpointerdown={drag.ondown.clone()}
            onpointermove={drag.onmove.clone()}
            onpointerup={drag.onup.clone()}
            onpointercancel={drag.oncancel.clone()}
        >
            <ul class="rows" role="list" ref={list} aria-label={t("conversations")} aria-busy={busy.then_some("true")} {onkeydown} {onfocusout}>
                { lines.drawn(drawn) }
            </ul>
            if pages.failed {
                <div class="pane-notice">
                    <Notice tone={Tone::Danger} actions={again}>
                        <p>{ t("list-unread") }</p>
                    </Notice>
                </div>
            }
        </div>
        { ghost(&app, &drag) }
        </>
    }
}

fn sight_of(element: &HtmlElement) -> Sight {
    Sight {
        from: f64::from(element.scroll_top()),
        height: f64::from(element.client_height()),
    }
}

fn reveal(element: &HtmlElement, rows: &Rows, place: usize) {
    let Sight { from, height } = sight_of(element);
    element.set_scroll_top(rows.reveal(place, from, height).round() as i32);
}
