//! Vendors of models, the keys to them, and where the keys are kept.

use contract::ProviderId;
use contract::provider::{FindServers, FoundServer, KeepKeysIn, KeyNeed, Provider, SecretsPlace};
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

use super::provider_row::ProviderRow;
use crate::components::{Anchor, Blank, Button, IconName, Menu, MenuItem, Notice, icon};
use crate::i18n::{t, t_args};
use crate::ipc::client;
use crate::state::{Action, App, Toast, Tone, use_app};

/// The section of the settings.
#[component]
pub(super) fn ProvidersSection() -> Html {
    let app = use_app();
    // The one that is being set up, though nothing is kept for it yet.
    let adding = use_state_eq(|| None::<ProviderId>);
    let adder = use_node_ref();
    let open = use_state(|| None::<Anchor>);
    let Some(all) = app.providers.clone() else {
        return Html::default();
    };
    let shown = |provider: &&Provider| is_set(provider) || Some(&provider.id) == adding.as_ref();
    let rows: Vec<&Provider> = all.providers.iter().filter(shown).collect();
    let others: Vec<Provider> = all
        .providers
        .iter()
        .filter(|provider| !is_set(provider))
        .cloned()
        .collect();
    let add = {
        let adding = adding.setter();
        move |()| {
            let entry = |provider: &Provider| {
                let (adding, id) = (adding.clone(), provider.id.clone());
                let add = move |()| adding.set(Some(id.clone()));
                MenuItem::new(provider.name.clone(), add).entry()
            };
            others.iter().map(entry).collect::<Vec<_>>()
        }
    };
    let close = open.setter();
    let onadd = {
        let (open, adder) = (open.setter(), adder.clone());
        move |_: MouseEvent| open.set(adder.cast::<Element>().map(|button| Anchor::below(&button)))
    };
    let ondone = {
        let adding = adding.setter();
        Callback::from(move |()| adding.set(None))
    };
    html! {
        <>
            <h1 class="settings-title">{ t("settings-providers") }</h1>
            <p class="settings-lead">{ lead(&all.secrets) }</p>
            <section class="card" aria-labelledby="keys-title">
                <header class="card-head">
                    <div class="card-titles"><h2 id="keys-title">{ t("providers-title") }</h2></div>
                    <Button node={adder.clone()} icon={IconName::Plus} menu={Some(open.is_some())} onclick={onadd}>
                        { t("provider-add") }
                    </Button>
                    if let Some(anchor) = *open {
                        <Menu label={t("provider-add")} {anchor} entries={add(())} onclose={move |()| close.set(None)} />
                    }
                </header>
                if rows.is_empty() {
                    <Blank
                        icon={IconName::Key}
                        title={t("providers-empty-title")}
                        text={t("providers-empty-text")}
                    />
                }
                <ul class="card-list" role="list">
                    { for rows.into_iter().map(|provider| html! {
                        <ProviderRow
                            key={provider.id.to_string()}
                            provider={provider.clone()}
                            new={!is_set(provider)}
                            ondone={ondone.clone()}
                        />
                    }) }
                </ul>
            </section>
            <Servers />
            <Secrets place={all.secrets.clone()} />
        </>
    }
}

/// Whether something is kept for it.
fn is_set(provider: &Provider) -> bool {
    provider.ready || provider.key.is_some() || provider.base_url != provider.default_base_url
}

fn lead(place: &SecretsPlace) -> AttrValue {
    match place {
        SecretsPlace::Keychain => t("providers-lead"),
        SecretsPlace::File { .. } => t("providers-lead-file"),
    }
}

/// Servers of models that run on this computer, to be taken over with one press.
#[component]
fn Servers() -> Html {
    let app = use_app();
    let found = use_state_eq(|| None::<Vec<FoundServer>>);
    let look = {
        let (found, to) = (found.setter(), app.dispatcher());
        Callback::from(move |_: MouseEvent| {
            let (found, to) = (found.clone(), to.clone());
            found.set(None);
            spawn_local(async move {
                match client().find_servers(FindServers {}).await {
                    Ok(servers) => found.set(Some(servers)),
                    Err(error) => {
                        found.set(Some(Vec::new()));
                        to.dispatch(Action::Say(Toast::from_error(&error)));
                    }
                }
            });
        })
    };
    use_effect_with((), {
        let found = found.setter();
        move |()| {
            spawn_local(async move {
                let servers = client().find_servers(FindServers {}).await;
                found.set(Some(servers.unwrap_or_default()));
            });
        }
    });
    html! {
        <section class="card" aria-labelledby="servers-title">
            <header class="card-head">
                <div class="card-titles">
                    <h2 id="servers-title">{ t("servers-title") }</h2>
                    <span class="card-note">{ t("servers-note") }</span>
                </div>
                <Button icon={IconName::Retry} busy={found.is_none()} onclick={look}>{ t("servers-look") }</Button>
            </header>
            <ul class="card-list" role="list">
                { for found.iter().flatten().map(|server| server_line(&app, server)) }
            </ul>
            if found.as_ref().is_some_and(Vec::is_empty) {
                <p class="card-line card-quiet">{ t("servers-none") }</p>
            }
        </section>
    }
}

