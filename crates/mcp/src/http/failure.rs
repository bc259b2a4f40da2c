//! What a failure of the HTTP transport means.

use std::error::Error as StdError;

use reqwest::StatusCode;
use rmcp::transport::streamable_http_client::{
    AuthRequiredError, HttpStatusError, InsufficientScopeError, StreamableHttpError,
};

use crate::error::{Error, Kind};
use crate::text;

type Failure = StreamableHttpError<reqwest::Error>;

/// The error that `error` or what is behind it stands for; `None` if none of it is of HTTP.
pub(crate) fn of_chain(error: &(dyn StdError + 'static)) -> Option<Error> {
    let kind = links(error).find_map(kind)?;
    Some(Error::new(kind, words(error)))
}

/// Whether the server no longer knows the session.
pub(crate) fn session_is_over(error: &(dyn StdError + 'static)) -> bool {
    links(error).any(|error| matches!(error.downcast_ref(), Some(Failure::SessionExpired)))
}

fn kind(error: &(dyn StdError + 'static)) -> Option<Kind> {
    if error.is::<AuthRequiredError>() || error.is::<InsufficientScopeError>() {
        return Some(Kind::Unauthorized);
    }
    if error.is::<HttpStatusError>() {
        return Some(Kind::Unreachable);
    }
    if let Some(error) = error.downcast_ref::<reqwest::Error>() {
        return Some(match error.status() {
            Some(StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) => Kind::Unauthorized,
            _ if error.is_redirect() => Kind::RefusedAddress,
            _ if error.is_timeout() => Kind::TimedOut,
            _ => Kind::Unreachable,
        });
    }
    match error.downcast_ref::<Failure>()? {
        Failure::AuthRequired(_) | Failure::InsufficientScope(_) => Some(Kind::Unauthorized),
        Failure::ResponseBodyTooLarge { .. } => Some(Kind::TooLarge),
        Failure::SessionExpired => Some(Kind::Crashed),
        Failure::ControlRequestTimeout => Some(Kind::TimedOut),
        // Its cause says more.
        Failure::Client(_) => None,
        Failure::HttpStatus(_) => Some(Kind::Unreachable),
        Failure::UnexpectedServerResponse(said)
            if said.contains("HTTP 401") || said.contains("HTTP 403") =>
        {
            Some(Kind::Unauthorized)
        }
        Failure::UnexpectedServerResponse(said) if said.starts_with("HTTP ") => {
            Some(Kind::Unreachable)
        }
        Failure::TransportChannelClosed | Failure::UnexpectedEndOfStream | Failure::Io(_) => {
            Some(Kind::Unreachable)
        }
        _ => Some(Kind::Protocol),
    }
}

/// The words of the error and of what is behind it, without addresses.
pub(super) fn words(error: &(dyn StdError + 'static)) -> String {
    let mut words: Vec<String> = Vec::new();
    for link in links(error) {
        if let Some(Failure::Client(_)) = link.downcast_ref() {
            continue;
        }
        let mut word = link.to_string();
        // Reqwest names the address, which may hold a key in its query.
        if let Some(error) = link.downcast_ref::<reqwest::Error>()
            && let Some(url) = error.url()
        {
            word = word.replace(url.as_str(), "…");
        }
        if let Some(last) = words.last_mut()
            && last.ends_with(&word)
        {
            continue;
        }
        words.push(word);
    }
    text::line(&words.join(": "), 500)
}

fn links<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&error| behind(error)).take(16)
}

fn behind<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + 'static)> {
    match error.downcast_ref() {
        // It does not call its cause one.
        Some(Failure::Client(error)) => Some(error),
        _ => error.source(),
    }
}
