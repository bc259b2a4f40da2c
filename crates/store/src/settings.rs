//! Settings: a row each, so that a change touches only what it names.

use contract::Result;
use contract::settings::{Settings, SettingsPatch};
use serde_json::{Map, Value};
use sqlx::SqliteConnection;

use crate::convert::to_json;
use crate::error::Failure;
use crate::store::Store;

impl Store {
    /// All settings. One that was never set, or cannot be read, has its default;
    /// see [`Store::unreadable_settings`].
    ///
    /// # Errors
    /// The storage's.
    pub async fn settings(&self) -> Result<Settings> {
        self.doing("read the settings", async {
            let mut read = self.read().await?;
            Ok(load(&mut read).await?.settings)
        })
        .await
    }

    /// The names of settings whose stored value cannot be read (a newer Pulse's,
    /// or edited by hand). They stay as they are until somebody sets them; even
    /// then the old value is kept, in the table `settings_set_aside`.
    ///
    /// # Errors
    /// The storage's.
    pub async fn unreadable_settings(&self) -> Result<Vec<String>> {
        self.doing("read the settings", async {
            let mut read = self.read().await?;
            let unreadable = load(&mut read).await?.unreadable;
            Ok(unreadable.into_iter().map(|(name, _)| name).collect())
        })
        .await
    }

    /// Changes the settings that `patch` names and leaves all others alone, also
    /// those that this Pulse does not know. Returns all.
    ///
    /// # Errors
    /// The storage's.
    pub async fn change_settings(&self, patch: SettingsPatch) -> Result<Settings> {
        self.doing("change a setting", async {
            let changes: Map<String, Value> = serde_json::from_str(&to_json(&patch)?)
                .map_err(|error| sqlx::Error::Encode(Box::new(error)))?;
            let mut write = self.write().await?;
            let unreadable = load(&mut write).await?.unreadable;
            for (name, value) in changes.into_iter().filter(|(_, value)| !value.is_null()) {
                if let Some((_, old)) = unreadable.iter().find(|(other, _)| *other == name) {
                    sqlx::query!(
                        "INSERT INTO settings_set_aside (name, value) VALUES (?1, ?2)",
                        name,
                        old
                    )
                    .execute(&mut *write)
                    .await?;
                }
                let json = to_json(&value)?;
                sqlx::query!(
                    "INSERT INTO settings (name, value) VALUES (?1, ?2)
                     ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    name,
                    json
                )
                .execute(&mut *write)
                .await?;
            }
            let settings = load(&mut write).await?.settings;
            write.commit().await?;
            Ok(settings)
        })
        .await
    }
}

struct Loaded {
    settings: Settings,
    /// Names and stored values.
    unreadable: Vec<(String, String)>,
}

async fn load(connection: &mut SqliteConnection) -> std::result::Result<Loaded, Failure> {
    let rows = sqlx::query!("SELECT name, value FROM settings ORDER BY name")
        .fetch_all(connection)
        .await?;
    let mut known = Map::new();
    let mut unreadable = Vec::new();
    for row in rows {
        match readable(&row.name, &row.value) {
            Some(value) => {
                known.insert(row.name, value);
            }
            None => {
                tracing::warn!(setting = row.name, "a stored setting cannot be read");
                unreadable.push((row.name, row.value));
            }
        }
    }
    // Each was read alone just now, and they do not depend on each other.
    let settings = serde_json::from_value(Value::Object(known)).unwrap_or_default();
    Ok(Loaded {
        settings,
        unreadable,
    })
}

/// The value, if it is JSON and fits the setting of that name. One that this Pulse
/// does not know fits.
fn readable(name: &str, json: &str) -> Option<Value> {
    let value: Value = serde_json::from_str(json).ok()?;
    let alone = Map::from_iter([(name.to_owned(), value.clone())]);
    serde_json::from_value::<Settings>(Value::Object(alone)).ok()?;
    Some(value)
}
