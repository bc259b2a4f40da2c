//! Opens the studio for one command, and closes it again.

use std::sync::Arc;

use contract::settings::Notice;
use studio::{Home, NoDialogs, Opening, Options, Studio};

use crate::Outcome;
use crate::interrupt::interrupted;
use crate::output::{Stop, complain};

/// Whether the command works on queued jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JobWork {
    /// It does, until it ends.
    Done,
    /// It leaves them to a window or to `pulse jobs watch`.
    LeftAlone,
}

/// Runs `command` with an open studio and closes that whatever came of it, unless the
/// user does not want to wait: what is not put away then, the next start recovers.
pub(crate) async fn with_studio<T>(
    jobs: JobWork,
    command: impl AsyncFnOnce(&Studio) -> Outcome<T>,
) -> Outcome<T> {
    let home = Home::from_env()?;
    // Without a log the command still does its work.
    if let Err(error) = studio::logging::start(&home) {
        complain(&error.to_string());
    }
    let opening = Opening::new(Options {
        home,
        host: Arc::new(NoDialogs),
        bundled_models: Vec::new(),
    });
    let opening = match jobs {
        JobWork::Done => opening,
        JobWork::LeftAlone => opening.leaving_jobs_alone(),
    };
    let studio = opening.open().await?;
    for notice in studio.notices() {
        complain(&sentence(notice));
    }
    let result = command(&studio).await;
    if !matches!(result, Err(Stop::Abandoned)) {
        tokio::select! {
            () = studio.shutdown() => {}
            () = interrupted() => {}
        }
    }
    result
}

fn sentence(notice: &Notice) -> String {
    match notice {
        Notice::DatabaseSetAside { path } => {
            format!("the database was damaged; it is kept as {path}, and a new one was begun")
        }
        Notice::RepliesInterrupted { count: 1 } => {
            "one reply was cut off when Pulse ended last time; what had arrived is kept".into()
        }
        Notice::RepliesInterrupted { count } => format!(
            "{count} replies were cut off when Pulse ended last time; what had arrived is kept"
        ),
    }
}
