//! The connection to one server: opened, called, closed.
//!
//! Belongs here: what callers do with a connection. Does not belong here: the task that keeps it
//! ([`run`](crate::run)), and starting a dead server again, which is the caller's affair.

pub(crate) mod failure;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use rmcp::model::CallToolRequestParams;
use rmcp::{Peer, RoleClient};
use serde_json::Value;
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::confirmation::Confirmation;
use crate::error::{Error, Kind};
use crate::options::Options;
use crate::outcome::Outcome;
use crate::run::{Process, run};
use crate::secret::Secrets;
use crate::spec::{ServerSpec, Transport};
use crate::status::{Status, closed};
use crate::steady::Steady;
use crate::tool::Tool;
use crate::{http, process};

/// Calls that run at once; the others wait, within their time.
const CALLS: usize = 16;
/// How long a broken connection may take to say why.
const WHY: Duration = Duration::from_secs(5);

/// A connection to a server. Dropping it ends the server, with all that it started, in the background;
/// [`close`](Self::close) waits for that.
#[derive(Debug)]
pub struct Connection {
    shared: Arc<Shared>,
    options: Options,
    calls: Semaphore,
    /// Whether the server is a process of ours.
    process: bool,
    stop: CancellationToken,
    /// Cancelled when nothing of the server is left.
    gone: CancellationToken,
    _stop_on_drop: DropGuard,
}

/// What the callers and the connection's task have in common.
#[derive(Debug)]
pub(crate) struct Shared {
    pub status: watch::Sender<Status>,
    /// There from `Ready` on.
    pub peer: OnceLock<Peer<RoleClient>>,
    /// What a call found out that ends the connection.
    pub lost: watch::Sender<Option<Error>>,
}

impl Connection {
    /// Starts the server, or makes ready to reach it, and returns at once, with the status `Starting`.
    /// `stop` closes the connection too. To be called within a Tokio runtime.
    ///
    /// # Errors
    /// `BadSpec`, `RefusedAddress`, `NotConfirmed`, `BadSecret`: nothing was started. `CommandNotFound`,
    /// `NotStarted`: it could not be started.
    pub fn open(
        spec: &ServerSpec,
        confirmation: &Confirmation,
        secrets: &Secrets,
        options: &Options,
        stop: &CancellationToken,
    ) -> Result<Self, Error> {
        spec.check()?;
        confirmation.check(spec)?;
        secrets.check(spec)?;
        let stop = stop.child_token();
        let gone = CancellationToken::new();
        let shared = Arc::new(Shared {
            status: watch::Sender::new(Status::Starting),
            peer: OnceLock::new(),
            lost: watch::Sender::new(None),
        });
        let (state, bounds, ends) = (shared.clone(), options.clone(), stop.clone());
        let done = gone.clone().drop_guard();
        match &spec.transport {
            Transport::Stdio { .. } => {
                let started = process::start(&spec.transport, secrets, options)?;
                let process = Process {
                    group: started.group,
                    flood: started.flood,
                };
                let transport = Steady::new(started.pipes);
                tokio::spawn(async move {
                    run(transport, Some(process), state, bounds, ends).await;
                    drop(done);
                });
            }
            Transport::Http { url, headers, .. } => {
                let transport = Steady::new(http::transport(url, headers, secrets, options)?);
                tokio::spawn(async move {
                    run(transport, None, state, bounds, ends).await;
                    drop(done);
                });
            }
        }
        Ok(Self {
            shared,
            options: options.clone(),
            calls: Semaphore::new(CALLS),
            process: matches!(spec.transport, Transport::Stdio { .. }),
            _stop_on_drop: stop.clone().drop_guard(),
            stop,
            gone,
        })
    }

    /// [Opens](Self::open) a connection and waits until it is [ready](Self::ready).
    ///
    /// # Errors
    /// Those of both. After an error nothing of the server is left.
    pub async fn connect(
        spec: &ServerSpec,
        confirmation: &Confirmation,
        secrets: &Secrets,
        options: &Options,
        stop: &CancellationToken,
    ) -> Result<Self, Error> {
        let connection = Self::open(spec, confirmation, secrets, options, stop)?;
        match connection.ready().await {
            Ok(()) => Ok(connection),
            Err(error) => {
                connection.close().await;
                Err(error)
            }
        }
    }

    /// Waits until the tools are listed; no longer than [`Options::start`] after the opening.
    ///
    /// # Errors
    /// `Crashed`, `Handshake`, `Protocol`, `TimedOut`, `TooLarge`, `Unreachable`, `Unauthorized`,
    /// `RefusedAddress`: why it never was, or is no longer. `Closed`.
    pub async fn ready(&self) -> Result<(), Error> {
        let mut status = self.status();
        let known = status.wait_for(|status| !matches!(status, Status::Starting));
        match known.await {
            Ok(status) => status.over().map_or(Ok(()), Err),
            Err(_) => Err(closed()),
        }
    }

