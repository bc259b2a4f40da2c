//! What is painted on a page, and which piece of it belongs to which node.

use std::collections::BTreeMap;
use std::sync::Arc;

use printpdf::{
    Codepoint, Color, DictItem, LinePoint, Op, PaintMode, PdfFontHandle, Point, Polygon,
    PolygonRing, Pt, TextItem, TextMatrix, TextRenderingMode, WindingOrder, XObjectTransform,
};

use super::fonts::{Embedded, EmbeddedFace};
use super::pictures::Pictures;
use crate::layout::{Item, Link, NodeId, Page, Pages, Picture, Rect, Rgb, Role, Run, Seam};

/// A page's content.
pub(super) struct Written {
    pub(super) ops: Vec<Op>,
    pub(super) marked: Marked,
}

/// What the structure tree says about a page.
#[derive(Default)]
pub(super) struct Marked {
    /// The nodes of the marked pieces; a piece's number is its place here.
    pub(super) pieces: Vec<NodeId>,
    /// The links.
    pub(super) links: Vec<Link>,
    /// The nodes of the pictures, and where each stands.
    pub(super) figures: Vec<(NodeId, Rect)>,
}

/// Paints a page.
pub(super) fn page(page: &Page, pages: &Pages, fonts: &Embedded, pictures: &Pictures) -> Written {
    let mut painter = Painter {
        pages,
        fonts,
        pictures,
        ops: Vec::new(),
        marked: Marked::default(),
        open: None,
        font: None,
        color: None,
    };
    for item in &page.items {
        match item {
            Item::Run(run) => painter.run(run),
            Item::Fill(rect, color) => painter.fill(*rect, *color),
            Item::Picture(rect, picture, node) => painter.picture(*rect, picture, *node),
            Item::Link(link) => painter.marked.links.push(link.clone()),
            Item::Seam(seam) => painter.seam(*seam),
        }
    }
    painter.close();
    Written {
        ops: painter.ops,
        marked: painter.marked,
    }
}

struct Painter<'a> {
    pages: &'a Pages,
    fonts: &'a Embedded,
    pictures: &'a Pictures,
    ops: Vec<Op>,
    marked: Marked,
    /// The node whose piece is open, with its text section.
    open: Option<NodeId>,
    font: Option<(String, u32)>,
    color: Option<Rgb>,
}

