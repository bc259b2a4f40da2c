//! A paragraph becomes lines of shapes.

use std::collections::HashMap;
use std::sync::Arc;

use parley::style::{FontStyle, FontWeight, Language, LineHeight, OverflowWrap, StyleProperty};
use parley::{Alignment, AlignmentOptions, BaseDirection, FontData, Layout, LayoutContext};

use super::direction;
use super::fonts::{Family, Fonts};
use super::page::{Face, Glyph, Missing, Part, Rgb, Shape};
use crate::picture::Kept;

/// How letters look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TextStyle {
    pub(crate) family: Family,
    /// Points of an em.
    pub(crate) size: f32,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) color: Rgb,
    /// Points between letters.
    pub(crate) tracking: f32,
    /// From line to line, in ems.
    pub(crate) leading: f32,
}

/// A piece of a paragraph.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span<'a> {
    pub(crate) text: &'a str,
    pub(crate) style: TextStyle,
}

/// Where a line stands in its width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Align {
    /// Where reading begins.
    Start,
    Center,
    /// Where reading ends.
    End,
}

/// What a shape is painted with, and of which span it is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Ink {
    color: Rgb,
    span: u16,
}

/// A paragraph that is laid out.
#[derive(Debug)]
pub(crate) struct Laid {
    pub(crate) lines: Vec<Line>,
    pub(crate) missing: Vec<Missing>,
}

/// A line of a paragraph.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) height: f32,
    /// Below the line's top.
    pub(crate) baseline: f32,
    /// In reading order, which within a line is not always from left to right.
    pub(crate) shapes: Vec<PlacedShape>,
}

/// A shape of a line.
#[derive(Debug)]
pub(crate) struct PlacedShape {
    /// Where it begins, counted from the paragraph's left edge.
    pub(crate) x: f32,
    /// The span that it is of.
    pub(crate) span: usize,
    /// Where its text begins in the paragraph.
    start: usize,
    pub(crate) shape: Arc<Shape>,
}

/// Lays out paragraphs, and keeps those of the last pages, and their pictures: while somebody types, all but one are
/// the same as before.
pub struct Typesetter {
    fonts: Fonts,
    context: LayoutContext<Ink>,
    faces: HashMap<(u64, u32), Arc<Face>>,
    cache: HashMap<Key, (u32, Arc<Laid>)>,
    pub(crate) pictures: Kept,
    /// Counts documents; what a document before the last used is dropped.
    age: u32,
}

/// Everything that a paragraph's lines depend on but the fonts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    text: String,
    spans: Vec<(usize, StyleKey)>,
    width: Option<u32>,
    align: Align,
    rtl: bool,
    language: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct StyleKey {
    family: Family,
    size: u32,
    bold: bool,
    italic: bool,
    color: Rgb,
    tracking: u32,
    leading: u32,
}

impl From<TextStyle> for StyleKey {
    fn from(style: TextStyle) -> Self {
        Self {
            family: style.family,
            size: style.size.to_bits(),
            bold: style.bold,
            italic: style.italic,
            color: style.color,
            tracking: style.tracking.to_bits(),
            leading: style.leading.to_bits(),
        }
    }
}

impl Typesetter {
    /// With these fonts.
    pub fn new(fonts: Fonts) -> Self {
        Self {
            fonts,
            context: LayoutContext::new(),
            faces: HashMap::new(),
            cache: HashMap::new(),
            pictures: Kept::default(),
            age: 0,
        }
    }

    /// Begins a document: forgets paragraphs and pictures that neither of the last two had.
    pub(crate) fn begin(&mut self) {
        self.age += 1;
        let age = self.age;
        self.cache.retain(|_, (used, _)| age - *used <= 2);
        self.pictures.begin();
    }

