//! One server of tools: how it stands, its tools, and what can be done.

use contract::tool::{
    EnableToolServer, ListToolGrants, RemoveToolServer, RevokeToolGrant, StartToolServer, ToolInfo,
    ToolServer, ToolServerStatus,
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::tool_confirm::ToolConfirm;
use super::tool_form::ToolForm;
use crate::components::{
    Button, Dialog, IconName, Look, MenuButton, MenuEntry, MenuItem, Spinner, icon,
};
use crate::i18n::{t, t_args};
use crate::ipc::client;
use crate::state::{Action, App, Toast, use_app};

/// What is open at a row.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Open {
    #[default]
    Nothing,
    Form,
    Confirm,
    Remove,
}

/// Properties of [`ToolRow`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ToolRowProps {
    /// The server.
    pub server: ToolServer,
}

/// A row; it opens for typing.
#[component]
pub(super) fn ToolRow(props: &ToolRowProps) -> Html {
    let app = use_app();
    let server = &props.server;
    let open = use_state_eq(Open::default);
    let show = |what: Open| {
        let open = open.setter();
        Callback::from(move |()| open.set(what))
    };
    let onkept = {
        let open = open.setter();
        Callback::from(move |server: ToolServer| {
            open.set(if server.confirmed {
                Open::Nothing
            } else {
                Open::Confirm
            });
        })
    };
    let id = server.id;
    let start = {
        let app = app.clone();
        Callback::from(move |()| {
            call(&app, async move {
                client()
                    .start_tool_server(StartToolServer { id })
                    .await
                    .map(drop)
            });
        })
    };
    let enable = {
        let (app, enabled) = (app.clone(), !server.enabled);
        Callback::from(move |()| {
            call(&app, async move {
                let asked = EnableToolServer { id, enabled };
                client().enable_tool_server(asked).await.map(drop)
            });
        })
    };
    let remove = {
        let app = app.clone();
        move |_: MouseEvent| {
            call(&app, async move {
                client().remove_tool_server(RemoveToolServer { id }).await
            });
        }
    };
    let entries = {
        let (edit, ask) = (show(Open::Form), show(Open::Remove));
        let (enabled, confirmed, start) = (server.enabled, server.confirmed, start.clone());
        move |()| {
            let item = |label: AttrValue, act: &Callback<()>| {
                let act = act.clone();
                MenuItem::new(label, move |()| act.emit(()))
            };
            let mut entries = Vec::new();
            if confirmed && enabled {
                entries.push(item(t("tool-start"), &start).entry());
            }
            entries.push(item(t("tool-change"), &edit).entry());
            let switch = if enabled { t("tool-off") } else { t("tool-on") };
            entries.push(item(switch, &enable).entry());
            entries.push(MenuEntry::Rule);
            let delete = item(t("tool-remove"), &ask).icon(IconName::Delete).danger();
            entries.push(delete.entry());
            entries
        }
    };
    let name = [("server", server.name.as_str().into())];
    html! {
        <li class={classes!("card-line", "provider", (*open == Open::Form).then_some("provider-open"))}>
            <span class="provider-sign provider-sign-plain" aria-hidden="true">{ icon(IconName::Computer, 17) }</span>
            <div class="provider-body">
                <div class="provider-line">
                    <div class="model-words">
                        <p class="model-name"><span dir="auto">{ server.name.clone() }</span></p>
                        <p class="model-facts tool-line"><span class="mono" dir="ltr">{ server.command_line.clone() }</span></p>
                    </div>
                    { state(server) }
                    if !server.confirmed {
                        <Button onclick={show(Open::Confirm).reform(|_: MouseEvent| ())}>{ t("tool-look") }</Button>
                    }
                    <MenuButton label={t_args("tool-actions", &name)} {entries} />
                </div>
                if let ToolServerStatus::Failed { why } = &server.status {
                    <p class="field-error tool-why">{ icon(IconName::Alert, 15) }<span dir="auto">{ why.clone() }</span></p>
                }
                if !server.tools.is_empty() {
                    <ul class="tool-list" role="list">
                        { for server.tools.iter().map(|tool| tool_line(&app, server, tool)) }
                    </ul>
                }
                if *open == Open::Form {
                    <ToolForm server={Some(server.clone())} {onkept} oncancel={show(Open::Nothing)} />
                }
                if *open == Open::Confirm {
                    <ToolConfirm server={server.clone()} onclose={show(Open::Nothing)} />
                }
                if *open == Open::Remove {
                    <Dialog
                        title={t_args("tool-remove-title", &name)}
                        alert=true
                        onclose={show(Open::Nothing)}
                        actions={html! {
                            <>
                                <Button tall=true autofocus=true onclick={show(Open::Nothing).reform(|_: MouseEvent| ())}>{ t("cancel") }</Button>
                                <Button tall=true look={Look::Danger} onclick={remove}>{ t("tool-remove") }</Button>
                            </>
                        }}
                    >
                        <p>{ t("tool-remove-text") }</p>
                    </Dialog>
                }
            </div>
        </li>
    }
}

