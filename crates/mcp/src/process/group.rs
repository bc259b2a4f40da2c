//! A server's process and all that it started, which end together.
//!
//! What leaves the group on its own (a daemon with a session of its own, on Unix) is not reached.

use std::process::ExitStatus;
use std::time::Duration;

use process_wrap::tokio::ChildWrapper;
use tokio::time::timeout;

use super::tail::Tail;

/// POSIX gives it this number everywhere.
#[cfg(unix)]
const SIGTERM: i32 = 15;
/// How long the end of standard error is waited for. It is there already, unless a process that left the
/// group holds it open.
const LAST_WORDS: Duration = Duration::from_millis(300);
/// How long the system may take to end what it was told to end.
const KILLED: Duration = Duration::from_secs(5);

pub(crate) struct Group {
    child: Box<dyn ChildWrapper>,
    stderr: Tail,
    /// How the server ended. Then its group's number may be another's, and is left alone.
    over: Option<String>,
}

impl Group {
    pub(super) fn new(child: Box<dyn ChildWrapper>, stderr: Tail) -> Self {
        Self {
            child,
            stderr,
            over: None,
        }
    }

    /// Waits until the server has ended, ends what it left behind, and says how it ended.
    pub(crate) async fn ended(&mut self) -> String {
        if let Some(how) = &self.over {
            return how.clone();
        }
        let how = match self.child.wait().await {
            Ok(status) => words(status),
            Err(error) => format!("ended ({error})"),
        };
        // At once: as long as anything of the group is left, its number is not given to another.
        self.kill();
        self.over = Some(how.clone());
        how
    }

    /// Ends the group: the server's input is closed, so it may go by itself; then it is asked; then it is
    /// ended. Each step has `grace`.
    pub(crate) async fn end(&mut self, grace: Duration) {
        if timeout(grace, self.ended()).await.is_ok() {
            return;
        }
        #[cfg(unix)]
        {
            if let Err(error) = self.child.signal(SIGTERM) {
                tracing::debug!(%error, "the server could not be asked to end");
            }
            if timeout(grace, self.ended()).await.is_ok() {
                return;
            }
        }
        self.kill();
        if timeout(KILLED, self.ended()).await.is_err() {
            tracing::warn!("a server did not end");
        }
    }

    /// The end of what it wrote to standard error.
    pub(crate) async fn last_words(&mut self) -> String {
        if self.over.is_some() {
            self.stderr.wait(LAST_WORDS).await;
        }
        self.stderr.text()
    }

    fn kill(&mut self) {
        // It fails where nothing is left.
        if let Err(error) = self.child.start_kill() {
            tracing::debug!(%error, "nothing left to end");
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        if self.over.is_none() {
            self.kill();
        }
    }
}

fn words(status: ExitStatus) -> String {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        if let Some(signal) = status.signal() {
            return format!("was ended by signal {signal}");
        }
    }
    match status.code() {
        Some(code) => format!("ended with code {code}"),
        None => "ended".into(),
    }
}
