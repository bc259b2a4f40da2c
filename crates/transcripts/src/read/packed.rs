//! The files with conversations in an archive, and one file unpacked as a stream.
//!
//! Belongs here: which files there are, and what keeps a zip bomb from going off.
//! The archive's directory is read by `zip`; unpacking is done here, because the
//! library's reader borrows the archive and an import has to own it.

use std::io::{self, Read, Seek, SeekFrom, Take};

use flate2::Crc;
use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use crate::{Error, Limits};

/// One file to read.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its name in the archive; "the file" if it stands alone.
    pub name: String,
    start: u64,
    /// Bytes in the archive.
    pub packed: u64,
    deflated: bool,
    // What the archive says of the unpacked file; `None`: not in an archive.
    said: Option<(u64, u32)>,
}

/// What was found in a file.
pub struct Contents {
    /// The files to look into, in the order to read them.
    pub parts: Vec<Part>,
    /// They are called as exports call their conversations.
    pub named: bool,
}

/// The files of an archive, or the one file that `input` is.
pub fn contents<R: Read + Seek>(mut input: R, limits: &Limits) -> Result<(R, Contents), Error> {
    let length = input.seek(SeekFrom::End(0))?;
    input.seek(SeekFrom::Start(0))?;
    let mut magic = [0; 4];
    let mut got = 0;
    while got < magic.len() {
        match input.read(&mut magic[got..])? {
            0 => break,
            read => got += read,
        }
    }
    input.seek(SeekFrom::Start(0))?;
    if magic.starts_with(b"PK\x03\x04") || magic.starts_with(b"PK\x05\x06") {
        return archive(input, limits);
    }
    let part = Part {
        name: "the file".into(),
        start: 0,
        packed: length,
        deflated: false,
        said: None,
    };
    let contents = Contents {
        parts: vec![part],
        named: true,
    };
    Ok((input, contents))
}

fn archive<R: Read + Seek>(input: R, limits: &Limits) -> Result<(R, Contents), Error> {
    // The library asks a buffer of its own for nothing, and reads the directory in
    // small pieces.
    let damaged = |error: zip::result::ZipError| Error::Archive(error.to_string());
    let mut archive = ZipArchive::new(io::BufReader::new(input)).map_err(damaged)?;
    let mut names: Vec<(usize, String)> = Vec::new();
    for at in 0..archive.len() {
        // A name that cannot be read is no name of a conversations file.
        if let Some(Ok(name)) = archive.name_for_index(at) {
            names.push((at, name.into_owned()));
        }
    }
    names.retain(|(_, name)| is_json(name));
    let named = names.iter().any(|(_, name)| is_conversations(name));
    if named {
        names.retain(|(_, name)| is_conversations(name));
    }
    // `conversations-2.json` before `conversations-10.json`, whatever the padding.
    names.sort_by_cached_key(|(_, name)| (number(name), name.clone()));
    names.truncate(limits.files);
    let mut parts = Vec::new();
    let mut unpacked = 0_u64;
    for (at, name) in names {
        let file = archive.by_index_raw(at).map_err(damaged)?;
        let entry = file.entry();
        let packing = entry.compression();
        if entry.encrypted() {
            return Err(Error::Packing {
                file: name,
                how: "encrypted".into(),
            });
        }
        if !matches!(
            packing,
            CompressionMethod::Stored | CompressionMethod::Deflated
        ) {
            return Err(Error::Packing {
                file: name,
                how: format!("packed with {packing}"),
            });
        }
        unpacked = unpacked.saturating_add(entry.size());
        if unpacked > limits.unpacked_bytes {
            return Err(Error::Bomb {
                file: name,
                what: "what the archive holds",
            });
        }
        let Some(start) = file.data_start() else {
            return Err(Error::Archive(format!("{name} has no place in it")));
        };
        parts.push(Part {
            name,
            start,
            packed: entry.compressed_size(),
            deflated: packing == CompressionMethod::Deflated,
            said: Some((entry.size(), entry.crc32())),
        });
    }
    let contents = Contents { parts, named };
    Ok((archive.into_inner().into_inner(), contents))
}

