//! Commands with arguments.

use super::letters::Font;
use super::parse::{Limits, Parser};
use super::symbols::fence;
use super::tokens::Token;
use super::{DEPTH, Element, Failure};

/// What an atom is, and where its scripts stand.
pub type Atom = Option<(Element, Limits)>;

impl<'a> Parser<'a> {
    /// What the command `name` makes of what follows it.
    pub fn command(&mut self, name: &'a str) -> Result<Atom, Failure> {
        if let Some(atom) = self.accent(name)? {
            return Ok(Some(atom));
        }
        if let Some(arrow) = self.long_arrow(name)? {
            return beside(arrow);
        }
        if let Some(font) = Font::named(name) {
            return self.in_font(name, font);
        }
        match name {
            "frac" | "dfrac" | "tfrac" | "cfrac" => {
                let fraction = Element::with("mfrac", vec![self.argument()?, self.argument()?]);
                beside(styled(fraction, name))
            }
            "binom" | "dbinom" | "tbinom" => {
                let pair = Element::with("mfrac", vec![self.argument()?, self.argument()?]);
                beside(in_parentheses(styled(pair.set("linethickness", "0"), name)))
            }
            "sqrt" => self.root(),
            "left" => self.fenced(),
            "begin" => self.environment(),
            "text" | "textrm" | "textnormal" | "mbox" | "hbox" | "textup" => self.words(None),
            "textbf" => self.words(Some(Font::Bold)),
            "textit" | "emph" => self.words(Some(Font::Italic)),
            "textsf" => self.words(Some(Font::Sans)),
            "texttt" => self.words(Some(Font::Mono)),
            "operatorname" | "operatornamewithlimits" => self.operator(),
            "overset" | "stackrel" => {
                let (above, base) = (self.argument()?, self.argument()?);
                beside(Element::with("mover", vec![base, above]))
            }
            "underset" => {
                let (below, base) = (self.argument()?, self.argument()?);
                beside(Element::with("munder", vec![base, below]))
            }
            "substack" => self.stack(),
            "mathop" => Ok(Some((self.argument()?, Limits::Around))),
            "mathbin" | "mathrel" | "mathord" | "mathopen" | "mathclose" | "mathpunct"
            | "mathinner" | "mathstrut" | "ensuremath" | "smash" | "mathclap" | "mathllap"
            | "mathrlap" => beside(self.argument()?),
            "phantom" | "hphantom" | "vphantom" => {
                beside(Element::with("mphantom", vec![self.argument()?]))
            }
            "boxed" | "fbox" => {
                beside(Element::with("mrow", vec![self.argument()?]).set("class", "md-math-boxed"))
            }
            "cancel" | "bcancel" | "xcancel" | "sout" => beside(
                Element::with("mrow", vec![self.argument()?]).set("class", "md-math-cancelled"),
            ),
            "not" => self.negated(),
            "pmod" | "pod" => {
                let of = self.argument()?;
                beside(Element::with(
                    "mrow",
                    vec![
                        Element::space("0.6667em"),
                        open("("),
                        Element::of("mi", "mod"),
                        Element::space("0.3333em"),
                        of,
                        close(")"),
                    ],
                ))
            }
            "tag" => {
                let label = self.text()?;
                beside(Element::with(
                    "mrow",
                    vec![
                        Element::space("2em"),
                        Element::of("mtext", format!("({label})")),
                    ],
                ))
            }
            "bra" => self.between("⟨", "|"),
            "ket" => self.between("|", "⟩"),
            "abs" => self.between("|", "|"),
            "norm" => self.between("‖", "‖"),
            "set" => self.between("{", "}"),
            // Colours that a text asks for may not be readable here.
            "textcolor" | "colorbox" => {
                self.text()?;
                beside(self.argument()?)
            }
            "color" | "label" | "vspace" => self.text().map(|_| None),
            "hspace" | "kern" | "mkern" | "mskip" | "hskip" => self.width(name),
            "displaystyle" | "textstyle" | "scriptstyle" | "scriptscriptstyle" => self.style(name),
            "limits" | "nolimits" | "nonumber" | "notag" | "allowbreak" | "nobreak" | "hline"
            | "strut" | "relax" | "null" | "centering" => Ok(None),
            _ => match size(name) {
                Some(size) => self.sized(size),
                None => Err(Failure::Unknown(format!("\\{name}"))),
            },
        }
    }

    /// Reads `text`, a part of this formula, by itself.
    pub fn inner(&self, text: &str) -> Result<Element, Failure> {
        let mut parser = Parser::new(text);
        parser.font = self.font;
        parser.nested_in(self)?;
        let row = parser.row()?;
        match parser.tokens.peek() {
            None => Ok(Element::row(row)),
            Some(token) => Err(super::parse::misplaced(token)),
        }
    }

