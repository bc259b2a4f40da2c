//! Catalogue files: TOML, one a maker. Here they are read row by row; what needs the rows of all files
//! (twice the same, successors) is [`super::Catalogue`]'s.
//!
//! TOML because people keep these files by hand: it has comments for where a fact comes from, and a change of one
//! price is a change of one line. A file is outside data, also the one on disk: bounded and checked. A field that this Pulse does not know is
//! passed over, so that a newer file can say more.

use serde::Deserialize;
use time::Date;

use super::entry::{Entry, Modality, Price, Source, Taken};
use super::fault::{Fault, Problem};
use super::{date, decimal};
use crate::vendor;

/// Bytes of a file at the most.
pub(super) const LARGEST: usize = 1024 * 1024;
/// Rows, and items of a row's lists, at the most.
const ROWS: usize = 5000;
const ITEMS: usize = 32;
/// Bytes of an id or name at the most.
const LONGEST: usize = 200;

#[derive(Deserialize)]
struct File {
    as_of: String,
    vendors: Vec<String>,
    openrouter: Option<String>,
    #[serde(default)]
    parameters: Taken,
    #[serde(default, rename = "model")]
    models: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    name: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    vendors: Option<Vec<String>>,
    openrouter: Option<String>,
    context: Option<u64>,
    longest_reply: Option<u64>,
    #[serde(default)]
    inputs: Vec<Modality>,
    #[serde(default)]
    outputs: Vec<Modality>,
    tools: Option<bool>,
    thinks: Option<bool>,
    #[serde(default)]
    parameters: Taken,
    released: Option<String>,
    retires_on: Option<String>,
    successor: Option<String>,
    source: Source,
    #[serde(default)]
    price: Vec<RawPrice>,
}

#[derive(Deserialize)]
struct RawPrice {
    from: Option<String>,
    until: Option<String>,
    #[serde(default)]
    above: u64,
    input: Option<String>,
    output: Option<String>,
    cached: Option<String>,
    cache_write: Option<String>,
    source: Source,
}

/// Reads a file of that name: one entry for each of a row's vendors.
pub(super) fn read(file: &str, text: &str) -> Result<Vec<Entry>, Fault> {
    let whole = Place { file, row: None };
    if text.len() > LARGEST {
        return Err(whole.fault(None, Problem::TooMuch(LARGEST)));
    }
    let raw: File = toml::from_str(text).map_err(|error| {
        let words = error.to_string();
        whole.fault(None, Problem::Syntax(words.trim_end().to_owned()))
    })?;
    let as_of = whole.day("as_of", &raw.as_of)?;
    whole.vendors(&raw.vendors)?;
    if raw.models.len() > ROWS {
        return Err(whole.fault(Some("model"), Problem::TooMuch(ROWS)));
    }
    let mut parsed = Vec::new();
    for row in raw.models {
        let place = Place {
            file,
            row: Some(&row.id),
        };
        let mut entry = place.entry(&row, raw.parameters, as_of)?;
        let prefix = raw.openrouter.as_ref();
        if entry.openrouter.is_none() && entry.outputs.contains(&Modality::Text) {
            entry.openrouter = prefix.map(|prefix| format!("{prefix}{}", row.id));
        }
        let vendors = row.vendors.as_ref().unwrap_or(&raw.vendors);
        place.vendors(vendors)?;
        for vendor in vendors {
            let vendor = vendor.clone();
            parsed.push(Entry {
                vendor,
                ..entry.clone()
            });
        }
    }
    Ok(parsed)
}

/// Where a fault would be.
#[derive(Clone, Copy)]
struct Place<'a> {
    file: &'a str,
    row: Option<&'a str>,
}

