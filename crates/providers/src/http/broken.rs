//! What a failure of the network means.

use std::error::Error;
use std::io;

use crate::failure::{Failure, Kind};

/// What the client's error is. The address is left out of it, since it may carry what is nobody else's
/// business.
pub(super) fn failure(error: reqwest::Error) -> Failure {
    let error = error.without_url();
    let said = chain(&error);
    let kind = if causes(&error).any(is_tls) {
        Kind::Tls
    } else if error.is_connect() && said.contains("tunnel") {
        // hyper-util's error for a proxy that refused has a type of its own, which is not public.
        Kind::Proxy
    } else if error.is_connect() {
        Kind::Unreachable
    } else {
        // Also before the first byte: the vendor may have begun to work.
        Kind::Broken
    };
    Failure::new(kind, said)
}

/// The error and what caused it, in one line.
pub(super) fn chain(error: &reqwest::Error) -> String {
    let causes: Vec<String> = causes(error).map(ToString::to_string).collect();
    causes.join(": ")
}

/// The error, its cause, and so on.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    let mut next = Some(error);
    std::iter::from_fn(move || {
        let error = next.take()?;
        // An I/O error hides what it was made of from `source`.
        next = match error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref)
        {
            Some(inner) => Some(inner as &(dyn Error + 'static)),
            None => error.source(),
        };
        Some(error)
    })
}

fn is_tls(error: &(dyn Error + 'static)) -> bool {
    error.is::<rustls::Error>()
}
