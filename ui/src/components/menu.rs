//! Menus: a button's, or a context menu.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::menu_item::{MenuEntry, MenuItem};
use super::{IconButton, IconName, Keys, icon};
use crate::css;
use crate::dom;
use crate::focus::Place;

/// Where a menu opens, in CSS pixels of the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Anchor {
    /// At a point.
    Point(f64, f64),
    /// Below a box (left, top, right, bottom), or above it where there is no
    /// room; aligned to its right edge.
    Box(f64, f64, f64, f64),
    /// The same, aligned to its left edge.
    Start(f64, f64, f64, f64),
}

impl Anchor {
    /// The box of an element.
    pub fn below(element: &web_sys::Element) -> Self {
        let rect = element.get_bounding_client_rect();
        Self::Box(rect.left(), rect.top(), rect.right(), rect.bottom())
    }

    /// The box of an element, aligned to where it begins.
    pub fn from_start(element: &web_sys::Element) -> Self {
        let rect = element.get_bounding_client_rect();
        Self::Start(rect.left(), rect.top(), rect.right(), rect.bottom())
    }
}

/// Properties of [`Menu`].
#[derive(Clone, PartialEq, Properties)]
pub struct MenuProps {
    /// Its name.
    pub label: AttrValue,
    /// Where.
    pub anchor: Anchor,
    /// What.
    pub entries: Vec<MenuEntry>,
    /// It is over: something was chosen, or nothing.
    pub onclose: Callback<()>,
}

/// An open menu, over everything else. As long as it is rendered, it is open.
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let node = use_node_ref();
    let before = use_mut_ref(|| None::<Place>);
    use_effect_with(props.anchor, {
        let (node, before) = (node.clone(), before.clone());
        move |anchor| {
            before.replace(Place::here());
            if let Some(menu) = node.cast::<HtmlElement>() {
                place(&menu, *anchor);
                let items = items(&menu);
                let chosen = items
                    .iter()
                    .find(|item| item.get_attribute("aria-checked").as_deref() == Some("true"));
                focus(chosen.or(items.first()));
            }
            move || resume(before.borrow().as_ref())
        }
    });
    let onkeydown = {
        let (node, onclose) = (node.clone(), props.onclose.clone());
        move |event: KeyboardEvent| {
            let Some(menu) = node.cast::<HtmlElement>() else {
                return;
            };
            // Whatever is under the menu has nothing to do with its keys.
            event.stop_propagation();
            if event.key() == "Escape" || event.key() == "Tab" {
                event.prevent_default();
                onclose.emit(());
            } else if let Some(item) = next_item(&items(&menu), &event.key()) {
                event.prevent_default();
                focus(Some(&item));
            }
        }
    };
    let onpicked = {
        let onclose = props.onclose.clone();
        Callback::from(move |()| {
            // Now, and not when the menu goes: what the item opens gives the focus back to where it found it.
            resume(before.borrow().as_ref());
            onclose.emit(());
        })
    };
    let veil = {
        let onclose = props.onclose.clone();
        move |event: MouseEvent| {
            event.prevent_default();
            event.stop_propagation();
            onclose.emit(());
        }
    };
    let menu = html! {
        <div class="menu-layer">
            <div class="menu-veil" onmousedown={veil.clone()} oncontextmenu={veil}></div>
            <div class="menu" role="menu" ref={node} aria-label={props.label.clone()} {onkeydown}>
                { for props.entries.chunk_by(|_, next| !matches!(next, MenuEntry::Heading(_) | MenuEntry::Rule)).map(|part| group(part, &onpicked)) }
            </div>
        </div>
    };
    // At the body, since an ancestor may clip or scroll.
    match dom::document().and_then(|document| document.body()) {
        Some(body) => create_portal(menu, body.into()),
        None => menu,
    }
}

pub(super) fn resume(place: Option<&Place>) {
    if let Some(place) = place {
        place.resume();
    }
}

/// Lines that belong together: what stands below a heading has its name.
fn group(entries: &[MenuEntry], onpicked: &Callback<()>) -> Html {
    let lines = entries.iter().map(|entry| match entry {
        MenuEntry::Rule => html! { <hr class="menu-rule" /> },
        MenuEntry::Heading(text) => {
            html! { <p class="menu-heading" aria-hidden="true">{ text.clone() }</p> }
        }
        MenuEntry::Item(item) => line(item, onpicked),
    });
    match entries.first() {
        Some(MenuEntry::Heading(text)) => html! {
            <div role="group" aria-label={text.clone()}>{ for lines }</div>
        },
        _ => lines.collect(),
    }
}

