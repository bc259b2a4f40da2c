//! The system's keychain, through the stores of `keyring`.

use std::sync::{Arc, Mutex, PoisonError};

use contract::{Code, Error, Result};
use keyring_core::api::CredentialStoreApi;
use keyring_core::{Entry, Error as KeyringError};

use crate::{Kept, Secret, Zeroizing};

#[cfg(target_os = "macos")]
use apple_native_keyring_store::keychain::Store;
#[cfg(target_os = "windows")]
use windows_native_keyring_store::Store;
#[cfg(all(unix, not(target_os = "macos")))]
use zbus_secret_service_keyring_store::Store;

/// Entries of one service name.
pub(crate) struct Keychain {
    service: String,
    /// The connection, once it was made: a keychain that starts later is found then.
    store: Mutex<Option<Arc<Store>>>,
}

impl Keychain {
    pub(crate) fn new(service: String) -> Self {
        Self {
            service,
            store: Mutex::new(None),
        }
    }

    /// What `work` does with the entry `name`. A connection that broke is made anew, once.
    fn with<T>(
        &self,
        name: &str,
        work: impl Fn(&Entry) -> std::result::Result<T, KeyringError>,
    ) -> Result<T> {
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = store.is_some();
        let first = attempt(&mut store, &self.service, name, &work);
        let result = match first {
            Err(error) if kept && is_broken(&error) => {
                *store = None;
                attempt(&mut store, &self.service, name, &work)
            }
            first => first,
        };
        result.map_err(|error| said(&error))
    }
}

fn attempt<T>(
    store: &mut Option<Arc<Store>>,
    service: &str,
    name: &str,
    work: &impl Fn(&Entry) -> std::result::Result<T, KeyringError>,
) -> std::result::Result<T, KeyringError> {
    let store = match store {
        Some(store) => store,
        None => store.insert(Store::new()?),
    };
    work(&store.build(service, name, None)?)
}

impl Kept for Keychain {
    fn get(&self, name: &str) -> Result<Option<Secret>> {
        self.with(name, |entry| match entry.get_secret() {
            Ok(bytes) => Ok(Some(bytes)),
            Err(KeyringError::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })?
        .map(|bytes| {
            String::from_utf8(bytes)
                .map(Zeroizing::new)
                .map_err(|_| unavailable("the entry is not text"))
        })
        .transpose()
    }

    fn set(&self, name: &str, secret: &str) -> Result<()> {
        // As bytes: Windows would store text in UTF-16, for which a service account is too long.
        self.with(name, |entry| entry.set_secret(secret.as_bytes()))
    }

    fn delete(&self, name: &str) -> Result<()> {
        self.with(name, |entry| match entry.delete_credential() {
            Err(KeyringError::NoEntry) => Ok(()),
            result => result,
        })
    }
}

/// Whether a new connection may help.
fn is_broken(error: &KeyringError) -> bool {
    matches!(
        error,
        KeyringError::PlatformFailure(_) | KeyringError::NoStorageAccess(_)
    )
}

/// What the user is told. The bytes that an error may carry stay out of it.
fn said(error: &KeyringError) -> Error {
    let why = match error {
        KeyringError::NoStorageAccess(cause) => format!("it is locked or not running: {cause}"),
        KeyringError::PlatformFailure(cause) => cause.to_string(),
        KeyringError::TooLong(..) => "the key is longer than it allows".into(),
        KeyringError::Ambiguous(_) => "it has several entries of that name".into(),
        KeyringError::BadEncoding(_) | KeyringError::BadDataFormat(..) => {
            "the entry cannot be read".into()
        }
        error => error.to_string(),
    };
    unavailable(why)
}

fn unavailable(why: impl std::fmt::Display) -> Error {
    Error::new(
        Code::KeychainUnavailable,
        "The system's keychain cannot be used",
    )
    .with_detail(why)
}
