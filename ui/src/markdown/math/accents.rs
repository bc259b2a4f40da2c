//! What stands over and under something.

use super::parse::{Limits, Parser};
use super::{Element, Failure};

/// The sign of an accent, whether it is as wide as what it stands on, and
/// whether it stands below.
fn sign(name: &str) -> Option<(&'static str, bool, bool)> {
    Some(match name {
        "hat" => ("^", false, false),
        "widehat" => ("^", true, false),
        "bar" => ("‾", false, false),
        "vec" => ("→", false, false),
        "overrightarrow" => ("→", true, false),
        "overleftarrow" => ("←", true, false),
        "overleftrightarrow" => ("↔", true, false),
        "underrightarrow" => ("→", true, true),
        "underleftarrow" => ("←", true, true),
        "dot" => ("˙", false, false),
        "ddot" => ("¨", false, false),
        "dddot" => ("⃛", false, false),
        "tilde" => ("~", false, false),
        "widetilde" => ("~", true, false),
        "check" | "widecheck" => ("ˇ", false, false),
        "breve" => ("˘", false, false),
        "acute" => ("´", false, false),
        "grave" => ("`", false, false),
        "mathring" => ("˚", false, false),
        "overbrace" => ("⏞", true, false),
        "underbrace" => ("⏟", true, true),
        "overbracket" => ("⎴", true, false),
        "underbracket" => ("⎵", true, true),
        _ => return None,
    })
}

impl Parser<'_> {
    /// The accent of that name with what it stands on.
    pub fn accent(&mut self, name: &str) -> Result<Option<(Element, Limits)>, Failure> {
        // No font of the system stretches a line: the style draws it.
        let line = match name {
            "overline" | "widebar" => Some("md-math-over"),
            "underline" | "underbar" => Some("md-math-under"),
            _ => None,
        };
        if let Some(class) = line {
            let lined = Element::with("mrow", vec![self.argument()?]).set("class", class);
            return Ok(Some((lined, Limits::Beside)));
        }
        let Some((sign, wide, below)) = sign(name) else {
            return Ok(None);
        };
        let base = self.argument()?;
        let stretchy = if wide { "true" } else { "false" };
        let sign = Element::of("mo", sign)
            .set("stretchy", stretchy)
            .set("lspace", "0")
            .set("rspace", "0");
        let element = if below {
            Element::with("munder", vec![base, sign]).set("accentunder", "true")
        } else {
            Element::with("mover", vec![base, sign]).set("accent", "true")
        };
        // What is written at a brace stands above or below it.
        let limits = if name.ends_with("brace") || name.ends_with("bracket") {
            Limits::Around
        } else {
            Limits::Beside
        };
        Ok(Some((element, limits)))
    }

    /// An arrow with something above it and perhaps below: `\xrightarrow[b]{a}`.
    pub fn long_arrow(&mut self, name: &str) -> Result<Option<Element>, Failure> {
        let sign = match name {
            "xrightarrow" => "→",
            "xleftarrow" => "←",
            "xleftrightarrow" => "↔",
            "xRightarrow" => "⇒",
            "xLeftarrow" => "⇐",
            "xmapsto" => "↦",
            "xrightleftharpoons" => "⇌",
            "xlongequal" => "=",
            _ => return Ok(None),
        };
        let below = self
            .tokens
            .option()
            .map(|text| self.inner(text))
            .transpose()?;
        let above = self.argument()?;
        let above = Element::with("mpadded", vec![above])
            .set("width", "+0.8em")
            .set("lspace", "0.4em");
        let arrow = Element::of("mo", sign).set("stretchy", "true");
        Ok(Some(match below {
            Some(below) => Element::with("munderover", vec![arrow, below, above]),
            None => Element::with("mover", vec![arrow, above]),
        }))
    }
}
