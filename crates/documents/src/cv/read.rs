//! A file becomes a CV: which format it is, and how large it may be.

use contract::cv::{Cv, PartId};
use serde_json::Value;

use super::problem::{Mistake, Problem};
use super::{linkedin, own, resume};

/// Bytes of a file at the most. Photos are in it, in base64.
pub const LONGEST_FILE: u64 = 16_000_000;

/// Gives ids to parts that have none.
pub trait Ids {
    /// An id that no part of this CV or its versions has.
    fn next(&mut self) -> PartId;
}

/// `p1`, `p2` …: enough for a CV that is read, written and forgotten.
impl Ids for u32 {
    fn next(&mut self) -> PartId {
        *self += 1;
        PartId(format!("p{self}"))
    }
}

/// Reads JSON Resume, Pulse's own JSON, or the archive of LinkedIn's data export.
pub fn read(bytes: &[u8], ids: &mut dyn Ids) -> Result<Cv, Problem> {
    let size = bytes.len() as u64;
    if size > LONGEST_FILE {
        return Err(Problem::whole(Mistake::TooLarge {
            bytes: size,
            most: LONGEST_FILE,
        }));
    }
    if linkedin::is_archive(bytes) {
        return linkedin::read(bytes, ids);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Problem::whole(Mistake::NotText {
            byte: error.valid_up_to(),
        })
    })?;
    let value: Value = serde_json::from_str(text).map_err(|error| {
        Problem::whole(Mistake::NotJson {
            what: error.to_string(),
        })
    })?;
    if own::is_own(&value) {
        own::read(value, ids)
    } else {
        resume::read(value, ids)
    }
}
