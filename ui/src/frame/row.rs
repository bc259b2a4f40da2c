//! One conversation of the list.

use std::rc::Rc;

use contract::conversation::ConversationSummary;
use contract::transfer::ExportFormat;
use yew::prelude::*;

use super::named::use_named;
use crate::actions::title_of;
use crate::components::{IconName, MenuEntry, MenuItem, Rename};
use crate::i18n::{t, t_args};
use crate::transfer;

/// What is wanted of a conversation.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Wish {
    /// Show it.
    Open,
    /// Call it so.
    Rename(String),
    /// Put it aside.
    Delete,
    /// Put it above the others, or back among them.
    Pin(bool),
    /// Take it out of the list, or back into it.
    Archive(bool),
    /// Write it into a file.
    Export(ExportFormat),
    /// Choose a folder for it.
    Move,
    /// Take it out of its folder.
    TakeOut,
}

/// Properties of [`ConversationRow`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct RowProps {
    /// The conversation.
    pub conversation: Rc<ConversationSummary>,
    /// It is the open one.
    pub current: bool,
    /// It is the one that the tab key reaches.
    pub tabbable: bool,
    /// The list shows it in its folder.
    #[prop_or_default]
    pub inside: bool,
    /// With its menu's button, which shows only where the pointer or the focus is.
    pub whole: bool,
    /// It is being dragged.
    #[prop_or_default]
    pub dragged: bool,
    /// Its place among all, from 1.
    pub place: usize,
    /// How many there are; -1: more than were read.
    pub of: i64,
    /// Something is wanted.
    pub onwish: Callback<(Rc<ConversationSummary>, Wish)>,
}

/// A row: opens on a click, renames in place, has a menu.
#[component]
pub(super) fn ConversationRow(props: &RowProps) -> Html {
    let named = use_named();
    let wish = {
        let (onwish, conversation) = (props.onwish.clone(), props.conversation.clone());
        move |wish: Wish| onwish.emit((conversation.clone(), wish))
    };
    let title = title_of(&props.conversation);

    let onrenamed = {
        let wish = wish.clone();
        named.ondone(move |title| wish(Wish::Rename(title)))
    };
    let onkeydown = {
        let (wish, renaming) = (wish.clone(), named.renaming.setter());
        move |event: KeyboardEvent| match event.key().as_str() {
            "F2" => {
                event.prevent_default();
                renaming.set(true);
            }
            // A key that is held takes one row: the focus goes on to the next.
            "Delete" if !event.repeat() => {
                event.prevent_default();
                wish(Wish::Delete);
            }
            _ => {}
        }
    };
    let folder = props.conversation.folder.filter(|_| props.inside);
    let drop = folder.map_or_else(String::new, |folder| folder.to_string());
    // A title that fits needs no tooltip; this many characters fit for sure.
    let long = title.chars().count() > 24;
    html! {
        <li
            class={classes!(
                "row",
                props.current.then_some("row-current"),
                props.inside.then_some("row-inside"),
                props.dragged.then_some("row-dragged"),
                named.class(),
            )}
            data-drop={drop}
            aria-posinset={props.place.to_string()}
            aria-setsize={props.of.to_string()}
        >
            <button
                ref={named.button.clone()}
                type="button"
                class="row-open"
                data-conversation={props.conversation.id.to_string()}
                tabindex={if props.tabbable { "0" } else { "-1" }}
                aria-current={props.current.then_some("page")}
                data-tip={long.then(|| title.clone())}
                onclick={let wish = wish.clone(); move |_| wish(Wish::Open)}
                ondblclick={let renaming = named.renaming.setter(); move |_| renaming.set(true)}
                {onkeydown}
                oncontextmenu={named.oncontextmenu()}
            >
                <span class="row-title" dir="auto">{ title.clone() }</span>
            </button>
            if *named.renaming {
                <Rename
                    class="input row-rename"
                    label={t("rename-field")}
                    title={props.conversation.title.clone()}
                    ondone={onrenamed}
                />
            }
            if props.whole {
                { named.more(&label(&title), props.tabbable, || entries(&props.conversation, &wish, &named.renaming.setter())) }
            }
        </li>
    }
}

fn label(title: &AttrValue) -> AttrValue {
    t_args("conversation-actions", &[("title", title.as_str().into())])
}

fn entries(
    conversation: &ConversationSummary,
    wish: &(impl Fn(Wish) + Clone + 'static),
    renaming: &UseStateSetter<bool>,
) -> Vec<MenuEntry> {
    let (renaming, delete, export) = (renaming.clone(), wish.clone(), wish.clone());
    let (pin, archive) = (wish.clone(), wish.clone());
    let (pinned, archived) = (conversation.pinned, conversation.archived);
    let mut entries = vec![
        MenuItem::new(t("rename"), move |()| renaming.set(true))
            .icon(IconName::Edit)
            .keys("F2")
            .entry(),
        MenuItem::new(if pinned { t("unpin") } else { t("pin") }, move |()| {
            pin(Wish::Pin(!pinned))
        })
        .icon(IconName::Pin)
        .entry(),
        MenuItem::new(
            if archived {
                t("unarchive")
            } else {
                t("archive")
            },
            move |()| archive(Wish::Archive(!archived)),
        )
        .icon(IconName::Archive)
        .entry(),
    ];
    if !archived {
        let (move_it, take_out) = (wish.clone(), wish.clone());
        let choose = MenuItem::new(t("folder-move"), move |()| move_it(Wish::Move));
        entries.push(choose.icon(IconName::Folder).entry());
        if conversation.folder.is_some() {
            let out = MenuItem::new(t("folder-take-out"), move |()| take_out(Wish::TakeOut));
            entries.push(out.icon(IconName::Back).entry());
        }
    }
    entries.extend([
        MenuItem::new(t("delete"), move |()| delete(Wish::Delete))
            .icon(IconName::Delete)
            .keys("Del")
            .danger()
            .entry(),
        MenuEntry::Rule,
    ]);
    entries.extend(transfer::export_entries(move |format| {
        export(Wish::Export(format))
    }));
    entries
}
