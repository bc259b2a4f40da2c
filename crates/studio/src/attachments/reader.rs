//! Reading a file apart from this process, and ending that.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::io::{stdin, stdout};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use attachments::{Attachment, Limits, Refused, Stop, apart};
use contract::{Code, Error, Result};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The private argument with which Pulse's programs start themselves as readers.
const READ_APART: &str = "--read-attachment";
/// Files that are read at once; more wait.
const AT_ONCE: usize = 2;

/// If this process was started to read a file, reads it; the program then ends with that code. To be
/// called before anything else in `main`: a reader opens no data folder.
pub fn serve_if_asked() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    let asked = arguments.next().as_deref() == Some(OsStr::new(READ_APART));
    if !asked || arguments.next().is_some() {
        return None;
    }
    Some(match apart::serve(stdin().lock(), stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    })
}

/// Where files are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Reader {
    /// In a child process of this very program, whose `main` calls [`serve_if_asked`].
    #[default]
    Apart,
    /// In this process: for tests, whose program does not.
    Here,
}

impl Reader {
    pub(crate) fn read(
        &self,
        bytes: Vec<u8>,
        name: &str,
        limits: &Limits,
        stop: &Stop,
    ) -> std::result::Result<Attachment, Refused> {
        match self {
            Self::Apart => apart::read(child()?, bytes, name, limits, stop),
            Self::Here => attachments::read(bytes, name, limits, stop),
        }
    }

    pub(crate) fn read_file(
        &self,
        path: &Path,
        stop: &Stop,
    ) -> std::result::Result<Attachment, Refused> {
        let limits = Limits::default();
        match self {
            Self::Apart => apart::read_file(child()?, path, &limits, stop),
            Self::Here => attachments::read_file(path, &limits, stop),
        }
    }
}

fn child() -> std::result::Result<Command, Refused> {
    let program = std::env::current_exe().map_err(|error| Refused::ReaderFailed {
        why: error.to_string(),
    })?;
    let mut command = Command::new(program);
    command.arg(READ_APART);
    Ok(command)
}

/// A file to read.
pub(crate) enum Source {
    /// On disk.
    File(PathBuf),
    /// Pasted or dropped.
    Base64 { name: String, text: String },
}

impl Source {
    /// The file's name, safe to show.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::File(path) => {
                attachments::safe_name(&path.file_name().unwrap_or_default().to_string_lossy())
            }
            Self::Base64 { name, .. } => name.clone(),
        }
    }
}

/// The files that are being read, by their tickets. Clones share them.
#[derive(Clone, Debug)]
pub(crate) struct Readings {
    stops: Arc<Mutex<HashMap<u64, Ended>>>,
    turns: Arc<Semaphore>,
}

impl Default for Readings {
    fn default() -> Self {
        Self {
            stops: Arc::default(),
            turns: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

impl Readings {
    /// Waits until a file can be read.
    ///
    /// # Errors
    /// `Conflict` while another file has that ticket, `Cancelled` if it was stopped while it waited.
    pub(crate) async fn begin(&self, ticket: Option<u64>) -> Result<Reading> {
        let ended = Ended::default();
        if let Some(ticket) = ticket {
            let mut stops = self.stops();
            if stops.contains_key(&ticket) {
                let message = "Another file is read under that number";
                return Err(Error::new(Code::Conflict, message));
            }
            stops.insert(ticket, ended.clone());
        }
        let mut reading = Reading {
            readings: self.clone(),
            ticket,
            ended,
            turn: None,
        };
        // Nobody closes it.
        reading.turn = Arc::clone(&self.turns).acquire_owned().await.ok();
        reading.go_on()?;
        Ok(reading)
    }

    /// Ends a reading; one that is over already stays so.
    pub(crate) fn stop(&self, ticket: u64) {
        if let Some(ended) = self.stops().get(&ticket) {
            ended.end();
        }
    }

    fn stops(&self) -> MutexGuard<'_, HashMap<u64, Ended>> {
        self.stops.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a reading was ended; the reader's own mark cannot be asked.
#[derive(Clone, Debug, Default)]
struct Ended {
    stop: Stop,
    token: tokio_util::sync::CancellationToken,
}

impl Ended {
    fn end(&self) {
        self.token.cancel();
        self.stop.stop();
    }
}

/// One file while it is read. Dropping it ends the reading.
#[derive(Debug)]
pub(crate) struct Reading {
    readings: Readings,
    ticket: Option<u64>,
    ended: Ended,
    turn: Option<OwnedSemaphorePermit>,
}

impl Reading {
    /// What ends the reader.
    pub(crate) fn stop(&self) -> Stop {
        self.ended.stop.clone()
    }

    /// # Errors
    /// `Cancelled` if it was ended.
    pub(crate) fn go_on(&self) -> Result<()> {
        if self.ended.token.is_cancelled() {
            return Err(Error::new(Code::Cancelled, "The file was taken away"));
        }
        Ok(())
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.ended.end();
        self.turn.take();
        if let Some(ticket) = self.ticket {
            self.readings.stops().remove(&ticket);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_reading_can_be_stopped_while_it_waits_and_its_number_is_free_then() {
        let readings = Readings::default();
        let busy = [
            readings.begin(Some(1)).await.unwrap(),
            readings.begin(None).await.unwrap(),
        ];
        let error = readings.begin(Some(1)).await.unwrap_err();
        assert_eq!(error.code, Code::Conflict);
        let mut waiting = Box::pin(readings.begin(Some(2)));
        assert!(futures::poll!(waiting.as_mut()).is_pending(), "two at once");
        readings.stop(2);
        drop(busy);
        assert_eq!(waiting.await.unwrap_err().code, Code::Cancelled);
        assert!(readings.begin(Some(2)).await.is_ok());
        assert!(readings.stops().is_empty(), "nothing is left behind");
    }
}
