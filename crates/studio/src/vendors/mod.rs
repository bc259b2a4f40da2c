//! The vendors of models: what is set for each, and the way to them.
//!
//! Belongs here: a vendor's row joined with its key and turned into an address that can be asked. Does
//! not belong here: what is said there (`providers`), where keys lie (`secrets`), what is asked
//! ([`crate::replies`]).

mod client;
mod facts;
pub(crate) mod keys;
pub(crate) mod models;
mod reach;
mod servers;
mod source;
mod turns;
mod uncounted;

use contract::provider::{DeleteKey, KeptKey, KeyNeed, Provider, Providers, SetProvider};
use contract::{Code, Error, Event, ProviderId, Result};
use providers::vendor::{self, Key, Vendor};
use providers::{Base, Secret};
use store::ProviderRow;

use crate::studio::Studio;
use crate::{check, clock};

pub(crate) use client::LazyClient;
pub(crate) use reach::Reach;
pub(crate) use servers::find as find_servers;
pub(crate) use source::{VendorSource, takes_tools};

/// The longest key: a service account's file takes some 2,400 characters.
const LONGEST_KEY: usize = 16 * 1024;
/// The longest address or location.
const LONGEST_ADDRESS: usize = 2048;

pub(crate) async fn list(studio: &Studio) -> Result<Providers> {
    let rows = studio.disk().providers().await?;
    let row = |vendor: &Vendor| {
        let row = rows.iter().find(|(id, _)| id.0 == vendor.id);
        row.map(|(_, row)| row.clone()).unwrap_or_default()
    };
    Ok(Providers {
        providers: vendor::VENDORS
            .iter()
            .map(|vendor| as_seen(vendor, &row(vendor)))
            .collect(),
        secrets: studio.parts().keys.place(),
    })
}

pub(crate) async fn set(studio: &Studio, request: SetProvider) -> Result<Provider> {
    let vendor = find(&request.id)?;
    let mut row = studio.disk().provider(&request.id).await?;
    let before = origin(vendor, &row);
    if let Some(location) = request.location {
        row.location = Some(location_of(vendor, &location)?);
    }
    if let Some(url) = request.base_url {
        row.base_url = address_of(vendor, &url)?;
    }
    match request.key {
        Some(key) => row.key = Some(keep(studio, vendor, &key.0).await?),
        // A key is for the server that it was given for, and for no other.
        None if before != origin(vendor, &row) && row.key.is_some() => {
            studio.parts().keys.delete(&request.id).await?;
            row.key = None;
        }
        None => {}
    }
    changed(studio, vendor, row).await
}

pub(crate) async fn delete_key(studio: &Studio, request: DeleteKey) -> Result<Provider> {
    let vendor = find(&request.id)?;
    let mut row = studio.disk().provider(&request.id).await?;
    studio.parts().keys.delete(&request.id).await?;
    row.key = None;
    changed(studio, vendor, row).await
}

async fn changed(studio: &Studio, vendor: &Vendor, row: ProviderRow) -> Result<Provider> {
    let id = ProviderId(vendor.id.to_owned());
    studio.disk().set_provider(&id, &row).await?;
    let provider = as_seen(vendor, &row);
    studio
        .events_out()
        .send(Event::ProviderChanged(provider.clone()));
    Ok(provider)
}

/// Puts a key into the keychain and says what may be shown of it.
async fn keep(studio: &Studio, vendor: &Vendor, typed: &str) -> Result<KeptKey> {
    if typed.len() > LONGEST_KEY {
        return Err(check::invalid("key", "The key is too long to be one"));
    }
    let key = match vendor.key {
        Key::ServiceAccount => Secret::service_account(typed).map_err(|failure| {
            let message = "This is not the JSON file of a service account";
            Error::new(Code::InvalidInput, message).with_detail(failure.said)
        })?,
        _ => Secret::new(typed),
    };
    if key.expose().is_empty() || key.expose().chars().any(char::is_control) {
        return Err(check::invalid(
            "key",
            "The key is empty, or has line breaks in it",
        ));
    }
    let id = ProviderId(vendor.id.to_owned());
    studio.parts().keys.set(&id, key.expose()).await?;
    Ok(KeptKey {
        last_four: match vendor.key {
            // Its last characters are a brace of JSON.
            Key::ServiceAccount => None,
            _ => key.hint().map(str::to_owned),
        },
        since: clock::now(),
    })
}

/// The vendor of that id.
fn find(id: &ProviderId) -> Result<&'static Vendor> {
    vendor::find(&id.0).ok_or_else(|| {
        let known: Vec<&str> = vendor::VENDORS.iter().map(|vendor| vendor.id).collect();
        let message = format!("Pulse knows no provider “{id}”");
        Error::new(Code::InvalidInput, message)
            .with_detail(format!("it knows local, {}", known.join(", ")))
    })
}

fn location_of(vendor: &Vendor, location: &str) -> Result<String> {
    let location = location.trim();
    if vendor.key != Key::ServiceAccount || location.len() > LONGEST_ADDRESS {
        return Err(check::invalid("location", "Only Vertex AI has a location"));
    }
    Ok(location.to_owned())
}

/// `None`: the usual one.
fn address_of(vendor: &Vendor, url: &str) -> Result<Option<String>> {
    let url = url.trim();
    if url.is_empty() {
        return Ok(None);
    }
    if url.len() > LONGEST_ADDRESS {
        return Err(check::invalid("base_url", "The address is too long"));
    }
    let base: Base = url.parse()?;
    let base = base.to_string();
    // A server of one's own counts as set up by its address, the usual one included.
    let usual = vendor.base == Some(base.as_str()) && vendor.key != Key::OptionalBearer;
    Ok((!usual).then_some(base))
}

/// The server to which a vendor's key goes.
fn origin(vendor: &Vendor, row: &ProviderRow) -> Option<String> {
    let url = row.base_url.as_deref().or(vendor.base)?;
    Some(url.parse::<Base>().ok()?.origin())
}

fn as_seen(vendor: &Vendor, row: &ProviderRow) -> Provider {
    let base_url = row.base_url.clone();
    let base_url = base_url.or_else(|| vendor.base.map(str::to_owned));
    let needs_key = match vendor.key {
        Key::OptionalBearer => KeyNeed::Optional,
        Key::ServiceAccount => KeyNeed::ServiceAccount,
        Key::Bearer | Key::Header(_) => KeyNeed::Required,
    };
    Provider {
        id: ProviderId(vendor.id.to_owned()),
        name: vendor.name.to_owned(),
        ready: match needs_key {
            // Whether one runs there is not known before it is asked.
            KeyNeed::Optional => row.base_url.is_some(),
            KeyNeed::Required | KeyNeed::ServiceAccount => row.key.is_some(),
        },
        base_url,
        default_base_url: vendor.base.map(str::to_owned),
        location: (needs_key == KeyNeed::ServiceAccount).then(|| {
            row.location
                .clone()
                .unwrap_or_else(|| reach::LOCATION.to_owned())
        }),
        needs_key,
        key: row.key.clone(),
        keys_page: vendor.keys_page.map(str::to_owned),
    }
}
