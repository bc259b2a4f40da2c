//! How a vendor is reached now: its address, its key, its patience.

use std::collections::HashMap;
use std::time::Duration;

use contract::{Code, Error, ProviderId, Result};
use providers::vendor::{Key, Vendor};
use providers::{Base, Endpoint, Failure, Secret, vertex_base};

use crate::studio::Studio;

/// Vertex AI's location, unless the user names another.
pub(crate) const LOCATION: &str = "global";

/// Addresses that hold for this process alone, in the place of those that are set.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reach(pub(crate) HashMap<ProviderId, Base>);

/// The vendor's address and key. Takes as long as the keychain does.
///
/// # Errors
/// `KeyRejected` if there is no key, `InvalidInput` if there is no address, and the keychain's.
pub(crate) async fn endpoint(studio: &Studio, vendor: &Vendor) -> Result<Endpoint> {
    let id = ProviderId(vendor.id.to_owned());
    let row = studio.disk().provider(&id).await?;
    let secret = match &row.key {
        Some(_) => studio.parts().keys.get(&id).await?,
        None => None,
    };
    if secret.is_none() && (row.key.is_some() || vendor.key != Key::OptionalBearer) {
        let message = match &row.key {
            Some(_) => format!(
                "The key for {} is not in the keychain any more. Enter it again in Settings",
                vendor.name
            ),
            None => format!(
                "There is no key for {} yet. Enter one in Settings",
                vendor.name
            ),
        };
        return Err(Error::new(Code::KeyRejected, message));
    }
    let secret = secret.map(|secret| Secret::new(&secret));
    let base = match studio.parts().reach.0.get(&id) {
        Some(base) => base.clone(),
        None => {
            let location = row.location.as_deref().filter(|place| !place.is_empty());
            let set = row.base_url.as_deref().or(vendor.base);
            base(vendor, set, secret.as_ref(), location.unwrap_or(LOCATION))?
        }
    };
    let settings = studio.disk().settings().await?;
    Ok(Endpoint {
        protocol: vendor.protocol,
        base,
        key: vendor.key,
        secret,
        idle: Duration::from_secs(settings.idle_timeout_seconds.into()),
    })
}

fn base(
    vendor: &Vendor,
    set: Option<&str>,
    secret: Option<&Secret>,
    location: &str,
) -> Result<Base> {
    match (set, secret) {
        (Some(url), _) => url.parse(),
        (None, Some(account)) if vendor.key == Key::ServiceAccount => {
            vertex_base(account, location).map_err(|failure| said(failure, vendor, ""))
        }
        (None, _) => Err(Error::new(
            Code::InvalidInput,
            format!("{} has no address yet. Enter one in Settings", vendor.name),
        )),
    }
}

/// What the user is told of a failure.
pub(crate) fn said(failure: Failure, vendor: &Vendor, model: &str) -> Error {
    failure.into_error(vendor.name, model)
}
