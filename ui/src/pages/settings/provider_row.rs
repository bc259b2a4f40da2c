//! One provider: what is kept for it, whether it answers, and what can be done.

use contract::provider::{DeleteKey, ListProviderModels, Provider};
use contract::{Code, Error};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::late::use_shown;
use super::provider_form::ProviderForm;
use crate::clock;
use crate::components::{
    Button, IconName, MenuButton, MenuEntry, MenuItem, Spinner, announce, icon,
};
use crate::format;
use crate::i18n::{t, t_args};
use crate::ipc::client;
use crate::state::{Action, Toast, use_app};

/// What came of asking the provider.
#[derive(Clone, Debug, PartialEq)]
enum Check {
    Not,
    Asking,
    Works { models: usize, ms: u64 },
    Failed(Error),
}

/// Properties of [`ProviderRow`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ProviderRowProps {
    /// The provider.
    pub provider: Provider,
    /// Nothing is kept for it yet.
    pub new: bool,
    /// It is set up, or is not to be.
    pub ondone: Callback<()>,
}

/// A row; it opens for typing.
#[component]
pub(super) fn ProviderRow(props: &ProviderRowProps) -> Html {
    let app = use_app();
    let provider = &props.provider;
    let editing = use_state_eq(|| props.new);
    let check = use_state_eq(|| Check::Not);
    let shown = use_shown();
    let test = {
        let (to, check, id) = (app.dispatcher(), check.setter(), provider.id.clone());
        Callback::from(move |()| {
            let (to, check, shown) = (to.clone(), check.clone(), shown.clone());
            let asked = ListProviderModels {
                id: id.clone(),
                refresh: true,
            };
            check.set(Check::Asking);
            let begun = clock::now().at.0;
            spawn_local(async move {
                let answer = client().list_provider_models(asked).await;
                let ms = u64::try_from(clock::now().at.0 - begun).unwrap_or_default();
                let came = match answer {
                    Ok(models) => {
                        let count = models.models.len();
                        to.dispatch(Action::OffersRead(models));
                        Check::Works { models: count, ms }
                    }
                    Err(error) => Check::Failed(error),
                };
                if shown.get() {
                    announce(&said(&came));
                    check.set(came);
                }
            });
        })
    };
    let edit = |open: bool| {
        let (editing, ondone) = (editing.setter(), props.ondone.clone());
        Callback::from(move |()| {
            editing.set(open);
            if !open {
                ondone.emit(());
            }
        })
    };
    let onkept = {
        let (close, test) = (edit(false), test.clone());
        Callback::from(move |()| {
            close.emit(());
            test.emit(());
        })
    };
    let forget = {
        let (to, id, check) = (app.dispatcher(), provider.id.clone(), check.setter());
        Callback::from(move |()| {
            let (to, id, check) = (to.clone(), id.clone(), check.clone());
            spawn_local(async move {
                match client().delete_key(DeleteKey { id }).await {
                    Ok(provider) => {
                        check.set(Check::Not);
                        announce(&t("provider-forgotten"));
                        to.dispatch(Action::ProviderRead(provider));
                    }
                    Err(error) => to.dispatch(Action::Say(Toast::from_error(&error))),
                }
            });
        })
    };
    let name = [("provider", provider.name.as_str().into())];
    let entries = {
        let (kept, test) = (provider.key.is_some(), test.clone());
        move |()| {
            let test = test.clone();
            let mut entries =
                vec![MenuItem::new(t("provider-test"), move |()| test.emit(())).entry()];
            if kept {
                let forget = forget.clone();
                entries.push(MenuEntry::Rule);
                let delete = MenuItem::new(t("provider-forget"), move |()| forget.emit(()));
                entries.push(delete.icon(IconName::Delete).danger().entry());
            }
            entries
        }
    };
    let change = if provider.key.is_some() {
        t("provider-replace")
    } else {
        t("provider-change")
    };
    html! {
        <li class={classes!("card-line", "provider", editing.then_some("provider-open"))}>
            <span class="provider-sign" data-provider={provider.id.0.clone()} aria-hidden="true">
                { provider.name.chars().next().unwrap_or('?').to_string() }
            </span>
            <div class="provider-body">
                <div class="provider-line">
                    <div class="model-words">
                        <p class="model-name"><span>{ provider.name.clone() }</span></p>
                        <p class="model-facts">{ facts(provider) }</p>
                    </div>
                    { state(&check) }
                    if !*editing {
                        <Button onclick={edit(true).reform(|_: MouseEvent| ())}>{ change }</Button>
                    }
                    <MenuButton label={t_args("provider-actions", &name)} {entries} />
                </div>
                if *editing {
                    <ProviderForm provider={provider.clone()} {onkept} oncancel={edit(false)} />
                } else if let Check::Failed(error) = &*check {
                    <p class="field-error" role="status">{ icon(IconName::Alert, 15) }{ error.to_string() }</p>
                }
            </div>
        </li>
    }
}

/// `…f3Qa · added 3 Nov · api.example.com`
fn facts(provider: &Provider) -> Html {
    let mut facts: Vec<AttrValue> = Vec::new();
    match &provider.key {
        Some(key) => {
            facts.push(match &key.last_four {
                Some(end) => format!("…{end}").into(),
                None => t("provider-key-kept"),
            });
            let day = format::day(clock::now(), key.since);
            facts.push(t_args("provider-since", &[("day", day.as_str().into())]));
        }
        None if super::providers::needs_key(provider) => facts.push(t("provider-no-key")),
        None => {}
    }
    if let Some(url) = &provider.base_url {
        let host = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        facts.push(host.to_owned().into());
    }
    let fact = |(index, fact): (usize, AttrValue)| {
        html! { <>if index > 0 { { " · " } }<span dir="ltr">{ fact }</span></> }
    };
    facts.into_iter().enumerate().map(fact).collect()
}

fn state(check: &Check) -> Html {
    match check {
        Check::Not => Html::default(),
        Check::Asking => {
            html! { <span class="provider-asked"><Spinner />{ t("provider-asking") }</span> }
        }
        Check::Works { .. } => html! {
            <span class="provider-works">{ icon(IconName::Check, 15) }{ said(check) }</span>
        },
        Check::Failed(_) => html! { <span class="provider-fails">{ said(check) }</span> },
    }
}

/// What came of it in a few words.
fn said(check: &Check) -> AttrValue {
    match check {
        Check::Not | Check::Asking => t("provider-asking"),
        Check::Works { models, ms } => {
            let (models, time) = (format::count(*models as u64), format::seconds(*ms));
            t_args(
                "provider-works",
                &[("count", models.into()), ("time", time.into())],
            )
        }
        Check::Failed(error) => match (error.code, error.retry_after_ms) {
            (Code::KeyRejected, _) => t("provider-wrong-key"),
            (Code::NoCredit, _) => t("provider-no-credit"),
            (Code::RateLimited, Some(wait)) => {
                let time = format::span(wait);
                t_args("provider-limited", &[("time", time.into())])
            }
            _ => t("provider-fails"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_of_a_test_is_said_in_a_few_words() {
        let works = Check::Works {
            models: 12,
            ms: 400,
        };
        assert_eq!(said(&works), "works, 12 models, 0.40 s");
        let mut error = Error::new(Code::RateLimited, "too many");
        error.retry_after_ms = Some(27_000);
        let limited = said(&Check::Failed(error));
        assert!(limited.contains("27"), "{limited}");
        let wrong = said(&Check::Failed(Error::new(Code::KeyRejected, "no")));
        assert_eq!(wrong, t("provider-wrong-key"));
    }
}
