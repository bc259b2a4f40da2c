//! What is to be known of a language.

use super::Class;

/// A language as a table.
#[derive(Debug)]
pub struct Grammar {
    /// Which lexer reads it.
    pub kind: Kind,
    /// Words of the language, with spaces between.
    pub keywords: &'static str,
    /// Types that are part of it.
    pub types: &'static str,
    /// Values with a name.
    pub constants: &'static str,
    /// What begins a comment that ends with the line.
    pub line_comments: &'static [&'static str],
    /// What begins and what ends a comment.
    pub comments: &'static [(&'static str, &'static str)],
    /// Quotes; where one begins like another, the longer one first.
    pub quotes: &'static [Quote],
    /// What belongs to words besides letters, digits and `_`.
    pub word: &'static str,
    /// Signs that make a word something, such as `$` and `@`.
    pub signs: &'static [(u8, Class)],
    /// What follows a key.
    pub key: Option<u8>,
    /// Keys stand within braces only, or at the start of a line only.
    pub keys: Keys,
    /// Words count in capitals and in small letters.
    pub any_case: bool,
    /// A name with a capital is a type.
    pub capitals: bool,
    /// A name before `(` is a function.
    pub calls: bool,
    /// A comment may stand within a comment.
    pub nested: bool,
    /// A comment begins after a space or at the line's start only.
    pub apart: bool,
    /// `#word` at the start of a line is a directive.
    pub directives: bool,
    /// `[section]` at the start of a line.
    pub sections: bool,
    /// `/pattern/` where a value may stand, and `<Tag key=…>`.
    pub script: bool,
    /// `r#"…"#` and `'lifetime`.
    pub rust: bool,
}

/// Which lexer reads a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words, quotes and comments.
    Code,
    /// Tags.
    Markup,
    /// Lines with a sign in front.
    Diff,
    /// Markdown.
    Markdown,
}

/// Where keys stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    /// Everywhere.
    Anywhere,
    /// Within braces.
    Braces,
    /// At the start of a line.
    Start,
}

/// A pair of quotes.
#[derive(Debug)]
pub struct Quote {
    /// What opens it.
    pub open: &'static str,
    /// What closes it.
    pub close: &'static str,
    /// A backslash takes the next character along.
    pub escapes: bool,
    /// How far it goes.
    pub reach: Reach,
}

/// How far a quote goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// To its end or the line's.
    Line,
    /// On one line; without an end it is a sign like any other, as an
    /// apostrophe is.
    Closed,
    /// Over lines.
    Lines,
    /// One character.
    Character,
}

/// Nothing at all; what languages are made from.
pub const NOTHING: Grammar = Grammar {
    kind: Kind::Code,
    keywords: "",
    types: "",
    constants: "",
    line_comments: &[],
    comments: &[],
    quotes: &[],
    word: "",
    signs: &[],
    key: None,
    keys: Keys::Anywhere,
    any_case: false,
    capitals: false,
    calls: false,
    nested: false,
    apart: false,
    directives: false,
    sections: false,
    script: false,
    rust: false,
};

/// A language of the family of C.
pub const BRACES: Grammar = Grammar {
    line_comments: &["//"],
    comments: SLASHES,
    quotes: &[DOUBLE, CHARACTER],
    calls: true,
    capitals: true,
    ..NOTHING
};

/// `/* … */`
pub const SLASHES: &[(&str, &str)] = &[("/*", "*/")];

const fn quote(mark: &'static str, escapes: bool, reach: Reach) -> Quote {
    Quote {
        open: mark,
        close: mark,
        escapes,
        reach,
    }
}

/// `"…"`
pub const DOUBLE: Quote = quote("\"", true, Reach::Line);
/// `'…'`
pub const SINGLE: Quote = quote("'", true, Reach::Closed);
/// `'…'` and `"…"` in which a backslash is a backslash.
pub const SINGLE_RAW: Quote = quote("'", false, Reach::Closed);
/// `"…"` over lines.
pub const DOUBLE_LINES: Quote = quote("\"", true, Reach::Lines);
/// `'c'`
pub const CHARACTER: Quote = quote("'", true, Reach::Character);
/// `"""…"""`
pub const TRIPLE: Quote = quote("\"\"\"", true, Reach::Lines);
/// `'''…'''`
pub const TRIPLE_SINGLE: Quote = quote("'''", true, Reach::Lines);
/// `` `…` `` over lines.
pub const BACKTICK: Quote = quote("`", true, Reach::Lines);
/// `` `…` `` on a line.
pub const BACKTICK_LINE: Quote = quote("`", false, Reach::Closed);

/// A quote whose ends differ, without escapes, over lines.
pub const fn between(open: &'static str, close: &'static str) -> Quote {
    Quote {
        open,
        close,
        escapes: false,
        reach: Reach::Lines,
    }
}
