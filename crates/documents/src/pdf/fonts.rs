//! The faces of a document, cut down to the glyphs that it shows.

use std::collections::BTreeMap;
use std::sync::Arc;

use printpdf::{FontId, FontMetrics, FontType, ParsedFont, PdfFont, PdfFontMetricsStub};
use skrifa::MetadataProvider as _;
use skrifa::instance::{LocationRef, Size};
use subsetter::GlyphRemapper;

use super::Error;
use crate::layout::{Face, Item, Pages, Part, Shape};

/// All faces that pages use.
pub(super) struct Embedded {
    faces: Vec<EmbeddedFace>,
    /// The glyph of the first face that shows nothing.
    space: Option<u16>,
}

/// A face as it is embedded.
pub(super) struct EmbeddedFace {
    face: Arc<Face>,
    pub(super) id: FontId,
    remapper: GlyphRemapper,
    /// What each glyph of the face says when it is copied.
    texts: BTreeMap<u16, String>,
    /// Of the new glyphs, in thousandths of an em, as the PDF has them.
    widths: Vec<i64>,
    font: PdfFont,
}

/// Finds out which glyphs are used, and cuts the faces down.
pub(super) fn embed(pages: &Pages) -> Result<Embedded, Error> {
    let mut used: Vec<(Arc<Face>, GlyphRemapper, BTreeMap<u16, String>)> = Vec::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        let Item::Run(run) = item else { continue };
        let shape = &run.shape;
        let at = used
            .iter()
            .position(|(face, ..)| Arc::ptr_eq(face, &shape.face));
        let at = at.unwrap_or_else(|| {
            used.push((
                Arc::clone(&shape.face),
                GlyphRemapper::new(),
                BTreeMap::new(),
            ));
            used.len() - 1
        });
        let Some((_, remapper, texts)) = used.get_mut(at) else {
            continue;
        };
        for part in &shape.parts {
            let said = said_by_glyphs(shape, part);
            let glyphs = part.glyphs.start as usize..part.glyphs.end as usize;
            for (glyph, text) in shape
                .glyphs
                .get(glyphs)
                .unwrap_or_default()
                .iter()
                .zip(said)
            {
                remapper.remap(glyph.id);
                texts.entry(glyph.id).or_insert(text);
            }
        }
    }
    let mut space = None;
    if let Some((face, remapper, texts)) = used.first_mut() {
        space = space_of(face);
        if let Some(space) = space {
            remapper.remap(space);
            texts.entry(space).or_insert_with(|| " ".to_owned());
        }
    }
    let faces = used
        .into_iter()
        .enumerate()
        .map(|(index, (face, remapper, texts))| cut_down(index, face, remapper, texts))
        .collect::<Result<_, _>>()?;
    Ok(Embedded { faces, space })
}

fn space_of(face: &Face) -> Option<u16> {
    let font = skrifa::FontRef::from_index(face.data.data.data(), face.data.index).ok()?;
    u16::try_from(font.charmap().map(' ')?.to_u32()).ok()
}

/// What each glyph of a part says: one of its characters where there is one for each, else the whole
/// with the first glyph.
fn said_by_glyphs(shape: &Shape, part: &Part) -> Vec<String> {
    let text = shape
        .text
        .get(part.text.start as usize..part.text.end as usize)
        .unwrap_or_default();
    let count = part.glyphs.len();
    let mut characters: Vec<char> = text.chars().collect();
    if shape.rtl {
        // Readers turn a line that runs from right to left around character by character.
        characters.reverse();
    }
    if count == characters.len() {
        return characters.into_iter().map(String::from).collect();
    }
    let mut said = vec![characters.into_iter().collect::<String>()];
    said.resize(count.max(1), String::new());
    said
}

impl Embedded {
    /// The face of a shape.
    pub(super) fn of(&self, shape: &Shape) -> Option<&EmbeddedFace> {
        self.faces
            .iter()
            .find(|known| Arc::ptr_eq(&known.face, &shape.face))
    }

    /// A face, and its glyph that shows nothing.
    pub(super) fn nothing(&self) -> Option<(&EmbeddedFace, u16)> {
        Some((self.faces.first()?, self.space?))
    }

    /// The fonts for the document, by their ids.
    pub(super) fn into_parts(self) -> impl Iterator<Item = (FontId, PdfFont)> {
        self.faces.into_iter().map(|face| (face.id, face.font))
    }
}

