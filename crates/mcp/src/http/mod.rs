//! The way to a server over streamable HTTP.
//!
//! Belongs here: which addresses are taken, the headers, the HTTP client and its bounds, and what HTTP's
//! failures mean. Does not belong here: the protocol's messages, which `rmcp` speaks.

mod address;
mod failure;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderName, HeaderValue};
use reqwest::{Client, redirect};
use rmcp::transport::StreamableHttpClientTransport;
use rmcp::transport::common::client_side_sse::ExponentialBackoff;
use rmcp::transport::streamable_http_client::StreamableHttpClientTransportConfig;
use url::Url;

use crate::error::{Error, Kind};
use crate::options::Options;
use crate::secret::Secrets;

pub(crate) use address::parse as address;
pub(crate) use failure::{of_chain, session_is_over};

/// Time for a connection to be made.
const CONNECT: Duration = Duration::from_secs(15);
/// Redirects that are followed, all of them on one host.
const REDIRECTS: usize = 3;
/// Headers that the transport sets itself.
const RESERVED: &[&str] = &[
    "accept",
    "connection",
    "content-length",
    "content-type",
    "host",
    "last-event-id",
    "mcp-protocol-version",
    "mcp-session-id",
    "transfer-encoding",
];

/// The transport to `url`. Nothing is sent yet.
pub(crate) fn transport(
    url: &str,
    headers: &BTreeMap<String, String>,
    secrets: &Secrets,
    options: &Options,
) -> Result<StreamableHttpClientTransport<Client>, Error> {
    let url = address(url)?;
    let mut all = HashMap::new();
    for (name, value) in headers {
        all.insert(
            header_name(name)?,
            header_value(name, value, Kind::BadSpec)?,
        );
    }
    for (name, secret) in secrets.iter() {
        let mut value = header_value(name, secret.expose(), Kind::BadSecret)?;
        value.set_sensitive(true);
        all.insert(header_name(name)?, value);
    }
    let mut config = StreamableHttpClientTransportConfig::with_uri(url.as_str())
        .custom_headers(all)
        .max_sse_event_size(options.message)
        .max_json_response_size(options.message)
        .max_error_response_size(options.stderr)
        .control_request_timeout(options.grace)
        // A new session may have other tools: the caller connects again and sees them.
        .reinit_on_expired_session(false);
    let mut again = ExponentialBackoff::default();
    again.max_times = Some(5);
    config.retry_config = Arc::new(again);
    Ok(StreamableHttpClientTransport::with_client(
        client(&url)?,
        config,
    ))
}

fn client(url: &Url) -> Result<Client, Error> {
    let mut builder = Client::builder()
        .user_agent(concat!("Pulse/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(CONNECT)
        .tcp_keepalive(Duration::from_secs(30))
        .redirect(redirect::Policy::custom(on_redirect));
    if address::is_here(url) {
        // A proxy would look for this computer on its own.
        builder = builder.no_proxy();
    }
    builder
        .build()
        .map_err(|error| Error::new(Kind::Unreachable, failure::words(&error)))
}

/// Follows on the same host alone: another one would be told the headers and all that is called.
fn on_redirect(attempt: redirect::Attempt<'_>) -> redirect::Action {
    let here = attempt.previous().first().map(Url::origin);
    if attempt.previous().len() > REDIRECTS {
        attempt.error("the server redirects again and again")
    } else if here == Some(attempt.url().origin()) {
        attempt.follow()
    } else {
        attempt.error("the server redirects to another host")
    }
}

/// Checks that headers of these names can be sent.
pub(crate) fn check_names<'a>(names: impl Iterator<Item = &'a str>) -> Result<(), Error> {
    let mut seen = BTreeSet::new();
    for name in names {
        let name = header_name(name)?;
        if !seen.insert(name.to_string()) {
            let said = format!("the header {name} is there twice");
            return Err(Error::new(Kind::BadSpec, said));
        }
    }
    Ok(())
}

fn header_name(name: &str) -> Result<HeaderName, Error> {
    let parsed = HeaderName::from_bytes(name.as_bytes()).ok();
    parsed
        .filter(|name| !RESERVED.contains(&name.as_str()))
        .ok_or_else(|| {
            Error::new(
                Kind::BadSpec,
                format!("{name:?} is no header that can be set"),
            )
        })
}

fn header_value(name: &str, value: &str, kind: Kind) -> Result<HeaderValue, Error> {
    HeaderValue::from_str(value).map_err(|_| {
        let said = format!("the header {name} has characters that no header has");
        Error::new(kind, said)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_that_the_transport_sets_cannot_be_set() {
        check_names(["authorization", "X-Key"].into_iter()).unwrap();
        for bad in [
            &["Host"][..],
            &["mcp-session-id"],
            &["a b"],
            &[""],
            &["x-a", "X-A"],
        ] {
            let error = check_names(bad.iter().copied()).unwrap_err();
            assert_eq!(error.kind, Kind::BadSpec, "{bad:?}");
        }
    }
}
