//! Keys and tokens, kept where the system keeps them.
//!
//! Belongs here: where a secret lies and how it gets there and back. Does not belong here: what a secret
//! is for, and when it is asked for. A secret is never logged, and no error's text holds one.

mod file;
mod key;
mod keychain;
mod place;

use std::sync::Arc;
use std::time::Duration;

use contract::{Code, Error, Result};
pub use zeroize::Zeroizing;

pub use key::FileKey;
pub use place::Place;

use file::SecretsFile;
use keychain::Keychain;

/// A secret in memory; its bytes are overwritten when it goes.
pub type Secret = Zeroizing<String>;

/// How long the keychain may take: it may ask the user for a password first.
const PATIENCE: Duration = Duration::from_secs(120);

/// The secrets of one user. Clones share them; other processes see the same ones.
#[derive(Clone)]
pub struct Secrets {
    place: Place,
    kept: Arc<dyn Kept>,
}

/// A place for secrets. Its methods block.
trait Kept: Send + Sync {
    fn get(&self, name: &str) -> Result<Option<Secret>>;
    fn set(&self, name: &str, secret: &str) -> Result<()>;
    /// Nothing happens where there is none.
    fn delete(&self, name: &str) -> Result<()>;
}

impl Secrets {
    /// Those in `place`. Nothing is opened yet: a place that cannot be used is an error of each request,
    /// until it can.
    pub fn open(place: Place) -> Self {
        let kept: Arc<dyn Kept> = match &place {
            Place::Keychain { service } => Arc::new(Keychain::new(service.clone())),
            Place::File { path, key } => Arc::new(SecretsFile::new(path.clone(), key.clone())),
        };
        Self { place, kept }
    }

    /// Where they are.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The secret `name`; `None`: there is none.
    ///
    /// # Errors
    /// `KeychainUnavailable`, or the storage's codes with the file's path.
    pub async fn get(&self, name: &str) -> Result<Option<Secret>> {
        let name = name.to_owned();
        self.blocking(move |kept| kept.get(&name)).await
    }

    /// Keeps `secret` as `name`, in the place of what was there. It is there for good when this returns.
    ///
    /// # Errors
    /// As [`Secrets::get`].
    pub async fn set(&self, name: &str, secret: Secret) -> Result<()> {
        let name = name.to_owned();
        self.blocking(move |kept| kept.set(&name, &secret)).await
    }

    /// Forgets the secret `name`, if there is one.
    ///
    /// # Errors
    /// As [`Secrets::get`].
    pub async fn delete(&self, name: &str) -> Result<()> {
        let name = name.to_owned();
        self.blocking(move |kept| kept.delete(&name)).await
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Kept) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let kept = Arc::clone(&self.kept);
        let work = tokio::task::spawn_blocking(move || work(kept.as_ref()));
        match tokio::time::timeout(PATIENCE, work).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(unavailable("The keychain's access failed inside Pulse")),
            Err(_) => Err(unavailable("The keychain did not answer")),
        }
    }
}

fn unavailable(message: &str) -> Error {
    Error::new(Code::KeychainUnavailable, message)
}
