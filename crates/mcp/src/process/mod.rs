//! A server's process: how it is started, followed and ended, with all that it starts.
//!
//! Belongs here: the command, its environment, its pipes and its process group. Does not belong here: the
//! protocol.

mod environment;
mod group;
mod lines;
mod tail;

use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::Stdio;

use process_wrap::tokio::{CommandWrap, KillOnDrop};
use rmcp::RoleClient;
use rmcp::transport::async_rw::AsyncRwTransport;
use tokio::process::{ChildStdin, ChildStdout, Command};

use crate::error::{Error, Kind};
use crate::options::Options;
use crate::secret::Secrets;
use crate::spec::Transport;

pub(crate) use group::Group;
pub(crate) use lines::Flood;
use lines::Lines;
use tail::Tail;

/// The transport over a server's input and output.
pub(crate) type Pipes = AsyncRwTransport<RoleClient, Lines<ChildStdout>, ChildStdin>;

/// A started server.
pub(crate) struct Started {
    pub group: Group,
    pub pipes: Pipes,
    /// Says whether the server wrote a line that is too long.
    pub flood: Flood,
}

/// Starts the server; `transport` was checked and confirmed.
pub(crate) fn start(
    transport: &Transport,
    secrets: &Secrets,
    options: &Options,
) -> Result<Started, Error> {
    let Transport::Stdio {
        command,
        args,
        env,
        working_dir,
        ..
    } = transport
    else {
        return Err(Error::new(Kind::BadSpec, "this server is not started here"));
    };
    let inherited = |name: &str| std::env::var_os(name);
    let env = environment::of(inherited, env, secrets);
    let dir = working_dir.as_ref().map(PathBuf::from).or_else(home);
    let mut wrap = CommandWrap::with_new(command, |child| {
        child
            .args(args)
            .env_clear()
            .envs(env)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        set_dir(child, dir);
    });
    wrap.wrap(KillOnDrop);
    #[cfg(unix)]
    wrap.wrap(process_wrap::tokio::ProcessGroup::leader());
    #[cfg(windows)]
    {
        use process_wrap::tokio::{CreationFlags, JobObject};
        use windows::Win32::System::Threading::CREATE_NO_WINDOW;
        wrap.wrap(CreationFlags(CREATE_NO_WINDOW)).wrap(JobObject);
    }
    let mut child = wrap.spawn().map_err(|error| {
        let (kind, what) = match error.kind() {
            ErrorKind::NotFound => (Kind::CommandNotFound, "there is no command"),
            _ => (Kind::NotStarted, "this command cannot be started:"),
        };
        let dir = working_dir.as_ref().map(|dir| format!(" in {dir}"));
        Error::new(
            kind,
            format!("{what} {command}{}: {error}", dir.unwrap_or_default()),
        )
    })?;
    let pipes = (
        child.stdin().take(),
        child.stdout().take(),
        child.stderr().take(),
    );
    let (Some(stdin), Some(stdout), Some(stderr)) = pipes else {
        return Err(Error::new(Kind::NotStarted, "the server has no pipes"));
    };
    let (lines, flood) = Lines::new(stdout, options.message);
    // The bound is ours: too long a line ends the connection and says why.
    let pipes = AsyncRwTransport::new_client(lines, stdin).with_max_line_length(usize::MAX);
    Ok(Started {
        group: Group::new(child, Tail::follow(stderr, options.stderr)),
        pipes,
        flood,
    })
}

fn set_dir(child: &mut Command, dir: Option<PathBuf>) {
    if let Some(dir) = dir {
        child.current_dir(dir);
    }
}

/// The user's home, if it is there: better than wherever Pulse was started.
fn home() -> Option<PathBuf> {
    let name = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
    let home: OsString = std::env::var_os(name)?;
    Some(PathBuf::from(home)).filter(|home| home.is_dir())
}
