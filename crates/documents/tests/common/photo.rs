//! Photos that are drawn: somebody's head and shoulders before a wall.

use std::io::Cursor;

use documents::picture::{read, to_url};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// Somebody, so large.
pub fn drawn(width: u32, height: u32) -> RgbImage {
    let (w, h) = (width as f32, height as f32);
    let inside = |x: f32, y: f32, cx: f32, cy: f32, rx: f32, ry: f32| {
        ((x - cx) / rx).powi(2) + ((y - cy) / ry).powi(2) < 1.0
    };
    let unit = w.min(h);
    RgbImage::from_fn(width, height, |x, y| {
        let (x, y) = (x as f32, y as f32);
        let (cx, cy) = (w / 2.0, h * 0.4);
        let shade = (60.0 * y / h) as u8;
        if inside(x, y, cx, cy, unit * 0.17, unit * 0.22) {
            let hair = y < cy - unit * 0.09;
            Rgb(if hair { [62, 44, 36] } else { [226, 184, 158] })
        } else if inside(x, y, cx, cy + unit * 0.62, unit * 0.38, unit * 0.38) {
            Rgb([38, 62, 92])
        } else {
            Rgb([196 - shade, 208 - shade, 214 - shade])
        }
    })
}

/// A picture as a file.
pub fn file(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    image.into().write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// Any file as a URL.
pub fn as_url(file: &[u8]) -> String {
    use base64::Engine as _;
    let data = base64::engine::general_purpose::STANDARD.encode(file);
    format!("data:image/png;base64,{data}")
}

/// Somebody as a CV keeps them.
pub fn url() -> String {
    url_of(0)
}

/// The same, as many pixels wider.
pub fn url_of(more: u32) -> String {
    let file = file(drawn(200 + more, 250), ImageFormat::Jpeg);
    to_url(&read(&file).unwrap())
}
