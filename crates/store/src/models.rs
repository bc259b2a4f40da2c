//! Figures about models on this computer.

use std::collections::HashMap;

use contract::{ModelId, Result};

use crate::store::Store;

impl Store {
    /// How fast a model's last reply was, in tokens a second; `None`: it never
    /// replied.
    ///
    /// # Errors
    /// The storage's.
    pub async fn model_speed(&self, model: &ModelId) -> Result<Option<f32>> {
        self.doing("read a model's speed", async {
            let speed = sqlx::query_scalar!(
                r#"SELECT tokens_per_second AS "speed: f32" FROM model_speeds WHERE model = ?1"#,
                model.0
            )
            .fetch_optional(&self.shared.readers)
            .await?;
            Ok(speed)
        })
        .await
    }

    /// Notes how fast a model's last reply was, in tokens a second.
    ///
    /// # Errors
    /// The storage's.
    pub async fn set_model_speed(&self, model: &ModelId, tokens_per_second: f32) -> Result<()> {
        self.doing("note a model's speed", async {
            let mut write = self.write().await?;
            sqlx::query!(
                "INSERT INTO model_speeds (model, tokens_per_second) VALUES (?1, ?2)
                 ON CONFLICT (model) DO UPDATE SET tokens_per_second = excluded.tokens_per_second",
                model.0,
                tokens_per_second
            )
            .execute(&mut *write)
            .await?;
            write.commit().await?;
            Ok(())
        })
        .await
    }

    /// The speeds of all models that replied, in tokens a second.
    ///
    /// # Errors
    /// The storage's.
    pub async fn model_speeds(&self) -> Result<HashMap<ModelId, f32>> {
        self.doing("read the models' speeds", async {
            let rows = sqlx::query!(
                r#"SELECT model, tokens_per_second AS "speed: f32" FROM model_speeds"#
            )
            .fetch_all(&self.shared.readers)
            .await?;
            Ok(rows
                .into_iter()
                .map(|row| (ModelId(row.model), row.speed))
                .collect())
        })
        .await
    }
}