    /// The lines of a paragraph. `width`: where lines break; `None`: nowhere. `rtl`: the side where
    /// reading begins, whatever the text is. `language`: a BCP 47 tag.
    pub(crate) fn lay(
        &mut self,
        spans: &[Span<'_>],
        width: Option<f32>,
        align: Align,
        rtl: bool,
        language: &str,
    ) -> Arc<Laid> {
        let key = Key {
            text: spans.iter().map(|span| span.text).collect(),
            spans: spans
                .iter()
                .map(|span| (span.text.len(), span.style.into()))
                .collect(),
            width: width.map(f32::to_bits),
            align,
            rtl,
            language: language.to_owned(),
        };
        if let Some((used, laid)) = self.cache.get_mut(&key) {
            *used = self.age;
            return Arc::clone(laid);
        }
        let laid = Arc::new(self.shape(&key.text, spans, width, align, rtl, language));
        self.cache.insert(key, (self.age, Arc::clone(&laid)));
        laid
    }

    fn shape(
        &mut self,
        text: &str,
        spans: &[Span<'_>],
        width: Option<f32>,
        align: Align,
        rtl: bool,
        language: &str,
    ) -> Laid {
        let stacks: Vec<_> = spans
            .iter()
            .map(|span| self.fonts.stack(span.style.family))
            .collect();
        let mut builder = self
            .context
            .ranged_builder(&mut self.fonts.context, text, 1.0, false);
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        builder.push_default(StyleProperty::Locale(Language::parse(language).ok()));
        builder.set_base_direction(if rtl {
            BaseDirection::Rtl
        } else {
            BaseDirection::Ltr
        });
        // The paragraph's own style is the least that a line is high.
        if let (Some(first), Some(stack)) = (spans.first(), stacks.first()) {
            builder.push_default(StyleProperty::FontFamily(stack.clone()));
            builder.push_default(StyleProperty::FontSize(first.style.size));
            let leading = LineHeight::FontSizeRelative(first.style.leading);
            builder.push_default(StyleProperty::LineHeight(leading));
        }
        let mut start = 0;
        for (index, (span, stack)) in spans.iter().zip(stacks).enumerate() {
            let range = start..start + span.text.len();
            start = range.end;
            let style = span.style;
            let ink = Ink {
                color: style.color,
                span: u16::try_from(index).unwrap_or(u16::MAX),
            };
            let properties = [
                StyleProperty::Brush(ink),
                StyleProperty::FontFamily(stack),
                StyleProperty::FontSize(style.size),
                StyleProperty::FontWeight(if style.bold {
                    FontWeight::BOLD
                } else {
                    FontWeight::NORMAL
                }),
                StyleProperty::FontStyle(if style.italic {
                    FontStyle::Italic
                } else {
                    FontStyle::Normal
                }),
                StyleProperty::LetterSpacing(style.tracking),
                StyleProperty::LineHeight(LineHeight::FontSizeRelative(style.leading)),
            ];
            for property in properties {
                builder.push(property, range.clone());
            }
        }
        let mut layout: Layout<Ink> = builder.build(text);
        layout.break_all_lines(width);
        let alignment = match align {
            Align::Start => Alignment::Start,
            Align::Center => Alignment::Center,
            Align::End => Alignment::End,
        };
        if width.is_some() {
            layout.align(alignment, AlignmentOptions::default());
        }
        let ambiguous = if rtl {
            direction::ambiguous(text)
        } else {
            Vec::new()
        };
        let mut missing = Vec::new();
        let lines: Vec<Line> = layout
            .lines()
            .map(|line| self.line(text, &line, &ambiguous, &mut missing))
            .collect();
        Laid { lines, missing }
    }

    fn line(
        &mut self,
        text: &str,
        line: &parley::layout::Line<'_, Ink>,
        ambiguous: &[usize],
        missing: &mut Vec<Missing>,
    ) -> Line {
        let metrics = *line.metrics();
        let mut shapes = Vec::new();
        let mut x = metrics.offset;
        for run in line.runs() {
            let face = self.face(run.font());
            let rtl = run.is_rtl();
            // Atoms in logical order: what a ligature swallowed goes with it, and so does a mark of
            // direction, which has no glyph worth drawing.
            let mut atoms: Vec<Atom> = Vec::new();
            for cluster in run.clusters() {
                let range = cluster.text_range();
                let only_marks = text
                    .get(range.clone())
                    .is_some_and(|part| part.chars().all(direction::is_mark));
                if (cluster.is_ligature_continuation() || only_marks)
                    && let Some(last) = atoms.last_mut()
                {
                    last.text.end = range.end;
                    last.advance += cluster.advance();
                    continue;
                }
                atoms.push(Atom {
                    text: range,
                    advance: cluster.advance(),
                    ink: cluster.style().brush,
                    glyphs: cluster.glyphs().collect(),
                });
            }
            if rtl {
                atoms.reverse();
            }
            for piece in atoms.chunk_by(|a, b| a.ink == b.ink) {
                let ink = piece.first().map(|atom| atom.ink).unwrap_or_default();
                let mut shape = Shape {
                    face: Arc::clone(&face),
                    size: run.font_size(),
                    color: ink.color,
                    rtl,
                    width: 0.0,
                    text: String::new(),
                    parts: Vec::with_capacity(piece.len()),
                    glyphs: Vec::with_capacity(piece.len()),
                };
                add_glyphs(&mut shape, text, piece, missing);
                add_text(&mut shape, text, piece, ambiguous);
                let placed = PlacedShape {
                    x,
                    span: usize::from(ink.span),
                    start: piece.iter().map(|atom| atom.text.start).min().unwrap_or(0),
                    shape: Arc::new(shape),
                };
                x += placed.shape.width;
                shapes.push(placed);
            }
        }
        shapes.sort_by_key(|placed| placed.start);
        Line {
            height: metrics.line_height,
            baseline: metrics.baseline - metrics.block_min_coord,
            shapes,
        }
    }

    fn face(&mut self, font: &FontData) -> Arc<Face> {
        let key = (font.data.id(), font.index);
        let face = self.faces.entry(key).or_insert_with(|| {
            Arc::new(Face {
                name: post_script_name(font),
                data: font.clone(),
            })
        });
        Arc::clone(face)
    }
}

impl std::fmt::Debug for Typesetter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Typesetter")
            .field("fonts", &self.fonts)
            .finish_non_exhaustive()
    }
}

