//! What a server sees of Pulse: a client without any capability.
//!
//! Sampling, questions to the user and file system roots are neither offered nor answered.

use std::sync::Arc;

use rmcp::model::{
    ClientCapabilities, ClientConfig, ClientResult, ErrorCode, Implementation, ProtocolVersion,
    ServerNotification, ServerRequest,
};
use rmcp::service::{NotificationContext, RequestContext};
use rmcp::{ErrorData, RoleClient, Service};
use tokio::sync::Notify;

/// Answers what a server asks, and notes that its tools have changed.
pub(crate) struct Pulse {
    /// Told when the tools have changed.
    pub changed: Arc<Notify>,
}

impl Service<RoleClient> for Pulse {
    async fn handle_request(
        &self,
        request: ServerRequest,
        _: RequestContext<RoleClient>,
    ) -> Result<ClientResult, ErrorData> {
        match request {
            ServerRequest::PingRequest(_) => Ok(ClientResult::empty(())),
            _ => {
                let said = "Pulse has no such capability";
                Err(ErrorData::new(ErrorCode::METHOD_NOT_FOUND, said, None))
            }
        }
    }

    async fn handle_notification(
        &self,
        notification: ServerNotification,
        _: NotificationContext<RoleClient>,
    ) -> Result<(), ErrorData> {
        if let ServerNotification::ToolListChangedNotification(_) = notification {
            self.changed.notify_one();
        }
        Ok(())
    }

    fn get_info(&self) -> ClientConfig {
        let us = Implementation::new("pulse", env!("CARGO_PKG_VERSION")).with_title("Pulse");
        ClientConfig::new(ClientCapabilities::default(), us)
            .with_protocol_version(ProtocolVersion::LATEST_WITH_INITIALIZE)
    }
}