fn server_line(app: &App, server: &FoundServer) -> Html {
    let set = app.provider(&server.provider).is_some_and(|provider| {
        provider.ready && provider.base_url.as_deref() == Some(server.base_url.as_str())
    });
    let take = {
        let (app, server) = (app.clone(), server.clone());
        move |_: MouseEvent| {
            let change = super::provider_form::Change {
                base_url: Some(server.base_url.clone()),
                ..super::provider_form::Change::of(server.provider.clone())
            };
            change.send(&app, |_| {});
        }
    };
    let facts = [
        ("address", server.base_url.as_str().into()),
        ("count", server.models.into()),
    ];
    html! {
        <li class="card-line provider" key={server.base_url.clone()}>
            <span class="provider-sign provider-sign-plain">{ icon(IconName::Computer, 17) }</span>
            <div class="model-words">
                <p class="model-name"><span>{ server.name.clone() }</span></p>
                <p class="model-facts">{ t_args("server-facts", &facts) }</p>
            </div>
            if set {
                <span class="provider-works">{ icon(IconName::Check, 15) }{ t("server-used") }</span>
            } else {
                <Button onclick={take}>{ t("server-use") }</Button>
            }
        </li>
    }
}

#[derive(PartialEq, Properties)]
struct SecretsProps {
    place: SecretsPlace,
}

/// Where the keys are, and the way to the other place.
#[component]
fn Secrets(props: &SecretsProps) -> Html {
    let app = use_app();
    let busy = use_state_eq(|| false);
    let failed = use_state_eq(|| None::<contract::Error>);
    let keep = |file: bool| {
        let (to, busy, failed) = (app.dispatcher(), busy.setter(), failed.setter());
        move |_: MouseEvent| {
            let (to, busy, failed) = (to.clone(), busy.clone(), failed.clone());
            busy.set(true);
            failed.set(None);
            spawn_local(async move {
                match client().keep_keys_in(KeepKeysIn { file }).await {
                    Ok(providers) => to.dispatch(Action::ProvidersRead(providers)),
                    Err(error) => failed.set(Some(error)),
                }
                busy.set(false);
            });
        }
    };
    let (title, text, action) = match &props.place {
        SecretsPlace::Keychain => (
            t("secrets-keychain"),
            t("secrets-keychain-text"),
            html! { <Button busy={*busy} onclick={keep(true)}>{ t("secrets-to-file") }</Button> },
        ),
        SecretsPlace::File {
            path,
            passphrase,
            fixed,
        } => {
            let path = [("path", path.as_str().into())];
            let text = if *passphrase {
                t_args("secrets-file-passphrase", &path)
            } else {
                t_args("secrets-file-key", &path)
            };
            let action = if *fixed {
                html! { <span class="card-note">{ t("secrets-fixed") }</span> }
            } else {
                html! { <Button busy={*busy} onclick={keep(false)}>{ t("secrets-to-keychain") }</Button> }
            };
            (t("secrets-file"), text, action)
        }
    };
    html! {
        <section class="card" aria-labelledby="secrets-title">
            <div class="card-line">
                <div class="card-words">
                    <h2 id="secrets-title">{ title }</h2>
                    <p dir="auto">{ text }</p>
                </div>
                { action }
            </div>
            if let Some(error) = &*failed {
                <div class="card-line"><Notice tone={Tone::Danger}><p>{ error.to_string() }</p></Notice></div>
            }
        </section>
    }
}

/// Whether a provider can do without a key.
pub(super) fn needs_key(provider: &Provider) -> bool {
    provider.needs_key != KeyNeed::Optional
}
