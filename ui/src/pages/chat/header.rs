//! Above the messages: the title, which branch, the model, and the way to the
//! inspector.

use contract::ModelId;
use contract::conversation::ConversationSummary;
use contract::model::ModelState;
use contract::settings::SettingsPatch;
use web_sys::Element;
use yew::prelude::*;
use yew::virtual_dom::Key;

use crate::actions;
use crate::components::{
    Anchor, IconButton, IconName, Menu, MenuEntry, MenuItem, Rename, Renamed, icon,
};
use crate::i18n::{t, t_args};
use crate::state::{Action, Page, Section, use_app};

/// Properties of [`Header`].
#[derive(Clone, PartialEq, Properties)]
pub struct HeaderProps {
    /// The conversation's head; `None`: it is not made yet.
    pub head: Option<ConversationSummary>,
    /// Which branch of how many.
    pub branch: Option<(usize, usize)>,
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
            <Title key={title_key(props.head.as_ref())} head={props.head.clone()} />
            if let Some((at, all)) = props.branch {
                <span class="chat-branch">{ t_args("chat-branch", &[("at", at.into()), ("all", all.into())]) }</span>
            }
            <span class="chat-head-room"></span>
            <ModelPill />
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

/// The model of the next reply, and a menu of those on this computer.
#[component]
fn ModelPill() -> Html {
    let app = use_app();
    let node = use_node_ref();
    let open = use_state(|| None::<Anchor>);
    let to_models = {
        let to = app.dispatcher();
        move |()| to.dispatch(Action::Show(Page::Settings(Section::Models)))
    };
    let Some(model) = app.model().cloned() else {
        return html! {
            <button type="button" class="model-pill" onclick={move |_| to_models(())}>
                <span class="pill-dot pill-none"></span>
                { t("chat-no-model") }
            </button>
        };
    };
    let state = match model.state {
        ModelState::Resting => "pill-resting",
        ModelState::Loading { .. } => "pill-loading",
        ModelState::Loaded => "pill-loaded",
        ModelState::Failed { .. } => "pill-failed",
    };
    let choose = {
        let app = app.clone();
        Callback::from(move |id: ModelId| {
            let default_model = Some(id);
            actions::change_settings(
                &app,
                SettingsPatch {
                    default_model,
                    ..SettingsPatch::default()
                },
            );
        })
    };
    let mut entries = vec![MenuEntry::Heading(t("chat-models-here"))];
    for other in &app.shelf.models {
        let (choose, id) = (choose.clone(), other.id.clone());
        let mut item = MenuItem::new(other.name.clone(), move |()| choose.emit(id.clone()));
        item.checked = Some(other.id == model.id);
        item.note = Some(t("on-this-computer"));
        entries.push(item.entry());
    }
    entries.push(MenuEntry::Rule);
    entries.push(
        MenuItem::new(t("chat-to-models"), to_models)
            .icon(IconName::Model)
            .entry(),
    );
    let onclick = {
        let (open, node) = (open.setter(), node.clone());
        move |_: MouseEvent| open.set(node.cast::<Element>().map(|pill| Anchor::below(&pill)))
    };
    let onclose = {
        let open = open.setter();
        move |()| open.set(None)
    };
    html! {
        <>
            <button
                ref={node}
                type="button"
                class="model-pill"
                aria-haspopup="menu"
                aria-expanded={if open.is_some() { "true" } else { "false" }}
                {onclick}
            >
                <span class={classes!("pill-dot", state)}></span>
                <span class="unseen">{ t("chat-model") }</span>
                <span class="pill-name" dir="auto">{ model.name.clone() }</span>
                <span class="pill-route">{ t("on-this-computer") }</span>
                { icon(IconName::ChevronDown, 15) }
            </button>
            if let Some(anchor) = *open {
                <Menu label={t("chat-model")} {anchor} {entries} {onclose} />
            }
        </>
    }
}
