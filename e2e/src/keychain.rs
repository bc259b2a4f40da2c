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
        let answer = Command::new("dbus-send")
            .env("DBUS_SESSION_BUS_ADDRESS", &self.address)
            .args([
                "--session",
                "--print-reply",
                "--dest=org.freedesktop.secrets",
            ])
            .arg("/org/freedesktop/secrets/collection/login")
            .arg("org.freedesktop.DBus.Properties.Get")
            .args(["string:org.freedesktop.Secret.Collection", "string:Items"])
            .output()?;
        if !answer.status.success() {
            let why = String::from_utf8_lossy(&answer.stderr).trim().to_owned();
            return Err(format!("the keychain does not answer: {why}").into());
        }
        let answer = String::from_utf8_lossy(&answer.stdout);
        Ok(answer.matches("object path").count())
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
