//! A server of tools, to be typed: a program or an address, variables and secrets.

use std::collections::BTreeMap;

use contract::provider::TypedKey;
use contract::tool::{SetToolServer, ToolServer, ToolTransport, TypedSecret};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::late::use_shown;
use super::tool_words::{line, lines, pairs, words};
use crate::components::{
    Button, IconName, Look, Notice, Segmented, TextArea, TextField, use_form_focus,
};
use crate::i18n::{t, t_args};
use crate::ipc::client;
use crate::state::Tone;

/// What is typed.
#[derive(Clone, Debug, Default, PartialEq)]
struct Typed {
    name: String,
    /// An address, else a program.
    remote: bool,
    /// The command line or the address.
    place: String,
    folder: String,
    /// Variables or headers, one a line.
    pairs: String,
    /// Names and values of secrets; of a kept one the value is empty.
    secrets: Vec<(String, String)>,
}

/// Properties of [`ToolForm`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ToolFormProps {
    /// The server as it is; `None`: a new one.
    pub server: Option<ToolServer>,
    /// It was kept, and is to be confirmed if it is not.
    pub onkept: Callback<ToolServer>,
    /// Nothing is to be changed.
    pub oncancel: Callback<()>,
}

/// The fields, and the button that keeps them. Nothing starts from here.
#[component]
pub(super) fn ToolForm(props: &ToolFormProps) -> Html {
    let node = use_node_ref();
    use_form_focus(&node);
    let typed = use_state_eq(|| props.server.as_ref().map_or_else(Typed::default, of));
    let busy = use_state_eq(|| false);
    let failed = use_state_eq(|| None::<String>);
    let shown = use_shown();
    let change = |act: fn(&mut Typed, String)| {
        let typed = typed.clone();
        Callback::from(move |text: String| {
            let mut next = (*typed).clone();
            act(&mut next, text);
            typed.set(next);
        })
    };
    let onsubmit = {
        let (typed, busy, failed) = (typed.clone(), busy.setter(), failed.setter());
        let (id, onkept) = (
            props.server.as_ref().map(|server| server.id),
            props.onkept.clone(),
        );
        move |event: SubmitEvent| {
            event.prevent_default();
            let asked = match request(&typed) {
                Ok(asked) => SetToolServer { id, ..asked },
                Err(mistake) => return failed.set(Some(mistake.to_string())),
            };
            let (busy, failed) = (busy.clone(), failed.clone());
            let (onkept, shown) = (onkept.clone(), shown.clone());
            busy.set(true);
            failed.set(None);
            spawn_local(async move {
                let answer = client().set_tool_server(asked).await;
                if !shown.get() {
                    return;
                }
                busy.set(false);
                match answer {
                    Ok(server) => onkept.emit(server),
                    Err(error) => failed.set(Some(error.to_string())),
                }
            });
        }
    };
    let choose = {
        let typed = typed.clone();
        Callback::from(move |index: usize| {
            typed.set(Typed {
                remote: index == 1,
                ..(*typed).clone()
            });
        })
    };
    let add_secret = {
        let typed = typed.clone();
        move |_: MouseEvent| {
            let mut next = (*typed).clone();
            next.secrets.push(Default::default());
            typed.set(next);
        }
    };
    let secret = |(index, (name, value)): (usize, &(String, String))| {
        let set = |at: usize| {
            let typed = typed.clone();
            Callback::from(move |text: String| {
                let mut next = (*typed).clone();
                if let Some((name, value)) = next.secrets.get_mut(index) {
                    *(if at == 0 { name } else { value }) = text;
                }
                typed.set(next);
            })
        };
        let kept = props.server.is_some() && value.is_empty();
        html! {
            <div class="provider-fields" key={index}>
                <TextField label={t("tool-secret-name")} value={name.clone()} mono=true oninput={set(0)} />
                <TextField
                    label={t("tool-secret-value")}
                    value={value.clone()}
                    placeholder={kept.then(|| t("tool-secret-keep"))}
                    secret=true
                    mono=true
                    oninput={set(1)}
                />
            </div>
        }
    };
    let remote = typed.remote;
    html! {
        <form ref={node} class="provider-form tool-form" {onsubmit} novalidate=true>
            <Segmented
                label={t("tool-kind")}
                options={vec![t("tool-kind-program"), t("tool-kind-address")]}
                chosen={usize::from(remote)}
                onchoose={choose}
            />
            <TextField
                label={t("tool-name")}
                value={typed.name.clone()}
                oninput={change(|typed, text| typed.name = text)}
            />
            <TextField
                label={if remote { t("tool-url") } else { t("tool-command") }}
                value={typed.place.clone()}
                placeholder={Some(if remote { t("tool-url-example") } else { t("tool-command-example") })}
                hint={(!remote).then(|| t("tool-command-hint"))}
                mono=true
                oninput={change(|typed, text| typed.place = text)}
            />
            if !remote {
                <TextField
                    label={t("tool-folder")}
                    value={typed.folder.clone()}
                    hint={Some(t("tool-folder-hint"))}
                    mono=true
                    oninput={change(|typed, text| typed.folder = text)}
                />
            }
            <TextArea
                label={if remote { t("tool-headers") } else { t("tool-variables") }}
                value={typed.pairs.clone()}
                placeholder={Some(if remote { t("tool-headers-example") } else { t("tool-variables-example") })}
                hint={Some(t("tool-variables-hint"))}
                onchange={change(|typed, text| typed.pairs = text)}
            />
            { for typed.secrets.iter().enumerate().map(secret) }
            if let Some(why) = &*failed {
                <Notice tone={Tone::Danger}><p>{ why.clone() }</p></Notice>
            }
            <div class="provider-buttons">
                <Button icon={IconName::Key} onclick={add_secret}>{ t("tool-secret-add") }</Button>
                <span class="provider-page"></span>
                <Button tall=true onclick={props.oncancel.reform(|_: MouseEvent| ())}>{ t("cancel") }</Button>
                <Button tall=true look={Look::Primary} busy={*busy} submit=true>{ t("tool-keep") }</Button>
            </div>
        </form>
    }
}

