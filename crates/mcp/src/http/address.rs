//! Which addresses Pulse connects to.

use url::{Host, Url};

use crate::error::{Error, Kind};

/// The address, if it is `https`, or `http` on this computer.
pub(crate) fn parse(text: &str) -> Result<Url, Error> {
    let refused = |what: &str| {
        Err(Error::new(
            Kind::RefusedAddress,
            format!("the address {what}"),
        ))
    };
    // What is shown is what is reached: letters that look like others have an ASCII form.
    if !text.is_ascii() {
        return refused("has letters beyond ASCII");
    }
    let Ok(url) = Url::parse(text) else {
        return refused("is none: it should look like https://example.com/mcp");
    };
    if !url.username().is_empty() || url.password().is_some() {
        return refused("must not hold a password: give it as a secret header");
    }
    if url.fragment().is_some() {
        return refused("must end before any “#”");
    }
    match url.scheme() {
        "https" if url.has_host() => Ok(url),
        "http" if is_here(&url) => Ok(url),
        "http" => refused("must begin with https://, because it is not on this computer"),
        _ => refused("must begin with https://"),
    }
}

/// Whether it is on this computer.
pub(super) fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_encrypted_or_here() {
        for good in [
            "https://example.com/mcp",
            "https://example.com:8443/mcp?team=1",
            "http://localhost:8000/mcp",
            "http://127.0.0.1:1",
            "http://[::1]:1/mcp",
        ] {
            assert!(parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "example.com",
            "http://example.com/mcp",
            "http://localhost.example.com/mcp",
            "http://192.168.0.1/mcp",
            "http://0.0.0.0/mcp",
            "ftp://example.com",
            "file:///etc/passwd",
            "https://me:secret@example.com",
            "https://example.com/#a",
            "https://ex\u{430}mple.com",
        ] {
            let error = parse(bad).unwrap_err();
            assert_eq!(error.kind, Kind::RefusedAddress, "{bad}");
            assert!(!error.said.contains("secret@"), "{}", error.said);
        }
    }
}
