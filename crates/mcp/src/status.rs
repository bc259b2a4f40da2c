//! How a connection stands.

use std::sync::Arc;

use crate::error::Error;
use crate::tool::Tool;

/// How a connection stands. `Failed` and `Closed` are final.
#[derive(Clone, Debug)]
pub enum Status {
    /// The server was started and has not listed its tools yet.
    Starting,
    /// The server can be called. A new list is a new `Ready`.
    Ready(Arc<[Tool]>),
    /// The server is gone, and why; the error has the end of its standard error.
    Failed(Error),
    /// Pulse closed the connection.
    Closed,
}

impl Status {
    /// The error of a call that can no longer be answered; `None` as long as it can.
    pub(crate) fn over(&self) -> Option<Error> {
        match self {
            Self::Starting | Self::Ready(_) => None,
            Self::Failed(error) => Some(error.clone()),
            Self::Closed => Some(closed()),
        }
    }
}

pub(crate) fn closed() -> Error {
    Error::new(
        crate::Kind::Closed,
        "the connection to the server is closed",
    )
}
