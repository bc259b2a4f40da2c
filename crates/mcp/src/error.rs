//! What can go wrong between Pulse and a server.
//!
//! Does not belong here: the sentences that the user reads.

use std::fmt;

/// What went wrong, with the server's own last words where there are any.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}: {said}")]
pub struct Error {
    /// The kind, which decides what can be done about it.
    pub kind: Kind,
    /// What and where, in plain words. No secret that Pulse was given is in it.
    pub said: String,
    /// The end of what the server wrote to its standard error, cleaned; empty if it wrote nothing there.
    pub stderr: String,
}

/// Kinds of errors, by what there is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The specification was not confirmed, or has changed since: show its command line and ask.
    NotConfirmed,
    /// The specification can be of no server.
    BadSpec,
    /// A secret is missing, is not declared in the specification, or cannot be sent.
    BadSecret,
    /// There is no such command on this computer.
    CommandNotFound,
    /// The command is there and could not be started.
    NotStarted,
    /// The server did not complete the protocol's first exchange.
    Handshake,
    /// The server took longer than it may.
    TimedOut,
    /// The caller stopped it.
    Cancelled,
    /// The connection was closed by Pulse.
    Closed,
    /// The server's process ended, or it broke the connection.
    Crashed,
    /// The server sent more than it may.
    TooLarge,
    /// The server does not keep to the protocol.
    Protocol,
    /// The arguments are not a JSON object, or too large.
    BadArguments,
    /// The server has no such tool (any more).
    UnknownTool,
    /// The tool's schema is not the one that the call was made, and perhaps allowed, for.
    ToolChanged,
    /// The server refused the call. (A tool that ran and failed is an `Outcome` with `is_error`.)
    ToolFailed,
    /// The address is none that Pulse connects to, or leads to another host.
    RefusedAddress,
    /// The server wants to know who asks: the key is missing, wrong or not allowed this.
    Unauthorized,
    /// The server could not be reached, answered with an HTTP error, or broke its answer off.
    Unreachable,
}

impl Kind {
    /// The stable name of the kind, for logs and other crates.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotConfirmed => "not_confirmed",
            Self::BadSpec => "bad_spec",
            Self::BadSecret => "bad_secret",
            Self::CommandNotFound => "command_not_found",
            Self::NotStarted => "not_started",
            Self::Handshake => "handshake",
            Self::TimedOut => "timed_out",
            Self::Cancelled => "cancelled",
            Self::Closed => "closed",
            Self::Crashed => "crashed",
            Self::TooLarge => "too_large",
            Self::Protocol => "protocol",
            Self::BadArguments => "bad_arguments",
            Self::UnknownTool => "unknown_tool",
            Self::ToolChanged => "tool_changed",
            Self::ToolFailed => "tool_failed",
            Self::RefusedAddress => "refused_address",
            Self::Unauthorized => "unauthorized",
            Self::Unreachable => "unreachable",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Error {
    pub(crate) fn new(kind: Kind, said: impl Into<String>) -> Self {
        Self {
            kind,
            said: said.into(),
            stderr: String::new(),
        }
    }

    /// The error with what the server wrote last.
    #[must_use]
    pub(crate) fn with_stderr(mut self, stderr: String) -> Self {
        self.stderr = stderr;
        self
    }
}