/// What is asked of the desktop, or what is wrong with what was typed.
fn request(typed: &Typed) -> Result<SetToolServer, AttrValue> {
    let given = |(name, _): &&(String, String)| !name.trim().is_empty();
    let secrets: Vec<_> = typed.secrets.iter().filter(given).collect();
    let names = secrets.iter().map(|(name, _)| name.trim().to_owned());
    let pairs = |between| {
        pairs(&typed.pairs, between)
            .map_err(|line| t_args("tool-variables-wrong", &[("line", line.into())]))
    };
    let transport = if typed.remote {
        ToolTransport::Http {
            url: typed.place.trim().to_owned(),
            headers: pairs(':')?,
            secret_headers: names.collect(),
        }
    } else {
        let mut words = words(&typed.place).ok_or_else(|| t("tool-command-quote"))?;
        if words.is_empty() {
            return Err(t("tool-command-missing"));
        }
        let folder = typed.folder.trim();
        ToolTransport::Stdio {
            command: words.remove(0),
            args: words,
            env: pairs('=')?,
            secret_env: names.collect(),
            working_dir: (!folder.is_empty()).then(|| folder.to_owned()),
        }
    };
    let new = secrets.iter().filter(|(_, value)| !value.is_empty());
    Ok(SetToolServer {
        id: None,
        name: typed.name.trim().to_owned(),
        transport,
        secrets: new
            .map(|(name, value)| TypedSecret {
                name: name.trim().to_owned(),
                value: TypedKey(value.clone()),
            })
            .collect(),
    })
}

/// A kept server as it would be typed.
fn of(server: &ToolServer) -> Typed {
    let (remote, place, folder, pairs, names): (_, _, _, &BTreeMap<_, _>, _) =
        match &server.transport {
            ToolTransport::Stdio {
                command,
                args,
                env,
                secret_env,
                working_dir,
            } => {
                let words = std::iter::once(command).chain(args).map(String::as_str);
                let folder = working_dir.clone().unwrap_or_default();
                (false, line(words), folder, env, secret_env)
            }
            ToolTransport::Http {
                url,
                headers,
                secret_headers,
            } => (true, url.clone(), String::new(), headers, secret_headers),
        };
    Typed {
        name: server.name.clone(),
        remote,
        place,
        folder,
        pairs: lines(pairs, if remote { ": " } else { "=" }),
        secrets: names
            .iter()
            .map(|name| (name.clone(), String::new()))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use contract::tool::ToolServerStatus;

    use super::*;

    #[test]
    fn what_is_typed_becomes_a_server_and_back() {
        let typed = Typed {
            name: "Files".into(),
            place: "npx -y 'a b'".into(),
            folder: "/home".into(),
            pairs: "LANG=C".into(),
            secrets: vec![("TOKEN".into(), "x".into()), (" ".into(), "y".into())],
            ..Typed::default()
        };
        let asked = request(&typed).unwrap();
        assert_eq!(asked.secrets.len(), 1, "a secret without a name is none");
        let server = ToolServer {
            id: "00000000-0000-7000-8000-000000000001".parse().unwrap(),
            name: asked.name,
            transport: asked.transport,
            command_line: String::new(),
            identity: String::new(),
            confirmed: false,
            enabled: true,
            status: ToolServerStatus::Idle,
            tools: Vec::new(),
        };
        let again = Typed {
            secrets: vec![("TOKEN".into(), String::new())],
            ..typed
        };
        assert_eq!(of(&server), again, "a kept secret is not shown");
        assert_eq!(request(&again).unwrap().secrets, [], "and stays as it is");
    }

    #[test]
    fn mistakes_are_told_before_the_desktop_is_asked() {
        let wrong = |place: &str, pairs: &str| {
            let typed = Typed {
                place: place.into(),
                pairs: pairs.into(),
                ..Typed::default()
            };
            request(&typed).unwrap_err()
        };
        assert_eq!(wrong(" ", ""), t("tool-command-missing"));
        assert_eq!(wrong("a 'b", ""), t("tool-command-quote"));
        assert!(wrong("a", "nonsense").contains("nonsense"));
    }
}
