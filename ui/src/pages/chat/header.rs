//! Above the messages: the title, which branch, the model, and the way to the
//! inspector.

use contract::ConversationId;
use contract::conversation::ConversationSummary;
use contract::model::ModelState;
use yew::prelude::*;
use yew::virtual_dom::Key;

use super::folder::FolderCrumb;
use crate::components::{IconButton, IconName, MenuButton, Rename, Renamed, icon};
use crate::i18n::{t, t_args};
use crate::state::{Choice, use_app};
use crate::{actions, transfer};

/// Properties of [`Header`].
#[derive(Clone, PartialEq, Properties)]
pub struct HeaderProps {
    /// The conversation's head; `None`: it is not made yet.
    pub head: Option<ConversationSummary>,
    /// Which branch of how many.
    pub branch: Option<(usize, usize)>,
    /// The model of the next reply; `None`: there is none.
    pub choice: Option<Choice>,
    /// Another model is to be chosen.
    pub onpick: Callback<()>,
    /// One more model is to be asked beside; `None`: there are enough.
    pub onalso: Option<Callback<()>>,
    /// Whether the inspector is open.
    pub inspecting: bool,
    /// Open or close it.
    pub oninspect: Callback<()>,
}

/// The header.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    html! {
        <header class="canvas-head chat-head">
            <FolderCrumb head={props.head.clone()} />
            <Title key={title_key(props.head.as_ref())} head={props.head.clone()} />
            if let Some((at, all)) = props.branch {
                <span class="chat-branch">{ t_args("chat-branch", &[("at", at.into()), ("all", all.into())]) }</span>
            }
            <span class="chat-head-room"></span>
            <ModelPill choice={props.choice.clone()} onpick={props.onpick.clone()} />
            <IconButton
                class="chat-also"
                icon={IconName::Columns}
                label={t("chat-also-add")}
                disabled={props.onalso.is_none() || props.choice.is_none()}
                onclick={props.onalso.clone().unwrap_or_default().reform(|_| ())}
            />
            if let Some(id) = props.head.as_ref().map(|head| head.id) {
                <Actions {id} />
            }
            <IconButton
                class="chat-inspect"
                icon={IconName::PanelRight}
                label={t("chat-inspector")}
                pressed={Some(props.inspecting)}
                onclick={props.oninspect.reform(|_| ())}
            />
        </header>
    }
}

#[derive(PartialEq, Properties)]
struct ActionsProps {
    id: ConversationId,
}

/// What else can be done with the conversation.
#[component]
fn Actions(props: &ActionsProps) -> Html {
    let app = use_app();
    let id = props.id;
    let entries = move |()| {
        let app = app.clone();
        transfer::export_entries(move |format| transfer::export(&app, id, format))
    };
    html! { <MenuButton label={t("chat-conversation-actions")} size={18} {entries} /> }
}

#[derive(PartialEq, Properties)]
struct ModelPillProps {
    choice: Option<Choice>,
    onpick: Callback<()>,
}

/// A title that is being edited is let go with its conversation.
fn title_key(head: Option<&ConversationSummary>) -> Key {
    head.map_or_else(|| "new".into(), |head| head.id.to_string().into())
}

#[derive(PartialEq, Properties)]
struct TitleProps {
    head: Option<ConversationSummary>,
}

/// The title: a double click, Enter or F2 makes it a field.
#[component]
fn Title(props: &TitleProps) -> Html {
    let app = use_app();
    let editing = use_state_eq(|| false);
    let Some(head) = props.head.clone() else {
        return html! { <h1 class="chat-title">{ t("new-chat") }</h1> };
    };
    let title = actions::title_of(&head);
    if *editing {
        let name = AttrValue::from(head.title.clone());
        let editing = editing.setter();
        let ondone = move |Renamed { title, by_key }: Renamed| {
            editing.set(false);
            if let Some(title) = title {
                actions::rename(&app, &head, &title);
            }
            if by_key {
                super::composer::focus();
            }
        };
        return html! {
            <Rename
                class="chat-title-field"
                label={t("chat-rename-field")}
                title={name}
                {ondone}
            />
        };
    }
    let onclick = {
        let editing = editing.setter();
        move |event: MouseEvent| {
            // Without a pointer: Enter on the title, or the palette.
            if event.detail() == 0 {
                editing.set(true);
            }
        }
    };
    let ondblclick = {
        let editing = editing.setter();
        move |_: MouseEvent| editing.set(true)
    };
    let onkeydown = {
        let editing = editing.setter();
        move |event: KeyboardEvent| {
            if event.key() == "F2" {
                event.prevent_default();
                editing.set(true);
            }
        }
    };
    html! {
        <h1 class="chat-title">
            <button
                type="button"
                class="chat-title-button"
                dir="auto"
                data-tip={t("chat-rename-hint")}
                data-tip-keys="F2"
                {onclick}
                {ondblclick}
                {onkeydown}
            >
                { title }
            </button>
        </h1>
    }
}

/// The model of the next reply; a press chooses another.
#[component]
fn ModelPill(props: &ModelPillProps) -> Html {
    let app = use_app();
    let onclick = props.onpick.reform(|_: MouseEvent| ());
    let Some(choice) = &props.choice else {
        return html! {
            <button type="button" class="model-pill" {onclick}>
                <span class="pill-dot pill-none"></span>
                { t("chat-no-model") }
            </button>
        };
    };
    let here = app
        .shelf
        .models
        .iter()
        .find(|model| choice.provider.is_local() && model.id == choice.model);
    let state = match here.map(|model| &model.state) {
        Some(ModelState::Resting) => "pill-resting",
        Some(ModelState::Loading { .. }) => "pill-loading",
        Some(ModelState::Loaded) => "pill-loaded",
        Some(ModelState::Failed { .. }) => "pill-failed",
        None if app
            .provider(&choice.provider)
            .is_some_and(|there| there.ready) =>
        {
            "pill-loaded"
        }
        None => "pill-none",
    };
    let name = here.map(|model| model.name.clone());
    let name = name.or_else(|| app.offers.model(choice).map(|model| model.name.clone()));
    let name = name.unwrap_or_else(|| choice.model.0.clone());
    let route = match app.provider(&choice.provider) {
        None => t("on-this-computer"),
        Some(provider) => {
            let name = [("provider", provider.name.as_str().into())];
            t_args("chat-route-of", &name)
        }
    };
    html! {
        <button type="button" class="model-pill" aria-haspopup="dialog" {onclick}>
            <span class={classes!("pill-dot", state)}></span>
            <span class="unseen">{ t("chat-model") }</span>
            <span class="pill-words">
                <span class="pill-name" dir="auto">{ name }</span>
                <span class="pill-route">{ route }</span>
            </span>
            { icon(IconName::ChevronDown, 15) }
        </button>
    }
}
