//! Where and how a vendor is reached, and the key that it is told.

use std::fmt;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderValue};

use super::{Base, vertex};
use crate::failure::{Failure, Kind};
use crate::protocol::Protocol;
use crate::vendor::Key;

/// Where and how a vendor is reached.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// What it speaks.
    pub protocol: Protocol,
    /// Its address.
    pub base: Base,
    /// How it is told the key.
    pub key: Key,
    /// The key; `None` where there is none.
    pub secret: Option<Secret>,
    /// How long it may send nothing.
    pub idle: Duration,
}

impl Endpoint {
    /// The failure without the key.
    pub(super) fn hide(&self, failure: Failure) -> Failure {
        match &self.secret {
            Some(secret) => failure.without(secret.expose()),
            None => failure,
        }
    }

    /// The header that tells the key, or what was bought with it, if there is one to tell.
    pub(super) fn key_header(&self, secret: Option<&Secret>) -> Result<HeaderMap, Failure> {
        let mut headers = HeaderMap::new();
        let Some(secret) = secret else {
            return match self.key {
                Key::OptionalBearer => Ok(headers),
                _ => Err(Failure::new(Kind::Key, "there is no key")),
            };
        };
        if !self.base.keeps_secrets() {
            let said = "the address is not encrypted, so the key was not sent";
            return Err(Failure::new(Kind::Tls, said));
        }
        let (name, value) = match self.key {
            Key::Header(name) => (name, secret.expose().to_owned()),
            Key::Bearer | Key::OptionalBearer | Key::ServiceAccount => {
                ("authorization", format!("Bearer {}", secret.expose()))
            }
        };
        let mut value = HeaderValue::from_str(&value)
            .map_err(|_| Failure::new(Kind::Key, "it has characters that no key has"))?;
        value.set_sensitive(true);
        headers.insert(name, value);
        Ok(headers)
    }
}

/// A key. No log and no message shows it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Secret(String);

impl Secret {
    /// Takes the key as it was pasted: without the space around it.
    pub fn new(key: &str) -> Self {
        Self(key.trim().to_owned())
    }

    /// Takes a service account's file, and of it only what is needed: keychains have little room.
    ///
    /// # Errors
    /// `Key` if it is none.
    pub fn service_account(file: &str) -> Result<Self, Failure> {
        vertex::compact(&Self::new(file))
    }

    /// The key itself.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Its last four characters, if enough others stay unknown.
    pub fn hint(&self) -> Option<&str> {
        let (at, _) = self.0.char_indices().rev().nth(3)?;
        (at >= 12).then(|| &self.0[at..])
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_shown_by_its_end_only() {
        let secret = Secret::new(" sk-0123456789abcdef\n");
        assert_eq!(secret.expose(), "sk-0123456789abcdef");
        assert_eq!(secret.hint(), Some("cdef"));
        assert_eq!(
            Secret::new("short").hint(),
            None,
            "most of it would be known"
        );
        assert_eq!(format!("{secret:?}"), "Secret(…)");
    }
}
