//! A system's keychain for a journey: GNOME's, on a session bus of its own, with an empty keyring in a
//! folder of its own. Nobody's real keys are touched.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::settle::until;
use crate::{Result, SHORT};

/// The bus and the keychain, as long as this lives.
#[derive(Debug)]
pub struct Keychain {
    bus: Child,
    daemon: Option<Child>,
    address: String,
}

impl Keychain {
    /// Starts them, with the keyring in `folder`.
    ///
    /// # Errors
    /// When either is not installed, or does not answer in time.
    pub async fn start(folder: &Path) -> Result<Self> {
        let mut bus = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address=1"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("dbus-daemon does not start: {error}"))?;
        let output = bus.stdout.take();
        let mut keychain = Self {
            bus,
            daemon: None,
            address: String::new(),
        };
        let output = output.ok_or("dbus-daemon has no output")?;
        BufReader::new(output).read_line(&mut keychain.address)?;
        keychain.address.truncate(keychain.address.trim_end().len());

        let mut daemon = Command::new("gnome-keyring-daemon")
            .args(["--foreground", "--unlock", "--components=secrets"])
            .env("DBUS_SESSION_BUS_ADDRESS", &keychain.address)
            .env("XDG_DATA_HOME", folder)
            .env("XDG_RUNTIME_DIR", folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("gnome-keyring-daemon does not start: {error}"))?;
        let password = daemon.stdin.take();
        keychain.daemon = Some(daemon);
        // Its end ends the password.
        password
            .ok_or("gnome-keyring-daemon takes no password")?
            .write_all(b"a password")?;
        // Asked before it is there, the bus would start a keychain of its own, a locked one.
        until(SHORT, "the keychain to come", async || {
            Ok(keychain.is_there()?.then_some(()))
        })
        .await?;
        until(SHORT, "the keychain to answer", async || {
            Ok(keychain.items().ok().map(|_| ()))
        })
        .await?;
        Ok(keychain)
    }

    /// Where the bus listens: `DBUS_SESSION_BUS_ADDRESS` of who is to use it.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// How many secrets it holds.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn items(&self) -> Result<usize> {
        let answer = self.call(&[
            "--dest=org.freedesktop.secrets",
            "/org/freedesktop/secrets/collection/login",
            "org.freedesktop.DBus.Properties.Get",
            "string:org.freedesktop.Secret.Collection",
            "string:Items",
        ])?;
        Ok(answer.matches("object path").count())
    }

    /// Whether a keychain is on the bus; asks the bus alone.
    fn is_there(&self) -> Result<bool> {
        let answer = self.call(&[
            "--dest=org.freedesktop.DBus",
            "/org/freedesktop/DBus",
            "org.freedesktop.DBus.NameHasOwner",
            "string:org.freedesktop.secrets",
        ])?;
        Ok(answer.contains("boolean true"))
    }

    /// The bus's answer to a call, as `dbus-send` writes it.
    fn call(&self, arguments: &[&str]) -> Result<String> {
        let answer = Command::new("dbus-send")
            .env("DBUS_SESSION_BUS_ADDRESS", &self.address)
            .args(["--session", "--print-reply"])
            .args(arguments)
            .output()?;
        if !answer.status.success() {
            let why = String::from_utf8_lossy(&answer.stderr).trim().to_owned();
            return Err(format!("the keychain does not answer: {why}").into());
        }
        Ok(String::from_utf8_lossy(&answer.stdout).into_owned())
    }
}

impl Drop for Keychain {
    fn drop(&mut self) {
        for process in self.daemon.iter_mut().chain([&mut self.bus]) {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}
