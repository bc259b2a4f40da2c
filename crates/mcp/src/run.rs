//! The task that keeps a connection: it greets the server, lists its tools, follows both it and its
//! process, and leaves nothing behind.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use rmcp::RoleClient;
use rmcp::service::{Peer, serve_client_with_ct};
use rmcp::transport::Transport;
use tokio::sync::Notify;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

use crate::client::Pulse;
use crate::connection::{Shared, failure};
use crate::error::{Error, Kind};
use crate::listing;
use crate::options::Options;
use crate::process::{Flood, Group};
use crate::status::Status;

/// A server that closed its output is most often about to end, and how it ends says more.
const ABOUT_TO_END: Duration = Duration::from_millis(500);

/// A server's process, and whether it wrote too long a line.
pub(crate) struct Process {
    pub group: Group,
    pub flood: Flood,
}

/// Why a connection ends.
enum End {
    /// Pulse closes it.
    Closed,
    /// The process ended.
    Died(String),
    /// Anything else.
    Failed(Error),
}

/// Keeps the connection until it is over and nothing of the server is left.
pub(crate) async fn run<T>(
    transport: T,
    mut process: Option<Process>,
    shared: Arc<Shared>,
    options: Options,
    stop: CancellationToken,
) where
    T: Transport<RoleClient> + 'static,
{
    let _last = Last(shared.clone());
    let quit = CancellationToken::new();
    let changed = Arc::new(Notify::new());
    let started = async {
        let pulse = Pulse {
            changed: changed.clone(),
        };
        let service = serve_client_with_ct(pulse, transport, quit.clone()).await;
        let service = service.map_err(failure::of_start)?;
        let tools = listing::tools(service.peer(), &options).await;
        Ok((service, tools.map_err(refused)?))
    };
    let started = tokio::select! {
        biased;
        () = stop.cancelled() => Err(End::Closed),
        how = ended(&mut process) => Err(End::Died(how)),
        started = timeout(options.start, started) => match started {
            Ok(Ok(started)) => Ok(started),
            Ok(Err(error)) => Err(End::Failed(error)),
            Err(_) => Err(End::Failed(late(options.start))),
        },
    };
    let (end, serving) = match started {
        Err(end) => (end, None),
        Ok((service, tools)) => {
            let peer = service.peer().clone();
            let mut lost = shared.lost.subscribe();
            // It is set here alone.
            let _ = shared.peer.set(peer.clone());
            shared.status.send_replace(Status::Ready(tools));
            let mut serving = Box::pin(service.waiting());
            let mut served = false;
            let end = tokio::select! {
                biased;
                () = stop.cancelled() => End::Closed,
                how = ended(&mut process) => End::Died(how),
                _ = &mut serving => {
                    served = true;
                    End::Failed(Error::new(Kind::Crashed, "the server broke the connection"))
                }
                Ok(error) = lost.wait_for(Option::is_some) => {
                    let unknown = || Error::new(Kind::Crashed, "the connection was lost");
                    End::Failed(error.clone().unwrap_or_else(unknown))
                }
                never = list_again(&peer, &changed, &shared, &options) => match never {},
            };
            (end, (!served).then_some(serving))
        }
    };
    let status = match end {
        End::Closed => Status::Closed,
        End::Died(how) => Status::Failed(died(&how, &mut process).await),
        End::Failed(error) => Status::Failed(explained(error, &mut process).await),
    };
    // Before the rest: running calls fail now, not when the last process is gone.
    shared.status.send_replace(status);
    // Closes the server's input, or its session.
    quit.cancel();
    if let Some(serving) = serving {
        let _ = timeout(options.grace, serving).await;
    }
    if let Some(mut process) = process {
        process.group.end(options.grace).await;
    }
}

/// Whatever becomes of the task (a runtime that ends drops it), nobody waits for it for ever.
struct Last(Arc<Shared>);

impl Drop for Last {
    fn drop(&mut self) {
        self.0.status.send_if_modified(|status| {
            let running = status.over().is_none();
            if running {
                let said = "the connection was lost";
                *status = Status::Failed(Error::new(Kind::Crashed, said));
            }
            running
        });
    }
}

/// How the process ended; never, where there is none.
async fn ended(process: &mut Option<Process>) -> String {
    match process {
        Some(process) => process.group.ended().await,
        None => std::future::pending().await,
    }
}

/// Lists the tools again whenever they change, for ever.
async fn list_again(
    peer: &Peer<RoleClient>,
    changed: &Notify,
    shared: &Shared,
    options: &Options,
) -> Infallible {
    loop {
        changed.notified().await;
        match timeout(options.start, listing::tools(peer, options)).await {
            Ok(Ok(tools)) => {
                shared.status.send_replace(Status::Ready(tools));
            }
            Ok(Err(error)) => tracing::warn!(%error, "the changed tools could not be listed"),
            Err(_) => tracing::warn!("the changed tools were not listed in time"),
        }
        sleep(options.relist).await;
    }
}

fn late(time: Duration) -> Error {
    let said = format!("the server was not ready within {} s", time.as_secs_f32());
    Error::new(Kind::TimedOut, said)
}

/// A server that refuses to list its tools.
fn refused(error: Error) -> Error {
    match error.kind {
        Kind::ToolFailed => Error::new(Kind::Handshake, error.said),
        _ => error,
    }
}

async fn died(how: &str, process: &mut Option<Process>) -> Error {
    let error = Error::new(Kind::Crashed, format!("the server {how}"));
    match process {
        Some(process) => error.with_stderr(process.group.last_words().await),
        None => error,
    }
}

/// The error, or what is known of the process that explains it better.
async fn explained(error: Error, process: &mut Option<Process>) -> Error {
    let Some(running) = process else {
        return error;
    };
    let error = if running.flood.happened() {
        Error::new(Kind::TooLarge, "the server wrote a line that is too long")
    } else if error.kind == Kind::Crashed {
        if let Ok(how) = timeout(ABOUT_TO_END, running.group.ended()).await {
            return died(&how, process).await;
        }
        error
    } else {
        error
    };
    error.with_stderr(running.group.last_words().await)
}
