//! Requests to vendors over HTTP, and their replies as streams.

mod address;
mod answer;
mod broken;
mod endpoint;
mod listing;
mod nearby;
mod reply;
mod retry;
#[cfg(test)]
mod tests;
mod vertex;

use std::time::Duration;

use futures::stream::{self, BoxStream, StreamExt};
use reqwest::header::{self, HeaderMap, HeaderValue};
use reqwest::{Response, redirect};

pub use address::Base;
pub use endpoint::{Endpoint, Secret};
pub use nearby::Nearby;
pub use vertex::vertex_base;

use crate::ask::Ask;
use crate::failure::{Failure, Kind};
use crate::part::Part;
use crate::vendor::Key;
use reply::Reply;
use vertex::Tokens;

/// Time for a connection to be made.
const CONNECT: Duration = Duration::from_secs(15);

/// Asks vendors. Clones share their connections.
#[derive(Clone, Debug)]
pub struct Client {
    away: reqwest::Client,
    /// For this computer's own servers, which a proxy would look for on its own.
    here: reqwest::Client,
    tokens: Tokens,
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
            tokens: Tokens::default(),
        })
    }

    /// A reply, as it arrives. The stream ends after the reply's end or the first failure; dropping it
    /// ends the connection.
    pub fn ask(&self, endpoint: &Endpoint, ask: &Ask) -> BoxStream<'static, Result<Part, Failure>> {
        let opened = self.clone().open(endpoint.clone(), ask.clone());
        let endpoint = endpoint.clone();
        stream::once(opened)
            .flat_map(|opened| match opened {
                Ok(reply) => stream::unfold(reply, Reply::next).boxed(),
                Err(failure) => stream::iter([Err(failure)]).boxed(),
            })
            .map(move |part| part.map_err(|failure| endpoint.hide(failure)))
            .boxed()
    }

    /// Sends the request until it is answered.
    async fn open(self, endpoint: Endpoint, ask: Ask) -> Result<Reply, Failure> {
        let request = endpoint.protocol.request(&ask);
        let url = endpoint.base.join(&request.path)?;
        let mut headers = self.headers(&endpoint).await?;
        let events = HeaderValue::from_static("text/event-stream");
        headers.insert(header::ACCEPT, events);
        let http = self.to(&endpoint.base);
        let post = || {
            let post = http.post(url.clone()).headers(headers.clone());
            post.json(&request.body)
        };
        let response = answer::to(endpoint.idle, post).await?;
        let reader = endpoint.protocol.reader();
        Ok(Reply::new(response, reader, endpoint.idle))
    }

    /// The client that goes the right way to the address.
    fn to(&self, base: &Base) -> &reqwest::Client {
        if base.is_here() {
            &self.here
        } else {
            &self.away
        }
    }

    /// The headers of every request to the vendor, with the key.
    async fn headers(&self, endpoint: &Endpoint) -> Result<HeaderMap, Failure> {
        let mut headers = HeaderMap::new();
        for (name, value) in endpoint.protocol.headers() {
            headers.insert(*name, HeaderValue::from_static(value));
        }
        let secret = match (&endpoint.secret, endpoint.key) {
            (Some(account), Key::ServiceAccount) => {
                Some(self.tokens.token(account, self, endpoint.idle).await?)
            }
            (secret, _) => secret.clone(),
        };
        headers.extend(endpoint.key_header(secret.as_ref())?);
        Ok(headers)
    }
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
