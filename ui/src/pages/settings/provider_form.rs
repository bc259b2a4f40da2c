//! A provider's key and address, to be typed.

use contract::provider::{KeyNeed, Provider, SetProvider, TypedKey};
use contract::{Code, Error, ProviderId};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::late::use_shown;
use super::providers::needs_key;
use crate::components::{Button, Look, Notice, TextArea, TextField, use_form_focus};
use crate::i18n::{t, t_args};
use crate::ipc::client;
use crate::state::{Action, App, Tone, use_app};

/// A change of what is kept for a provider; `None` leaves a part as it is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Change {
    pub id: ProviderId,
    pub key: Option<String>,
    pub base_url: Option<String>,
    pub location: Option<String>,
}

impl Change {
    /// No change.
    pub fn of(id: ProviderId) -> Self {
        Self {
            id,
            key: None,
            base_url: None,
            location: None,
        }
    }

    /// Has the desktop keep it; `done` hears what came of it.
    pub fn send(self, app: &App, done: impl FnOnce(Result<Provider, Error>) + 'static) {
        let to = app.dispatcher();
        let asked = SetProvider {
            id: self.id,
            key: self.key.map(TypedKey),
            base_url: self.base_url,
            location: self.location,
        };
        spawn_local(async move {
            let answer = client().set_provider(asked).await;
            if let Ok(provider) = &answer {
                to.dispatch(Action::ProviderRead(provider.clone()));
            }
            done(answer);
        });
    }
}

/// Properties of [`ProviderForm`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ProviderFormProps {
    /// The provider as it is.
    pub provider: Provider,
    /// It was kept, and is to be tried.
    pub onkept: Callback<()>,
    /// Nothing is to be changed.
    pub oncancel: Callback<()>,
}

/// The fields, and the button that keeps them and tries whether they are right.
#[component]
pub(super) fn ProviderForm(props: &ProviderFormProps) -> Html {
    let node = use_node_ref();
    use_form_focus(&node);
    let app = use_app();
    let provider = &props.provider;
    let key = use_state_eq(String::new);
    let own = provider.base_url != provider.default_base_url;
    let url = use_state_eq(|| {
        own.then(|| provider.base_url.clone())
            .flatten()
            .unwrap_or_default()
    });
    let location = use_state_eq(|| provider.location.clone().unwrap_or_default());
    let busy = use_state_eq(|| false);
    let failed = use_state_eq(|| None::<Error>);
    let shown = use_shown();
    let before = (*url).clone();
    let begun_url = use_memo((), |()| before);
    let onsubmit = {
        let (app, id) = (app.clone(), provider.id.clone());
        let (key, url, location) = (key.clone(), url.clone(), location.clone());
        let (busy, failed) = (busy.setter(), failed.setter());
        let onkept = props.onkept.clone();
        let old_location = provider.location.clone().unwrap_or_default();
        let usual = provider.default_base_url.clone();
        let optional = !needs_key(provider);
        move |event: SubmitEvent| {
            event.prevent_default();
            let typed = Some(key.trim().to_owned()).filter(|key| !key.is_empty());
            let mut address = (url.trim() != begun_url.as_str()).then(|| url.trim().to_owned());
            if optional && address.is_none() && url.trim().is_empty() {
                // A server of one's own is set up by its address, the usual one too.
                address = usual.clone();
            }
            let change = Change {
                key: typed,
                base_url: address,
                location: (*location != old_location).then(|| location.trim().to_owned()),
                ..Change::of(id.clone())
            };
            let (key, busy, failed) = (key.setter(), busy.clone(), failed.clone());
            let (onkept, shown) = (onkept.clone(), shown.clone());
            busy.set(true);
            failed.set(None);
            change.send(&app, move |answer| {
                if !shown.get() {
                    return;
                }
                busy.set(false);
                match answer {
                    Ok(_) => {
                        // It is in the keychain now, and nowhere else.
                        key.set(String::new());
                        onkept.emit(());
                    }
                    Err(error) => failed.set(Some(error)),
                }
            });
        }
    };
    let set = |state: UseStateSetter<String>| Callback::from(move |text: String| state.set(text));
    let name = [("provider", provider.name.as_str().into())];
    let kept = provider.key.is_some();
    html! {
        <form ref={node} class="provider-form" {onsubmit} novalidate=true>
            <div class="provider-fields">
                if provider.needs_key == KeyNeed::ServiceAccount {
                    <TextArea
                        label={t("provider-account")}
                        value={(*key).clone()}
                        placeholder={t("provider-account-example")}
                        hint={t("provider-account-hint")}
                        onchange={set(key.setter())}
                    />
                    <TextField
                        label={t("provider-location")}
                        value={(*location).clone()}
                        mono=true
                        oninput={set(location.setter())}
                    />
                } else {
                    <TextField
                        label={t_args("provider-key", &name)}
                        value={(*key).clone()}
                        placeholder={if kept { Some(t("provider-key-keep")) } else { None }}
                        hint={(!needs_key(provider)).then(|| t("provider-key-optional"))}
                        secret=true
                        mono=true
                        oninput={set(key.setter())}
                    />
                }
                <TextField
                    label={t("provider-url")}
                    value={(*url).clone()}
                    placeholder={provider.default_base_url.clone().map(AttrValue::from)}
                    hint={kept.then(|| t("provider-url-hint"))}
                    mono=true
                    oninput={set(url.setter())}
                />
            </div>
            if let Some(error) = &*failed {
                <Notice tone={Tone::Danger}>
                    <p>{ error.to_string() }</p>
                    if error.code == Code::KeychainUnavailable { <p>{ t("provider-no-keychain") }</p> }
                </Notice>
            }
            <div class="provider-buttons">
                if let Some(page) = &provider.keys_page {
                    <span class="provider-page">
                        { t("provider-page") }{ " " }<span class="mono" dir="ltr">{ page.clone() }</span>
                    </span>
                }
                <Button tall=true onclick={props.oncancel.reform(|_: MouseEvent| ())}>{ t("cancel") }</Button>
                <Button tall=true look={Look::Primary} busy={*busy} submit=true>{ t("provider-save") }</Button>
            </div>
        </form>
    }
}
