//! A GGUF file comes over the network.
//!
//! What has arrived stays in a `.part` file until the rest is there, whatever ends the transfer
//! before: a cancellation, a crash, a broken line. There is no limit on the whole time, only on
//! silence.

use std::path::Path;
use std::time::Duration;

use contract::{Code, Error, Result};
use reqwest::header;
use reqwest::{Client, Response, StatusCode};
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use super::http::{
    accepted, client, failed, network, not_gguf, range_start, range_total, version_of,
};
use super::part::{Origin, Part};
use super::{DownloadSpec, Shelf, ShelfEntry, add, disk};

/// Silence after which the other side counts as gone.
const IDLE: Duration = Duration::from_secs(30);
/// Bytes that are gathered before they are written.
const GATHER: usize = 256 * 1024;
/// Time after which gathered bytes are written anyway.
const GATHER_FOR: Duration = Duration::from_millis(250);
/// Bytes after which the room on the disk is looked at again: others fill it too, and not every server says
/// how much will come.
const LOOK_EVERY: u64 = 256 << 20;

/// What ends a transfer.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    /// How long the server may be silent.
    pub(super) idle: Duration,
    /// Bytes between two looks at the disk.
    pub(super) look_every: u64,
    /// How many bytes are free.
    pub(super) free: fn(&Path) -> Option<u64>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            idle: IDLE,
            look_every: LOOK_EVERY,
            free: disk::free,
        }
    }
}

impl Shelf {
    /// Downloads a GGUF file onto the shelf, going on where an earlier try ended if the server
    /// still has the same version. `progress` gets bytes done and in all, several times a second.
    ///
    /// # Errors
    /// `Network`: trying again may help, and goes on from there. `NotFound`, `InvalidInput`: the server
    /// does not give the file out. `ChecksumMismatch`, `ModelInvalid`: what arrived was thrown away.
    /// `StorageFull`, `StorageReadOnly`, `StorageUnavailable` from the disk; `Conflict` if the file is being
    /// downloaded already; `Cancelled`.
    pub async fn download(
        &self,
        spec: &DownloadSpec,
        mut progress: impl FnMut(u64, Option<u64>) + Send,
        cancel: CancellationToken,
    ) -> Result<ShelfEntry> {
        self.download_with(spec, &mut progress, cancel, Limits::default())
            .await
    }

    /// Throws away what has arrived of a download that nobody wants any more. Nothing there is no error.
    /// A try that was just cancelled gets a moment to end.
    ///
    /// # Errors
    /// `Conflict` if the download is under way; `InvalidInput` if no download could have that name;
    /// `StorageReadOnly`, `StorageUnavailable` from the disk.
    pub async fn discard_download(&self, spec: &DownloadSpec) -> Result<()> {
        let dir = self.inner.dir.clone();
        let (url, file_name) = (spec.url.clone(), super::name::sanitise(&spec.file_name)?);
        blocking(move || Part::discard_of(&dir, &file_name, &url)).await
    }

    /// As [`Shelf::download`], with other limits.
    pub(super) async fn download_with(
        &self,
        spec: &DownloadSpec,
        progress: &mut (dyn FnMut(u64, Option<u64>) + Send),
        cancel: CancellationToken,
        limits: Limits,
    ) -> Result<ShelfEntry> {
        // A job's payload may have been written by another version, so the rules hold again.
        let checked = DownloadSpec::parse(&spec.url, spec.sha256.as_deref())?;
        let cancel = cancel.child_token();
        let _ended_with_the_future = cancel.clone().drop_guard();
        let spec = DownloadSpec {
            file_name: super::name::sanitise(&spec.file_name)?,
            ..checked
        };
        if let Some(entry) = self.already_there(&spec, &cancel).await? {
            return Ok(entry);
        }

        let (dir, file_name) = (self.inner.dir.clone(), spec.file_name.clone());
        let (url, token) = (spec.url.clone(), cancel.clone());
        let (part, version) = blocking(move || {
            let mut part = Part::open(&dir, &file_name, &token)?;
            let version = part.resume(&url, &token)?;
            Ok((part, version))
        })
        .await?;

        let transfer = Transfer {
            shelf: self,
            spec: &spec,
            cancel: &cancel,
            limits,
        };
        let part = transfer.run(part, version, progress).await?;
        self.finish(part, spec, cancel.clone()).await
    }

    /// The entry that has the promised bytes already.
    async fn already_there(
        &self,
        spec: &DownloadSpec,
        cancel: &CancellationToken,
    ) -> Result<Option<ShelfEntry>> {
        let Some(sha256) = spec.sha256.clone() else {
            return Ok(None);
        };
        let (shelf, name, cancel) = (self.clone(), spec.file_name.clone(), cancel.clone());
        blocking(move || shelf.same_bytes(&name, &sha256, Some(&sha256), &cancel)).await
    }

    /// Checks the complete file and gives it its name.
    async fn finish(
        &self,
        part: Part,
        spec: DownloadSpec,
        cancel: CancellationToken,
    ) -> Result<ShelfEntry> {
        let shelf = self.clone();
        blocking(move || {
            let sha256 = part.sha256();
            if let Some(promised) = spec
                .sha256
                .as_deref()
                .filter(|promised| *promised != sha256)
            {
                let detail = format!("expected SHA-256 {promised}, got {sha256}");
                let message = format!(
                    "“{}” arrived with other bytes than were promised",
                    spec.file_name
                );
                part.discard();
                return Err(Error::new(Code::ChecksumMismatch, message).with_detail(detail));
            }
            let promised = spec.sha256.as_deref();
            let accepted = shelf.accept(
                &part.path,
                &part.file,
                &spec.file_name,
                sha256,
                promised,
                &cancel,
            );
            match &accepted {
                // It is worth keeping: the disk or the user ended it.
                Err(error) if error.code != Code::ModelInvalid => {}
                _ => part.discard(),
            }
            accepted
        })
        .await
    }
}

