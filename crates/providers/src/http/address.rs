//! A vendor's base address.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use contract::{Code, Error};
use reqwest::Url;
use url::Host;

use crate::failure::{Failure, Kind};

/// An address to which paths are added: `https://host/v1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base(Url);

impl Base {
    /// The address of `path`, which begins with `/`.
    pub(super) fn join(&self, path: &str) -> Result<Url, Failure> {
        let base = self.0.as_str().trim_end_matches('/');
        Url::parse(&format!("{base}{path}"))
            .map_err(|error| Failure::new(Kind::Request, error.to_string()))
    }

    /// The server alone: scheme, host and port.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// Whether it is on this computer.
    pub fn is_here(&self) -> bool {
        match self.0.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(ip)) => ip.is_loopback(),
            Some(Host::Ipv6(ip)) => ip.is_loopback(),
            None => false,
        }
    }

    /// Whether a key can be sent there: encrypted, or not beyond the house.
    pub fn keeps_secrets(&self) -> bool {
        self.0.scheme() == "https" || self.is_here() || self.is_in_house()
    }

    fn is_in_house(&self) -> bool {
        match self.0.host() {
            Some(Host::Domain(name)) => name.ends_with(".local"),
            Some(Host::Ipv4(ip)) => ip.is_private() || ip.is_link_local(),
            Some(Host::Ipv6(ip)) => match ip.to_canonical() {
                IpAddr::V4(ip) => ip.is_private(),
                IpAddr::V6(ip) => ip.is_unique_local() || ip.is_unicast_link_local(),
            },
            None => false,
        }
    }
}

impl FromStr for Base {
    type Err = Error;

    /// # Errors
    /// `InvalidInput` with a sentence that says what is wrong with it.
    fn from_str(text: &str) -> Result<Self, Error> {
        let wrong = |what: &str| {
            Err(Error::new(
                Code::InvalidInput,
                format!("The address {what}"),
            ))
        };
        let Ok(url) = Url::parse(text.trim()) else {
            return wrong("is none: it should look like https://example.com/v1");
        };
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return wrong("must begin with https:// or http://");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return wrong("must not hold a password: give it as the key");
        }
        if url.query().is_some() || url.fragment().is_some() {
            return wrong("must end before any “?” or “#”");
        }
        Ok(Self(url))
    }
}

impl fmt::Display for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(text: &str) -> Base {
        text.parse().unwrap()
    }

    #[test]
    fn paths_are_added_to_it() {
        for text in [
            "https://api.example.com/v1",
            " https://api.example.com/v1/ ",
        ] {
            let url = base(text).join("/models/a:b?alt=sse").unwrap();
            assert_eq!(
                url.as_str(),
                "https://api.example.com/v1/models/a:b?alt=sse"
            );
        }
        let url = base("http://127.0.0.1:8080")
            .join("/chat/completions")
            .unwrap();
        assert_eq!(url.as_str(), "http://127.0.0.1:8080/chat/completions");
    }

    #[test]
    fn keys_are_sent_encrypted_or_not_beyond_the_house() {
        for (text, keeps) in [
            ("https://example.com", true),
            ("http://example.com", false),
            ("http://localhost:1234/v1", true),
            ("http://127.0.0.1", true),
            ("http://[::1]:80", true),
            ("http://192.168.1.7:1234", true),
            ("http://[::ffff:10.0.0.1]", true),
            ("http://[fd00::1]", true),
            ("http://studio.local", true),
            ("http://8.8.8.8", false),
            ("http://localhost.example.com", false),
        ] {
            assert_eq!(base(text).keeps_secrets(), keeps, "{text}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused_with_a_sentence() {
        for (text, word) in [
            ("example", "should look like"),
            ("ftp://example.com", "must begin with"),
            ("file:///etc/passwd", "must begin with"),
            ("https://me:secret@example.com", "password"),
            ("https://example.com/v1?key=1", "“?”"),
        ] {
            let error = text.parse::<Base>().unwrap_err();
            assert!(error.message.contains(word), "{text}: {}", error.message);
            assert!(!error.message.contains("secret"));
        }
    }
}