    fn in_font(&mut self, name: &str, font: Font) -> Result<Atom, Failure> {
        if matches!(name, "rm" | "bf" | "it" | "cal" | "sf" | "tt")
            && self.tokens.peek() != Some(Token::Open)
        {
            // The rest of the group.
            self.font = font;
            return Ok(None);
        }
        let before = std::mem::replace(&mut self.font, font);
        // A word in one piece, so that its letters stand together.
        let word = {
            let mut ahead = self.tokens;
            ahead.raw().filter(|text| {
                text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_alphabetic())
            })
        };
        let element = match word {
            Some(word) if font != Font::Italic => {
                self.tokens.raw();
                Ok(Element::of("mi", font.all(word)))
            }
            _ => self.argument(),
        };
        self.font = before;
        beside(element?)
    }

    fn root(&mut self) -> Result<Atom, Failure> {
        let index = self
            .tokens
            .option()
            .map(|text| self.inner(text))
            .transpose()?;
        let of = self.argument()?;
        beside(match index {
            Some(index) => Element::with("mroot", vec![of, index]),
            None => Element::with("msqrt", vec![of]),
        })
    }

    /// `\left( … \middle| … \right)`
    fn fenced(&mut self) -> Result<Atom, Failure> {
        let mut row = vec![self.fence()?.set("form", "prefix")];
        loop {
            row.push(Element::row(self.row()?));
            match self.tokens.next() {
                Some(Token::Command("middle")) => row.push(self.fence()?.set("form", "infix")),
                Some(Token::Command("right")) => break,
                _ => return Err(Failure::Misplaced("\\left".to_owned())),
            }
        }
        row.push(self.fence()?.set("form", "postfix"));
        beside(Element::with("mrow", row))
    }

    fn fence(&mut self) -> Result<Element, Failure> {
        let sign = match self.tokens.next() {
            Some(Token::Command(name)) => fence(name),
            Some(Token::Char(c)) => fence(c.encode_utf8(&mut [0; 4])),
            _ => None,
        };
        let sign = sign.ok_or_else(|| Failure::Misplaced("\\left".to_owned()))?;
        Ok(Element::of("mo", sign)
            .set("fence", "true")
            .set("stretchy", "true"))
    }

    fn sized(&mut self, size: &'static str) -> Result<Atom, Failure> {
        beside(
            self.fence()?
                .set("minsize", size)
                .set("maxsize", size)
                .set("lspace", "0")
                .set("rspace", "0"),
        )
    }

    fn between(&mut self, left: &'static str, right: &'static str) -> Result<Atom, Failure> {
        let of = self.argument()?;
        beside(Element::with("mrow", vec![open(left), of, close(right)]))
    }

    /// `\not` strikes the next sign through.
    fn negated(&mut self) -> Result<Atom, Failure> {
        let mut of = self.argument()?;
        if of.text.is_empty() {
            return Err(Failure::Misplaced("\\not".to_owned()));
        }
        of.text.push('\u{338}');
        beside(of)
    }

    /// `\displaystyle` and the like hold for the rest of the group.
    fn style(&mut self, name: &str) -> Result<Atom, Failure> {
        let display = if name == "displaystyle" {
            "true"
        } else {
            "false"
        };
        let level = match name {
            "scriptstyle" => "1",
            "scriptscriptstyle" => "2",
            _ => "0",
        };
        let rest = self.row()?;
        beside(
            Element::with("mstyle", rest)
                .set("displaystyle", display)
                .set("scriptlevel", level),
        )
    }
}

/// An atom whose scripts stand beside it.
pub fn beside(element: Element) -> Result<Atom, Failure> {
    Ok(Some((element, Limits::Beside)))
}

/// `\dfrac` is as large as in a display, `\tfrac` as small as in text.
fn styled(fraction: Element, name: &str) -> Element {
    match name.as_bytes().first() {
        Some(b'd' | b'c') => Element::with("mstyle", vec![fraction])
            .set("displaystyle", "true")
            .set("scriptlevel", "0"),
        Some(b't') => Element::with("mstyle", vec![fraction])
            .set("displaystyle", "false")
            .set("scriptlevel", "0"),
        _ => fraction,
    }
}

/// `of` within parentheses as high as it is.
pub fn in_parentheses(of: Element) -> Element {
    Element::with("mrow", vec![open("("), of, close(")")])
}

fn open(sign: &'static str) -> Element {
    Element::of("mo", sign)
        .set("form", "prefix")
        .set("stretchy", "true")
        .set("fence", "true")
}

fn close(sign: &'static str) -> Element {
    Element::of("mo", sign)
        .set("form", "postfix")
        .set("stretchy", "true")
        .set("fence", "true")
}

/// What `\big` and its kin ask for; l, r and m behind it say where it stands.
fn size(name: &str) -> Option<&'static str> {
    let name = name.strip_suffix(['l', 'r', 'm']).unwrap_or(name);
    match name {
        "big" => Some("1.2em"),
        "Big" => Some("1.8em"),
        "bigg" => Some("2.4em"),
        "Bigg" => Some("3em"),
        _ => None,
    }
}

impl Parser<'_> {
    /// `a\\b` in small lines.
    fn stack(&mut self) -> Result<Atom, Failure> {
        if !self.tokens.take(Token::Open) {
            return Err(Failure::Misplaced("{".to_owned()));
        }
        let mut lines = vec![self.row()?];
        while self.tokens.take(Token::Line) {
            lines.push(self.row()?);
        }
        if !self.tokens.take(Token::Close) {
            return Err(Failure::Misplaced("}".to_owned()));
        }
        beside(super::tables::lines(lines).set("class", "md-math-tight"))
    }

    fn nested_in(&mut self, outer: &Parser<'_>) -> Result<(), Failure> {
        self.depth = outer.depth + 1;
        if self.depth > DEPTH {
            Err(Failure::Deep)
        } else {
            Ok(())
        }
    }
}
