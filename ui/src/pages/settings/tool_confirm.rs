//! The question before a server may be started: its whole command line or address.

use contract::tool::{ConfirmToolServer, ToolServer, ToolTransport};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::late::use_shown;
use crate::components::{Button, Dialog, Look, Notice};
use crate::i18n::{t, t_args};
use crate::ipc::client;
use crate::state::Tone;

/// Properties of [`ToolConfirm`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ToolConfirmProps {
    /// The server as it is shown here. What is confirmed is just this.
    pub server: ToolServer,
    /// It was confirmed, or is not to be.
    pub onclose: Callback<()>,
}

/// The dialog. The focus is on the way out: nothing is confirmed by a key pressed too often.
#[component]
pub(super) fn ToolConfirm(props: &ToolConfirmProps) -> Html {
    let server = &props.server;
    let busy = use_state_eq(|| false);
    let failed = use_state_eq(|| None::<contract::Error>);
    let shown = use_shown();
    let confirm = {
        let asked = ConfirmToolServer {
            id: server.id,
            identity: server.identity.clone(),
        };
        let (busy, failed) = (busy.setter(), failed.setter());
        let onclose = props.onclose.clone();
        move |_: MouseEvent| {
            let (asked, busy, failed) = (asked.clone(), busy.clone(), failed.clone());
            let (onclose, shown) = (onclose.clone(), shown.clone());
            busy.set(true);
            spawn_local(async move {
                let answer = client().confirm_tool_server(asked).await;
                if !shown.get() {
                    return;
                }
                busy.set(false);
                match answer {
                    Ok(_) => onclose.emit(()),
                    Err(error) => failed.set(Some(error)),
                }
            });
        }
    };
    let (lead, text, yes) = match &server.transport {
        ToolTransport::Stdio { .. } => (
            t("tool-confirm-program"),
            t("tool-confirm-program-text"),
            t("tool-confirm-start"),
        ),
        ToolTransport::Http { .. } => (
            t("tool-confirm-address"),
            t("tool-confirm-address-text"),
            t("tool-confirm-connect"),
        ),
    };
    let actions = html! {
        <>
            <Button tall=true autofocus=true onclick={props.onclose.reform(|_: MouseEvent| ())}>{ t("cancel") }</Button>
            <Button tall=true look={Look::Primary} busy={*busy} onclick={confirm}>{ yes }</Button>
        </>
    };
    html! {
        <Dialog
            title={t_args("tool-confirm-title", &[("server", server.name.as_str().into())])}
            class="tool-confirm"
            alert=true
            onclose={props.onclose.clone()}
            {actions}
        >
            <p class="dialog-lead">{ lead }</p>
            <pre class="call-text mono" tabindex="0" dir="ltr">{ server.command_line.clone() }</pre>
            <p>{ text }</p>
            if let Some(error) = &*failed {
                <Notice tone={Tone::Danger}><p>{ error.to_string() }</p></Notice>
            }
        </Dialog>
    }
}
