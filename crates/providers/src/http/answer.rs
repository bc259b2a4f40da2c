//! Which answers begin a reply, and what the others mean.

use std::time::Duration;

use reqwest::{RequestBuilder, Response};

use super::{CONNECT, broken, content_type, retry, within};
use crate::failure::{Failure, Kind};
use crate::vendor_error;

/// Bytes of an error's body that are read.
const MOST: usize = 64 * 1024;

/// The answer to a request, which is sent again where that may help; `idle`: how long none may come.
pub(super) async fn to(
    idle: Duration,
    request: impl Fn() -> RequestBuilder,
) -> Result<Response, Failure> {
    retry::until_answered(|| async {
        let response = within(idle, request().send()).await?;
        accepted(response.map_err(broken::failure)?).await
    })
    .await
}

/// Refuses answers that are no reply.
async fn accepted(response: Response) -> Result<Response, Failure> {
    let status = response.status();
    if status.is_success() {
        let kind = content_type(&response);
        return if kind.is_some_and(|kind| kind.starts_with("text/html")) {
            Err(Failure::new(Kind::Protocol, "a web page came"))
        } else {
            Ok(response)
        };
    }
    if status.is_redirection() {
        let said = format!("status {}: it wants to be asked elsewhere", status.as_u16());
        return Err(Failure::new(Kind::Protocol, said));
    }
    let retry_after = retry::retry_after(response.headers());
    let body = beginning(response).await;
    let mut failure = vendor_error::failure_of_text(status.as_u16(), &body);
    failure.retry_after = retry_after.or(failure.retry_after);
    Err(failure)
}

/// The beginning of the body; what does not come soon is done without.
async fn beginning(mut response: Response) -> String {
    let mut body = Vec::new();
    let read = async {
        while let Ok(Some(bytes)) = response.chunk().await {
            body.extend_from_slice(&bytes);
            if body.len() >= MOST {
                break;
            }
        }
    };
    // Cut short or not, the status says enough.
    let _ = tokio::time::timeout(CONNECT, read).await;
    body.truncate(MOST);
    String::from_utf8_lossy(&body).into_owned()
}