impl EmbeddedFace {
    /// A glyph's number in the embedded font, and its width in thousandths of an em.
    pub(super) fn glyph(&self, id: u16) -> (u16, i64) {
        let new = self.remapper.get(id).unwrap_or(0);
        let width = self.widths.get(usize::from(new)).copied();
        (new, width.unwrap_or(0))
    }

    /// What the glyph says when it is copied.
    pub(super) fn said_by(&self, id: u16) -> &str {
        self.texts.get(&id).map_or("", String::as_str)
    }

    /// How far the face reaches above and below its baseline, in ems.
    pub(super) fn reach(&self) -> (f32, f32) {
        let font = &self.font.parsed_font;
        let em = f32::from(font.units_per_em.max(1));
        let metrics = &font.font_metrics;
        (
            f32::from(metrics.ascent) / em,
            -f32::from(metrics.descent) / em,
        )
    }

    /// Whether the glyphs of a part say what it says. Otherwise the text is written beside them.
    pub(super) fn says(&self, shape: &Shape, part: &Part) -> bool {
        let glyphs = part.glyphs.start as usize..part.glyphs.end as usize;
        let glyphs = shape.glyphs.get(glyphs).unwrap_or_default();
        match glyphs {
            [glyph] => said_by_glyphs(shape, part)
                .first()
                .is_some_and(|said| said == self.said_by(glyph.id)),
            _ => false,
        }
    }
}

fn cut_down(
    index: usize,
    face: Arc<Face>,
    remapper: GlyphRemapper,
    texts: BTreeMap<u16, String>,
) -> Result<EmbeddedFace, Error> {
    let failed = |what: String| Error::Font {
        face: face.name.clone(),
        what,
    };
    let data = face.data.data.data();
    let program = subsetter::subset(data, face.data.index, &remapper)
        .map_err(|error| failed(error.to_string()))?;
    let font = skrifa::FontRef::from_index(data, face.data.index)
        .map_err(|error| failed(error.to_string()))?;
    let metrics = font.metrics(Size::unscaled(), LocationRef::default());
    let advances = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let glyph_widths: BTreeMap<u16, u16> = remapper
        .remapped_gids()
        .enumerate()
        .filter_map(|(new, old)| {
            let advance = advances.advance_width(u32::from(old).into())?;
            Some((u16::try_from(new).ok()?, whole(advance) as u16))
        })
        .collect();
    let units = metrics.units_per_em;
    let widths = (0..remapper.num_gids())
        .map(|new| {
            let width = glyph_widths.get(&new).copied().unwrap_or(0);
            // As printpdf writes it, which cuts off.
            (f32::from(width) * 1000.0 / f32::from(units)) as i64
        })
        .collect();
    let bounds = metrics.bounds.unwrap_or_default();
    let attributes = font.attributes();
    let slanted = metrics.italic_angle != 0.0;
    let parsed = ParsedFont {
        font_type: if program.starts_with(b"OTTO") {
            FontType::OpenTypeCFF(())
        } else {
            FontType::TrueType
        },
        original_bytes: program,
        font_index: 0,
        font_name: Some(format!("{}+{}", tag(index), face.name)),
        codepoint_to_glyph: BTreeMap::new(),
        glyph_widths,
        units_per_em: units,
        font_metrics: FontMetrics {
            ascent: whole(metrics.ascent),
            descent: whole(metrics.descent),
        },
        pdf_font_metrics: PdfFontMetricsStub {
            units_per_em: units,
            x_min: whole(bounds.x_min),
            y_min: whole(bounds.y_min),
            x_max: whole(bounds.x_max),
            y_max: whole(bounds.y_max),
            caret_slope_rise: if slanted { 1000 } else { 1 },
            caret_slope_run: if slanted {
                whole(-metrics.italic_angle.to_radians().tan() * 1000.0)
            } else {
                0
            },
            us_weight_class: whole(attributes.weight.value()).unsigned_abs(),
        },
    };
    Ok(EmbeddedFace {
        id: FontId(tag(index)),
        font: PdfFont::new(parsed),
        face,
        remapper,
        texts,
        widths,
    })
}

/// A font unit; what a font says beyond 16 bits is cut.
fn whole(units: f32) -> i16 {
    units
        .round()
        .clamp(f32::from(i16::MIN), f32::from(i16::MAX)) as i16
}

/// Six capitals, which say that a font is a subset.
fn tag(index: usize) -> String {
    let letter = |digit: usize| char::from(b'A' + u8::try_from(digit % 26).unwrap_or(0));
    format!("PULS{}{}", letter(index / 26), letter(index))
}