impl Place<'_> {
    fn fault(self, field: Option<&'static str>, problem: Problem) -> Fault {
        Fault {
            file: self.file.to_owned(),
            row: self.row.map(|row| row.chars().take(LONGEST).collect()),
            field,
            problem,
        }
    }

    fn entry(self, row: &Row, parameters: Taken, as_of: Date) -> Result<Entry, Fault> {
        self.text("id", &row.id)?;
        for (field, text) in [
            ("name", &row.name),
            ("openrouter", &row.openrouter),
            ("successor", &row.successor),
        ] {
            text.as_ref()
                .map_or(Ok(()), |text| self.text(field, text))?;
        }
        for alias in &row.aliases {
            self.text("aliases", alias)?;
        }
        for (field, count) in [
            ("aliases", row.aliases.len()),
            ("inputs", row.inputs.len()),
            ("outputs", row.outputs.len()),
            ("price", row.price.len()),
        ] {
            if count > ITEMS {
                return Err(self.fault(Some(field), Problem::TooMuch(ITEMS)));
            }
        }
        for (field, tokens) in [
            ("context", row.context),
            ("longest_reply", row.longest_reply),
        ] {
            if tokens == Some(0) {
                return Err(self.fault(Some(field), Problem::Missing));
            }
        }
        let day = |field, text: &Option<String>| {
            text.as_ref().map(|text| self.day(field, text)).transpose()
        };
        let released = day("released", &row.released)?;
        let retires_on = day("retires_on", &row.retires_on)?;
        self.ordered("retires_on", released, retires_on)?;
        let prices = row.price.iter().map(|price| self.price(price));
        Ok(Entry {
            name: row.name.clone(),
            aliases: row.aliases.clone(),
            context: row.context,
            longest_reply: row.longest_reply,
            inputs: row.inputs.clone(),
            outputs: row.outputs.clone(),
            tools: row.tools,
            thinks: row.thinks,
            parameters: merged(row.parameters, parameters),
            prices: prices.collect::<Result<_, _>>()?,
            released,
            retires_on,
            successor: row.successor.clone(),
            openrouter: row.openrouter.clone(),
            ..Entry::bare("", &row.id, as_of, row.source)
        })
    }

    fn price(self, raw: &RawPrice) -> Result<Price, Fault> {
        let amount = |field, text: &Option<String>| {
            let Some(text) = text else { return Ok(None) };
            let amount = decimal::micros(text);
            let shown = || text.chars().take(LONGEST).collect();
            amount
                .map(Some)
                .ok_or_else(|| self.fault(Some(field), Problem::Price(shown())))
        };
        let day = |field, text: &Option<String>| {
            text.as_ref().map(|text| self.day(field, text)).transpose()
        };
        let from = day("price.from", &raw.from)?;
        let until = day("price.until", &raw.until)?;
        self.ordered("price.until", from, until)?;
        Ok(Price {
            from,
            until,
            above: raw.above,
            input: amount("price.input", &raw.input)?,
            output: amount("price.output", &raw.output)?,
            cached: amount("price.cached", &raw.cached)?,
            cache_write: amount("price.cache_write", &raw.cache_write)?,
            source: raw.source,
        })
    }

    fn ordered(
        self,
        field: &'static str,
        first: Option<Date>,
        last: Option<Date>,
    ) -> Result<(), Fault> {
        match (first, last) {
            (Some(first), Some(last)) if last < first => {
                Err(self.fault(Some(field), Problem::Backwards))
            }
            _ => Ok(()),
        }
    }

    fn text(self, field: &'static str, text: &str) -> Result<(), Fault> {
        match text.len() {
            0 => Err(self.fault(Some(field), Problem::Missing)),
            length if length > LONGEST => Err(self.fault(Some(field), Problem::TooMuch(LONGEST))),
            _ => Ok(()),
        }
    }

    fn day(self, field: &'static str, text: &str) -> Result<Date, Fault> {
        let shown = || text.chars().take(LONGEST).collect();
        date::day(text).ok_or_else(|| self.fault(Some(field), Problem::Day(shown())))
    }

    fn vendors(self, vendors: &[String]) -> Result<(), Fault> {
        if vendors.is_empty() {
            return Err(self.fault(Some("vendors"), Problem::Missing));
        }
        match vendors.iter().find(|id| vendor::find(id).is_none()) {
            Some(id) => {
                let id = id.chars().take(LONGEST).collect();
                Err(self.fault(Some("vendors"), Problem::Vendor(id)))
            }
            None => Ok(()),
        }
    }
}

/// The row's word on each parameter, or else the file's.
fn merged(row: Taken, file: Taken) -> Taken {
    Taken {
        temperature: row.temperature.or(file.temperature),
        top_p: row.top_p.or(file.top_p),
        max_tokens: row.max_tokens.or(file.max_tokens),
        seed: row.seed.or(file.seed),
        thinking: row.thinking.or(file.thinking),
    }
}