/// A tool, what it does in the server's words, and whether it is always allowed.
fn tool_line(app: &App, server: &ToolServer, tool: &ToolInfo) -> Html {
    let revoke = {
        let (app, id, name) = (app.clone(), server.id, tool.name.clone());
        move |_: MouseEvent| {
            let name = name.clone();
            call(&app, async move {
                for grant in client().list_tool_grants(ListToolGrants {}).await? {
                    if grant.server == Some(id) && grant.tool == name {
                        let key = grant.key;
                        client().revoke_tool_grant(RevokeToolGrant { key }).await?;
                    }
                }
                Ok(())
            });
        }
    };
    html! {
        <li class="tool-item" key={tool.name.clone()}>
            <div class="model-words">
                <p><span class="mono" dir="ltr">{ tool.name.clone() }</span></p>
                <p class="model-facts" dir="auto">{ tool.description.clone() }</p>
            </div>
            if tool.always {
                <span class="card-note">{ t("tool-always") }</span>
                <Button onclick={revoke}>{ t("tool-revoke") }</Button>
            }
        </li>
    }
}

fn state(server: &ToolServer) -> Html {
    if !server.confirmed {
        return html! { <span class="provider-asked">{ t("tool-unconfirmed") }</span> };
    }
    if !server.enabled {
        return html! { <span class="provider-asked">{ t("tool-is-off") }</span> };
    }
    match &server.status {
        ToolServerStatus::Idle => {
            html! { <span class="provider-asked">{ t("tool-idle") }</span> }
        }
        ToolServerStatus::Starting => {
            html! { <span class="provider-asked"><Spinner />{ t("tool-starting") }</span> }
        }
        ToolServerStatus::Ready => html! {
            <span class="provider-works">{ icon(IconName::Check, 15) }{ ready(server) }</span>
        },
        ToolServerStatus::Failed { .. } => {
            html! { <span class="provider-fails">{ t("tool-failed") }</span> }
        }
    }
}

fn ready(server: &ToolServer) -> AttrValue {
    t_args("tool-ready", &[("count", server.tools.len().into())])
}

/// What is said to a screen reader when a server comes to stand so; nothing of one that only waits.
pub(super) fn said(server: &ToolServer) -> Option<AttrValue> {
    let state = match &server.status {
        ToolServerStatus::Idle => return None,
        ToolServerStatus::Starting => t("tool-starting"),
        ToolServerStatus::Ready => ready(server),
        ToolServerStatus::Failed { why } => {
            let why = why.lines().next().unwrap_or_default();
            format!("{}. {why}", t("tool-failed")).into()
        }
    };
    let words = [
        ("server", server.name.as_str().into()),
        ("state", state.as_str().into()),
    ];
    Some(t_args("tool-said", &words))
}

/// What comes of it is told to all by an event; a failure here.
fn call(app: &App, call: impl Future<Output = contract::Result<()>> + 'static) {
    let to = app.dispatcher();
    spawn_local(async move {
        if let Err(error) = call.await {
            to.dispatch(Action::Say(Toast::from_error(&error)));
        }
    });
}
