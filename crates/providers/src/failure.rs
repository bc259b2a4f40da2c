//! Why a vendor gave no reply, or no more of one, and what can be done about it.

use std::time::Duration;

use contract::{Code, Error};

/// What went wrong between Pulse and a vendor.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind:?}: {said}")]
pub struct Failure {
    /// The kind, which decides what the user is told.
    pub kind: Kind,
    /// The vendor's or the system's own words; no key is in them.
    pub said: String,
    /// How long the vendor asks to be left alone.
    pub retry_after: Option<Duration>,
}

/// Kinds of failures, by what there is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The key is missing, wrong or revoked.
    Key,
    /// The key is right and may not do this.
    Forbidden,
    /// The account has no credit.
    Credit,
    /// Too much was asked in a short time.
    Rate,
    /// The prompt does not fit into the model.
    ContextTooLong,
    /// There is no such model (any more).
    Model,
    /// The vendor does not answer such a prompt.
    Refused,
    /// The vendor does not understand the request.
    Request,
    /// The vendor is overloaded or broken.
    Vendor,
    /// The vendor's address could not be found or reached.
    Unreachable,
    /// The connection's certificate is not to be trusted, or TLS failed otherwise.
    Tls,
    /// The proxy did not let the connection through.
    Proxy,
    /// The connection broke, or the reply ended in the middle.
    Broken,
    /// Nothing came for as long as the user allows.
    Idle,
    /// What answered does not speak the vendor's protocol.
    Protocol,
}

impl Kind {
    fn code(self) -> Code {
        match self {
            Self::Key | Self::Forbidden => Code::KeyRejected,
            Self::Credit => Code::NoCredit,
            Self::Rate => Code::RateLimited,
            Self::ContextTooLong => Code::ContextTooLong,
            Self::Model => Code::ModelMissing,
            Self::Refused => Code::ContentRefused,
            Self::Request | Self::Protocol => Code::InvalidInput,
            Self::Vendor
            | Self::Unreachable
            | Self::Tls
            | Self::Proxy
            | Self::Broken
            | Self::Idle => Code::Network,
        }
    }
}

impl Failure {
    /// A failure of `kind`.
    pub fn new(kind: Kind, said: impl Into<String>) -> Self {
        Self {
            kind,
            said: said.into(),
            retry_after: None,
        }
    }

    /// The same failure without `secret`, which a vendor may have repeated.
    #[must_use]
    pub fn without(mut self, secret: &str) -> Self {
        if !secret.is_empty() && self.said.contains(secret) {
            self.said = self.said.replace(secret, "…");
        }
        self
    }

    /// What the user is told: `vendor` and `model` by their names, and what to do.
    pub fn into_error(self, vendor: &str, model: &str) -> Error {
        let message = match self.kind {
            Kind::Key => format!("{vendor} does not accept the key. Check it in Settings"),
            Kind::Forbidden => {
                format!("{vendor} does not let this key use {model}. Choose another model or key")
            }
            Kind::Credit => {
                format!(
                    "Your account with {vendor} has no credit left. Add some there, or choose another model"
                )
            }
            Kind::Rate => format!("{vendor} allows no more requests for {model} at the moment"),
            Kind::ContextTooLong => {
                format!(
                    "The conversation is longer than {model} can hold. Start a new one, or choose another model"
                )
            }
            Kind::Model => {
                format!("{vendor} has no model {model} (any more). Choose another one")
            }
            Kind::Refused => format!("{vendor} does not answer this with {model}"),
            Kind::Request => format!("{vendor} did not understand the request to {model}"),
            Kind::Vendor => format!("{vendor} is overloaded or out of order. Try again in a while"),
            Kind::Unreachable => {
                format!("{vendor} cannot be reached. Check the connection and the address")
            }
            Kind::Tls => {
                format!("The connection to {vendor} is not safe: its certificate was not accepted")
            }
            Kind::Proxy => format!("The proxy did not let Pulse through to {vendor}"),
            Kind::Broken => format!("The connection to {vendor} broke in the middle of the reply"),
            Kind::Idle => format!("{vendor} sent nothing for too long"),
            Kind::Protocol => {
                format!("What answered for {vendor} does not speak its protocol. Check the address")
            }
        };
        let error = Error::new(self.kind.code(), message).after(self.retry_after);
        if self.said.is_empty() {
            error
        } else {
            error.with_detail(self.said)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_hears_who_what_and_what_to_do() {
        let mut failure = Failure::new(Kind::Rate, "Rate limit reached");
        failure.retry_after = Some(Duration::from_secs(30));
        let error = failure.into_error("OpenAI", "GPT 6 Luna");
        assert_eq!(error.code, Code::RateLimited);
        assert_eq!(
            error.message,
            "OpenAI allows no more requests for GPT 6 Luna at the moment"
        );
        assert_eq!(error.detail.as_deref(), Some("Rate limit reached"));
        assert_eq!(error.retry_after_ms, Some(30_000));

        let error = Failure::new(Kind::Key, "").into_error("OpenAI", "m");
        assert_eq!((error.code, error.detail), (Code::KeyRejected, None));
    }

    #[test]
    fn a_key_is_taken_out_of_the_vendors_words() {
        let failure = Failure::new(Kind::Key, "wrong: sk-1, sk-1").without("sk-1");
        assert_eq!(failure.said, "wrong: …, …");
        assert_eq!(
            failure.clone().without(""),
            failure,
            "no key, nothing to take out"
        );
    }
}
