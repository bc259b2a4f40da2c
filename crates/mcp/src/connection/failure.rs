//! What the protocol library's errors mean.

use rmcp::ServiceError;
use rmcp::service::ClientInitializeError;
use rmcp::transport::DynamicTransportError;

use crate::error::{Error, Kind};
use crate::{http, text};

/// Characters of a server's message that are told.
const SAID: usize = 1000;

/// A request failed.
pub(crate) fn of_service(error: ServiceError) -> Error {
    match error {
        ServiceError::McpError(error) => {
            let said = text::line(&error.message, SAID);
            Error::new(Kind::ToolFailed, format!("{said} ({})", error.code.0))
        }
        ServiceError::TransportSend(error) => of_transport(&error),
        ServiceError::TransportClosed => broken(),
        ServiceError::UnexpectedResponse => {
            let said = "the answer is not one to what was asked";
            Error::new(Kind::Protocol, said)
        }
        error => Error::new(Kind::Protocol, text::line(&error.to_string(), SAID)),
    }
}

/// The first exchange failed.
pub(crate) fn of_start(error: ClientInitializeError) -> Error {
    match error {
        ClientInitializeError::TransportError { error, .. } => of_transport(&error),
        ClientInitializeError::ConnectionClosed(_) => broken(),
        ClientInitializeError::JsonRpcError(error) => {
            let said = text::line(&error.message, SAID);
            Error::new(Kind::Handshake, format!("{said} ({})", error.code.0))
        }
        ClientInitializeError::Cancelled => Error::new(Kind::Cancelled, "stopped"),
        error => Error::new(Kind::Handshake, text::line(&error.to_string(), SAID)),
    }
}

/// Whether the server has forgotten who Pulse is.
pub(crate) fn ends_session(error: &ServiceError) -> bool {
    let ServiceError::TransportSend(error) = error else {
        return false;
    };
    http::session_is_over(error.error.as_ref())
}

fn of_transport(error: &DynamicTransportError) -> Error {
    http::of_chain(error.error.as_ref()).unwrap_or_else(broken)
}

fn broken() -> Error {
    Error::new(Kind::Crashed, "the server broke the connection")
}
