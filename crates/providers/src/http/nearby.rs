//! Servers on this computer, at the ports where they usually are.

use std::time::Duration;

use futures::future::join_all;

use super::{Base, Client, Endpoint};
use crate::models::Listed;
use crate::vendor::{self, Vendor};

/// Who is there answers at once.
const PATIENCE: Duration = Duration::from_millis(800);

/// Ports of servers that speak Chat Completions: llama.cpp's own, vLLM and llama-cpp-python, Jan.
const PORTS: &[u16] = &[8080, 8000, 1337];

/// A server that answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearby {
    /// As what it can be used.
    pub vendor: &'static Vendor,
    /// Where it is.
    pub base: Base,
    /// What it offers.
    pub models: Vec<Listed>,
}

impl Client {
    /// The servers on this computer that answer at their usual ports and have a model. Takes less than a
    /// second.
    pub async fn nearby(&self) -> Vec<Nearby> {
        self.among(usual()).await
    }

    async fn among(&self, candidates: Vec<(&'static Vendor, Base)>) -> Vec<Nearby> {
        let asked = candidates.into_iter().map(|(vendor, base)| async move {
            let endpoint = Endpoint {
                protocol: vendor.protocol,
                base,
                key: vendor.key,
                secret: None,
                idle: PATIENCE,
            };
            // Not again: a server that starts just now is found the next time.
            let models = tokio::time::timeout(PATIENCE, self.models(&endpoint)).await;
            let models = models.ok()?.ok().filter(|models| !models.is_empty())?;
            Some(Nearby {
                vendor,
                base: endpoint.base,
                models,
            })
        });
        join_all(asked).await.into_iter().flatten().collect()
    }
}

/// Where to look.
fn usual() -> Vec<(&'static Vendor, Base)> {
    let named = vendor::VENDORS.iter().filter_map(|vendor| {
        let base: Base = vendor.base?.parse().ok()?;
        base.is_here().then_some((vendor, base))
    });
    let other = vendor::find("openai-compatible")
        .into_iter()
        .flat_map(|vendor| {
            PORTS.iter().filter_map(move |port| {
                Some((vendor, format!("http://127.0.0.1:{port}/v1").parse().ok()?))
            })
        });
    named.chain(other).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::tests::{Do, serve};

    #[tokio::test]
    async fn who_answers_is_found_and_who_does_not_holds_nobody_up() {
        let vendor = vendor::find("openai-compatible").unwrap();
        let list = "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{\"data\": [{\"id\": \"tiny\"}]}";
        let page = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n<html>";
        let (there, _told) = serve(vec![vec![Do::Send(list)]]).await;
        let (website, _told) = serve(vec![vec![Do::Send(page)]]).await;
        let (deaf, _told) = serve(vec![vec![Do::Wait]]).await;
        let bases = [&there, &website, &deaf].map(|base| (vendor, base.parse().unwrap()));
        let found = Client::new().unwrap().among(bases.to_vec()).await;
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].base.to_string(), there);
        assert_eq!(found[0].models[0].id, "tiny");
    }

    #[test]
    fn the_usual_places_are_on_this_computer() {
        let usual = usual();
        assert!(usual.iter().all(|(_, base)| base.is_here()));
        let ids: Vec<&str> = usual.iter().map(|(vendor, _)| vendor.id).collect();
        assert!(
            ids.contains(&"ollama")
                && ids.contains(&"lmstudio")
                && ids.contains(&"openai-compatible")
        );
    }
}
