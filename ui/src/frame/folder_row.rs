//! A folder in the list: its name, and what stands below it while there is nothing to show.

use contract::FolderId;
use contract::folder::{Folder, LONGEST_NAME};
use web_sys::HtmlElement;
use yew::prelude::*;

use super::named::use_named;
use crate::components::{Button, IconName, Look, MenuEntry, MenuItem, Rename, Renamed, icon};
use crate::css::{px, use_css};
use crate::dom;
use crate::i18n::{t, t_args};

/// What is wanted of a folder.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum FolderWish {
    /// Show its name alone, or not.
    Collapse(bool),
    /// Begin a conversation in it.
    Begin,
    /// Call it so.
    Rename(String),
    /// Remove it; its conversations stay.
    Remove,
}

/// Properties of [`FolderRow`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct FolderRowProps {
    /// The folder.
    pub folder: Folder,
    /// The open conversation is in it, and is not shown.
    pub holds_current: bool,
    /// It is the one that the tab key reaches.
    pub tabbable: bool,
    /// A conversation is dragged over it.
    pub over: bool,
    /// Its place among all, from 1.
    pub place: usize,
    /// How many there are; -1: more than were read.
    pub of: i64,
    /// Something is wanted.
    pub onwish: Callback<(Folder, FolderWish)>,
}

/// The name: opens and closes on a click, renames in place, has a menu.
#[component]
pub(super) fn FolderRow(props: &FolderRowProps) -> Html {
    let named = use_named();
    let folder = &props.folder;
    let wish = {
        let (onwish, folder) = (props.onwish.clone(), folder.clone());
        move |wish: FolderWish| onwish.emit((folder.clone(), wish))
    };
    let onrenamed = {
        let wish = wish.clone();
        named.ondone(move |name| wish(FolderWish::Rename(name)))
    };
    let collapsed = folder.collapsed;
    let onkeydown = {
        let (wish, renaming) = (wish.clone(), named.renaming.setter());
        move |event: KeyboardEvent| {
            match event.key().as_str() {
                "F2" => renaming.set(true),
                "Delete" if !event.repeat() => wish(FolderWish::Remove),
                "ArrowLeft" if !collapsed => wish(FolderWish::Collapse(true)),
                "ArrowRight" if collapsed => wish(FolderWish::Collapse(false)),
                _ => return,
            }
            event.prevent_default();
        }
    };
    let name = folder.name.as_str();
    let label = t_args("folder-actions", &[("name", name.into())]);
    let count = folder.conversations;
    let said = t_args(
        "folder-label",
        &[("name", name.into()), ("count", count.into())],
    );
    html! {
        <li
            class={classes!(
                "row",
                "folder",
                props.holds_current.then_some("row-current"),
                props.over.then_some("folder-over"),
                named.class(),
            )}
            data-drop={folder.id.to_string()}
            aria-posinset={props.place.to_string()}
            aria-setsize={props.of.to_string()}
        >
            <button
                ref={named.button.clone()}
                type="button"
                class="row-open folder-open"
                data-folder={folder.id.to_string()}
                tabindex={if props.tabbable { "0" } else { "-1" }}
                aria-label={said}
                aria-expanded={if collapsed { "false" } else { "true" }}
                data-tip={(name.chars().count() > 20).then(|| AttrValue::from(name.to_owned()))}
                onclick={let wish = wish.clone(); move |_| wish(FolderWish::Collapse(!collapsed))}
                {onkeydown}
                oncontextmenu={named.oncontextmenu()}
            >
                <span class="folder-turn">{ icon(IconName::ChevronRight, 14) }</span>
                { icon(IconName::Folder, 15) }
                <span class="row-title folder-name" dir="auto">{ name.to_owned() }</span>
                <span class="folder-count">{ count }</span>
            </button>
            if *named.renaming {
                <Rename
                    class="input row-rename"
                    label={t("folder-name")}
                    longest={LONGEST_NAME}
                    title={folder.name.clone()}
                    ondone={onrenamed}
                />
            }
            { named.more(&label, props.tabbable, || entries(&wish, &named.renaming.setter())) }
        </li>
    }
}

fn entries(
    wish: &(impl Fn(FolderWish) + Clone + 'static),
    renaming: &UseStateSetter<bool>,
) -> Vec<MenuEntry> {
    let (begin, remove, renaming) = (wish.clone(), wish.clone(), renaming.clone());
    vec![
        MenuItem::new(t("folder-begin"), move |()| begin(FolderWish::Begin))
            .icon(IconName::NewChat)
            .entry(),
        MenuItem::new(t("rename"), move |()| renaming.set(true))
            .icon(IconName::Edit)
            .keys("F2")
            .entry(),
        // Not “Delete”: nothing that was said is lost.
        MenuItem::new(t("folder-remove"), move |()| remove(FolderWish::Remove))
            .icon(IconName::Delete)
            .keys("Del")
            .danger()
            .entry(),
    ]
}

/// Properties of [`FolderNaming`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct NamingProps {
    /// What stands in the field at first.
    pub text: AttrValue,
    /// The name, or that there will be none.
    pub ondone: Callback<Renamed>,
}

/// The field for the name of a new folder.
#[component]
pub(super) fn FolderNaming(props: &NamingProps) -> Html {
    html! {
        <li class="row">
            <Rename
                class="input row-rename"
                label={t("folder-new-name")}
                placeholder={t("folder-new-name")}
                longest={LONGEST_NAME}
                title={props.text.clone()}
                ondone={props.ondone.clone()}
            />
        </li>
    }
}

/// An open folder without conversations.
pub(super) fn empty_folder(id: FolderId) -> Html {
    html! {
        <li class="row row-inside folder-empty" key={format!("{id}-empty")} data-drop={id.to_string()}>
            { t("folder-empty") }
        </li>
    }
}

/// Properties of [`FolderGap`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct GapProps {
    /// The folder.
    pub id: FolderId,
    /// Its height in CSS pixels.
    pub height: f64,
    /// It could not be read.
    pub failed: bool,
    /// Tries that again.
    pub onagain: Callback<FolderId>,
}

/// The place of conversations that were not read, as high as they will be.
#[component]
pub(super) fn FolderGap(props: &GapProps) -> Html {
    let node = use_node_ref();
    use_css(&node, &[("height", px(props.height))]);
    let id = props.id;
    let onclick = props.onagain.reform(move |event: MouseEvent| {
        // The button goes away: the keyboard goes on from the folder.
        let line = event.target_unchecked_into::<HtmlElement>();
        let list = line.closest("ul").ok().flatten();
        let name = list.and_then(|list| {
            let selector = format!("[data-folder=\"{id}\"]");
            list.query_selector(&selector).ok().flatten()
        });
        if let Some(name) = name.and_then(|name| wasm_bindgen::JsCast::dyn_into(name).ok()) {
            dom::focus(&name);
        }
        id
    });
    html! {
        <li ref={node} class="folder-gap" data-drop={id.to_string()} aria-busy={(!props.failed).then_some("true")}>
            if props.failed {
                <Button look={Look::Quiet} icon={IconName::Retry} {onclick}>{ t("folder-unread") }</Button>
            }
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_screen_reader_hears_the_name_and_the_count() {
        let label = |count: u32| {
            let arguments = [("name", "Thesis".into()), ("count", count.into())];
            t_args("folder-label", &arguments)
        };
        assert_eq!(label(0), "Thesis, empty");
        assert_eq!(label(1), "Thesis, 1 conversation");
        assert_eq!(label(12), "Thesis, 12 conversations");
    }
}
