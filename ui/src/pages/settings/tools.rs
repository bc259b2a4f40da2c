//! Servers of tools (Model Context Protocol): which there are, and a new one.

use std::collections::HashMap;
use std::rc::Rc;

use contract::Event;
use contract::tool::{ListToolServers, ToolServer};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::tool_confirm::ToolConfirm;
use super::tool_form::ToolForm;
use super::tool_row::{self, ToolRow};
use crate::components::{Blank, Button, IconName, announce};
use crate::i18n::t;
use crate::ipc::{self, client};
use crate::state::{Action, Toast, use_app};

/// The section of the settings.
#[component]
pub(super) fn ToolsSection() -> Html {
    let servers = use_servers();
    let adding = use_state_eq(|| false);
    let confirming = use_state_eq(|| None::<ToolServer>);
    let show = |open: bool| {
        let adding = adding.setter();
        Callback::from(move |()| adding.set(open))
    };
    let onkept = {
        let (adding, confirming) = (adding.setter(), confirming.setter());
        Callback::from(move |server: ToolServer| {
            adding.set(false);
            if !server.confirmed {
                confirming.set(Some(server));
            }
        })
    };
    let onclose = {
        let confirming = confirming.setter();
        Callback::from(move |()| confirming.set(None))
    };
    let empty = servers.as_ref().is_some_and(Vec::is_empty) && !*adding;
    html! {
        <>
            <h1 class="settings-title">{ t("settings-tools") }</h1>
            <p class="settings-lead">{ t("tools-lead") }</p>
            <section class="card" aria-labelledby="tools-title">
                <header class="card-head">
                    <div class="card-titles"><h2 id="tools-title">{ t("tools-title") }</h2></div>
                    <Button icon={IconName::Plus} disabled={*adding} onclick={show(true).reform(|_: MouseEvent| ())}>{ t("tool-add") }</Button>
                </header>
                if *adding {
                    <div class="card-line provider-open">
                        <ToolForm server={None::<ToolServer>} {onkept} oncancel={show(false)} />
                    </div>
                }
                if empty {
                    <Blank icon={IconName::Computer} title={t("tools-empty-title")} text={t("tools-empty-text")} />
                }
                <ul class="card-list" role="list">
                    { for servers.iter().flatten().map(|server| html! {
                        <ToolRow key={server.id.to_string()} server={server.clone()} />
                    }) }
                </ul>
            </section>
            if let Some(server) = &*confirming {
                <ToolConfirm server={server.clone()} {onclose} />
            }
        </>
    }
}

/// The servers as the desktop knows them; `None` until it answered.
#[hook]
fn use_servers() -> Option<Vec<ToolServer>> {
    let app = use_app();
    let servers = use_state_eq(|| None::<Vec<ToolServer>>);
    // How each stood when it was told of last: what changes is said.
    let stood = use_mut_ref(HashMap::new);
    use_effect_with(app.lagged, {
        let (servers, to, stood) = (servers.setter(), app.dispatcher(), Rc::clone(&stood));
        move |_| {
            spawn_local(async move {
                match client().list_tool_servers(ListToolServers {}).await {
                    Ok(all) => {
                        let now = all.iter().map(|server| (server.id, server.status.clone()));
                        *stood.borrow_mut() = now.collect();
                        servers.set(Some(all));
                    }
                    Err(error) => to.dispatch(Action::Say(Toast::from_error(&error))),
                }
            });
        }
    });
    use_effect_with((), {
        let (servers, stood) = (servers.setter(), Rc::clone(&stood));
        move |()| {
            let listener = ipc::listen(move |event| {
                if let Event::ToolServersChanged(all) = event {
                    for server in all {
                        let status = server.status.clone();
                        let before = stood.borrow_mut().insert(server.id, status);
                        if before.as_ref() != Some(&server.status) {
                            tool_row::said(server)
                                .iter()
                                .for_each(|said| announce(said));
                        }
                    }
                    servers.set(Some(all.clone()));
                }
            });
            move || drop(listener)
        }
    });
    (*servers).clone()
}
