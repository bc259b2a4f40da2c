//! Opens the studio for one command, and closes it again.

use std::sync::Arc;

use contract::ProviderId;
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

/// An address that holds for one command alone.
pub(crate) type Reach = Option<(ProviderId, String)>;

/// The provider that `--base-url` is about.
pub(crate) fn reach(provider: Option<&ProviderId>, base_url: Option<String>) -> Outcome<Reach> {
    match (provider, base_url) {
        (_, None) => Ok(None),
        (Some(provider), Some(url)) if !provider.is_local() => Ok(Some((provider.clone(), url))),
        _ => Err(Stop::BadInput(
            "--base-url needs a --provider that is not on this computer".into(),
        )),
    }
}

/// As [`with_studio_reaching`], with every provider where it is set to be.
pub(crate) async fn with_studio<T>(
    jobs: JobWork,
    command: impl AsyncFnOnce(&Studio) -> Outcome<T>,
) -> Outcome<T> {
    with_studio_reaching(jobs, None, command).await
}

/// Runs `command` with an open studio and closes that whatever came of it, unless the
/// user does not want to wait: what is not put away then, the next start recovers.
pub(crate) async fn with_studio_reaching<T>(
    jobs: JobWork,
    reach: Reach,
    command: impl AsyncFnOnce(&Studio) -> Outcome<T>,
) -> Outcome<T> {
    with_studio_offering(jobs, reach, false, command).await
}

/// As [`with_studio_reaching`]; with `tools` models are offered some.
pub(crate) async fn with_studio_offering<T>(
    jobs: JobWork,
    reach: Reach,
    tools: bool,
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
    let opening = if tools {
        opening
    } else {
        opening.without_tools()
    };
    let opening = match reach {
        Some((provider, url)) => opening.reaching(provider, &url)?,
        None => opening,
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
