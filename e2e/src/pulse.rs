//! The program under test, with its page.

use std::ops::Deref;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::Duration;

use serde_json::json;
use thirtyfour::{Capabilities, WebDriver};

use crate::browser::{Browser, lives, rendering, signal};
use crate::settle::until;
use crate::{Console, Home, Page, Result, home};

/// How long the program may take to open its window or to end.
const LIMIT: Duration = Duration::from_secs(30);

/// What GTK's failure to find a screen says.
const NO_SCREEN: &str = "Failed to initialize GTK";

/// A running Pulse. Dropping it kills it.
#[derive(Debug)]
pub struct Pulse {
    // Dropped first: ending a session politely waits for a program that may no
    // longer answer.
    browser: Browser,
    page: Page,
    console: Console,
}

impl Pulse {
    /// Opens Pulse on `home`.
    ///
    /// # Errors
    /// When it cannot be started here, or opens no window in time.
    pub async fn start(home: &Home) -> Result<Self> {
        Self::start_with(home, &[]).await
    }

    /// Opens Pulse on `home` with more environment variables.
    ///
    /// # Errors
    /// As [`Pulse::start`].
    pub async fn start_with(home: &Home, environment: &[(&str, &str)]) -> Result<Self> {
        Self::start_program(&home::app()?, home, environment).await
    }

    /// Opens another Tauri program, to compare Pulse with.
    ///
    /// # Errors
    /// As [`Pulse::start`].
    pub async fn start_program(
        program: &Path,
        home: &Home,
        environment: &[(&str, &str)],
    ) -> Result<Self> {
        // A virtual screen resets itself when its last program ends, and refuses
        // one that comes at that moment.
        for _ in 0..3 {
            let console = Console::default();
            match Self::open(program, home, environment, console.clone()).await {
                Err(_) if console.lines().iter().any(|line| line.contains(NO_SCREEN)) => {
                    tokio::time::sleep(Duration::from_millis(500)).await;
                }
                outcome => return outcome,
            }
        }
        Err("the display refuses Pulse's window".into())
    }

    async fn open(
        program: &Path,
        home: &Home,
        environment: &[(&str, &str)],
        console: Console,
    ) -> Result<Self> {
        let browser = Browser::start(home.path(), environment, &console).await?;
        let mut wanted = Capabilities::new();
        wanted.set(
            "webkitgtk:browserOptions",
            json!({ "binary": program, "args": Vec::<String>::new() }),
        )?;
        let session = WebDriver::builder(browser.address(), wanted)
            .request_timeout(Duration::from_secs(60))
            .await
            .map_err(|error| {
                format!(
                    "Pulse opened no window: {error}\n{}",
                    console.lines().join("\n")
                )
            })?;
        Ok(Self {
            page: Page::new(session, console.clone()),
            browser,
            console,
        })
    }

    /// What the page wrote to its console.
    pub fn console(&self) -> &Console {
        &self.console
    }

    /// Its process id; `None`: it has ended.
    pub fn process(&self) -> Option<u32> {
        self.browser.app()
    }

    /// The process id of its page's own process; `None`: it has ended.
    pub fn page_process(&self) -> Option<u32> {
        self.browser.page()
    }

    /// Ends the process of the page, as the system does when memory runs out.
    ///
    /// # Errors
    /// When it has ended already.
    pub fn kill_page(&self) -> Result {
        let page = self.page_process().ok_or("the page has no process")?;
        signal("KILL", &page.to_string());
        Ok(())
    }

    /// Ends Pulse as a logout does, with SIGTERM, and waits until it is gone.
    ///
    /// # Errors
    /// When it does not end in time.
    pub async fn quit(self) -> Result {
        self.end("TERM").await
    }

    /// Ends Pulse as a power cut does, with SIGKILL.
    ///
    /// # Errors
    /// When it does not end in time.
    pub async fn kill(self) -> Result {
        self.end("KILL").await
    }

    async fn end(self, how: &str) -> Result {
        let app = self.browser.app().ok_or("Pulse has ended already")?;
        signal(how, &app.to_string());
        until(LIMIT, "Pulse to end", async || {
            Ok((!lives(app)).then_some(()))
        })
        .await?;
        self.page.forget();
        Ok(())
    }

    /// Starts Pulse a second time on the same folder, outside of WebDriver, and
    /// waits until that start ends.
    ///
    /// # Errors
    /// When it does not end in time.
    pub async fn second_start(home: &Home) -> Result<ExitStatus> {
        let mut second = Command::new(home::app()?)
            .envs(rendering())
            .env("PULSE_HOME", home.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let ended = until(LIMIT, "the second start to end", async || {
            Ok(second.try_wait()?)
        })
        .await;
        if ended.is_err() {
            let _ = second.kill();
            let _ = second.wait();
        }
        ended
    }
}

impl Deref for Pulse {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}
