//! Asks a vendor for its models: also the way to find out whether a key is right.

use super::{Client, Endpoint, answer, broken, within};
use crate::failure::{Failure, Kind};
use crate::models::{self, Listed};

/// Bytes of a page at the most; the longest lists take half of one.
const LONGEST: usize = 16 * 1024 * 1024;
/// Pages at the most, of a thousand models each.
const PAGES: usize = 20;

impl Client {
    /// The models that the vendor offers to this key.
    ///
    /// # Errors
    /// As for a reply: `Key` if the key is wrong, for instance.
    pub async fn models(&self, endpoint: &Endpoint) -> Result<Vec<Listed>, Failure> {
        let mut all = Vec::new();
        let mut next = Some(models::path(endpoint.protocol).to_owned());
        for _ in 0..PAGES {
            let Some(path) = next.take() else { break };
            let body = self.page(endpoint, &path).await;
            let body = body.map_err(|failure| endpoint.hide(failure))?;
            let page = models::page(endpoint.protocol, &body)?;
            all.extend(page.models);
            next = page.next;
        }
        Ok(all)
    }

    async fn page(&self, endpoint: &Endpoint, path: &str) -> Result<Vec<u8>, Failure> {
        let url = endpoint.base.join(path)?;
        let headers = self.headers(endpoint).await?;
        let http = self.to(&endpoint.base);
        let get = || http.get(url.clone()).headers(headers.clone());
        let mut response = answer::to(endpoint.idle, get).await?;
        let mut body = Vec::new();
        while let Some(bytes) = within(endpoint.idle, response.chunk())
            .await?
            .map_err(broken::failure)?
        {
            if body.len() + bytes.len() > LONGEST {
                return Err(Failure::new(Kind::Protocol, "the list does not end"));
            }
            body.extend_from_slice(&bytes);
        }
        Ok(body)
    }
}
