//! A CV's pages as the window draws them: the outlines that the PDF embeds, at the places where the PDF
//! has them. What the window has already is not sent again.
//!
//! Lengths are points (1/72 in). A page's origin is its upper left corner and y grows downwards.

use serde::{Deserialize, Serialize};

use super::PartId;

/// The pages, or what is new of them since the preview before.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// What the window had is to be forgotten first: outlines, pictures and pages.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub anew: bool,
    /// Width of every page.
    pub width: f32,
    /// Height of every page.
    pub height: f32,
    /// All pages; `None`: this one is as it was.
    pub pages: Vec<Option<PreviewPage>>,
    /// Outlines that the window does not have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outlines: Vec<Outline>,
    /// Pictures that the window does not have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<PreviewPicture>,
    /// Whether it is on as few pages as its look asks for.
    pub fits: bool,
    /// Characters that no font on this computer has; a box stands in their place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<MissingLetter>,
}

/// The glyphs of a piece of a line as one path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// Its number; none is used twice until all is sent anew.
    pub id: u32,
    /// SVG path data, from the beginning of its baseline.
    pub path: String,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PreviewPicture {
    /// Its number; none is used twice until all is sent anew.
    pub id: u32,
    /// A `data:` URL with a JPEG.
    pub url: String,
    /// The radius of its corners, in parts of its box's shorter side; 0.5: a square becomes a circle.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub rounding: f32,
}

fn is_zero(number: &f32) -> bool {
    *number == 0.0
}

/// What is on a page, in the order in which it is painted: fills, pictures, runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PreviewPage {
    /// Rules and tints.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fills: Vec<Fill>,
    /// Pictures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<Placed>,
    /// Text.
    pub runs: Vec<Run>,
    /// Parts of the CV, and where on this page each stands.
    pub parts: Vec<PartArea>,
}

/// A filled box: x, y, width, height, and the colour as `0xRRGGBB`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fill(pub f32, pub f32, pub f32, pub f32, pub u32);

/// A picture in its box: the picture's number, x, y, width, height.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Placed(pub u32, pub f32, pub f32, pub f32, pub f32);

/// Text: the outline's number, where its baseline begins at the left, and the colour as `0xRRGGBB`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run(pub u32, pub f32, pub f32, pub u32);

/// Where a part stands on a page: the box around its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartArea {
    /// The part: a section or an entry.
    pub part: PartId,
    /// Left.
    pub x: f32,
    /// Top.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// A character that no font has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingLetter {
    /// As people name it: `U+1F600 GRINNING FACE`.
    pub name: String,
    /// The word that it stands in.
    pub word: String,
}
