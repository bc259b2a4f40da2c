//! What the rows of the list have in common: a name that is changed in place, and a menu.

use web_sys::Element;
use yew::prelude::*;

use crate::components::{Anchor, IconName, Menu, MenuEntry, Renamed, icon};
use crate::dom;

/// A row that is renamed in place and has a menu.
///
/// Its button stays in the page, unseen, while the field is over it: the keyboard goes back to
/// it, and WebKit's process ended when the name of a folder was made anew under a screen reader.
#[derive(Clone)]
pub(crate) struct Named {
    /// The field is shown.
    pub renaming: UseStateHandle<bool>,
    /// The row's button, which opens what it names.
    pub button: NodeRef,
    more: NodeRef,
    menu: UseStateHandle<Option<Anchor>>,
}

/// A row's name and menu, both at rest.
#[hook]
pub(crate) fn use_named() -> Named {
    Named {
        renaming: use_state(|| false),
        button: use_node_ref(),
        more: use_node_ref(),
        menu: use_state(|| None),
    }
}

impl Named {
    /// The class of a row whose field is shown.
    pub(crate) fn class(&self) -> Option<&'static str> {
        self.renaming.then_some("row-renaming")
    }

    /// The field is done with; `onname` takes the new name.
    pub(crate) fn ondone(&self, onname: impl Fn(String) + 'static) -> Callback<Renamed> {
        let (renaming, button) = (self.renaming.setter(), self.button.clone());
        Callback::from(move |Renamed { title, by_key }: Renamed| {
            renaming.set(false);
            if let Some(name) = title {
                onname(name);
            }
            if by_key {
                let button = button.clone();
                // Until the field is gone, the button cannot be focused.
                gloo_timers::callback::Timeout::new(0, move || {
                    if let Some(button) = button.cast() {
                        dom::focus(&button);
                    }
                })
                .forget();
            }
        })
    }

    /// Opens the menu where it was asked for.
    pub(crate) fn oncontextmenu(&self) -> Callback<MouseEvent> {
        let (menu, button) = (self.menu.setter(), self.button.clone());
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            // By the keyboard it comes without a place.
            let pointed = event.client_x() > 0 || event.client_y() > 0;
            menu.set(if pointed {
                Some(Anchor::Point(
                    event.client_x().into(),
                    event.client_y().into(),
                ))
            } else {
                button.cast().map(|button: Element| Anchor::below(&button))
            });
        })
    }

    /// The button at the row's end, and the menu while it is open.
    pub(crate) fn more(
        &self,
        label: &str,
        tabbable: bool,
        entries: impl FnOnce() -> Vec<MenuEntry>,
    ) -> Html {
        let label = AttrValue::from(label.to_owned());
        let onclick = {
            let (menu, more) = (self.menu.setter(), self.more.clone());
            move |_: MouseEvent| menu.set(more.cast().map(|more: Element| Anchor::below(&more)))
        };
        let onclose = {
            let menu = self.menu.setter();
            move |()| menu.set(None)
        };
        html! {
            <>
                <button
                    ref={self.more.clone()}
                    type="button"
                    class="icon-button row-more"
                    aria-label={label.clone()}
                    aria-haspopup="menu"
                    aria-expanded={if self.menu.is_some() { "true" } else { "false" }}
                    data-tip={label.clone()}
                    tabindex={if tabbable { "0" } else { "-1" }}
                    {onclick}
                >
                    { icon(IconName::More, 16) }
                </button>
                if let Some(anchor) = *self.menu {
                    <Menu {label} {anchor} entries={entries()} {onclose} />
                }
            </>
        }
    }
}
