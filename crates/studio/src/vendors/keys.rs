//! Where the vendors' keys are kept: the keychain, or a file on explicit choice.
//!
//! The choice is the file itself: it is made when it is chosen and removed when it is not any more.

use std::fs;
use std::path::{Path, PathBuf};

use contract::provider::{KeepKeysIn, Providers, SecretsPlace};
use contract::{Code, Error, ProviderId, Result};
use secrets::{FileKey, Place, Secret, Secrets};

use crate::home::{Home, unusable};
use crate::studio::Studio;

/// The keychain's entries of the usual data folder.
const SERVICE: &str = "studio.pulse.desktop";
/// What `PULSE_SECRETS` can be.
const PLACES: (&str, &str) = ("keychain", "file");

/// The keys of one data folder.
#[derive(Clone)]
pub(crate) struct Keys {
    keychain: Secrets,
    file: Secrets,
    path: PathBuf,
    /// Whether the environment says that it is the file, or that it is not.
    fixed: Option<bool>,
}

impl Keys {
    /// As the environment says, else as was chosen.
    ///
    /// # Errors
    /// `InvalidInput` for a value of `PULSE_SECRETS` that is none.
    pub(crate) fn from_env(home: &Home) -> Result<Self> {
        let fixed = match text("PULSE_SECRETS")?.as_deref() {
            None => None,
            Some(place) if place == PLACES.0 => Some(false),
            Some(place) if place == PLACES.1 => Some(true),
            Some(other) => {
                return Err(Error::new(
                    Code::InvalidInput,
                    format!("PULSE_SECRETS is “{other}”; it can be “keychain” or “file”"),
                ));
            }
        };
        let key = match text("PULSE_SECRETS_PASSPHRASE_FILE")? {
            Some(path) => FileKey::Passphrase(path.into()),
            None => FileKey::KeyFile(key_file(home)),
        };
        Ok(Self::new(home, key, fixed))
    }

    /// In that place, whatever the environment says.
    pub(crate) fn at(place: Place) -> Self {
        let path = match &place {
            Place::File { path, .. } => path.clone(),
            Place::Keychain { .. } => PathBuf::new(),
        };
        let secrets = Secrets::open(place);
        Self {
            keychain: secrets.clone(),
            file: secrets,
            path,
            fixed: Some(true),
        }
    }

    fn new(home: &Home, key: FileKey, fixed: Option<bool>) -> Self {
        let path = home.secrets();
        let service = if Home::usual().as_deref() == Some(home.root()) {
            SERVICE.to_owned()
        } else {
            // Another data folder has keys of its own.
            format!("{SERVICE} {}", home.root().display())
        };
        Self {
            keychain: Secrets::open(Place::Keychain { service }),
            file: Secrets::open(Place::File {
                path: path.clone(),
                key,
            }),
            path,
            fixed,
        }
    }

    fn in_file(&self) -> bool {
        self.fixed.unwrap_or_else(|| self.path.exists())
    }

    fn secrets(&self) -> &Secrets {
        if self.in_file() {
            &self.file
        } else {
            &self.keychain
        }
    }

    /// Where they are.
    pub(crate) fn place(&self) -> SecretsPlace {
        match self.secrets().place() {
            Place::Keychain { .. } => SecretsPlace::Keychain,
            Place::File { path, key } => SecretsPlace::File {
                path: path.display().to_string(),
                passphrase: matches!(key, FileKey::Passphrase(_)),
                fixed: self.fixed.is_some(),
            },
        }
    }

    /// A provider's key; `None`: there is none.
    pub(crate) async fn get(&self, id: &ProviderId) -> Result<Option<Secret>> {
        self.get_named(&name(id)).await
    }

    pub(crate) async fn set(&self, id: &ProviderId, key: &str) -> Result<()> {
        self.set_named(&name(id), key).await
    }

    pub(crate) async fn delete(&self, id: &ProviderId) -> Result<()> {
        self.delete_named(&name(id)).await
    }

    /// The secret of that name; `None`: there is none.
    pub(crate) async fn get_named(&self, name: &str) -> Result<Option<Secret>> {
        self.secrets().get(name).await
    }

    pub(crate) async fn set_named(&self, name: &str, secret: &str) -> Result<()> {
        let secret = Secret::new(secret.to_owned());
        self.secrets().set(name, secret).await
    }

    pub(crate) async fn delete_named(&self, name: &str) -> Result<()> {
        self.secrets().delete(name).await
    }
}

/// Brings all keys to the other place, and only then forgets them in the one before.
pub(crate) async fn keep_in(studio: &Studio, request: KeepKeysIn) -> Result<Providers> {
    let keys = &studio.parts().keys;
    if keys.fixed.is_some() {
        let message = "PULSE_SECRETS says where the keys are kept; change it there";
        return Err(Error::new(Code::Conflict, message));
    }
    if keys.in_file() == request.file {
        return super::list(studio).await;
    }
    let (from, to) = if request.file {
        (&keys.keychain, &keys.file)
    } else {
        (&keys.file, &keys.keychain)
    };
    let names = names(studio).await?;
    for name in &names {
        if let Some(secret) = from.get(name).await? {
            to.set(name, secret).await?;
        }
    }
    if request.file {
        // The file is the choice, also without a key in it.
        to.set("chosen", Secret::new("1".into())).await?;
        for name in &names {
            // It cannot be forgotten there now; it stays until the user does it.
            if let Err(error) = from.delete(name).await {
                tracing::warn!(code = error.code.as_str(), "a key stays in the keychain");
            }
        }
    } else {
        remove(&keys.path)?;
    }
    super::list(studio).await
}

/// The names of all secrets that are kept: providers' keys, and those of servers of tools.
async fn names(studio: &Studio) -> Result<Vec<String>> {
    let rows = studio.disk().providers().await?;
    let keys = rows.iter().filter(|(_, row)| row.key.is_some());
    let mut names: Vec<String> = keys.map(|(id, _)| name(id)).collect();
    let servers = studio.disk().tool_servers().await?;
    names.extend(servers.iter().flat_map(crate::tools::secret_names));
    Ok(names)
}

fn remove(path: &Path) -> Result<()> {
    fs::remove_file(path).map_err(|error| unusable(path, &error))
}

/// The name of a provider's key.
fn name(id: &ProviderId) -> String {
    format!("key/{id}")
}

/// The key file of those who chose the file without a passphrase: outside the data folder, so that a
/// copy of that does not hold it.
fn key_file(home: &Home) -> PathBuf {
    match directories::BaseDirs::new() {
        Some(system) => system.config_dir().join(SERVICE).join("secrets.key"),
        None => home.root().with_extension("key"),
    }
}

fn text(name: &str) -> Result<Option<String>> {
    match std::env::var(name) {
        Ok(value) if value.is_empty() => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(Error::new(
            Code::InvalidInput,
            format!("{name} is not UTF-8 text"),
        )),
    }
}
