//! Words within a formula, and lengths.

use super::commands::{Atom, beside};
use super::letters::Font;
use super::parse::{Limits, Parser};
use super::symbols;
use super::tokens::Token;
use super::{Element, Failure};

impl Parser<'_> {
    /// Text, with the formulas in it.
    pub fn words(&mut self, font: Option<Font>) -> Result<Atom, Failure> {
        let text = self.text()?;
        let mut parts = Vec::new();
        for (place, part) in text.split('$').enumerate() {
            if place % 2 == 1 {
                parts.push(self.inner(part)?);
            } else if !part.is_empty() {
                let words = symbols_in_text(part);
                let words = font.map_or(words.clone(), |font| font.all(&words));
                // Blanks at the ends would be dropped.
                let words = words.replace(' ', "\u{a0}");
                parts.push(Element::of("mtext", words));
            }
        }
        beside(Element::row(parts))
    }

    /// `\operatorname{name}`, from behind the command.
    pub fn operator(&mut self) -> Result<Atom, Failure> {
        let starred = self.tokens.take(Token::Char('*'));
        let name = self
            .text()?
            .replace("\\,", "\u{2009}")
            .replace("\\ ", "\u{a0}");
        if name.contains('\\') {
            return Err(Failure::Misplaced("\\operatorname".to_owned()));
        }
        let function = symbols::function(name.trim_matches(['{', '}']));
        Ok(Some(if starred {
            (function.set("movablelimits", "true"), Limits::Around)
        } else {
            (function, Limits::Beside)
        }))
    }

    /// Space of a width that is written out.
    pub fn width(&mut self, name: &str) -> Result<Atom, Failure> {
        self.tokens.take(Token::Char('*'));
        if name == "hspace" {
            let width = self.text()?.trim();
            return beside(Element::space(length(width)));
        }
        // `\kern3pt` has no braces: its number and unit.
        let minus = self.tokens.take(Token::Char('-'));
        let number = self.tokens.number().unwrap_or("0");
        let (one, two) = (self.tokens.next(), self.tokens.next());
        let (Some(Token::Char(one)), Some(Token::Char(two))) = (one, two) else {
            return Err(Failure::Misplaced(format!("\\{name}")));
        };
        let sign = if minus { "-" } else { "" };
        beside(Element::space(length(&format!("{sign}{number}{one}{two}"))))
    }
}

/// A length that CSS knows, at most ten lines wide; anything else is none.
/// In thousandths and without floating point, whose reader is 20 KB of code.
fn length(text: &str) -> String {
    let unit = text.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let number = text[..text.len() - unit.len()].trim();
    let (sign, number) = match number.strip_prefix('-') {
        Some(number) => ("-", number),
        None => ("", number),
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let digits: String = part.chars().chain("000".chars()).take(3).collect();
    let thousandths = match format!("{whole}{digits}").parse::<i32>() {
        Ok(value) if value >= 0 => value,
        _ => 0,
    };
    let of_an_em = match unit {
        "em" => 1_000,
        "ex" => 450,
        "mu" => 56,
        "pt" | "px" => 83,
        "cm" => 2_400,
        "mm" => 240,
        _ => 0,
    };
    let width = (thousandths.min(100_000) * of_an_em / 1_000).min(10_000);
    format!("{sign}{}.{:03}em", width / 1_000, width % 1_000)
}

/// The few escapes that text has.
fn symbols_in_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '{', '}', '~']) {
        out.push_str(&rest[..at]);
        let sign = &rest[at..];
        rest = &sign[1..];
        if sign.starts_with('~') {
            out.push(' ');
        } else if let Some(next) = rest
            .chars()
            .next()
            .filter(|c| sign.starts_with('\\') && !c.is_alphabetic())
        {
            out.push(next);
            rest = &rest[next.len_utf8()..];
        } else if sign.starts_with('\\') {
            let name = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
            out.push_str(match &rest[..name] {
                "ldots" | "dots" => "…",
                "textbackslash" => "\\",
                "quad" => "  ",
                _ => "",
            });
            rest = &rest[name..];
        }
    }
    out + rest
}