fn base(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

// macOS puts a companion file beside each file when it packs a folder again.
fn is_json(name: &str) -> bool {
    let base = base(name).to_ascii_lowercase();
    base.ends_with(".json") && !base.starts_with("._") && !name.starts_with("__MACOSX/")
}

fn is_conversations(name: &str) -> bool {
    let base = base(name).to_ascii_lowercase();
    let middle = base
        .strip_prefix("conversations")
        .and_then(|rest| rest.strip_suffix(".json"));
    middle.is_some_and(|middle| {
        middle
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | '_'))
    })
}

fn number(name: &str) -> u64 {
    let digits: String = base(name).chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

/// One file, unpacked while it is read, with its bounds and its checksum.
pub struct Unpacked<R> {
    part: Part,
    body: Body<R>,
    given: u64,
    sum: Crc,
    ratio: u64,
}

enum Body<R> {
    Stored(Take<R>),
    Deflated(Box<DeflateDecoder<Take<R>>>),
}

impl<R: Read + Seek> Unpacked<R> {
    /// Starts to read a file.
    pub fn new(mut input: R, part: Part, limits: &Limits) -> Result<Self, Error> {
        input.seek(SeekFrom::Start(part.start))?;
        let packed = input.take(part.packed);
        let body = if part.deflated {
            Body::Deflated(Box::new(DeflateDecoder::new(packed)))
        } else {
            Body::Stored(packed)
        };
        Ok(Self {
            part,
            body,
            given: 0,
            sum: Crc::new(),
            ratio: limits.ratio,
        })
    }
}

impl<R> Unpacked<R> {
    /// The file's name.
    pub fn name(&self) -> &str {
        &self.part.name
    }

    /// Bytes of the archive that were read for this file.
    pub fn read_bytes(&self) -> u64 {
        let left = match &self.body {
            Body::Stored(packed) => packed.limit(),
            Body::Deflated(decoder) => decoder.get_ref().limit(),
        };
        self.part.packed - left
    }

    /// Bytes of the archive that are this file.
    pub fn packed_bytes(&self) -> u64 {
        self.part.packed
    }

    /// Gives the input back.
    pub fn into_input(self) -> R {
        match self.body {
            Body::Stored(packed) => packed.into_inner(),
            Body::Deflated(decoder) => decoder.into_inner().into_inner(),
        }
    }

    fn damaged(&self, what: &'static str) -> io::Error {
        io::Error::other(Error::Damaged {
            file: self.part.name.clone(),
            what,
        })
    }

    fn bomb(&self, what: &'static str) -> io::Error {
        io::Error::other(Error::Bomb {
            file: self.part.name.clone(),
            what,
        })
    }
}

const RATIO_FROM: u64 = 16 << 20;

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.body {
            Body::Stored(packed) => packed.read(buffer)?,
            Body::Deflated(decoder) => match decoder.read(buffer) {
                Err(error)
                    if matches!(
                        error.kind(),
                        io::ErrorKind::InvalidInput
                            | io::ErrorKind::InvalidData
                            | io::ErrorKind::UnexpectedEof
                    ) =>
                {
                    return Err(self.damaged("it does not unpack"));
                }
                read => read?,
            },
        };
        self.given += read as u64;
        let Some((size, sum)) = self.part.said else {
            return Ok(read);
        };
        self.sum.update(&buffer[..read]);
        if self.given > size {
            return Err(self.bomb("more than the archive says"));
        }
        if self.given > RATIO_FROM && self.given / self.read_bytes().max(1) > self.ratio {
            return Err(self.bomb("packed too tightly for an export"));
        }
        if read == 0 && !buffer.is_empty() {
            if self.given < size {
                return Err(self.damaged("it ends too early"));
            }
            if self.sum.sum() != sum {
                return Err(self.damaged("its checksum is wrong"));
            }
        }
        Ok(read)
    }
}
