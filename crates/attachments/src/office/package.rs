//! A ZIP of parts, read within a budget of unpacked bytes.

use std::{
    collections::HashMap,
    io::{Cursor, Read},
};

use zip::{ZipArchive, result::ZipError};

use super::xml::{self, Node};
use crate::{Limits, Refused, guard::Watch, text};

/// Entries of a ZIP at most; a long presentation has some thousands.
const MOST_PARTS: usize = 50_000;

pub(super) struct Package {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    /// Bytes that may still be unpacked.
    left: u64,
    most: u64,
}

/// A relationship of a part: its kind (the last segment of its type) and the part it leads to.
pub(super) struct Relation {
    pub(super) kind: String,
    pub(super) target: String,
}

impl Package {
    pub(super) fn open(bytes: Vec<u8>, limits: &Limits) -> Result<Self, Refused> {
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| Refused::damaged("ZIP", "its directory", error))?;
        if archive.len() > MOST_PARTS {
            return Err(Refused::damaged("ZIP", "its directory", "too many entries"));
        }
        Ok(Self {
            archive,
            left: limits.max_unpacked_bytes,
            most: limits.max_unpacked_bytes,
        })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// A part's text, `None` when there is no such part. What the ZIP says about sizes is not believed:
    /// bytes are counted as they are unpacked.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Refused> {
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Refused::PasswordProtected { kind: "ZIP".into() });
            }
            Err(error) => return Err(Refused::damaged("ZIP", name, error)),
        };
        let mut bytes = Vec::new();
        file.take(self.left.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|error| Refused::damaged("ZIP", name, error))?;
        let size = bytes.len() as u64;
        if size > self.left {
            return Err(Refused::TooLarge {
                what: format!("what the file unpacks to ({name})"),
                most: self.most,
            });
        }
        self.left -= size;
        text::decode(&bytes)
            .map(Some)
            .ok_or_else(|| Refused::damaged("ZIP", name, "not text"))
    }

    /// A part that has to be there.
    pub(super) fn needed(&mut self, kind: &str, name: &str) -> Result<String, Refused> {
        self.part(name)?
            .ok_or_else(|| Refused::damaged(kind, name, "it is missing"))
    }

    /// The main part of an Office Open XML document, `None` for another ZIP.
    pub(super) fn office_part(&mut self, watch: &Watch) -> Result<Option<String>, Refused> {
        if !self.has("[Content_Types].xml") {
            return Ok(None);
        }
        let main = self
            .relations("", watch)?
            .into_values()
            .find(|relation| relation.kind == "officeDocument");
        let usual = [
            "word/document.xml",
            "ppt/presentation.xml",
            "xl/workbook.xml",
        ];
        Ok(main.map(|relation| relation.target).or_else(|| {
            usual
                .into_iter()
                .find(|name| self.has(name))
                .map(Into::into)
        }))
    }

    /// The relationships of a part by their id; of the package for `""`. None where there is no such list.
    pub(super) fn relations(
        &mut self,
        part: &str,
        watch: &Watch,
    ) -> Result<HashMap<String, Relation>, Refused> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let list = if folder.is_empty() {
            format!("_rels/{file}.rels")
        } else {
            format!("{folder}/_rels/{file}.rels")
        };
        let mut relations = HashMap::new();
        let Some(text) = self.part(&list)? else {
            return Ok(relations);
        };
        xml::walk(&list, &text, watch, |node| {
            if let Node::Open(tag) = node
                && tag.name() == "Relationship"
                && let (Some(id), Some(kind), Some(target)) =
                    (tag.value("Id"), tag.value("Type"), tag.value("Target"))
            {
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                relations.insert(
                    id,
                    Relation {
                        kind,
                        target: resolved(folder, &target),
                    },
                );
            }
            Ok(())
        })?;
        Ok(relations)
    }
}

/// A target relative to a folder, as a part's name.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.into();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(parts.pop()),
            "." | "" => {}
            step => parts.push(step),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn targets_are_resolved() {
        assert_eq!(
            resolved("ppt/slides", "../notesSlides/n1.xml"),
            "ppt/notesSlides/n1.xml"
        );
        assert_eq!(
            resolved("word", "/word/footnotes.xml"),
            "word/footnotes.xml"
        );
        assert_eq!(resolved("", "../../../etc/passwd"), "etc/passwd");
    }
}
