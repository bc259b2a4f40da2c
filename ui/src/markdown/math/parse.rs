//! Rows, groups and scripts.

use super::commands::in_parentheses;
use super::letters::Font;
use super::symbols::{self, Symbol};
use super::tokens::{Token, Tokens};
use super::{DEPTH, Element, Failure};

/// Where scripts of a base stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limits {
    /// Beside it.
    Beside,
    /// Below and above it.
    Around,
}

/// Reads a formula.
pub struct Parser<'a> {
    /// What is left of it.
    pub tokens: Tokens<'a>,
    /// How letters look.
    pub font: Font,
    /// Groups that are open.
    pub depth: usize,
}

impl<'a> Parser<'a> {
    /// At the start of `source`.
    pub fn new(source: &'a str) -> Self {
        Self {
            tokens: Tokens::new(source),
            font: Font::Italic,
            depth: 0,
        }
    }

    /// All of it.
    pub fn formula(mut self) -> Result<Element, Failure> {
        let mut lines = vec![self.row()?];
        loop {
            // Lines and columns without an environment: somebody forgot it.
            if self.tokens.take(Token::Line) {
                lines.push(self.row()?);
            } else if self.tokens.take(Token::Cell) {
                let more = self.row()?;
                if let Some(line) = lines.last_mut() {
                    line.extend(more);
                }
            } else {
                break;
            }
        }
        if let Some(token) = self.tokens.peek() {
            return Err(misplaced(token));
        }
        Ok(match lines.len() {
            1 => Element::with("mrow", lines.pop().unwrap_or_default()),
            _ => Element::with("mrow", vec![super::tables::lines(lines)]),
        })
    }

    /// Everything up to what ends a row: `}`, `&`, `\\`, `\end`, `\right`,
    /// `\middle` or the end. That is not taken; whoever asks knows what it has to be.
    pub fn row(&mut self) -> Result<Vec<Element>, Failure> {
        self.enter()?;
        let font = self.font;
        let row = self.row_inside();
        self.font = font;
        self.depth -= 1;
        row
    }

    fn enter(&mut self) -> Result<(), Failure> {
        self.depth += 1;
        if self.depth > DEPTH {
            Err(Failure::Deep)
        } else {
            Ok(())
        }
    }

    fn row_inside(&mut self) -> Result<Vec<Element>, Failure> {
        let mut row = Vec::new();
        while let Some(token) = self.tokens.peek() {
            match token {
                Token::Close
                | Token::Cell
                | Token::Line
                | Token::Command("end" | "right" | "middle") => break,
                Token::Command(name @ ("over" | "choose")) => {
                    self.tokens.next();
                    let below = Element::row(self.row()?);
                    let above = Element::row(std::mem::take(&mut row));
                    let fraction = Element::with("mfrac", vec![above, below]);
                    row.push(if name == "choose" {
                        in_parentheses(fraction.set("linethickness", "0"))
                    } else {
                        fraction
                    });
                }
                _ => row.extend(self.with_scripts()?),
            }
        }
        Ok(row)
    }

    /// The argument of a command: a group or one token.
    pub fn argument(&mut self) -> Result<Element, Failure> {
        match self.tokens.peek() {
            Some(Token::Open) => self.group().map(Element::row),
            Some(Token::Char(digit)) if digit.is_ascii_digit() => {
                self.tokens.next();
                Ok(Element::of("mn", digit))
            }
            Some(Token::Close | Token::Cell | Token::Line | Token::Above | Token::Below) | None => {
                Err(Failure::Misplaced("{".to_owned()))
            }
            Some(_) => {
                // A command as an argument may have arguments: `\frac\pi2`.
                self.enter()?;
                let atom = self.atom()?;
                self.depth -= 1;
                Ok(atom.map_or_else(|| Element::row(Vec::new()), |(element, _)| element))
            }
        }
    }

    /// `{…}`
    pub fn group(&mut self) -> Result<Vec<Element>, Failure> {
        if !self.tokens.take(Token::Open) {
            return Err(Failure::Misplaced("{".to_owned()));
        }
        let row = self.row()?;
        if !self.tokens.take(Token::Close) {
            return Err(Failure::Misplaced("}".to_owned()));
        }
        Ok(row)
    }