/// What shaping cannot take apart.
struct Atom {
    text: std::ops::Range<usize>,
    advance: f32,
    ink: Ink,
    glyphs: Vec<parley::layout::Glyph>,
}

/// Puts the glyphs of atoms beside each other.
fn add_glyphs(shape: &mut Shape, text: &str, atoms: &[Atom], missing: &mut Vec<Missing>) {
    for atom in atoms {
        let first = count(shape.glyphs.len());
        let mut pen = shape.width;
        for glyph in &atom.glyphs {
            let id = u16::try_from(glyph.id).unwrap_or(0);
            if id == 0 {
                note_missing(text, atom.text.clone(), missing);
            }
            shape.glyphs.push(Glyph {
                id,
                x: pen + glyph.x,
                y: glyph.y,
            });
            pen += glyph.advance;
        }
        shape.parts.push(Part {
            text: 0..0,
            glyphs: first..count(shape.glyphs.len()),
        });
        shape.width += atom.advance;
    }
}

/// Says what each part shows, in reading order.
fn add_text(shape: &mut Shape, text: &str, atoms: &[Atom], ambiguous: &[usize]) {
    let mut add = |(atom, part): (&Atom, &mut Part)| {
        let start = shape.text.len();
        let plain = !ambiguous.iter().any(|at| atom.text.contains(at));
        let shown = text.get(atom.text.clone()).unwrap_or_default();
        if plain {
            shape.text.push_str(shown);
        } else {
            shape.text.push(direction::MARK);
            shape.text.push_str(shown);
            shape.text.push(direction::MARK);
        }
        part.text = count(start)..count(shape.text.len());
    };
    let parts = atoms.iter().zip(&mut shape.parts);
    if shape.rtl {
        parts.rev().for_each(&mut add);
    } else {
        parts.for_each(&mut add);
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn note_missing(text: &str, range: std::ops::Range<usize>, missing: &mut Vec<Missing>) {
    let Some(character) = text.get(range.clone()).and_then(|part| part.chars().next()) else {
        return;
    };
    if missing.iter().any(|known| known.character == character) {
        return;
    }
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.start..).unwrap_or_default();
    let begin = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let end = after.find(char::is_whitespace).unwrap_or(after.len());
    let word = text
        .get(begin..range.start + end)
        .unwrap_or_default()
        .trim();
    missing.push(Missing {
        character,
        word: word.chars().take(40).collect(),
    });
}

/// The name that a PDF gives a face; letters, digits and hyphens alone.
fn post_script_name(font: &FontData) -> String {
    use skrifa::MetadataProvider as _;
    let face = skrifa::FontRef::from_index(font.data.data(), font.index).ok();
    let name = face.and_then(|face| {
        let mut names = face.localized_strings(skrifa::string::StringId::POSTSCRIPT_NAME);
        names.next().map(|name| name.to_string())
    });
    let name: String = name
        .unwrap_or_default()
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .take(60)
        .collect();
    if name.is_empty() {
        "Font".to_owned()
    } else {
        name
    }
}
