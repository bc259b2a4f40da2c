//! Above the messages: the title, which branch, the model, and the way to the
//! inspector.

use contract::ModelId;
use contract::conversation::ConversationSummary;
use contract::model::ModelState;
use contract::settings::SettingsPatch;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use crate::actions;
use crate::components::{Anchor, Icon, IconButton, IconName, Menu, MenuEntry, MenuItem};
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
            <Title head={props.head.clone()} />
            if let Some((at, all)) = props.branch {
                <span class="chat-branch">{ t_args("chat-branch", &[("at", at.into()), ("all", all.into())]) }</span>
            }
            <span class="chat-head-room"></span>
            <ModelPill />
            <IconButton
                icon={IconName::PanelRight}
                label={t("chat-inspector")}
                pressed={Some(props.inspecting)}
                onclick={props.oninspect.reform(|_| ())}
            />
        </header>
    }
}

#[derive(PartialEq, Properties)]
struct TitleProps {
    head: Option<ConversationSummary>,
}

/// The title: a double click or F2 makes it a field.
#[component]
fn Title(props: &TitleProps) -> Html {
    let app = use_app();
    let editing = use_state_eq(|| false);
    let field = use_node_ref();
    use_effect_with(*editing, {
        let field = field.clone();
        move |editing| {
            if let Some(field) = field.cast::<HtmlInputElement>().filter(|_| *editing) {
                // Where the focus is refused, a click gives it.
                let _ = field.focus();
                field.select();
            }
        }
    });
    let Some(head) = props.head.clone() else {
        return html! { <h1 class="chat-title">{ t("new-chat") }</h1> };
    };
    let title = actions::title_of(&head);
    if *editing {
        let finish = {
            let (editing, head) = (editing.setter(), head.clone());
            move |field: HtmlInputElement, keep: bool| {
                if keep {
                    actions::rename(&app, &head, &field.value());
                }
                editing.set(false);
            }
        };
        let onkeydown = {
            let finish = finish.clone();
            move |event: KeyboardEvent| {
                let done = match event.key().as_str() {
                    "Enter" if !event.is_composing() => true,
                    "Escape" => false,
                    _ => return,
                };
                event.prevent_default();
                event.stop_propagation();
                finish(event.target_unchecked_into(), done);
                super::composer::focus();
            }
        };
        let onblur = move |event: FocusEvent| finish(event.target_unchecked_into(), true);
        return html! {
            <input
                ref={field}
                class="chat-title-field"
                type="text"
                maxlength="200"
                dir="auto"
                value={head.title.clone()}
                aria-label={t("chat-rename-field")}
                {onkeydown}
                {onblur}
            />
        };
    }
    let edit = {
        let editing = editing.setter();
        Callback::from(move |()| editing.set(true))
    };
    let onkeydown = {
        let edit = edit.clone();
        move |event: KeyboardEvent| {
            if event.key() == "F2" {
                event.prevent_default();
                edit.emit(());
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
                ondblclick={edit.reform(|_: MouseEvent| ())}
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
                <Icon name={IconName::ChevronDown} size={15} />
            </button>
            if let Some(anchor) = *open {
                <Menu label={t("chat-model")} {anchor} {entries} {onclose} />
            }
        </>
    }
}