    /// The text of an argument that is no mathematics.
    pub fn text(&mut self) -> Result<&'a str, Failure> {
        self.tokens
            .raw()
            .ok_or_else(|| Failure::Misplaced("}".to_owned()))
    }

    /// An atom with what stands below and above it.
    fn with_scripts(&mut self) -> Result<Option<Element>, Failure> {
        let (base, mut limits) = match self.tokens.peek() {
            Some(Token::Above | Token::Below | Token::Prime) => {
                (Element::row(Vec::new()), Limits::Beside)
            }
            _ => match self.atom()? {
                Some(atom) => atom,
                None => return Ok(None),
            },
        };
        let (mut below, mut above) = (None, None);
        loop {
            match self.tokens.peek() {
                Some(Token::Command("limits")) => limits = Limits::Around,
                Some(Token::Command("nolimits")) => limits = Limits::Beside,
                Some(Token::Above) if above.is_none() => {
                    self.tokens.next();
                    above = Some(self.argument()?);
                    continue;
                }
                Some(Token::Below) if below.is_none() => {
                    self.tokens.next();
                    below = Some(self.argument()?);
                    continue;
                }
                Some(Token::Prime) if above.is_none() => {
                    above = Some(self.primes()?);
                    continue;
                }
                Some(token @ (Token::Above | Token::Below)) => return Err(misplaced(token)),
                _ => break,
            }
            self.tokens.next();
        }
        let (one, other, both) = match limits {
            Limits::Beside => ("msub", "msup", "msubsup"),
            Limits::Around => ("munder", "mover", "munderover"),
        };
        Ok(Some(match (below, above) {
            (None, None) => base,
            (Some(below), None) => Element::with(one, vec![base, below]),
            (None, Some(above)) => Element::with(other, vec![base, above]),
            (Some(below), Some(above)) => Element::with(both, vec![base, below, above]),
        }))
    }

    /// `'`, and `^` behind them.
    fn primes(&mut self) -> Result<Element, Failure> {
        let mut count = 0;
        while self.tokens.take(Token::Prime) {
            count += 1;
        }
        let sign = match count {
            1 => "′".to_owned(),
            2 => "″".to_owned(),
            3 => "‴".to_owned(),
            _ => "′".repeat(count),
        };
        let primes = Element::of("mo", sign);
        if self.tokens.take(Token::Above) {
            return Ok(Element::with("mrow", vec![primes, self.argument()?]));
        }
        Ok(primes)
    }

    /// One thing; `None`: a command that shows nothing.
    fn atom(&mut self) -> Result<Option<(Element, Limits)>, Failure> {
        if let Some(number) = self.tokens.number() {
            let text = number
                .chars()
                .map(|digit| self.font.of(digit))
                .collect::<String>();
            return Ok(Some((Element::of("mn", text), Limits::Beside)));
        }
        let Some(token) = self.tokens.next() else {
            return Ok(None);
        };
        let element = match token {
            Token::Char(c) => symbols::character(c, self.font),
            Token::Open => {
                let row = self.row()?;
                if !self.tokens.take(Token::Close) {
                    return Err(Failure::Misplaced("}".to_owned()));
                }
                Element::row(row)
            }
            Token::Command(name) => return self.named(name),
            other => return Err(misplaced(other)),
        };
        Ok(Some((element, Limits::Beside)))
    }

    fn named(&mut self, name: &'a str) -> Result<Option<(Element, Limits)>, Failure> {
        let beside = |element| Ok(Some((element, Limits::Beside)));
        match symbols::find(name) {
            Some(Symbol::Letter(text)) => beside(Element::of("mi", self.font.all(text))),
            Some(Symbol::Upright(text)) => {
                let styled = self.font.all(text);
                beside(Element::of("mi", styled).set("mathvariant", "normal"))
            }
            Some(Symbol::Sign(text)) => beside(Element::of("mo", text)),
            Some(Symbol::Fence(text)) => beside(Element::of("mo", text).set("stretchy", "false")),
            Some(Symbol::Plain(text)) => beside(symbols::unspaced(text)),
            Some(Symbol::Large(text)) => Ok(Some((Element::of("mo", text), Limits::Around))),
            Some(Symbol::Integral(text)) => beside(Element::of("mo", text)),
            Some(Symbol::Function(text)) => beside(symbols::function(text)),
            Some(Symbol::Limit(text)) => Ok(Some((
                symbols::function(text).set("movablelimits", "true"),
                Limits::Around,
            ))),
            Some(Symbol::Space(width)) => beside(Element::space(width)),
            None => self.command(name),
        }
    }
}

/// The failure for a token that stands where it cannot.
pub fn misplaced(token: Token<'_>) -> Failure {
    Failure::Misplaced(match token {
        Token::Command(name) => format!("\\{name}"),
        Token::Char(c) => c.to_string(),
        Token::Open => "{".to_owned(),
        Token::Close => "}".to_owned(),
        Token::Above => "^".to_owned(),
        Token::Below => "_".to_owned(),
        Token::Cell => "&".to_owned(),
        Token::Line => "\\\\".to_owned(),
        Token::Prime => "'".to_owned(),
    })
}
