//! What is set for the vendors of models. Their keys are elsewhere.

use contract::provider::KeptKey;
use contract::{ProviderId, Result, Timestamp};
use sqlx::SqliteConnection;

use crate::store::Store;

/// What is set for one vendor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProviderRow {
    /// The address; `None`: the usual one.
    pub base_url: Option<String>,
    /// The location of Vertex AI.
    pub location: Option<String>,
    /// The key that is kept elsewhere.
    pub key: Option<KeptKey>,
}

/// The models that a vendor named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptModels {
    /// As JSON; what is in it is the caller's affair.
    pub json: String,
    /// When the vendor named them.
    pub at: Timestamp,
}

impl Store {
    /// All vendors for which something is set.
    ///
    /// # Errors
    /// The storage's.
    pub async fn providers(&self) -> Result<Vec<(ProviderId, ProviderRow)>> {
        self.doing("read the providers", async {
            let rows = sqlx::query!(
                "SELECT id, base_url, location, key_hint, key_since FROM providers ORDER BY id"
            )
            .fetch_all(&self.shared.readers)
            .await?;
            let row = |id, base_url, location, hint, since: Option<i64>| {
                let key = since.map(|since| KeptKey {
                    last_four: hint,
                    since: Timestamp(since),
                });
                let row = ProviderRow {
                    base_url,
                    location,
                    key,
                };
                (ProviderId(id), row)
            };
            Ok(rows
                .into_iter()
                .map(|r| row(r.id, r.base_url, r.location, r.key_hint, r.key_since))
                .collect())
        })
        .await
    }

    /// What is set for one vendor.
    ///
    /// # Errors
    /// The storage's.
    pub async fn provider(&self, id: &ProviderId) -> Result<ProviderRow> {
        let all = self.providers().await?;
        let row = all.into_iter().find(|(other, _)| other == id);
        Ok(row.map(|(_, row)| row).unwrap_or_default())
    }

    /// Sets all for one vendor. The models that it named stay, unless its address changes.
    ///
    /// # Errors
    /// The storage's.
    pub async fn set_provider(&self, id: &ProviderId, row: &ProviderRow) -> Result<()> {
        self.doing("change a provider", async {
            let mut write = self.write().await?;
            let hint = row.key.as_ref().and_then(|key| key.last_four.as_deref());
            let since = row.key.as_ref().map(|key| key.since.0);
            sqlx::query!(
                "INSERT INTO providers (id, base_url, location, key_hint, key_since)
                 VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (id) DO UPDATE SET
                     models = iif(base_url IS excluded.base_url, models, NULL),
                     models_at = iif(base_url IS excluded.base_url, models_at, NULL),
                     base_url = excluded.base_url, location = excluded.location,
                     key_hint = excluded.key_hint, key_since = excluded.key_since",
                id.0,
                row.base_url,
                row.location,
                hint,
                since
            )
            .execute(&mut *write)
            .await?;
            write.commit().await?;
            Ok(())
        })
        .await
    }

    /// The models that a vendor named last.
    ///
    /// # Errors
    /// The storage's.
    pub async fn provider_models(&self, id: &ProviderId) -> Result<Option<KeptModels>> {
        self.doing("read a provider's models", async {
            let row = sqlx::query!(
                "SELECT models, models_at FROM providers WHERE id = ?1",
                id.0
            )
            .fetch_optional(&self.shared.readers)
            .await?;
            Ok(row.and_then(|row| {
                Some(KeptModels {
                    json: row.models?,
                    at: Timestamp(row.models_at?),
                })
            }))
        })
        .await
    }

    /// Keeps the models that a vendor named.
    ///
    /// # Errors
    /// The storage's.
    pub async fn set_provider_models(&self, id: &ProviderId, models: &KeptModels) -> Result<()> {
        self.doing("keep a provider's models", async {
            let mut write = self.write().await?;
            keep(&mut write, id, models).await?;
            write.commit().await?;
            Ok(())
        })
        .await
    }
}

async fn keep(
    connection: &mut SqliteConnection,
    id: &ProviderId,
    models: &KeptModels,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO providers (id, models, models_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (id) DO UPDATE SET models = excluded.models, models_at = excluded.models_at",
        id.0,
        models.json,
        models.at.0
    )
    .execute(connection)
    .await?;
    Ok(())
}
