//! `pulse providers`: keys and addresses of model vendors.

use std::io::{IsTerminal, Read};

use contract::message::Route;
use contract::provider::{
    DeleteKey, KeyNeed, ListProviderModels, ListProviders, Provider, ProviderModel, SecretsPlace,
    SetProvider, TypedKey,
};
use contract::{Handlers, ProviderId};
use serde::Serialize;
use studio::Studio;

use crate::Outcome;
use crate::arguments::{self, Providers, ProvidersCommand};
use crate::interrupt::interrupted;
use crate::open::{JobWork, with_studio};
use crate::output::{Output, Stop};

/// A longer input is no key.
const LONGEST_KEY: u64 = 64 * 1024;

/// A line of `pulse providers … --json`.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Line<'a> {
    Provider {
        #[serde(flatten)]
        provider: &'a Provider,
        secrets: &'a SecretsPlace,
    },
    Tested {
        provider: &'a ProviderId,
        models: usize,
    },
    Model {
        provider: &'a ProviderId,
        route: Route,
        #[serde(flatten)]
        model: &'a ProviderModel,
    },
}

pub(crate) async fn run(providers: Providers, output: &mut Output) -> Outcome {
    match providers.command {
        ProvidersCommand::Set(set) => self::set(set, output).await,
        ProvidersCommand::List(_) => {
            with_studio(JobWork::LeftAlone, async |studio| {
                list(studio, output, None).await
            })
            .await
        }
        ProvidersCommand::Test(one) => test(ProviderId(one.provider), output).await,
        ProvidersCommand::Forget(one) => {
            let id = ProviderId(one.provider);
            with_studio(JobWork::LeftAlone, async |studio| {
                studio.delete_key(DeleteKey { id: id.clone() }).await?;
                list(studio, output, Some(&id)).await
            })
            .await
        }
    }
}

async fn set(set: arguments::SetProvider, output: &mut Output) -> Outcome {
    let id = ProviderId(set.provider);
    let base_url = set.base_url.map(|url| match url.as_str() {
        "default" => String::new(),
        _ => url,
    });
    let key = key()?;
    if key.is_none() && base_url.is_none() && set.location.is_none() {
        return Err(Stop::BadInput(
            "there is nothing to set: give the key on standard input, or --base-url".into(),
        ));
    }
    let request = SetProvider {
        id: id.clone(),
        key,
        base_url,
        location: set.location,
    };
    with_studio(JobWork::LeftAlone, async |studio| {
        tokio::select! {
            set = studio.set_provider(request) => set?,
            () = interrupted() => return Err(Stop::Interrupted),
        };
        list(studio, output, Some(&id)).await
    })
    .await
}

/// The key on standard input; `None`: there is none.
fn key() -> Outcome<Option<TypedKey>> {
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        return Ok(None);
    }
    let mut text = String::new();
    stdin
        .take(LONGEST_KEY)
        .read_to_string(&mut text)
        .map_err(|error| Stop::BadInput(format!("the key could not be read: {error}")))?;
    let key = text.trim();
    Ok((!key.is_empty()).then(|| TypedKey(key.to_owned())))
}

async fn test(id: ProviderId, output: &mut Output) -> Outcome {
    with_studio(JobWork::LeftAlone, async |studio| {
        let models = ask(studio, &id).await?;
        if output.is_json() {
            return output.line(&Line::Tested {
                provider: &id,
                models: models.len(),
            });
        }
        let count = models.len();
        output.text(&format!("{id} answers and offers {count} models\n"))
    })
    .await
}

/// Shows the models that a vendor offers now.
pub(crate) async fn show_models(studio: &Studio, id: ProviderId, output: &mut Output) -> Outcome {
    for model in ask(studio, &id).await? {
        if output.is_json() {
            output.line(&Line::Model {
                provider: &id,
                route: Route::Key,
                model: &model,
            })?;
        } else {
            output.text(&format!("{}\n", model.id))?;
        }
    }
    Ok(())
}

async fn ask(studio: &Studio, id: &ProviderId) -> Outcome<Vec<ProviderModel>> {
    let request = ListProviderModels {
        id: id.clone(),
        refresh: true,
    };
    tokio::select! {
        models = studio.list_provider_models(request) => Ok(models?.models),
        () = interrupted() => Err(Stop::Interrupted),
    }
}

async fn list(studio: &Studio, output: &mut Output, only: Option<&ProviderId>) -> Outcome {
    let all = studio.list_providers(ListProviders {}).await?;
    let wanted = |provider: &&Provider| only.is_none_or(|only| provider.id == *only);
    for provider in all.providers.iter().filter(wanted) {
        if output.is_json() {
            output.line(&Line::Provider {
                provider,
                secrets: &all.secrets,
            })?;
            continue;
        }
        let key = match (&provider.key, provider.needs_key) {
            (Some(key), _) => match &key.last_four {
                Some(end) => format!("key …{end}"),
                None => "key kept".into(),
            },
            (None, KeyNeed::Optional) => "no key needed".into(),
            (None, KeyNeed::Required | KeyNeed::ServiceAccount) => "no key".into(),
        };
        let url = provider.base_url.as_deref().unwrap_or("–");
        let id = &provider.id.0;
        output.text(&format!("{id:18}  {key:14}  {url}\n"))?;
    }
    Ok(())
}
