//! Values that a server is told and nobody else: keys in its environment or in HTTP headers.
//!
//! Does not belong here: where they are kept.

use std::collections::BTreeMap;
use std::fmt;

use crate::error::{Error, Kind};
use crate::spec::ServerSpec;

/// A value that no log and no message shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A secret of this value.
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The secrets of one server by name: of variables of its environment, or of HTTP headers (the value of
/// `authorization` in full, with `Bearer `). The names are those that the specification declares, so that
/// what was confirmed says which variables there are.
#[derive(Clone, Debug, Default)]
pub struct Secrets(BTreeMap<String, Secret>);

impl Secrets {
    /// No secrets.
    pub fn none() -> Self {
        Self::default()
    }

    /// With one more.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: Secret) -> Self {
        self.0.insert(name.into(), value);
        self
    }

    /// Checks that these are the secrets that `spec` declares, no fewer and no others.
    pub(crate) fn check(&self, spec: &ServerSpec) -> Result<(), Error> {
        let declared = spec.transport.secret_names();
        if let Some(name) = declared.iter().find(|name| !self.0.contains_key(*name)) {
            let said = format!("the secret {name} is missing");
            return Err(Error::new(Kind::BadSecret, said));
        }
        if let Some(name) = self.0.keys().find(|name| !declared.contains(*name)) {
            let said = format!("the secret {name} is not declared in the server's specification");
            return Err(Error::new(Kind::BadSecret, said));
        }
        if let Some((name, _)) = self.0.iter().find(|(_, value)| value.0.contains('\0')) {
            let said = format!("the secret {name} has a character that it must not have");
            return Err(Error::new(Kind::BadSecret, said));
        }
        Ok(())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Secret)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_secret_is_shown() {
        let secrets = Secrets::none().with("KEY", Secret::new("sk-1"));
        assert_eq!(format!("{secrets:?}"), r#"Secrets({"KEY": Secret(…)})"#);
    }
}
