//! The server: one port, all vendors.

use std::io;
use std::net::SocketAddr;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::script::Refused;
use crate::{anthropic, google, openai};

/// The key that all stand-ins accept.
pub const KEY: &str = "sandbox-key-0123456789";

/// Running stand-ins; they end with it.
#[derive(Debug)]
pub struct Sandbox {
    address: SocketAddr,
    server: JoinHandle<()>,
}

impl Sandbox {
    /// Starts them on `port` of the loopback address; 0 takes one that is free.
    ///
    /// # Errors
    /// The port is taken.
    pub async fn start(port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port)).await?;
        let address = listener.local_addr()?;
        let routes = Router::new()
            .nest("/openai", openai::routes())
            .nest("/anthropic", anthropic::routes())
            .nest("/google", google::routes());
        let server = tokio::spawn(async move {
            // It ends by being dropped.
            let _ = axum::serve(listener, routes).await;
        });
        Ok(Self { address, server })
    }

    /// The base address of a vendor: `openai`, `anthropic` or `google`.
    pub fn base(&self, vendor: &str) -> String {
        let path = match vendor {
            "openai" => "/openai/v1",
            "google" => "/google/v1",
            _ => "/anthropic",
        };
        format!("http://{}{path}", self.address)
    }

    /// Serves until the program ends.
    pub async fn serve(mut self) {
        let _ = (&mut self.server).await;
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// A refusal with the header that goes with it.
pub(crate) fn with_status(status: u16, refused: Refused, body: Value) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Json(body)).into_response();
    if refused == Refused::Rate {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
    }
    response
}