    /// How the connection stands, now and from now on.
    pub fn status(&self) -> watch::Receiver<Status> {
        self.shared.status.subscribe()
    }

    /// The server's tools; none unless it is `Ready`.
    pub fn tools(&self) -> Arc<[Tool]> {
        match &*self.shared.status.borrow() {
            Status::Ready(tools) => tools.clone(),
            _ => Arc::new([]),
        }
    }

    /// Calls a tool, once, as it was when `tool` was listed. `arguments` is an object, or null for none.
    /// When `stop` is cancelled, the time is up or the future is dropped, the server is told.
    ///
    /// # Errors
    /// `BadArguments`, `UnknownTool`, `ToolChanged`: the server was not asked. `ToolFailed`, `TimedOut`,
    /// `Cancelled`, `Protocol`, `TooLarge`, `Unreachable`, `Unauthorized`: whether the tool ran is not
    /// known. `Crashed`, `Closed` and what else the status says: the connection is over.
    pub async fn call(
        &self,
        tool: &Tool,
        arguments: Value,
        stop: &CancellationToken,
    ) -> Result<Outcome, Error> {
        let mut params = CallToolRequestParams::new(tool.name.clone());
        params.arguments = self.arguments(arguments)?;
        let mut status = self.status();
        let called = async {
            self.ready().await?;
            // It fails if it was closed, which it never is.
            let _turn = self.calls.acquire().await.map_err(|_| closed())?;
            let peer = self.peer_for(tool)?;
            let answered = peer.call_tool(params).await;
            match answered {
                Ok(result) => Ok(Outcome::new(result, &self.options)),
                Err(error) => {
                    if failure::ends_session(&error) {
                        let said = "the server has ended the session";
                        let lost = Error::new(Kind::Crashed, said);
                        self.shared.lost.send_replace(Some(lost));
                    }
                    Err(self.why(failure::of_service(error)).await)
                }
            }
        };
        tokio::select! {
            biased;
            answered = called => answered,
            () = stop.cancelled() => Err(Error::new(Kind::Cancelled, "the call was stopped")),
            over = over(&mut status) => Err(over),
            () = tokio::time::sleep(self.options.call) => {
                let said = format!("no answer within {} s", self.options.call.as_secs_f32());
                Err(Error::new(Kind::TimedOut, said))
            }
        }
    }

    /// The error, or why the connection it tells of is broken: that is known to the connection's task.
    async fn why(&self, error: Error) -> Error {
        if error.kind != Kind::Crashed {
            return error;
        }
        let lost = self.shared.lost.borrow().is_some();
        if self.process || lost {
            return timeout(WHY, over(&mut self.status()))
                .await
                .unwrap_or(error);
        }
        // One answer broke off; the next call may be answered.
        let most = self.options.message;
        let said = format!("the answer broke off, or was larger than {most} bytes");
        Error::new(Kind::Unreachable, said)
    }

    /// Ends the server and waits until nothing of it is left. Running calls fail with `Closed`.
    pub async fn close(&self) {
        self.stop.cancel();
        self.gone.cancelled().await;
    }

    fn arguments(&self, arguments: Value) -> Result<Option<serde_json::Map<String, Value>>, Error> {
        match arguments {
            Value::Null => Ok(None),
            Value::Object(map) => {
                let arguments = Value::Object(map);
                if arguments.to_string().len() > self.options.message {
                    return Err(Error::new(
                        Kind::BadArguments,
                        "the arguments are too large",
                    ));
                }
                match arguments {
                    Value::Object(map) => Ok(Some(map)),
                    _ => Ok(None),
                }
            }
            _ => Err(Error::new(
                Kind::BadArguments,
                "the arguments are no JSON object",
            )),
        }
    }

    /// The server, if it has `tool` as it was listed.
    fn peer_for(&self, tool: &Tool) -> Result<&Peer<RoleClient>, Error> {
        let tools = self.tools();
        let Some(now) = tools.iter().find(|now| now.name == tool.name) else {
            let said = format!("the server has no tool {}", tool.name);
            return Err(Error::new(Kind::UnknownTool, said));
        };
        if now.schema_hash != tool.schema_hash {
            let said = format!("the tool {} takes other arguments now", tool.name);
            return Err(Error::new(Kind::ToolChanged, said));
        }
        self.shared.peer.get().ok_or_else(closed)
    }
}

/// Waits until the connection is over, and says why.
async fn over(status: &mut watch::Receiver<Status>) -> Error {
    match status.wait_for(|status| status.over().is_some()).await {
        Ok(status) => status.over().unwrap_or_else(closed),
        Err(_) => closed(),
    }
}
