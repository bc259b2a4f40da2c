//! Reads a file in a child process, which may loop or die without harm to the program.
//!
//! Why a process and not only a thread: a thread in an endless loop cannot be ended, and a stack overflow
//! or memory that ran out ends the whole process without a panic to catch. The readers of today bound
//! their depth; PDF readers were found again and again where they did not. A child can be killed.
//!
//! The child is the host's own program, started with an argument that only the host knows, whose `main`
//! then does nothing but call [`serve`]. The file goes in through a pipe and the attachment comes
//! back through another; the child opens no file, and ends with its answer.
//!
//! The wire, both ways: four bytes with a length (little-endian), so much JSON, then bytes to the end
//! of the pipe: the file one way, a picture the other.

use std::{
    io::{self, Read, Write},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc::{RecvTimeoutError, sync_channel},
    thread,
    time::Duration,
};

use serde::{Deserialize, Serialize};

use crate::{Attachment, Content, Limits, Refused, Stop, guard::LOOK, read as reading};

/// How much longer than `limits.time` a child may live: it has its own clock and says more than a kill can.
const GRACE: Duration = Duration::from_secs(3);
/// Bytes of JSON of a request at most: a name and some numbers.
const MOST_REQUEST: usize = 64 << 10;
/// Bytes of an answer besides what the limits allow.
const ROOM: u64 = 64 << 10;

#[derive(Serialize, Deserialize)]
struct Request {
    name: String,
    limits: Limits,
}

/// [`crate::read`] in a child process that `reader` starts; its pipes are set here.
///
/// Blocks; call it where that is allowed. The child is dead when this returns.
///
/// # Errors
/// See [`Refused`]. A child that died of the file is [`Refused::Damaged`], one that could not be started
/// [`Refused::ReaderFailed`].
pub fn read(
    mut reader: Command,
    bytes: Vec<u8>,
    name: &str,
    limits: &Limits,
    stop: &Stop,
) -> Result<Attachment, Refused> {
    let request = request(name, limits)?;
    reader
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = Reaped(reader.spawn().map_err(failed)?);
    let (Some(mut input), Some(output)) = (child.0.stdin.take(), child.0.stdout.take()) else {
        return Err(failed("no pipes"));
    };
    // A broken pipe here means that the child ended early; its answer or its death says why.
    thread::spawn(move || {
        drop(
            input
                .write_all(&request)
                .and_then(|()| input.write_all(&bytes)),
        )
    });
    let most = limits
        .max_image_bytes
        .saturating_add(limits.max_text_chars.saturating_mul(6))
        .saturating_add(ROOM);
    let (done, answer) = sync_channel(1);
    thread::spawn(move || {
        let mut all = Vec::new();
        let read = output.take(most).read_to_end(&mut all).map(|_| all);
        // Nobody listens any more when the time is up.
        let _ = done.send(read);
    });
    let mut left = limits.time.saturating_add(GRACE);
    loop {
        let slice = left.min(LOOK);
        match answer.recv_timeout(slice) {
            Ok(all) => {
                return answered(&all.map_err(failed)?).unwrap_or_else(|| Err(child.death()));
            }
            Err(RecvTimeoutError::Disconnected) => return Err(failed("its pipe was lost")),
            Err(RecvTimeoutError::Timeout) => left -= slice,
        }
        if stop.stopped() {
            return Err(Refused::Stopped);
        }
        if left.is_zero() {
            return Err(Refused::TookTooLong {
                seconds: limits.time.as_secs(),
            });
        }
    }
}

/// [`read`] for a file on disk, which this process opens.
///
/// # Errors
/// As [`read`]; [`Refused::Unopened`] when the disk does not give the file.
pub fn read_file(
    reader: Command,
    path: &Path,
    limits: &Limits,
    stop: &Stop,
) -> Result<Attachment, Refused> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    read(
        reader,
        reading::file_bytes(path, limits)?,
        &name,
        limits,
        stop,
    )
}

/// The child's whole work: one request from `input`, one answer to `output`.
///
/// # Errors
/// When the pipes break or the request is none; there is nobody to tell then but the exit code.
pub fn serve(mut input: impl Read, mut output: impl Write) -> io::Result<()> {
    let request: Request = serde_json::from_slice(&framed(&mut input)?)?;
    let mut bytes = Vec::new();
    input
        .take(request.limits.max_file_bytes.saturating_add(1))
        .read_to_end(&mut bytes)?;
    let mut outcome = reading::read(bytes, &request.name, &request.limits, &Stop::default());
    let picture = match &mut outcome {
        Ok(Attachment {
            content: Content::Image { bytes, .. },
            ..
        }) => std::mem::take(bytes),
        _ => Vec::new(),
    };
    output.write_all(&frame(&outcome)?)?;
    output.write_all(&picture)?;
    output.flush()
}

fn request(name: &str, limits: &Limits) -> Result<Vec<u8>, Refused> {
    // Made safe here already: a name is short then, whatever was passed.
    let name = crate::safe_name(name);
    frame(&Request {
        name,
        limits: limits.clone(),
    })
    .map_err(failed)
}

fn frame(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let json = serde_json::to_vec(value)?;
    let length = u32::try_from(json.len()).map_err(io::Error::other)?;
    Ok([&length.to_le_bytes()[..], &json].concat())
}

fn framed(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    input.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length) as usize;
    if length > MOST_REQUEST {
        return Err(io::Error::other("the request is too long"));
    }
    let mut json = vec![0; length];
    input.read_exact(&mut json)?;
    Ok(json)
}

/// The child's answer, or `None` when it gave none.
fn answered(all: &[u8]) -> Option<Result<Attachment, Refused>> {
    let (length, rest) = all.split_first_chunk::<4>()?;
    let (json, picture) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let mut outcome: Result<Attachment, Refused> = serde_json::from_slice(json).ok()?;
    if let Ok(Attachment {
        content: Content::Image { bytes, .. },
        ..
    }) = &mut outcome
    {
        bytes.extend(picture);
    }
    Some(outcome)
}

fn failed(why: impl ToString) -> Refused {
    Refused::ReaderFailed {
        why: why.to_string(),
    }
}

/// A child that is killed and waited for, however its reading ends.
struct Reaped(Child);

impl Reaped {
    /// Why it gave no answer.
    fn death(&mut self) -> Refused {
        match self.0.wait() {
            // Exit codes are the host's own: it did not come to reading, or could not speak.
            Ok(status) if status.success() || orderly(status) => {
                failed(format!("it ended without an answer ({status})"))
            }
            Ok(status) => {
                Refused::damaged("attached", "its parser", format!("it crashed ({status})"))
            }
            Err(error) => failed(error),
        }
    }
}

impl Drop for Reaped {
    fn drop(&mut self) {
        // Dead already, in most cases.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Whether a process ended by its own will: small exit codes. A signal has none, and the crashes of
/// Windows are large or negative numbers.
fn orderly(status: ExitStatus) -> bool {
    status.code().is_some_and(|code| (0..256).contains(&code))
}