/// One download's way from the server into the part.
struct Transfer<'a> {
    shelf: &'a Shelf,
    spec: &'a DownloadSpec,
    cancel: &'a CancellationToken,
    limits: Limits,
}

impl Transfer<'_> {
    /// Fetches what is missing of `part`, of which `version` is there already.
    async fn run(
        &self,
        mut part: Part,
        version: Option<String>,
        progress: &mut (dyn FnMut(u64, Option<u64>) + Send),
    ) -> Result<Part> {
        let client = client(&self.spec.url)?;
        let mut response = self.ask(&client, &part, version.as_deref()).await?;
        if response.status() == StatusCode::RANGE_NOT_SATISFIABLE {
            if range_total(response.headers()) == Some(part.length()) && part.length() > 0 {
                return Ok(part);
            }
            response = self.ask(&client, &part, None).await?;
        }
        let response = accepted(response)?;
        let resumed = response.status() == StatusCode::PARTIAL_CONTENT;
        if resumed && range_start(response.headers()) != Some(part.length()) {
            return Err(network(
                "The server sent another piece of the file than was asked for",
            ));
        }
        let there = if resumed { part.length() } else { 0 };
        let rest = response.content_length();
        let total = if resumed {
            range_total(response.headers())
        } else {
            None
        };
        let total = total.or(rest.map(|rest| there + rest));
        self.check_room(rest.unwrap_or(0))?;
        if !resumed {
            let origin = version_of(response.headers()).map(|version| Origin {
                url: Origin::fingerprint(&self.spec.url),
                version,
                synced: 0,
            });
            part = blocking(move || part.restart(origin).map(|()| part)).await?;
        }
        progress(there, total);
        let part = self.receive(response, part, total, progress).await?;
        match total {
            Some(total) if total != part.length() => Err(network("The connection ended too early")
                .with_detail(format!("{} of {total} bytes arrived", part.length()))),
            _ => Ok(part),
        }
    }

    fn check_room(&self, needed: u64) -> Result<()> {
        disk::check_room((self.limits.free)(&self.shelf.inner.dir), needed)
    }

    /// Sends the request, for the rest if a version of the file is there already.
    async fn ask(&self, client: &Client, part: &Part, version: Option<&str>) -> Result<Response> {
        // A compressed answer would make positions meaningless.
        let mut request = client
            .get(&self.spec.url)
            .header(header::ACCEPT_ENCODING, "identity");
        if let Some(version) = version {
            request = request
                .header(header::RANGE, format!("bytes={}-", part.length()))
                .header(header::IF_RANGE, version);
        }
        self.patiently(request.send()).await
    }

    /// Awaits the answer, but not for ever.
    async fn patiently<T>(&self, step: impl Future<Output = reqwest::Result<T>>) -> Result<T> {
        tokio::select! {
            biased;
            () = self.cancel.cancelled() => Err(disk::cancelled()),
            result = tokio::time::timeout(self.limits.idle, step) => match result {
                Ok(result) => result.map_err(failed),
                Err(_) => Err(self.silent()),
            },
        }
    }

    fn silent(&self) -> Error {
        network(format!(
            "The server was silent for {} seconds",
            self.limits.idle.as_secs()
        ))
    }

    /// Writes the body into the part. What had arrived is written, durably, even if it ends early.
    async fn receive(
        &self,
        mut response: Response,
        mut part: Part,
        total: Option<u64>,
        progress: &mut (dyn FnMut(u64, Option<u64>) + Send),
    ) -> Result<Part> {
        let mut gathered = Vec::with_capacity(GATHER * 2);
        let mut written = Instant::now();
        let mut heard = Instant::now();
        let mut look_at = part.length() + self.limits.look_every;
        loop {
            // `None`: it is time to write, whether more comes or not.
            let mut chunk = tokio::select! {
                biased;
                () = self.cancel.cancelled() => Some(Err(disk::cancelled())),
                chunk = response.chunk() => Some(chunk.map_err(failed)),
                () = sleep_until(heard + self.limits.idle) => Some(Err(self.silent())),
                () = sleep_until(written + GATHER_FOR), if !gathered.is_empty() => None,
            };
            if let Some(Ok(Some(chunk))) = &chunk {
                heard = Instant::now();
                gathered.extend_from_slice(chunk);
                if part.length() == 0 && gathered.len() >= 4 && !gathered.starts_with(b"GGUF") {
                    part.discard();
                    return Err(not_gguf(&self.spec.file_name));
                }
                if gathered.len() < GATHER {
                    continue;
                }
            }
            if part.length() >= look_at {
                look_at = part.length() + self.limits.look_every;
                let rest = total.map_or(0, |total| total.saturating_sub(part.length()));
                if let Err(error) = self.check_room(rest) {
                    chunk = Some(Err(error));
                }
            }
            let over = matches!(chunk, Some(Err(_) | Ok(None)));
            (part, gathered) = blocking(move || {
                part.append(&gathered)?;
                if over {
                    part.sync()?;
                }
                gathered.clear();
                Ok((part, gathered))
            })
            .await?;
            written = Instant::now();
            progress(part.length(), total);
            if let Some(chunk) = chunk
                && chunk?.is_none()
            {
                return Ok(part);
            }
        }
    }
}

/// Runs work with files where it blocks nobody.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(add::lost)?
}