fn line(item: &MenuItem, onpicked: &Callback<()>) -> Html {
    let onclick = {
        let (onpick, onpicked) = (item.onpick.clone(), onpicked.clone());
        move |event: MouseEvent| {
            event.stop_propagation();
            onpicked.emit(());
            onpick.emit(());
        }
    };
    let role = if item.checked.is_some() {
        "menuitemradio"
    } else {
        "menuitem"
    };
    html! {
        <button
            type="button"
            {role}
            class={classes!("menu-item", item.danger.then_some("menu-danger"))}
            tabindex="-1"
            disabled={item.disabled}
            aria-checked={item.checked.map(|on| if on { "true" } else { "false" })}
            {onclick}
        >
            if let Some(checked) = item.checked {
                <span class="menu-check">if checked { { icon(IconName::Check, 15) } }</span>
            } else if let Some(name) = item.icon {
                { icon(name, 15) }
            }
            <span class="menu-label" dir="auto">{ item.label.clone() }</span>
            if let Some(note) = &item.note { <span class="menu-note">{ note.clone() }</span> }
            if let Some(keys) = &item.keys { <Keys keys={keys.clone()} /> }
        </button>
    }
}

fn items(menu: &HtmlElement) -> Vec<HtmlElement> {
    let found = menu.query_selector_all("[role^=menuitem]:not([disabled])");
    let Ok(found) = found else { return Vec::new() };
    (0..found.length())
        .filter_map(|index| found.get(index)?.dyn_into().ok())
        .collect()
}

/// The item that `key` leads to from the one that has the focus.
fn next_item(items: &[HtmlElement], key: &str) -> Option<HtmlElement> {
    let focused = dom::focused();
    let at = items.iter().position(|item| Some(item) == focused.as_ref());
    let count = items.len();
    let index = match key {
        "ArrowDown" => at.map_or(0, |at| (at + 1) % count.max(1)),
        "ArrowUp" => at.map_or(count, |at| at + count).checked_sub(1)? % count.max(1),
        "Home" => 0,
        "End" => count.checked_sub(1)?,
        letter if letter.chars().count() == 1 && letter != " " => {
            let letter = letter.to_lowercase();
            let from = at.map_or(0, |at| at + 1);
            let starts = |index: &usize| {
                let text = items[*index % count].text_content().unwrap_or_default();
                text.trim().to_lowercase().starts_with(&letter)
            };
            (from..from + count).find(starts)? % count
        }
        _ => return None,
    };
    items.get(index).cloned()
}

fn focus(element: Option<&HtmlElement>) {
    if let Some(element) = element {
        dom::focus(element);
    }
}

pub(super) fn place(menu: &HtmlElement, anchor: Anchor) {
    const EDGE: f64 = 8.0;
    let (width, height) = (
        f64::from(menu.offset_width()),
        f64::from(menu.offset_height()),
    );
    let (room_x, room_y) = dom::window_size();
    let (x, y) = match anchor {
        Anchor::Point(x, y) => (
            x,
            if y + height + EDGE > room_y {
                y - height
            } else {
                y
            },
        ),
        Anchor::Box(left, top, right, bottom) | Anchor::Start(left, top, right, bottom) => {
            let below = bottom + 4.0;
            let y = if below + height + EDGE > room_y {
                top - height - 4.0
            } else {
                below
            };
            let x = if matches!(anchor, Anchor::Start(..)) {
                left
            } else {
                right - width
            };
            (x, y)
        }
    };
    let x = x.clamp(EDGE, (room_x - width - EDGE).max(EDGE));
    let y = y.clamp(EDGE, (room_y - height - EDGE).max(EDGE));
    css::set(menu, &[("left", css::px(x)), ("top", css::px(y))]);
}

/// Properties of [`MenuButton`].
#[derive(Clone, PartialEq, Properties)]
pub struct MenuButtonProps {
    /// What the menu is about.
    pub label: AttrValue,
    /// What is pressed.
    #[prop_or(IconName::More)]
    pub icon: IconName,
    /// The icon's size.
    #[prop_or(18)]
    pub size: u32,
    /// Gives the menu, when it opens.
    pub entries: Callback<(), Vec<MenuEntry>>,
}

/// An icon that opens a menu.
#[component]
pub fn MenuButton(props: &MenuButtonProps) -> Html {
    let node = use_node_ref();
    let open = use_state(|| None::<Anchor>);
    let onclick = {
        let (node, open) = (node.clone(), open.setter());
        move |event: MouseEvent| {
            event.stop_propagation();
            open.set(
                node.cast::<web_sys::Element>()
                    .map(|button| Anchor::below(&button)),
            );
        }
    };
    let onclose = {
        let open = open.setter();
        move |()| open.set(None)
    };
    html! {
        <>
            <IconButton
                {node}
                icon={props.icon}
                size={props.size}
                label={props.label.clone()}
                popup="menu"
                expanded={open.is_some()}
                {onclick}
            />
            if let Some(anchor) = *open {
                <Menu
                    label={props.label.clone()}
                    {anchor}
                    entries={props.entries.emit(())}
                    {onclose}
                />
            }
        </>
    }
}
