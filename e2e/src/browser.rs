//! The processes of one journey: `WebKitWebDriver`, and the program that it starts.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Console, Result};

const DRIVER: &str = "WebKitWebDriver";
/// The program of the page's process; the system keeps the first 15 letters of it.
const PAGE: &str = "WebKitWebProcess";
/// How long the driver may take to listen.
const START: Duration = Duration::from_secs(20);

/// A running `WebKitWebDriver`. Dropping it kills it with all that it started.
#[derive(Debug)]
pub(crate) struct Browser {
    driver: Child,
    port: u16,
}

impl Browser {
    /// Starts the driver on a port of its own. What it and the program write
    /// goes to `console`.
    pub(crate) async fn start(
        home: &Path,
        environment: &[(&str, &str)],
        console: &Console,
    ) -> Result<Self> {
        need_a_display()?;
        // Another process may take the port between this and the driver's start.
        for _ in 0..5 {
            let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
                .local_addr()?
                .port();
            let mut browser = Self {
                driver: spawn(port, home, environment)?,
                port,
            };
            if let Some(output) = browser.driver.stdout.take() {
                console.listen(output);
            }
            if let Some(output) = browser.driver.stderr.take() {
                console.listen(output);
            }
            if browser.listens().await? {
                return Ok(browser);
            }
        }
        Err(format!("{DRIVER} found no free port").into())
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The process id of the program under test; `None`: it has ended.
    pub(crate) fn app(&self) -> Option<u32> {
        children(self.driver.id()).find(|id| lives(*id))
    }

    /// The process id of the page's own process; `None`: it has ended.
    pub(crate) fn page(&self) -> Option<u32> {
        children(self.app()?).find(|id| {
            let name = std::fs::read_to_string(format!("/proc/{id}/comm"));
            name.is_ok_and(|name| PAGE.starts_with(name.trim_end())) && lives(*id)
        })
    }

    async fn listens(&mut self) -> Result<bool> {
        let begin = Instant::now();
        while begin.elapsed() < START {
            if self.driver.try_wait()?.is_some() {
                return Ok(false);
            }
            if TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok() {
                return Ok(true);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Err(format!("{DRIVER} did not listen within {} s", START.as_secs()).into())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver leads a process group, in which the program and WebKit's
        // own processes are too.
        signal("KILL", &format!("-{}", self.driver.id()));
        let _ = self.driver.wait();
    }
}

/// Sends a signal to a process, or with a leading `-` to a group.
pub(crate) fn signal(name: &str, target: &str) {
    // Fails when it is gone already, which is what is wanted in the end.
    let _ = Command::new("kill")
        .args(["-s", name, "--", target])
        .stderr(Stdio::null())
        .status();
}

/// What a process started from its first thread, the oldest first.
fn children(id: u32) -> impl Iterator<Item = u32> {
    let children = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children"));
    let children: Vec<u32> = children
        .unwrap_or_default()
        .split_whitespace()
        .filter_map(|id| id.parse().ok())
        .collect();
    children.into_iter()
}

/// Whether the process is there and no zombie.
pub(crate) fn lives(id: u32) -> bool {
    std::fs::read_to_string(format!("/proc/{id}/stat"))
        .ok()
        .and_then(|stat| {
            stat.rsplit_once(") ")
                .map(|(_, rest)| !rest.starts_with('Z'))
        })
        .unwrap_or(false)
}

fn spawn(port: u16, home: &Path, environment: &[(&str, &str)]) -> Result<Child> {
    Command::new(DRIVER)
        .args([format!("--port={port}"), "--host=127.0.0.1".to_owned()])
        .envs(rendering())
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .env("PULSE_CONSOLE", "1")
        .env("PULSE_HOME", home)
        .envs(environment.iter().copied())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()
        .map_err(|error| {
            format!("{DRIVER} does not start ({error}); `cargo xtask setup` installs it").into()
        })
}

/// Rendering in software, the same on every machine, unless the caller chose.
pub(crate) fn rendering() -> impl Iterator<Item = (&'static str, &'static str)> {
    [
        ("WEBKIT_DISABLE_DMABUF_RENDERER", "1"),
        ("LIBGL_ALWAYS_SOFTWARE", "1"),
        ("GDK_BACKEND", "x11"),
        ("LC_ALL", "C.UTF-8"),
    ]
    .into_iter()
    .filter(|(name, _)| std::env::var_os(name).is_none())
}

fn need_a_display() -> Result {
    if std::env::var_os("DISPLAY").is_some_and(|display| !display.is_empty()) {
        return Ok(());
    }
    Err(
        "there is no display: run this under `dbus-run-session -- xvfb-run -a`, \
         or all of it with `cargo xtask e2e`"
            .into(),
    )
}
