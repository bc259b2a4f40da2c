//! Glyphs as the page's drawing instructions place them, joined to fragments: runs of text on
//! one baseline without a wide gap.

use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
    font::{Glyph, GlyphRun},
    hayro_cmap::{BfString, WritingMode},
    hayro_syntax::object::{self, Dict},
    kurbo::{Affine, BezPath, Point, Vec2},
};

use super::direction::{is_mark_alone, visual, visual_glyph};
use crate::guard::Watch;

/// Fragments of one page at most: a drawing that is made of letters must not fill the memory.
const MOST_FRAGMENTS: usize = 100_000;
/// Bytes of text of one page at most.
const MOST_BYTES: usize = 8 << 20;
/// Units in which fonts state widths.
const UNITS: f64 = 1000.0;
/// An assumed width where the font states none, as a part of its size.
const ASSUMED_WIDTH: f64 = 0.5;
/// A gap that is a space between words, in sizes. Between letters it is below 0.1, even when justified.
const WORD_GAP: f64 = 0.15;
/// A gap that ends a fragment: a column or a table's cell.
const WIDE_GAP: f64 = 1.0;

/// Points of an em of a mark that ties pieces of a line together, at the most.
const LARGEST_SEAM: f64 = 72.0;

/// A run of text; coordinates in points, y downwards.
#[derive(Clone, Debug)]
pub(super) struct Fragment {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) baseline: f64,
    pub(super) size: f64,
}

/// A device that keeps text and draws nothing.
pub(super) struct Seen<'w> {
    fragments: Vec<Fragment>,
    /// Where a mark that is as high as a column says that there is one on either side of it.
    gutters: Vec<f64>,
    bytes: usize,
    /// The place and text of the last glyph, to drop the copies by which some programs draw bold.
    last: Option<(Point, String)>,
    /// The marked contents that are open, each with what it says instead of its glyphs.
    marked: Vec<Option<Instead>>,
    watch: &'w Watch,
}

impl<'w> Seen<'w> {
    pub(super) fn new(watch: &'w Watch) -> Self {
        Self {
            fragments: Vec::new(),
            gutters: Vec::new(),
            bytes: 0,
            last: None,
            marked: Vec::new(),
            watch,
        }
    }

    /// The fragments, and where columns are divided.
    pub(super) fn seen(self) -> (Vec<Fragment>, Vec<f64>) {
        (self.fragments, self.gutters)
    }

    fn see(&mut self, text: &str, at: Point, along: Vec2, size: f64, width: f64, vertical: bool) {
        let seam = is_mark_alone(text);
        if seam && size > LARGEST_SEAM {
            self.gutters.push(at.x + width / 2.0);
            return;
        }
        if self.bytes > MOST_BYTES || !(at.x.is_finite() && at.y.is_finite() && width.is_finite()) {
            return;
        }
        let copy = self
            .last
            .as_ref()
            .is_some_and(|(place, same)| same == text && place.distance(at) < size * 0.06);
        self.last = Some((at, text.to_owned()));
        if copy {
            return;
        }
        self.bytes += text.len();
        let sideways = vertical || along.y.abs() > along.x.abs();
        if let Some(open) = self.fragments.last_mut() {
            // Sideways text is kept together by its run alone: see `draw_glyph_run`.
            let same_line = (open.baseline - at.y).abs() < 0.3 * size.min(open.size);
            let gap = at.x - open.right;
            // What ties two texts of a line together stays a fragment of its own between them.
            let follows = !sideways
                && !seam
                && !is_mark_alone(&open.text)
                && same_line
                && gap < WIDE_GAP * size
                && gap > -0.5 * size
                && at.x >= open.left;
            if follows || sideways && open.right.is_nan() {
                if follows
                    && gap > WORD_GAP * size
                    && !open.text.ends_with(' ')
                    && !text.starts_with(' ')
                {
                    open.text.push(' ');
                }
                open.text.push_str(text);
                if follows {
                    open.right = open.right.max(at.x + width);
                    open.size = open.size.max(size);
                }
                return;
            }
        }
        self.close();
        if self.fragments.len() < MOST_FRAGMENTS {
            // A sideways fragment stays open (its right side is no number) until its run ends.
            let right = if sideways { f64::NAN } else { at.x + width };
            self.fragments.push(Fragment {
                text: text.to_owned(),
                left: at.x,
                right,
                baseline: at.y,
                size,
            });
        }
    }

