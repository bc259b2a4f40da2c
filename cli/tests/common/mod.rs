//! The real `pulse` in a folder of its own.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use serde_json::Value;
use studio::{Home, NoDialogs, Opening, Options, Studio};
use tempfile::TempDir;

/// A copy of the program, so that no models lie beside it, and a data folder.
pub struct Pulse {
    folder: TempDir,
}

impl Pulse {
    /// Without a model.
    pub fn empty() -> Self {
        // In the target directory, so that big files can be linked instead of copied.
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let pulse = Self { folder };
        link(Path::new(env!("CARGO_BIN_EXE_pulse")), &pulse.program());
        pulse
    }

    /// With the starter model beside the program, as an installer puts it there.
    pub fn with_model() -> Self {
        let pulse = Self::empty();
        let models = pulse.folder.path().join("models");
        std::fs::create_dir(&models).unwrap();
        let file = model_file();
        link(&file, &models.join(file.file_name().unwrap()));
        pulse
    }

    fn program(&self) -> PathBuf {
        self.folder
            .path()
            .join("pulse")
            .with_extension(std::env::consts::EXE_EXTENSION)
    }

    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// `pulse` with these arguments, nothing on its standard input.
    pub fn command(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
        let mut command = Command::new(self.program());
        command
            .args(arguments)
            .env("PULSE_HOME", self.home())
            .env_remove("PULSE_LOG")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ended {
        Ended::of(self.command(arguments).output().unwrap())
    }

    /// The studio on the same data folder, without working on its jobs.
    pub async fn studio(&self) -> Studio {
        let options = Options {
            home: Home::at(self.home()).unwrap(),
            host: Arc::new(NoDialogs),
            bundled_models: Vec::new(),
        };
        Opening::new(options)
            .leaving_jobs_alone()
            .open()
            .await
            .unwrap()
    }
}

/// What a program said.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Ended {
    pub fn of(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Its output as JSON lines.
    pub fn lines(&self) -> Vec<Value> {
        self.out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// It complained with one line and this exit code.
    #[track_caller]
    pub fn assert_complaint(&self, code: i32, about: &str) {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert_eq!(self.err.lines().count(), 1, "one clear line: {self:?}");
        assert!(
            self.err.contains(about),
            "it must say what is wrong ({about}): {self:?}"
        );
    }
}

/// The real model. Tests that need it fail without it.
pub fn model_file() -> PathBuf {
    let path = std::env::var_os("PULSE_TEST_MODEL").map(PathBuf::from);
    let path = path.expect("PULSE_TEST_MODEL must name the starter model's GGUF file");
    assert!(
        path.is_file(),
        "PULSE_TEST_MODEL names {}, which is no file",
        path.display()
    );
    path
}

fn link(from: &Path, to: &Path) {
    if std::fs::hard_link(from, to).is_err() {
        std::fs::copy(from, to).unwrap();
    }
}
