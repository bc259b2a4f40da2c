//! Shapes as path data.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Arc, Weak};

use skrifa::MetadataProvider as _;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};

use crate::layout::Shape;

/// Path data of shapes that were asked for and are still in use.
#[derive(Debug, Default)]
pub struct Outlines {
    known: HashMap<usize, (Weak<Shape>, Arc<str>)>,
}

/// Shapes kept before those that are gone are dropped.
const MANY: usize = 4_000;

impl Outlines {
    /// A shape's glyphs as one path, from the origin of its baseline, y downwards.
    pub fn of(&mut self, shape: &Arc<Shape>) -> Arc<str> {
        let key = Arc::as_ptr(shape) as usize;
        if let Some((known, path)) = self.known.get(&key)
            // An address may be used anew.
            && known.upgrade().is_some_and(|known| Arc::ptr_eq(&known, shape))
        {
            return Arc::clone(path);
        }
        if self.known.len() > MANY {
            self.known.retain(|_, (shape, _)| shape.strong_count() > 0);
        }
        let path: Arc<str> = path(shape).into();
        self.known
            .insert(key, (Arc::downgrade(shape), Arc::clone(&path)));
        path
    }
}

/// A shape's glyphs as one path, from the origin of its baseline, y downwards; empty: nothing is seen
/// of it.
pub(super) fn path(shape: &Shape) -> String {
    let data = &shape.face.data;
    let Ok(font) = skrifa::FontRef::from_index(data.data.data(), data.index) else {
        return String::new();
    };
    let outlines = font.outline_glyphs();
    let mut pen = Pen {
        path: String::new(),
        x: 0.0,
        y: 0.0,
    };
    for glyph in &shape.glyphs {
        (pen.x, pen.y) = (glyph.x, glyph.y);
        if let Some(outline) = outlines.get(u32::from(glyph.id).into()) {
            let settings = DrawSettings::unhinted(Size::new(shape.size), LocationRef::default());
            // A glyph that cannot be drawn is left out here as it is in every reader of the PDF.
            let _ = outline.draw(settings, &mut pen);
        }
    }
    pen.path
}

/// Writes path data, at a glyph's place.
struct Pen {
    path: String,
    x: f32,
    y: f32,
}

impl Pen {
    fn points(&mut self, command: char, points: &[(f32, f32)]) {
        self.path.push(command);
        for (index, (x, y)) in points.iter().enumerate() {
            if index > 0 {
                self.path.push(' ');
            }
            // Hundredths of a point: finer than any screen. Writing to a string cannot fail.
            let _ = write!(self.path, "{:.2} {:.2}", self.x + x, self.y - y);
        }
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.points('M', &[(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.points('L', &[(x, y)]);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.points('Q', &[(cx, cy), (x, y)]);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.points('C', &[(ax, ay), (bx, by), (x, y)]);
    }

    fn close(&mut self) {
        self.path.push('Z');
    }
}