    /// Ends a sideways fragment.
    fn close(&mut self) {
        if let Some(open) = self.fragments.last_mut()
            && open.right.is_nan()
        {
            open.right = open.left + open.size;
        }
    }
}

impl<'a> Device<'a> for Seen<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        // Outlined text comes twice when it is also filled; the copies stand at the same places,
        // in whole runs, which `last` does not see.
        if matches!(mode, DrawMode::Stroke(_)) && self.run_is_copy(run, props.transform) {
            return;
        }
        let vertical = run.writing_mode() == WritingMode::Vertical;
        for glyph in run.glyphs() {
            if self.watch.over() {
                return;
            }
            let whole = props.transform * glyph.transform();
            let instead = self.marked.iter_mut().rev().flatten().next();
            let text = match (instead, glyph.as_unicode()) {
                (Some(Instead::Said), _) => {
                    self.widen(glyph, whole);
                    continue;
                }
                (Some(instead), _) => cleaned(instead.say()).map(visual),
                (None, Some(BfString::Char(c))) => cleaned(c.to_string()),
                (None, Some(BfString::String(text))) => cleaned(text).map(visual_glyph),
                (None, None) => None,
            };
            let Some(text) = text else { continue };
            let linear = whole.with_translation(Vec2::ZERO);
            let size = (linear * Point::new(0.0, UNITS)).to_vec2().hypot();
            let along = along(glyph, linear);
            self.see(
                &text,
                whole * Point::ZERO,
                along,
                size,
                along.x.abs(),
                vertical,
            );
        }
        self.close();
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        let text = properties.and_then(|all| all.get::<object::String<'_>>(b"ActualText"));
        let instead = text.map(|text| Instead::Text(decoded(text.as_bytes())));
        self.marked.push(instead);
    }
    fn end_marked_content(&mut self) {
        self.marked.pop();
    }
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

impl Seen<'_> {
    /// Lets the open fragment reach over a glyph whose text it has.
    fn widen(&mut self, glyph: &Glyph<'_>, whole: Affine) {
        let width = along(glyph, whole.with_translation(Vec2::ZERO)).x.abs();
        if let Some(open) = self.fragments.last_mut()
            && !open.right.is_nan()
        {
            let right = (whole * Point::ZERO).x + width;
            if right.is_finite() && (open.baseline - (whole * Point::ZERO).y).abs() < open.size {
                open.right = open.right.max(right);
            }
        }
    }

    fn run_is_copy(&self, run: &GlyphRun<'_, '_>, transform: Affine) -> bool {
        let (Some((place, _)), Some(glyph)) = (&self.last, run.glyphs().last()) else {
            return false;
        };
        (transform * glyph.transform() * Point::ZERO).distance(*place) < 0.01
    }
}

/// What a file says instead of some glyphs (ActualText).
enum Instead {
    Text(String),
    /// The first of the glyphs has said it.
    Said,
}

impl Instead {
    fn say(&mut self) -> String {
        match std::mem::replace(self, Self::Said) {
            Self::Text(text) => text,
            Self::Said => String::new(),
        }
    }
}

/// A text of a PDF: UTF-16 or UTF-8 with its mark, else one byte a letter.
fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest
                .chunks_exact(2)
                .map(|two| u16::from_be_bytes([two[0], two[1]]));
            let chars = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
            chars.collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        bytes => bytes.iter().copied().map(char::from).collect(),
    }
}

/// How far a glyph moves the pen.
fn along(glyph: &Glyph<'_>, linear: Affine) -> Vec2 {
    let advance = match glyph {
        Glyph::Outline(outline) => outline.advance_width(),
        Glyph::Type3(type3) => type3.advance_width(),
    };
    let units = advance.map_or(ASSUMED_WIDTH * UNITS, f64::from);
    (linear * Point::new(units, 0.0)).to_vec2()
}

/// A glyph's text as a person reads it, or `None` for none: no controls, ligatures spelled out, spaces
/// of all kinds one space.
fn cleaned(text: String) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ﬀ' => out.push_str("ff"),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            'ﬃ' => out.push_str("ffi"),
            'ﬄ' => out.push_str("ffl"),
            '\u{ad}' => out.push('-'),
            c if c.is_whitespace() => out.push(' '),
            c if c.is_control() || c == '\u{feff}' => {}
            // Private use: the font's own pictures.
            '\u{e000}'..='\u{f8ff}' => {}
            c => out.push(c),
        }
    }
    (!out.is_empty()).then_some(out)
}
