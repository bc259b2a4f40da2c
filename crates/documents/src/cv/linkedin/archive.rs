//! The zip: only what is asked for is unpacked, and no more of it than a CV can have.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::table::{Table, Wanted};
use crate::cv::problem::{Mistake, Problem};

/// Files in an export at the most: one a media file and one a written article.
const MOST_FILES: usize = 10_000;

/// Bytes of one file, unpacked.
const LONGEST: u64 = 4_000_000;

/// Bytes of all files that are unpacked.
const LONGEST_OF_ALL: u64 = 16_000_000;

/// An export that is open.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The place of each table in the zip and its name there, by its name in small letters without
    /// what LinkedIn has now as a space and now as a line.
    places: BTreeMap<String, (usize, String)>,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'a> Archive<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Problem> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            Problem::whole(Mistake::BadArchive {
                what: error.to_string(),
            })
        })?;
        if zip.len() > MOST_FILES {
            return Err(Problem::whole(Mistake::TooMany {
                what: "files in the archive",
                most: MOST_FILES,
            }));
        }
        let mut places = BTreeMap::new();
        for (index, name) in zip.file_names().enumerate() {
            let Ok(name) = name else { continue };
            let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
            if let Some(table) = plain(file).strip_suffix(".csv") {
                places
                    .entry(table.to_owned())
                    .or_insert_with(|| (index, file.to_owned()));
            }
        }
        Ok(Self {
            zip,
            places,
            left: LONGEST_OF_ALL,
        })
    }

    /// Whether it is what it should be: it has one of the tables that say who somebody is.
    pub(super) fn is_export(&self) -> bool {
        ["profile", "positions", "education", "skills"]
            .iter()
            .any(|table| self.places.contains_key(*table))
    }

    /// A table by the first of its names that there is; one without rows if there is none.
    pub(super) fn table(&mut self, wanted: &Wanted) -> Result<Table, Problem> {
        let place = wanted
            .names
            .iter()
            .find_map(|name| self.places.get(*name).cloned());
        let Some((place, name)) = place else {
            return Ok(Table::default());
        };
        let bytes = self.unpacked(place, &name)?;
        Table::read(&name, &bytes, wanted)
    }

    fn unpacked(&mut self, place: usize, name: &str) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::new();
        let read = self.zip.by_index(place).map(|file| {
            // What its header says of its size is not believed.
            file.take(LONGEST.min(self.left) + 1)
                .read_to_end(&mut bytes)
        });
        let bad = |error: &dyn std::fmt::Display| {
            Problem::at(
                name,
                Mistake::BadArchive {
                    what: error.to_string(),
                },
            )
        };
        match read {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => return Err(bad(&error)),
            Err(error) => return Err(bad(&error)),
        }
        let size = bytes.len() as u64;
        if size > LONGEST {
            return Err(Problem::at(name, Mistake::TooLong { most: LONGEST }));
        }
        if size > self.left {
            return Err(Problem::whole(Mistake::TooLong {
                most: LONGEST_OF_ALL,
            }));
        }
        self.left -= size;
        Ok(bytes)
    }
}

fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, ' ' | '_'))
        .flat_map(char::to_lowercase)
        .collect()
}