impl Painter<'_> {
    fn run(&mut self, run: &Run) {
        let Some(face) = self.fonts.of(&run.shape) else {
            return;
        };
        if self.open != Some(run.node) {
            self.close();
            self.mark(run.node);
            self.ops.push(Op::StartTextSection);
            self.open = Some(run.node);
        }
        let shape = &run.shape;
        let font = (face.id.0.clone(), shape.size.to_bits());
        if self.font.as_ref() != Some(&font) {
            self.ops.push(Op::SetFont {
                font: PdfFontHandle::External(face.id.clone()),
                size: Pt(shape.size),
            });
            self.font = Some(font);
        }
        self.paint_with(shape.color);
        self.glyphs(run, face);
    }

    /// Shows the glyphs of a run: as few operators as the text allows, each glyph where the layout has it.
    fn glyphs(&mut self, run: &Run, face: &EmbeddedFace) {
        let shape = &run.shape;
        let mut line = TextLine::default();
        for part in &shape.parts {
            let range = part.glyphs.start as usize..part.glyphs.end as usize;
            let glyphs = shape.glyphs.get(range).unwrap_or_default();
            let says = face.says(shape, part);
            if !says {
                self.show(&mut line);
                let text = part.text.start as usize..part.text.end as usize;
                self.instead_of_glyphs(shape.text.get(text).unwrap_or_default());
            }
            for glyph in glyphs {
                let (x, y) = (run.x + glyph.x, self.pages.size.height - run.y - glyph.y);
                if line.y != Some(y) {
                    self.show(&mut line);
                }
                let (id, width) = face.glyph(glyph.id);
                line.push(x, y, shape.size, id, width, face.said_by(glyph.id));
            }
            if !says {
                self.show(&mut line);
                self.ops.push(Op::EndMarkedContent);
            }
        }
        self.show(&mut line);
    }

    fn show(&mut self, line: &mut TextLine) {
        let line = std::mem::take(line);
        let Some(y) = line.y else { return };
        self.ops.push(Op::SetTextMatrix {
            matrix: TextMatrix::Translate(Pt(line.x), Pt(y)),
        });
        self.ops.push(Op::ShowText { items: line.items });
    }

    /// Says what the glyphs that follow mean, for a reader that copies them.
    fn instead_of_glyphs(&mut self, text: &str) {
        let mut data = vec![0xfe, 0xff];
        data.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        let actual = DictItem::String {
            data,
            literal: false,
        };
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: "Span".to_owned(),
            properties: dictionary("ActualText", actual),
        });
    }

    fn fill(&mut self, rect: Rect, color: Rgb) {
        self.close();
        self.ops.push(Op::BeginMarkedContent {
            tag: "Artifact".to_owned(),
        });
        self.paint_with(color);
        let bottom = self.pages.size.height - rect.y - rect.height;
        let mut rectangle =
            printpdf::Rect::from_xywh(Pt(rect.x), Pt(bottom), Pt(rect.width), Pt(rect.height));
        rectangle.mode = Some(PaintMode::Fill);
        self.ops.push(Op::DrawRectangle { rectangle });
        self.ops.push(Op::EndMarkedContent);
    }

    fn picture(&mut self, rect: Rect, picture: &Arc<Picture>, node: NodeId) {
        let Some(id) = self.pictures.id(picture) else {
            return;
        };
        self.close();
        self.mark(node);
        self.marked.figures.push((node, rect));
        let bottom = self.pages.size.height - rect.y - rect.height;
        self.ops.push(Op::SaveGraphicsState);
        if picture.rounding > 0.0 {
            let polygon = rounded(rect, bottom, picture.rounding);
            self.ops.push(Op::DrawPolygon { polygon });
        }
        self.ops.push(Op::UseXobject {
            id,
            transform: XObjectTransform {
                translate_x: Some(Pt(rect.x)),
                translate_y: Some(Pt(bottom)),
                scale_x: Some(rect.width),
                scale_y: Some(rect.height),
                no_auto_scale: true,
                ..XObjectTransform::default()
            },
        });
        self.ops.push(Op::RestoreGraphicsState);
        self.ops.push(Op::EndMarkedContent);
    }

    /// A space as wide as the seam that says it is a mark of direction: programs that put text in
    /// order by where it stands see something there, and a mark of direction means nothing.
    fn seam(&mut self, seam: Seam) {
        let Some((face, space)) = self.fonts.nothing() else {
            return;
        };
        let (id, width) = face.glyph(space);
        let (x, seam_width, y, size) = match seam {
            Seam::Line { x, width, y, size } => (x, width, y, size),
            Seam::Gutter(rect) => {
                let (above, below) = face.reach();
                let size = rect.height / (above + below);
                (rect.x, rect.width, rect.y + above * size, size)
            }
        };
        if width <= 0 || size <= 0.0 {
            return;
        }
        self.close();
        self.ops.push(Op::BeginMarkedContent {
            tag: "Artifact".to_owned(),
        });
        self.ops.push(Op::StartTextSection);
        self.instead_of_glyphs(if self.pages.rtl {
            "\u{200f}"
        } else {
            "\u{200e}"
        });
        let scale = seam_width / (size * width as f32 / 1000.0) * 100.0;
        self.ops.push(Op::SetTextRenderingMode {
            mode: TextRenderingMode::Invisible,
        });
        self.ops.push(Op::SetHorizontalScaling { percent: scale });
        self.ops.push(Op::SetFont {
            font: PdfFontHandle::External(face.id.clone()),
            size: Pt(size),
        });
        self.ops.push(Op::SetTextMatrix {
            matrix: TextMatrix::Translate(Pt(x), Pt(self.pages.size.height - y)),
        });
        let glyph = Codepoint::with_cid(id, 0.0, " ".to_owned());
        self.ops.push(Op::ShowText {
            items: vec![TextItem::GlyphIds(vec![glyph])],
        });
        self.ops.push(Op::SetHorizontalScaling { percent: 100.0 });
        self.ops.push(Op::SetTextRenderingMode {
            mode: TextRenderingMode::Fill,
        });
        self.ops.push(Op::EndMarkedContent);
        self.ops.push(Op::EndTextSection);
        self.ops.push(Op::EndMarkedContent);
        self.font = None;
    }

    fn paint_with(&mut self, color: Rgb) {
        if self.color == Some(color) {
            return;
        }
        self.color = Some(color);
        let [r, g, b] = color.0.map(|channel| f32::from(channel) / 255.0);
        self.ops.push(Op::SetFillColor {
            col: Color::Rgb(printpdf::Rgb::new(r, g, b, None)),
        });
    }

    fn mark(&mut self, node: NodeId) {
        let number = i64::try_from(self.marked.pieces.len()).unwrap_or(i64::MAX);
        self.marked.pieces.push(node);
        let role = self.pages.nodes.get(node.0 as usize).map(|node| node.role);
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: tag(role.unwrap_or(Role::P)).to_owned(),
            properties: dictionary("MCID", DictItem::Int(number)),
        });
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.ops.push(Op::EndTextSection);
            self.ops.push(Op::EndMarkedContent);
        }
    }
}

