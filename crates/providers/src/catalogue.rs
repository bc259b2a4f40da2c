//! What is known of the vendors' models, dated: contexts, prices, what they take, when they go and what follows them.
//!
//! The facts are data (`catalogue/*.toml`, embedded; a newer file can lie on disk) and the vendor's own list, asked with the user's key, goes over them.
//! A model that is in neither works all the same: nothing is known of it, nothing is forbidden. Belongs here: reading and finding.
//! Does not belong here: what a reply cost ([`crate::cost`]), when the list is asked for, and words for the user.

mod date;
mod decimal;
mod entry;
mod fault;
mod file;
mod parameters;
mod standing;

use std::collections::HashSet;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::LazyLock;

use time::Date;

pub use date::{day, day_at};
pub use entry::{Entry, Modality, Price, Source, Taken, Taking};
pub use fault::{Fault, Problem};
pub use parameters::{Parameter, Reason, accepted, rejected};
pub use standing::{SOON, Standing};

use crate::models::Listed;

/// The files that come with Pulse.
const FILES: &[(&str, &str)] = &[
    ("openai.toml", include_str!("../catalogue/openai.toml")),
    (
        "openai-older.toml",
        include_str!("../catalogue/openai-older.toml"),
    ),
    (
        "anthropic.toml",
        include_str!("../catalogue/anthropic.toml"),
    ),
    ("google.toml", include_str!("../catalogue/google.toml")),
    ("mistral.toml", include_str!("../catalogue/mistral.toml")),
    ("deepseek.toml", include_str!("../catalogue/deepseek.toml")),
    ("xai.toml", include_str!("../catalogue/xai.toml")),
    ("groq.toml", include_str!("../catalogue/groq.toml")),
];
/// Models of a vendor's list that are taken at the most.
const LISTED: usize = 2000;

/// The models that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    entries: Vec<Entry>,
}

