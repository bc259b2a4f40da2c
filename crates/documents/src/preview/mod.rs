//! Pages for a window: the very outlines that the PDF embeds, where the PDF has them. Either what is new
//! of them since the last time, or each whole as SVG.

mod areas;
mod outline;
mod screen;

use std::fmt::Write as _;

use crate::layout::{Item, Page, Pages, Picture, Rect, Rgb, Run};
use crate::picture::to_url;

pub use outline::Outlines;
pub use screen::Screen;

/// A page as an SVG document, one unit a point. Text is outlines: the window has other fonts.
pub fn svg(pages: &Pages, page: &Page, outlines: &mut Outlines) -> String {
    let size = pages.size;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\">",
        size.width, size.height
    );
    for item in &page.items {
        match item {
            Item::Run(run) => text(&mut out, run, outlines),
            Item::Fill(rect, color) => fill(&mut out, *rect, *color),
            Item::Picture(rect, shown, _) => picture(&mut out, *rect, shown),
            Item::Link(_) | Item::Seam(_) => {}
        }
    }
    out.push_str("</svg>");
    out
}

fn text(out: &mut String, run: &Run, outlines: &mut Outlines) {
    let path = outlines.of(&run.shape);
    if path.is_empty() {
        return;
    }
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "<path transform=\"translate({} {})\" fill=\"{}\" d=\"{path}\"/>",
        run.x,
        run.y,
        hex(run.shape.color)
    );
}

fn fill(out: &mut String, rect: Rect, color: Rgb) {
    let _ = write!(
        out,
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>",
        rect.x,
        rect.y,
        rect.width,
        rect.height,
        hex(color)
    );
}

fn picture(out: &mut String, rect: Rect, shown: &Picture) {
    let Rect {
        x,
        y,
        width,
        height,
    } = rect;
    let radius = width.min(height) * shown.rounding;
    // Two pages in one document may have the same name for it: then it is the same box.
    let name = format!("cut-{x}-{y}-{width}-{height}-{radius}");
    let place = format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"");
    let _ = write!(
        out,
        "<clipPath id=\"{name}\"><rect {place} rx=\"{radius}\"/></clipPath>\
         <image {place} preserveAspectRatio=\"none\" clip-path=\"url(#{name})\" href=\"{}\"/>",
        to_url(shown)
    );
}

fn hex(Rgb([r, g, b]): Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}
