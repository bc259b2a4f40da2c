//! TeX into tokens.

/// A token of TeX.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// `\name`, without the backslash; a sign such as `\,` is a name too.
    Command(&'a str),
    /// A letter, digit or sign that stands for itself.
    Char(char),
    /// `{`
    Open,
    /// `}`
    Close,
    /// `^`
    Above,
    /// `_`
    Below,
    /// `&`
    Cell,
    /// `\\`
    Line,
    /// `'`
    Prime,
}

/// Goes through a formula token by token.
#[derive(Clone, Copy, Debug)]
pub struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Tokens<'a> {
    /// At the start of `source`.
    pub fn new(source: &'a str) -> Self {
        Self { rest: source }
    }

    /// The next token, which stays.
    pub fn peek(&self) -> Option<Token<'a>> {
        self.clone_next().map(|(token, _)| token)
    }

    /// Takes the next token.
    pub fn next(&mut self) -> Option<Token<'a>> {
        let (token, rest) = self.clone_next()?;
        self.rest = rest;
        Some(token)
    }

    /// Takes the next token if it is `wanted`.
    pub fn take(&mut self, wanted: Token<'_>) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.next();
        }
        found
    }

    /// Takes digits, and a point between two of them, if the next is a digit.
    pub fn number(&mut self) -> Option<&'a str> {
        let text = skip_blanks(self.rest);
        let bytes = text.as_bytes();
        let mut length = bytes
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if length > 0 && bytes.get(length) == Some(&b'.') {
            let more = bytes[length + 1..]
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .count();
            length += if more > 0 { more + 1 } else { 0 };
        }
        let (number, rest) = text.split_at(length);
        if length > 0 {
            self.rest = rest;
        }
        (length > 0).then_some(number)
    }

    /// Takes `{…}` as it was written, or one character; `None`: it has no end.
    pub fn raw(&mut self) -> Option<&'a str> {
        let text = skip_blanks(self.rest);
        let Some(inside) = text.strip_prefix('{') else {
            let length = text.chars().next()?.len_utf8();
            self.rest = &text[length..];
            return Some(&text[..length]);
        };
        let (mut depth, mut escaped) = (0_usize, false);
        for (at, byte) in inside.bytes().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'{' => depth += 1,
                b'}' if depth == 0 => {
                    self.rest = &inside[at + 1..];
                    return Some(&inside[..at]);
                }
                b'}' => depth -= 1,
                _ => {}
            }
        }
        None
    }

    /// Takes `[…]` as it was written, if that comes next.
    pub fn option(&mut self) -> Option<&'a str> {
        let inside = skip_blanks(self.rest).strip_prefix('[')?;
        let mut depth = 0_usize;
        for (at, byte) in inside.bytes().enumerate() {
            match byte {
                b'{' => depth += 1,
                b'}' => depth = depth.checked_sub(1)?,
                b']' if depth == 0 => {
                    self.rest = &inside[at + 1..];
                    return Some(&inside[..at]);
                }
                _ => {}
            }
        }
        None
    }

    fn clone_next(&self) -> Option<(Token<'a>, &'a str)> {
        let text = skip_blanks(self.rest);
        let first = text.chars().next()?;
        let rest = &text[first.len_utf8()..];
        Some(match first {
            '\\' => command(rest),
            '{' => (Token::Open, rest),
            '}' => (Token::Close, rest),
            '^' => (Token::Above, rest),
            '_' => (Token::Below, rest),
            '&' => (Token::Cell, rest),
            '\'' | '’' => (Token::Prime, rest),
            '~' => (Token::Command(" "), rest),
            other => (Token::Char(other), rest),
        })
    }
}

fn command(rest: &str) -> (Token<'_>, &str) {
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    // The star of `\operatorname*` is read where it means something.
    let length = match letters {
        0 => rest.chars().next().map_or(0, char::len_utf8),
        _ => letters,
    };
    let (name, rest) = rest.split_at(length);
    match name {
        "\\" | "cr" | "newline" => (Token::Line, rest),
        "\n" | "\t" => (Token::Command(" "), rest),
        _ => (Token::Command(name), rest),
    }
}

/// What is behind blanks and comments.
fn skip_blanks(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some(comment) = rest.strip_prefix('%') {
        rest = comment
            .split_once('\n')
            .map_or("", |(_, next)| next)
            .trim_start();
    }
    rest
}