impl Catalogue {
    /// What came with Pulse. Read once, at the first use.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Catalogue> = LazyLock::new(|| {
            // That they can be read is tested; without them every model would be an unknown one.
            Catalogue::default().with(FILES).unwrap_or_default()
        });
        &EMBEDDED
    }

    /// Every model that is known.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// This, and over it the rows of the file at `path`: a row takes the place of one of the same vendor and id
    /// that was not looked up later. Before [`Catalogue::merge`], whose facts it would take the place of.
    ///
    /// # Errors
    /// [`Fault`] names file, row and field. Nothing of a file with a fault is taken.
    pub fn with_file(&self, path: &Path) -> Result<Self, Fault> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let fault = |problem| Fault {
            file: name.clone().into_owned(),
            row: None,
            field: None,
            problem,
        };
        let mut text = String::new();
        let limit = u64::try_from(file::LARGEST).unwrap_or(u64::MAX);
        File::open(path)
            .and_then(|file| file.take(limit.saturating_add(1)).read_to_string(&mut text))
            .map_err(|error| fault(Problem::Unreadable(error.to_string())))?;
        self.with(&[(&name, &text)])
    }

    /// The same for files by name and text.
    ///
    /// # Errors
    /// As [`Catalogue::with_file`].
    pub fn with(&self, files: &[(&str, &str)]) -> Result<Self, Fault> {
        let mut union = self.clone();
        let mut read = Vec::new();
        for (name, text) in files {
            let rows = file::read(name, text)?;
            once(name, &rows)?;
            read.push((name, rows));
        }
        for (_, rows) in &read {
            rows.iter().cloned().for_each(|row| union.put(row));
        }
        // A successor can be in another file, so it is looked for when all are read.
        for (name, rows) in &read {
            for row in rows {
                if let Some(id) = &row.successor
                    && union.exact(&row.vendor, id).is_none()
                {
                    return Err(row.fault(name, "successor", Problem::Successor(id.clone())));
                }
            }
        }
        let forwarded: Vec<Entry> = union
            .entries
            .iter()
            .filter_map(|row| union.forwarded(row))
            .collect();
        forwarded.into_iter().for_each(|row| union.put(row));
        Ok(union)
    }

    fn forwarded(&self, row: &Entry) -> Option<Entry> {
        let successor = row.successor.as_deref();
        let successor = successor.and_then(|id| self.exact(&row.vendor, id)?.openrouter.clone());
        Some(row.forwarded(row.openrouter.as_deref()?, successor))
    }

    fn put(&mut self, row: Entry) {
        let same = |old: &&mut Entry| old.vendor == row.vendor && old.id == row.id;
        match self.entries.iter_mut().find(same) {
            Some(old) if old.as_of > row.as_of => {}
            Some(old) => *old = row,
            None => self.entries.push(row),
        }
    }

    fn exact(&self, vendor: &str, id: &str) -> Option<&Entry> {
        let of = |entry: &&Entry| entry.vendor == vendor && entry.id == id;
        self.entries.iter().find(of)
    }

    /// The row of a vendor's model: by its id, then by an alias, then as a dated snapshot of the model with the longest such id
    /// (`gpt-6-astra-2026-09-03`). At OpenRouter a variant (`…:free`) is the same model.
    pub fn find(&self, vendor: &str, model: &str) -> Option<&Entry> {
        let model = match vendor {
            "openrouter" => model.split(':').next()?,
            "google" | "vertex" => model.strip_prefix("models/").unwrap_or(model),
            _ => model,
        };
        let of_vendor = || self.entries.iter().filter(|entry| entry.vendor == vendor);
        let alias = || of_vendor().find(|entry| entry.aliases.iter().any(|alias| alias == model));
        let snapshot = || {
            let length = |entry: &Entry| {
                let of = |id: &&str| model.strip_prefix(id).is_some_and(is_stamp);
                entry.ids().filter(of).map(str::len).max()
            };
            let with_length = of_vendor().filter_map(|entry| Some((length(entry)?, entry)));
            Some(with_length.max_by_key(|(length, _)| *length)?.1)
        };
        self.exact(vendor, model).or_else(alias).or_else(snapshot)
    }

    /// Takes in what the vendor itself lists: its word on names, contexts and days goes over the file's, and a model that no
    /// file has is added. A model is not taken away because it is not listed: a key may not see all, and one in use has to
    /// show when it went. `today` dates what is new.
    pub fn merge(&mut self, vendor: &str, listed: &[Listed], today: Date) {
        for model in listed.iter().take(LISTED) {
            let same = |entry: &Entry| entry.vendor == vendor && entry.id == model.id;
            let index = self.entries.iter().position(same).unwrap_or_else(|| {
                let known = self.find(vendor, &model.id).cloned();
                self.entries.push(match known {
                    Some(known) => Entry {
                        id: model.id.clone(),
                        aliases: Vec::new(),
                        ..known
                    },
                    None => Entry::bare(vendor, &model.id, today, Source::Listed),
                });
                self.entries.len() - 1
            });
            if let Some(entry) = self.entries.get_mut(index) {
                entry.take(model);
            }
        }
    }
}

impl Entry {
    /// Its id, and the others that it is asked by.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let aliases = self.aliases.iter().map(String::as_str);
        std::iter::once(self.id.as_str()).chain(aliases)
    }

    fn take(&mut self, listed: &Listed) {
        let over = |known: &mut Option<u64>, said: Option<u64>| {
            *known = said.filter(|said| *said > 0).or(*known)
        };
        over(&mut self.context, listed.context_length);
        over(&mut self.longest_reply, listed.longest_reply);
        if listed.name.is_some() {
            self.name.clone_from(&listed.name);
        }
        let day = listed.retires_at.as_deref().and_then(date::day_of);
        self.retires_on = day.or(self.retires_on);
        self.listed = true;
    }

    fn fault(&self, file: &str, field: &'static str, problem: Problem) -> Fault {
        Fault {
            file: file.to_owned(),
            row: Some(self.id.clone()),
            field: Some(field),
            problem,
        }
    }
}

/// No id and no alias is in a file twice for a vendor.
fn once(file: &str, rows: &[Entry]) -> Result<(), Fault> {
    let mut seen = HashSet::new();
    for row in rows {
        for id in row.ids() {
            if !seen.insert((&row.vendor, id)) {
                return Err(row.fault(file, "id", Problem::Twice(id.to_owned())));
            }
        }
    }
    Ok(())
}

/// What follows a model's id in the name of one of its snapshots: `-2026-09-03`, `-20260903`, `@20260903`, `-0903`, `-001`.
fn is_stamp(rest: &str) -> bool {
    let Some(stamp) = rest.strip_prefix(['-', '@']) else {
        return false;
    };
    let digits = stamp.bytes().all(|byte| byte.is_ascii_digit());
    day(stamp).is_some() || (digits && matches!(stamp.len(), 3 | 4 | 8))
}
