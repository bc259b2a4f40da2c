//! Requests to vendors over HTTP, and their replies as streams.

mod address;
mod answer;
mod broken;
mod endpoint;
mod reply;
mod retry;
#[cfg(test)]
mod tests;

use std::time::Duration;

use futures::stream::{self, BoxStream, StreamExt};
use reqwest::header::{self, HeaderMap, HeaderValue};
use reqwest::{Response, redirect};

pub use address::Base;
pub use endpoint::{Endpoint, Secret};

use crate::ask::Ask;
use crate::failure::{Failure, Kind};
use crate::part::Part;
use reply::Reply;

/// Time for a connection to be made.
const CONNECT: Duration = Duration::from_secs(15);

/// Asks vendors. Clones share their connections.
#[derive(Clone, Debug)]
pub struct Client {
    away: reqwest::Client,
    /// For this computer's own servers, which a proxy would look for on its own.
    here: reqwest::Client,
}

impl Client {
    /// A client that honours the system's proxy.
    ///
    /// # Errors
    /// `Tls` if the system's certificates cannot be had.
    pub fn new() -> Result<Self, Failure> {
        let builder = || {
            reqwest::Client::builder()
                .user_agent(concat!("Pulse/", env!("CARGO_PKG_VERSION")))
                .connect_timeout(CONNECT)
                .tcp_keepalive(Duration::from_secs(30))
                // A redirect would take the key along.
                .redirect(redirect::Policy::none())
        };
        let build = |builder: reqwest::ClientBuilder| {
            builder
                .build()
                .map_err(|error| Failure::new(Kind::Tls, broken::chain(&error)))
        };
        Ok(Self {
            away: build(builder())?,
            here: build(builder().no_proxy())?,
        })
    }

    /// A reply, as it arrives. The stream ends after the reply's end or the first failure; dropping it
    /// ends the connection.
    pub fn ask(&self, endpoint: &Endpoint, ask: &Ask) -> BoxStream<'static, Result<Part, Failure>> {
        let opened = open(self.clone(), endpoint.clone(), ask.clone());
        let secret = endpoint.secret.clone();
        stream::once(opened)
            .flat_map(|opened| match opened {
                Ok(reply) => stream::unfold(reply, Reply::next).boxed(),
                Err(failure) => stream::iter([Err(failure)]).boxed(),
            })
            .map(move |part| {
                part.map_err(|failure| match &secret {
                    Some(secret) => failure.without(secret.expose()),
                    None => failure,
                })
            })
            .boxed()
    }
}

/// Sends the request until it is answered.
async fn open(client: Client, endpoint: Endpoint, ask: Ask) -> Result<Reply, Failure> {
    let request = endpoint.protocol.request(&ask);
    let url = endpoint.base.join(&request.path)?;
    let mut headers = HeaderMap::new();
    for (name, value) in request.headers {
        headers.insert(*name, HeaderValue::from_static(value));
    }
    headers.insert(
        header::ACCEPT,
        HeaderValue::from_static("text/event-stream"),
    );
    headers.extend(endpoint.key_header()?);
    let http = if endpoint.base.is_here() {
        &client.here
    } else {
        &client.away
    };
    let send = || async {
        let request = http
            .post(url.clone())
            .headers(headers.clone())
            .json(&request.body);
        let response = within(endpoint.idle, request.send())
            .await?
            .map_err(broken::failure)?;
        answer::accepted(response).await
    };
    let response = retry::until_answered(send).await?;
    Ok(Reply::new(
        response,
        endpoint.protocol.reader(),
        endpoint.idle,
    ))
}

/// What comes of `work`, unless nothing comes of it for `time`.
async fn within<T>(time: Duration, work: impl Future<Output = T>) -> Result<T, Failure> {
    tokio::time::timeout(time, work).await.map_err(|_| {
        Failure::new(
            Kind::Idle,
            format!("nothing came for {} s", time.as_secs_f32()),
        )
    })
}

/// The content type, in lower case.
fn content_type(response: &Response) -> Option<String> {
    let kind = response
        .headers()
        .get(header::CONTENT_TYPE)?
        .to_str()
        .ok()?;
    Some(kind.to_ascii_lowercase())
}
