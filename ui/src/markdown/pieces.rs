//! Reads one piece of source with the parser underneath.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Options, Parser};

use super::block::Block;
use super::build::Builder;
use super::delimiters::masked;

/// What one piece needs to know of the others: link and footnote definitions.
#[derive(Clone, Debug, Default)]
pub struct Context {
    links: HashMap<String, String>,
    footnotes: Vec<String>,
}

/// One block at the top level and where it stands in its piece.
#[derive(Clone, Debug)]
pub struct Top {
    /// The block.
    pub block: Block,
    /// Its bytes in the piece.
    pub range: Range<usize>,
    /// Where the direct children of a list or quote begin.
    pub children: Vec<usize>,
    /// Where the direct text of a paragraph stands: outside of emphasis, links and code.
    pub texts: Vec<Range<usize>>,
}

/// What was read from one piece.
#[derive(Clone, Debug, Default)]
pub struct Read {
    /// The blocks.
    pub tops: Vec<Top>,
    links: Vec<(String, String)>,
    footnotes: Vec<String>,
}

impl Context {
    /// Keeps the definitions of a piece for the others.
    pub fn learn(&mut self, read: &Read) {
        for (label, url) in &read.links {
            // The first definition wins, as in one document.
            self.links
                .entry(label.clone())
                .or_insert_with(|| url.clone());
        }
        for label in &read.footnotes {
            if !self.footnotes.contains(label) && self.footnotes.len() < 1_000 {
                self.footnotes.push(label.clone());
            }
        }
    }

    /// Whether something was defined that an earlier piece may refer to.
    pub fn knows_anything(&self) -> bool {
        !self.links.is_empty() || !self.footnotes.is_empty()
    }

    /// The number of a footnote, in the order of the definitions; 0: not known yet.
    pub fn number(&self, label: &str) -> usize {
        self.footnotes
            .iter()
            .position(|known| known == label)
            .map_or(0, |at| at + 1)
    }

    fn url(&self, link: &BrokenLink<'_>) -> Option<(CowStr<'static>, CowStr<'static>)> {
        let url = self.links.get(&label(&link.reference))?;
        Some((url.clone().into(), "".into()))
    }

    /// Definitions, as source, of footnotes that `source` refers to and does not
    /// define: the parser takes a reference for text otherwise.
    fn footnotes_for(&self, source: &str) -> String {
        if self.footnotes.is_empty() || !source.contains("[^") {
            return String::new();
        }
        let mut before: String = self
            .footnotes
            .iter()
            .filter(|label| source.contains(&format!("[^{label}]")))
            .filter(|label| !source.contains(&format!("[^{label}]:")))
            .map(|label| format!("[^{label}]: .\n\n"))
            .collect();
        if !before.is_empty() {
            // A rule ends the last of them, whatever `source` begins with.
            before.push_str("***\n");
        }
        before
    }
}

/// Reads `source`. Takes time linear in its length, given lines that are not
/// [deep](super::hostile::is_deep).
pub fn read(source: &str, context: &Context) -> Read {
    let before = context.footnotes_for(source);
    if before.is_empty() {
        return read_from(source, 0, context);
    }
    let mut read = read_from(&format!("{before}{source}"), before.len(), context);
    for top in &mut read.tops {
        top.shift_back(before.len());
    }
    read
}

fn read_from(source: &str, from: usize, context: &Context) -> Read {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH;
    let masked = masked(source);
    let parser =
        Parser::new_with_broken_link_callback(&masked, options, Some(|link| context.url(&link)));
    let links = parser
        .reference_definitions()
        .iter()
        .map(|(name, link)| (label(name), link.dest.to_string()))
        .collect();
    let mut builder = Builder::new(context, source, &masked);
    for (event, range) in parser.into_offset_iter() {
        if range.start >= from {
            builder.event(event, range);
        }
    }
    let (tops, footnotes) = builder.finish();
    Read {
        tops,
        links,
        footnotes,
    }
}

/// A label as labels are compared: case folded, white space collapsed.
fn label(name: &str) -> String {
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

impl Top {
    fn shift_back(&mut self, by: usize) {
        let shift = |range: &mut Range<usize>| *range = range.start - by..range.end - by;
        shift(&mut self.range);
        self.texts.iter_mut().for_each(shift);
        self.children.iter_mut().for_each(|start| *start -= by);
    }
}
