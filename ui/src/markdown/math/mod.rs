//! TeX formulas into a tree of MathML.
//!
//! Belongs here: the part of TeX's mathematics that people and models write,
//! as MathML Core (<https://www.w3.org/TR/mathml-core/>). Does not belong here:
//! finding formulas in a text, elements of a document, macros.
//!
//! A formula is hostile until it is read: its length and its nesting are
//! bounded, nothing is expanded, and a command that is not known makes the whole
//! formula fail, which is then shown as it was written.
//! See `docs/decisions/0011-maths.md` for why the reader is one of our own.

mod accents;
mod commands;
mod letters;
mod parse;
mod symbols;
mod tables;
#[cfg(test)]
mod tests;
mod text;
mod tokens;

use std::borrow::Cow;

/// Bytes of a formula.
const LONGEST: usize = 4_000;

/// Groups within each other.
const DEPTH: usize = 24;

/// A node of the tree.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Element {
    /// Its name in MathML.
    pub tag: &'static str,
    /// Its attributes; each name once.
    pub attributes: Vec<(&'static str, Cow<'static, str>)>,
    /// What it says; empty where it has children.
    pub text: String,
    /// What it consists of.
    pub children: Vec<Element>,
}

/// Why a formula cannot be shown as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It is longer than 4,000 bytes.
    Long,
    /// It is nested deeper than 24 levels.
    Deep,
    /// This command or environment is not known.
    Unknown(String),
    /// This is missing, or stands where it cannot.
    Misplaced(String),
}

/// Reads a formula: the content of its `math` element, one `mrow`.
pub fn read(source: &str) -> Result<Element, Failure> {
    if source.len() > LONGEST {
        return Err(Failure::Long);
    }
    parse::Parser::new(source).formula()
}

impl Element {
    /// An element with text.
    fn of(tag: &'static str, text: impl Into<String>) -> Self {
        Self {
            tag,
            text: text.into(),
            ..Self::default()
        }
    }

    /// An element with children.
    #[inline(never)]
    fn with(tag: &'static str, children: Vec<Self>) -> Self {
        Self {
            tag,
            children,
            ..Self::default()
        }
    }

    /// One element for all of `children`.
    fn row(mut children: Vec<Self>) -> Self {
        match children.pop() {
            Some(only) if children.is_empty() => only,
            Some(last) => {
                children.push(last);
                Self::with("mrow", children)
            }
            None => Self::with("mrow", children),
        }
    }

    /// The same with an attribute.
    fn set(self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.put(name, value.into())
    }

    /// One copy of it in the program: it is called from everywhere.
    #[inline(never)]
    fn put(mut self, name: &'static str, value: Cow<'static, str>) -> Self {
        match self.attributes.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.attributes.push((name, value)),
        }
        self
    }

    /// Space of that width.
    fn space(width: impl Into<Cow<'static, str>>) -> Self {
        Self::with("mspace", Vec::new()).set("width", width)
    }
}
