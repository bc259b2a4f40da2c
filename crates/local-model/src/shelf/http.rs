//! The rules of a download's HTTP: whom to ask, which answers count, and what errors mean.

use std::time::Duration;

use contract::{Code, Error, Result};
use reqwest::header::{self, HeaderMap};
use reqwest::{Client, Response, Url, redirect};

use super::spec;

/// Time for a connection to be made.
const CONNECT: Duration = Duration::from_secs(20);
/// Redirects that are followed.
const MAX_REDIRECTS: usize = 10;

/// A client that keeps to the rules of [`spec`].
pub(super) fn client(url: &str) -> Result<Client> {
    let follow = redirect::Policy::custom(|attempt| {
        let from = attempt.previous().last();
        if attempt.previous().len() > MAX_REDIRECTS {
            attempt.error("too many redirects")
        } else if from.is_some_and(|from| !spec::may_follow(from, attempt.url())) {
            attempt.error("it leads to an address that is not encrypted")
        } else {
            attempt.follow()
        }
    });
    let mut builder = Client::builder()
        .user_agent(concat!("Pulse/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(CONNECT)
        .redirect(follow);
    if Url::parse(url).is_ok_and(|url| spec::is_loopback(&url)) {
        // A proxy would look for the address on its own computer.
        builder = builder.no_proxy();
    }
    builder.build().map_err(|error| {
        Error::new(Code::Internal, "Downloads cannot be made on this system").with_detail(error)
    })
}

/// Refuses answers that are not the file.
pub(super) fn accepted(response: Response) -> Result<Response> {
    let status = response.status();
    let refused = |code, what: &str| {
        Err(Error::new(code, what).with_detail(format!("status {}", status.as_u16())))
    };
    match status.as_u16() {
        200 | 206 => {}
        404 | 410 => return refused(Code::NotFound, "The server has no file at this address"),
        401 | 403 => {
            return refused(
                Code::InvalidInput,
                "The server does not give this file to everybody",
            );
        }
        408 | 425 | 429 | 500..=599 => {
            return refused(Code::Network, "The server cannot answer now");
        }
        _ => {
            return refused(
                Code::InvalidInput,
                "The server did not answer with the file",
            );
        }
    }
    let kind = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    if kind.is_some_and(|kind| kind.to_ascii_lowercase().starts_with("text/html")) {
        return Err(Error::new(
            Code::ModelInvalid,
            "The address leads to a web page, not to a GGUF file",
        ));
    }
    Ok(response)
}

/// What identifies this version of the file, fit for `If-Range`.
pub(super) fn version_of(headers: &HeaderMap) -> Option<String> {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned)
    };
    text(header::ETAG)
        .filter(|tag| !tag.starts_with("W/"))
        .or_else(|| text(header::LAST_MODIFIED))
}

/// `first` of `Content-Range: bytes first-last/total`.
pub(super) fn range_start(headers: &HeaderMap) -> Option<u64> {
    let range = headers.get(header::CONTENT_RANGE)?.to_str().ok()?;
    range
        .strip_prefix("bytes ")?
        .split('-')
        .next()?
        .parse()
        .ok()
}

/// `total` of `Content-Range`.
pub(super) fn range_total(headers: &HeaderMap) -> Option<u64> {
    let range = headers.get(header::CONTENT_RANGE)?.to_str().ok()?;
    range.rsplit('/').next()?.parse().ok()
}

/// A failure that another try may mend.
pub(super) fn network(message: impl Into<String>) -> Error {
    Error::new(Code::Network, message)
}

/// What arrives has another beginning than GGUF.
pub(super) fn not_gguf(file_name: &str) -> Error {
    Error::new(
        Code::ModelInvalid,
        format!("What the server sent for “{file_name}” is not a GGUF file"),
    )
}

/// An error of the client. The URL is left out of it, since it may carry a secret.
pub(super) fn failed(error: reqwest::Error) -> Error {
    let error = error.without_url();
    let (code, message) = if error.is_redirect() {
        (Code::InvalidInput, "The server's redirect is not allowed")
    } else if error.is_connect() {
        (Code::Network, "The server cannot be reached")
    } else {
        (Code::Network, "The connection broke off")
    };
    let mut detail = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(inner) = cause {
        detail = format!("{detail}: {inner}");
        cause = inner.source();
    }
    Error::new(code, message).with_detail(detail)
}
