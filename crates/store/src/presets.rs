//! Presets: named choices for replies.

use contract::preset::{Preset, SavePreset};
use contract::{Code, PresetId, Result, Timestamp};
use uuid::Uuid;

use crate::convert::to_json;
use crate::error::Failure;
use crate::store::Store;

/// Presets at the most.
const MOST: i64 = 500;

impl Store {
    /// All presets, by name. One that a newer Pulse saved and this one cannot read is left out.
    ///
    /// # Errors
    /// The storage's.
    pub async fn presets(&self) -> Result<Vec<Preset>> {
        self.doing("list the presets", async {
            let rows = sqlx::query!(
                r#"SELECT id AS "id: Uuid", name, options, updated_at FROM presets
                   ORDER BY name COLLATE NOCASE, id LIMIT ?1"#,
                MOST
            )
            .fetch_all(&self.shared.readers)
            .await?;
            let presets = rows.into_iter().filter_map(|row| {
                let options = serde_json::from_str(&row.options);
                if options.is_err() {
                    tracing::warn!(preset = %row.id, "a stored preset cannot be read");
                }
                Some(Preset {
                    id: PresetId(row.id),
                    name: row.name,
                    options: options.ok()?,
                    updated_at: Timestamp(row.updated_at),
                })
            });
            Ok(presets.collect())
        })
        .await
    }

    /// Saves the preset `id`, over the one of that id if there is one.
    ///
    /// # Errors
    /// [`Code::InvalidInput`] if there are 500 already; else the storage's.
    pub async fn save_preset(
        &self,
        id: PresetId,
        preset: SavePreset,
        now: Timestamp,
    ) -> Result<Preset> {
        self.doing("save a preset", async {
            let options = to_json(&preset.options)?;
            let mut write = self.write().await?;
            sqlx::query!(
                "INSERT INTO presets (id, name, options, updated_at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name, options = excluded.options,
                     updated_at = excluded.updated_at",
                id.0,
                preset.name,
                options,
                now.0
            )
            .execute(&mut *write)
            .await?;
            let count = sqlx::query_scalar!(r#"SELECT count(*) AS "count!: i64" FROM presets"#)
                .fetch_one(&mut *write)
                .await?;
            if count > MOST {
                let message = format!("There are {MOST} presets already");
                return Err(Failure::said(Code::InvalidInput, message));
            }
            write.commit().await?;
            Ok(Preset {
                id,
                name: preset.name,
                options: preset.options,
                updated_at: now,
            })
        })
        .await
    }

    /// Removes a preset; one that is not there is removed already.
    ///
    /// # Errors
    /// The storage's.
    pub async fn delete_preset(&self, id: PresetId) -> Result<()> {
        self.doing("delete a preset", async {
            let mut write = self.write().await?;
            sqlx::query!("DELETE FROM presets WHERE id = ?1", id.0)
                .execute(&mut *write)
                .await?;
            write.commit().await?;
            Ok(())
        })
        .await
    }
}
