//! Colours for code: each line of a language into runs of one class.
//!
//! Belongs here: the languages as tables, and the lexers that read a line with
//! them. Does not belong here: elements and colours.
//!
//! A lexer knows one line and what was open before it, and nothing of what
//! follows: a growing block is coloured line by line, and never again. It does
//! not understand a language, it knows its words, its quotes and its comments.
//! See `docs/decisions/0010-highlighting.md` for why it is one of our own.

mod code;
pub mod colouring;
mod cursor;
mod grammar;
mod languages;
mod lines;
mod markup;
mod quotes;
#[cfg(test)]
mod tests;

pub use grammar::Grammar;
pub use languages::grammar;

use cursor::Cursor;
use grammar::Kind;

/// Bytes of a line that are coloured. Nobody reads a line that is longer, and
/// minified code would be thousands of elements.
const LONGEST: usize = 1_000;

/// What a run of code is. What has none is plain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A comment.
    Comment,
    /// A word of the language; the name of a tag.
    Keyword,
    /// The name of a type.
    Type,
    /// The name of a function where it is called or defined.
    Function,
    /// Text and single characters in quotes.
    String,
    /// A number, or a value with a name such as `true`.
    Number,
    /// A key, an attribute, a variable with a sign in front.
    Attribute,
    /// An instruction to a compiler: annotations, directives, lifetimes.
    Meta,
    /// A line that was added.
    Inserted,
    /// A line that was taken away.
    Deleted,
}

impl Class {
    /// All of them.
    #[cfg(test)]
    pub const ALL: [Self; 10] = [
        Self::Comment,
        Self::Keyword,
        Self::Type,
        Self::Function,
        Self::String,
        Self::Number,
        Self::Attribute,
        Self::Meta,
        Self::Inserted,
        Self::Deleted,
    ];

    /// Its class in the stylesheet.
    pub fn css(self) -> &'static str {
        match self {
            Self::Comment => "code-comment",
            Self::Keyword => "code-keyword",
            Self::Type => "code-type",
            Self::Function => "code-function",
            Self::String => "code-string",
            Self::Number => "code-number",
            Self::Attribute => "code-attribute",
            Self::Meta => "code-meta",
            Self::Inserted => "code-inserted",
            Self::Deleted => "code-deleted",
        }
    }
}

/// A run of one class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its length in bytes.
    pub length: usize,
    /// What it is.
    pub class: Option<Class>,
}

/// What is open at the end of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    within: Within,
    /// Braces, or comments within each other.
    depth: u16,
    /// The language of a script or style within markup.
    guest: Guest,
    /// The rest of a line that is too long: plain.
    rest: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Within {
    #[default]
    Nothing,
    /// The comment with that place in the grammar's table.
    Comment(u8),
    /// The quote with that place in the grammar's table.
    Quote(u8),
    /// A raw string of Rust that ends with so many `#`.
    Raw(u8),
    /// A tag of markup.
    Tag,
    /// A fenced block of Markdown.
    Fence,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Guest {
    #[default]
    None,
    Script,
    Style,
}

/// Reads `line`, with its line end if it has one, and adds its runs to `runs`:
/// together they are as long as the line.
pub fn lex(grammar: &Grammar, line: &str, state: &mut State, runs: &mut Vec<Run>) {
    let ends = line.ends_with('\n');
    let known = if state.rest {
        0
    } else {
        line.floor_char_boundary(LONGEST)
    };
    let before = runs.len();
    if known > 0 {
        let mut cursor = Cursor::new(&line[..known], runs);
        match grammar.kind {
            Kind::Code => code::lex(grammar, &mut cursor, state),
            Kind::Markup => markup::lex(grammar, &mut cursor, state),
            Kind::Diff => lines::diff(&mut cursor),
            Kind::Markdown => lines::markdown(&mut cursor, state),
        }
        cursor.finish();
    }
    let plain = line.len() - known;
    if plain > 0 {
        match runs[before..].last_mut() {
            Some(Run {
                length,
                class: None,
            }) => *length += plain,
            _ => runs.push(Run {
                length: plain,
                class: None,
            }),
        }
    }
    state.rest = !ends && (plain > 0 || state.rest);
}
