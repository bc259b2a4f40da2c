//! How long a server may take and how much it may send.

use std::time::Duration;

/// Bounds of one connection. The defaults suit a desktop.
#[derive(Clone, Debug)]
pub struct Options {
    /// Time from the start until the tools are listed; also for each later listing. Generous, because
    /// package runners download the server first.
    pub start: Duration,
    /// Time of one call, progress or not.
    pub call: Duration,
    /// Time that a server has to go after each way of asking: its input closed, the signal to end.
    pub grace: Duration,
    /// Least time between two listings, however often a server says that its tools have changed.
    pub relist: Duration,
    /// Bytes of one message, each way.
    pub message: usize,
    /// Bytes that are kept of the end of standard error.
    pub stderr: usize,
    /// Tools of one server; the rest is left out.
    pub tools: usize,
    /// Bytes of one tool's schema as JSON; a tool with a larger one is left out.
    pub schema: usize,
    /// Characters of a tool's description; the rest is cut off.
    pub description: usize,
    /// Bytes of all texts of one result; the rest is cut off.
    pub text: usize,
    /// Bytes of one picture; a larger one is left out.
    pub image: usize,
    /// Pictures of one result, and links; the rest is left out.
    pub parts: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            start: Duration::from_secs(60),
            call: Duration::from_secs(120),
            grace: Duration::from_secs(1),
            relist: Duration::from_secs(1),
            message: 16 << 20,
            stderr: 4 << 10,
            tools: 128,
            schema: 64 << 10,
            description: 4096,
            text: 512 << 10,
            image: 8 << 20,
            parts: 16,
        }
    }
}
