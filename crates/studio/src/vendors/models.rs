//! The models of a vendor: as it named them last, and asked anew.

use contract::provider::{ListProviderModels, ProviderModels};
use contract::{Code, Error, ModelId, ProviderId, Result, Timestamp};
use providers::Listed;
use providers::vendor::Vendor;
use store::KeptModels;

use super::{facts, find, reach};
use crate::clock;
use crate::studio::Studio;

pub(crate) async fn list(studio: &Studio, request: ListProviderModels) -> Result<ProviderModels> {
    let vendor = find(&request.id)?;
    if request.refresh {
        refresh(studio, vendor).await
    } else {
        known(studio, vendor).await
    }
}

/// The model of a reply for which nobody chose one.
pub(crate) async fn first(studio: &Studio, vendor: &'static Vendor) -> Result<ModelId> {
    let mut models = known(studio, vendor).await?.models;
    if models.is_empty() {
        models = refresh(studio, vendor).await?.models;
    }
    let first = models.into_iter().next().map(|model| model.id);
    first.ok_or_else(|| {
        let message = format!("{} offers no model to this key", vendor.name);
        Error::new(Code::ModelMissing, message)
    })
}

async fn known(studio: &Studio, vendor: &Vendor) -> Result<ProviderModels> {
    let id = ProviderId(vendor.id.to_owned());
    let kept = studio.disk().provider_models(&id).await?;
    let asked_at = kept.as_ref().map(|kept| kept.at);
    // What a newer Pulse kept and this one cannot read is asked for again.
    let listed: Option<Vec<Listed>> = kept.and_then(|kept| serde_json::from_str(&kept.json).ok());
    Ok(models(vendor, listed.as_deref(), asked_at))
}

async fn refresh(studio: &Studio, vendor: &'static Vendor) -> Result<ProviderModels> {
    let endpoint = reach::endpoint(studio, vendor).await?;
    let said = |failure| reach::said(failure, vendor, "this list");
    let client = studio.parts().client.get().map_err(said)?;
    let listed = client.models(&endpoint).await.map_err(said)?;
    let id = ProviderId(vendor.id.to_owned());
    let kept = KeptModels {
        json: serde_json::to_string(&listed).map_err(|error| {
            Error::new(Code::Internal, "The models could not be kept").with_detail(error)
        })?,
        at: clock::now(),
    };
    studio.disk().set_provider_models(&id, &kept).await?;
    Ok(models(vendor, Some(&listed), Some(kept.at)))
}

fn models(
    vendor: &Vendor,
    listed: Option<&[Listed]>,
    asked_at: Option<Timestamp>,
) -> ProviderModels {
    let known = facts::of(vendor, listed, facts::today());
    ProviderModels {
        provider: ProviderId(vendor.id.to_owned()),
        models: known.offered,
        others: known.others,
        asked_at,
    }
}
