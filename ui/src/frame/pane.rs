//! The list pane: what there is, and a search over all of it.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::divider::{Divider, bounded};
use super::found::FoundList;
use super::list::ConversationList;
use crate::components::{IconButton, IconName, Keys, icon};
use crate::css::{px, use_css};
use crate::dom;
use crate::i18n::t;
use crate::keys::Command;
use crate::search::{Found, use_late, use_search};
use crate::state::{Action, Naming, use_app};
use crate::{archive, temporary};

/// Hits at the most: more say that the words are too common.
const LIMIT: u32 = 30;

/// The pane.
#[component]
pub(super) fn Pane() -> Html {
    let app = use_app();
    let node = use_node_ref();
    let dragged = use_state_eq(|| None::<u32>);
    let query = use_state_eq(String::new);
    let width = dragged.unwrap_or_else(|| bounded(app.settings.list_width));
    use_css(&node, &[("width", px(f64::from(width)))]);
    let found = use_search(&query, LIMIT);
    let late = use_late(&found);

    let onmove = {
        let dragged = dragged.setter();
        use_callback((), move |width: Option<u32>, ()| dragged.set(width))
    };
    let oninput = {
        let query = query.setter();
        move |event: InputEvent| {
            query.set(event.target_unchecked_into::<HtmlInputElement>().value())
        }
    };
    let onclear = {
        let query = query.setter();
        use_callback((), move |(), ()| {
            query.set(String::new());
            super::focus_search();
        })
    };
    let onkeydown = {
        let query = query.clone();
        let node = node.clone();
        move |event: KeyboardEvent| match event.key().as_str() {
            "Escape" if !query.is_empty() => {
                event.prevent_default();
                event.stop_propagation();
                query.set(String::new());
            }
            "ArrowDown" => {
                event.prevent_default();
                let first = node
                    .cast::<HtmlElement>()
                    .and_then(|pane| {
                        pane.query_selector(".pane-scroll button[tabindex='0']")
                            .ok()?
                    })
                    .and_then(|row| row.dyn_into::<HtmlElement>().ok());
                if let Some(first) = first {
                    dom::focus(&first);
                }
            }
            _ => {}
        }
    };
    let new_chat = {
        let to = app.dispatcher();
        move |_| to.dispatch(Action::NewChat(None))
    };
    let new_temporary = {
        let app = app.clone();
        move |_| temporary::begin(&app)
    };
    let archived = app.conversations.archived;
    let new_folder = {
        let app = app.clone();
        move |_| super::name_folder(&app, Naming::default())
    };
    use_effect_with(app.naming.is_some(), {
        let query = query.setter();
        move |naming| {
            // The field stands in the list.
            if *naming {
                query.set(String::new());
            }
        }
    });
    let show_archived = {
        let app = app.clone();
        move |_| archive::show(&app, !archived)
    };
    let fold = {
        let app = app.clone();
        move |_| super::fold_list(&app, true)
    };
    html! {
        <aside class="pane" ref={node} aria-label={t("pane")}>
            <header class="pane-head">
                <h2 class="pane-title">
                    { if archived { t("archived") } else { t("rail-chat") } }
                </h2>
                if !archived {
                    <IconButton
                        class="pane-new-folder"
                        icon={IconName::FolderNew}
                        label={t("folder-new")}
                        onclick={new_folder}
                    />
                }
                <IconButton
                    icon={IconName::Archive}
                    label={t("archived")}
                    pressed={Some(archived)}
                    onclick={show_archived}
                />
                <IconButton
                    class="pane-fold"
                    icon={IconName::PanelLeft}
                    label={t("fold-pane")}
                    keys={Command::TogglePane.keys()}
                    expanded={true}
                    onclick={fold}
                />
                <IconButton
                    icon={IconName::NewChat}
                    label={t("new-chat")}
                    keys={Command::NewChat.keys()}
                    onclick={new_chat}
                />
                <IconButton
                    icon={IconName::Temporary}
                    label={t("temporary-new")}
                    keys={Command::TemporaryChat.keys()}
                    onclick={new_temporary}
                />
            </header>
            <div class="search" role="search">
                { icon(IconName::Search, 16) }
                <input
                    id={super::SEARCH}
                    class="search-input"
                    type="text"
                    role="searchbox"
                    autocomplete="off"
                    spellcheck="false"
                    dir="auto"
                    placeholder={t("search-everything")}
                    aria-label={t("search-everything")}
                    value={(*query).clone()}
                    {oninput}
                    {onkeydown}
                />
                if query.is_empty() {
                    <Keys keys={Command::Find.keys()} />
                } else {
                    <IconButton
                        icon={IconName::Close}
                        size={15}
                        label={t("search-clear")}
                        onclick={onclear.reform(|_| ())}
                    />
                }
            </div>
            if found == Found::Idle || found == Found::Searching && !late {
                <ConversationList />
            } else {
                <FoundList query={(*query).clone()} {found} onback={onclear} />
            }
            <Divider {width} {onmove} />
        </aside>
    }
}

/// The pane folded away: a strip with what is needed most.
#[component]
pub(super) fn FoldedPane() -> Html {
    let app = use_app();
    let unfold = {
        let app = app.clone();
        move |_| super::fold_list(&app, false)
    };
    let find = {
        let app = app.clone();
        move |_| super::find(&app)
    };
    let new_chat = {
        let to = app.dispatcher();
        move |_| to.dispatch(Action::NewChat(None))
    };
    let new_temporary = {
        let app = app.clone();
        move |_| temporary::begin(&app)
    };
    html! {
        <aside class="pane pane-folded" aria-label={t("pane")}>
            <IconButton
                class="pane-fold"
                icon={IconName::PanelLeft}
                label={t("unfold-pane")}
                keys={Command::TogglePane.keys()}
                expanded={false}
                onclick={unfold}
            />
            <IconButton
                icon={IconName::NewChat}
                label={t("new-chat")}
                keys={Command::NewChat.keys()}
                onclick={new_chat}
            />
            <IconButton
                icon={IconName::Temporary}
                label={t("temporary-new")}
                keys={Command::TemporaryChat.keys()}
                onclick={new_temporary}
            />
            <IconButton
                icon={IconName::Search}
                label={t("search-everything")}
                keys={Command::Find.keys()}
                onclick={find}
            />
        </aside>
    }
}
