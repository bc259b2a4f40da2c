//! Servers of models on this computer.

use contract::provider::FoundServer;
use contract::{ProviderId, Result};

use crate::studio::Studio;

/// Those that answer at their usual ports. Takes less than a second.
pub(crate) async fn find(studio: &Studio) -> Result<Vec<FoundServer>> {
    let client = studio.parts().client.get();
    let client = client.map_err(|failure| failure.into_error("This computer", ""))?;
    let found = client.nearby().await.into_iter().map(|server| FoundServer {
        provider: ProviderId(server.vendor.id.to_owned()),
        name: server.vendor.name.to_owned(),
        base_url: server.base.to_string(),
        models: u32::try_from(server.models.len()).unwrap_or(u32::MAX),
    });
    Ok(found.collect())
}
