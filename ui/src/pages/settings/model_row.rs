//! One model on the shelf.

use contract::model::{DeleteModel, LocalModel, ModelState};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::late::use_shown;
use super::models::choose;
use crate::actions;
use crate::components::{
    Button, Dialog, IconName, Look, MenuButton, MenuEntry, MenuItem, Notice, Progress, announce,
    icon,
};
use crate::format;
use crate::i18n::{t, t_args};
use crate::ipc::client;
use crate::state::{Action, Toast, Tone, use_app};

/// Properties of [`ModelRow`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ModelRowProps {
    /// The model.
    pub model: LocalModel,
    /// It is the one for new replies.
    pub chosen: bool,
    /// It is the only one.
    pub alone: bool,
}

/// A row: name, what is known about the file, where it is, what can be done.
#[component]
pub(super) fn ModelRow(props: &ModelRowProps) -> Html {
    let app = use_app();
    let model = &props.model;
    let deleting = use_state_eq(|| false);
    let ask = |open: bool| {
        let deleting = deleting.setter();
        Callback::from(move |()| deleting.set(open))
    };
    let mut entries = Vec::new();
    if !props.chosen {
        let (app, id) = (app.clone(), model.id.clone());
        entries.push(
            MenuItem::new(t("model-choose"), move |()| choose(&app, id.clone()))
                .icon(IconName::Check)
                .entry(),
        );
    }
    if model.state == ModelState::Loaded {
        let app = app.clone();
        let unload = move |()| actions::unload(&app);
        entries.push(
            MenuItem::new(t("model-unload"), unload)
                .icon(IconName::Unload)
                .entry(),
        );
    }
    if !model.bundled {
        if !entries.is_empty() {
            entries.push(MenuEntry::Rule);
        }
        let ask = ask(true);
        let delete = MenuItem::new(t("model-delete"), move |()| ask.emit(()));
        entries.push(delete.icon(IconName::Delete).danger().entry());
    }
    let label = t_args("model-actions", &[("model", model.name.as_str().into())]);
    html! {
        <li class="card-line model">
            <span class="model-icon">{ icon(IconName::Model, 18) }</span>
            <div class="model-words">
                <p class="model-name">
                    <span dir="auto">{ model.name.clone() }</span>
                    if props.chosen && !props.alone {
                        <span class="model-chosen">{ t("model-chosen") }</span>
                    }
                </p>
                <p class="model-facts">{ facts(model) }</p>
                if let ModelState::Failed { error } = &model.state {
                    <p class="field-error" role="alert">{ icon(IconName::Alert, 15) }{ error.to_string() }</p>
                }
                if let ModelState::Loading { fraction } = model.state {
                    <Progress label={t("model-loading")} value={Some(f64::from(fraction))} />
                }
            </div>
            { pill(&model.state) }
            if !entries.is_empty() { <MenuButton {label} entries={move |()| entries.clone()} /> }
            if *deleting { <DeleteDialog model={model.clone()} onclose={ask(false)} /> }
        </li>
    }
}

fn pill(state: &ModelState) -> Html {
    match state {
        ModelState::Loaded => html! { <span class="pill pill-live">{ t("model-loaded") }</span> },
        ModelState::Loading { .. } => html! { <span class="pill">{ t("model-loading") }</span> },
        ModelState::Resting | ModelState::Failed { .. } => html! {},
    }
}

/// `98 MB · Apache-2.0 · checked by SHA-256 · 139 tok/s here`
fn facts(model: &LocalModel) -> Html {
    let mut facts = vec![html! { { format::bytes(model.bytes) } }];
    if let Some(license) = &model.license {
        facts.push(html! { { license.clone() } });
    }
    facts.push(if model.pinned {
        html! { { t("model-pinned") } }
    } else {
        html! {
            <span
                class="model-unpinned"
                tabindex="0"
                aria-description={t("model-unpinned-tip")}
                data-tip={t("model-unpinned-tip")}
            >
                { t("model-unpinned") }
            </span>
        }
    });
    if let Some(tokens) = model.context_length {
        let count = format::count(tokens.into());
        facts.push(html! { { t_args("model-context", &[("count", count.into())]) } });
    }
    if let Some(speed) = model.tokens_per_second {
        let speed = format::rate(speed.into());
        facts.push(html! { { t_args("model-speed", &[("speed", speed.into())]) } });
    }
    let fact = |(index, fact): (usize, Html)| {
        html! { <>if index > 0 { { " · " } }{ fact }</> }
    };
    facts.into_iter().enumerate().map(fact).collect()
}

#[derive(Clone, PartialEq, Properties)]
struct DeleteDialogProps {
    model: LocalModel,
    onclose: Callback<()>,
}

/// A question, since the file cannot be brought back.
#[component]
fn DeleteDialog(props: &DeleteDialogProps) -> Html {
    let app = use_app();
    let busy = use_state_eq(|| false);
    let failed = use_state_eq(|| None::<contract::Error>);
    let shown = use_shown();
    let model = &props.model;
    let delete = {
        let (to, busy, failed) = (app.dispatcher(), busy.setter(), failed.setter());
        let (id, name, onclose) = (model.id.clone(), model.name.clone(), props.onclose.clone());
        move |_| {
            let (to, busy, failed) = (to.clone(), busy.clone(), failed.clone());
            let (id, name, onclose) = (id.clone(), name.clone(), onclose.clone());
            let shown = shown.clone();
            busy.set(true);
            spawn_local(async move {
                match client().delete_model(DeleteModel { id }).await {
                    Ok(()) => {
                        announce(&t_args("model-deleted", &[("model", name.into())]));
                        onclose.emit(());
                        actions::read_shelf(to);
                    }
                    Err(error) if shown.get() => {
                        busy.set(false);
                        failed.set(Some(error));
                    }
                    Err(error) => to.dispatch(Action::Say(Toast::from_error(&error))),
                }
            });
        }
    };
    let actions = html! {
        <>
            <Button tall=true autofocus=true onclick={props.onclose.reform(|_| ())}>
                { t("cancel") }
            </Button>
            <Button tall=true look={Look::Danger} busy={*busy} onclick={delete}>{ t("model-delete") }</Button>
        </>
    };
    let title = t_args(
        "model-delete-title",
        &[("model", model.name.as_str().into())],
    );
    let size = format::bytes(model.bytes);
    html! {
        <Dialog {title} alert=true onclose={props.onclose.clone()} {actions}>
            <p>{ t_args("model-delete-text", &[("size", size.into())]) }</p>
            if let Some(error) = &*failed {
                <Notice tone={Tone::Danger}><p>{ error.to_string() }</p></Notice>
            }
        </Dialog>
    }
}