/// A path to clip by: a box with round corners, counterclockwise from the lower left one.
fn rounded(rect: Rect, bottom: f32, rounding: f32) -> Polygon {
    // How far a curve's handles reach towards the corner, so that it is nearly a quarter of a circle.
    const HANDLE: f32 = 0.552_285;
    let radius = rect.width.min(rect.height) * rounding.min(0.5);
    let (left, right, top) = (rect.x, rect.x + rect.width, bottom + rect.height);
    let rest = radius * (1.0 - HANDLE);
    // Each corner: where its curve begins, the handles, where it ends.
    let corners = [
        [
            (left, bottom + radius),
            (left, bottom + rest),
            (left + rest, bottom),
            (left + radius, bottom),
        ],
        [
            (right - radius, bottom),
            (right - rest, bottom),
            (right, bottom + rest),
            (right, bottom + radius),
        ],
        [
            (right, top - radius),
            (right, top - rest),
            (right - rest, top),
            (right - radius, top),
        ],
        [
            (left + radius, top),
            (left + rest, top),
            (left, top - rest),
            (left, top - radius),
        ],
    ];
    let points = corners.iter().flat_map(|corner| {
        corner.iter().enumerate().map(|(index, (x, y))| LinePoint {
            p: Point {
                x: Pt(*x),
                y: Pt(*y),
            },
            bezier: index == 1 || index == 2,
        })
    });
    Polygon {
        rings: vec![PolygonRing {
            points: points.collect(),
        }],
        mode: PaintMode::Clip,
        winding_order: WindingOrder::NonZero,
    }
}

/// Glyphs on one baseline.
#[derive(Default)]
struct TextLine {
    x: f32,
    y: Option<f32>,
    /// Where a reader's pen is after the items, in thousandths of an em from `x`.
    pen: f64,
    items: Vec<TextItem>,
}

impl TextLine {
    fn push(&mut self, x: f32, y: f32, size: f32, id: u16, width: i64, text: &str) {
        if self.y.is_none() {
            self.x = x;
            self.y = Some(y);
            self.pen = 0.0;
        }
        let wanted = f64::from(x - self.x) * 1000.0 / f64::from(size);
        let kern = (self.pen - wanted).round();
        let glyph = Codepoint::with_cid(id, 0.0, text.to_owned());
        if kern != 0.0 {
            self.items.push(TextItem::Offset(kern as f32));
            self.pen -= kern;
        }
        match self.items.last_mut() {
            Some(TextItem::GlyphIds(glyphs)) => glyphs.push(glyph),
            _ => self.items.push(TextItem::GlyphIds(vec![glyph])),
        }
        self.pen += width as f64;
    }
}

fn dictionary(key: &str, value: DictItem) -> DictItem {
    DictItem::Dict {
        map: BTreeMap::from([(key.to_owned(), value)]),
    }
}

/// A role as PDF calls it.
pub(super) fn tag(role: Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Sect => "Sect",
        Role::H1 => "H1",
        Role::H2 => "H2",
        Role::H3 => "H3",
        Role::P => "P",
        Role::L => "L",
        Role::Li => "LI",
        Role::Lbl => "Lbl",
        Role::LBody => "LBody",
        Role::Link => "Link",
        Role::Figure => "Figure",
    }
}
