//! How a CV looks.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Everything about a CV's look that a person can choose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Look {
    /// The template.
    pub template: Template,
    /// The size of the paper.
    pub paper: Paper,
    /// The colour of headings; `None`: the template's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accent: Option<Accent>,
    /// The faces; `None`: the template's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub faces: Option<Faces>,
    /// How much air there is.
    pub density: Density,
    /// On how many pages it is to fit, by less air and smaller letters within taste.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fit_to: Option<u8>,
}

/// An arrangement of a CV on its pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Template {
    /// The house style: one column under a centred name, ruled headings.
    #[default]
    Classic,
    /// A narrow column with contacts and skills beside the career.
    Modern,
    /// As much as can be read on a page.
    Compact,
    /// For long lists of publications; dates before the entries.
    Academic,
    /// A serif with much air.
    Elegant,
}

impl Template {
    /// All templates.
    pub const ALL: [Self; 5] = [
        Self::Classic,
        Self::Modern,
        Self::Compact,
        Self::Academic,
        Self::Elegant,
    ];
}

/// A size of paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// US Letter, 8.5 × 11 in.
    Letter,
}

/// A pair of faces, one for the text and one for headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Faces {
    /// Carlito, as wide as Calibri.
    Carlito,
    /// Source Sans 3.
    SourceSans,
    /// Source Serif 4.
    SourceSerif,
    /// Source Sans 3, headings in Source Serif 4.
    SerifHeadings,
}

impl Faces {
    /// All pairs.
    pub const ALL: [Self; 4] = [
        Self::Carlito,
        Self::SourceSans,
        Self::SourceSerif,
        Self::SerifHeadings,
    ];
}

/// How much air a page has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Density {
    /// Less.
    Tight,
    /// As the template is drawn.
    #[default]
    Normal,
    /// More.
    Airy,
}

/// A colour, written `#1f4e79`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Accent {
    /// Red, green and blue of sRGB.
    pub rgb: [u8; 3],
}

/// A text that is no [`Accent`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadAccent;

impl fmt::Display for BadAccent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a colour like #1f4e79")
    }
}

impl std::error::Error for BadAccent {}

impl FromStr for Accent {
    type Err = BadAccent;

    fn from_str(text: &str) -> Result<Self, BadAccent> {
        let digits = text.strip_prefix('#').ok_or(BadAccent)?;
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(BadAccent);
        }
        let number = u32::from_str_radix(digits, 16).map_err(|_| BadAccent)?;
        let [_, r, g, b] = number.to_be_bytes();
        Ok(Self { rgb: [r, g, b] })
    }
}

impl fmt::Display for Accent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.rgb;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

impl Serialize for Accent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Accent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_six_digits() {
        assert_eq!("#1f4E79".parse::<Accent>().unwrap().to_string(), "#1f4e79");
        for text in ["", "1f4e79", "#1f4e7", "#1f4e79a", "#1f4e7é", "#+f4e79"] {
            assert_eq!(text.parse::<Accent>(), Err(BadAccent), "{text:?}");
        }
    }
}
