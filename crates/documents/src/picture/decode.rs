//! A file becomes pixels, and pixels become a small JPEG.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, RgbImage};

use super::{BadPicture, Picture, color, format};

/// Bytes of a file at the most.
pub const LONGEST_FILE: u64 = 12_000_000;

/// Pixels of a file at the most.
pub const MOST_PIXELS: u64 = 40_000_000;

/// Pixels of what is made of it, on its longer side.
pub const LONGEST_SIDE: u32 = 800;

/// Bytes that a decoder may take for each allowed pixel: 16 bits in four channels, and half as much for its own use.
const BYTES_PER_PIXEL: u64 = 12;

/// JPEG's quality, of 100: a face shows no blocks on paper.
const QUALITY: u8 = 88;

/// Reads a JPEG, PNG or WebP: upright as the camera was held, on white where it was transparent, at most
/// [`LONGEST_SIDE`] pixels long, without metadata. Takes up to half a second for the largest; call it
/// where that does no harm.
pub fn read(bytes: &[u8]) -> Result<Picture, BadPicture> {
    encoded(&pixels(bytes)?, 0.0)
}

/// The pixels of a file, as [`read`] says.
pub(super) fn pixels(bytes: &[u8]) -> Result<RgbImage, BadPicture> {
    let size = bytes.len() as u64;
    if size > LONGEST_FILE {
        return Err(BadPicture::TooLarge {
            bytes: size,
            most: LONGEST_FILE,
        });
    }
    let format = format::of(bytes)?;
    let damaged = |error: ImageError| damaged(format, &error);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut bounds = image::Limits::no_limits();
    bounds.max_alloc = Some(MOST_PIXELS * BYTES_PER_PIXEL);
    reader.limits(bounds);
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(BadPicture::TooManyPixels {
            width,
            height,
            most: MOST_PIXELS,
        });
    }
    if width == 0 || height == 0 {
        return Err(BadPicture::Damaged {
            format: format::name(format),
            what: "it has no pixels".to_owned(),
        });
    }
    // Unreadable notes of the camera do not spoil a picture.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().unwrap_or_default();
    let image = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    let mut image = scaled(image);
    image.apply_orientation(orientation);
    Ok(color::in_srgb(on_white(image), profile.as_deref()))
}

/// As it is embedded. `rounding`: see [`Picture::rounding`].
pub(super) fn encoded(image: &RgbImage, rounding: f32) -> Result<Picture, BadPicture> {
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .encode_image(image)
        .map_err(|error| damaged(ImageFormat::Jpeg, &error))?;
    Ok(Picture {
        width: image.width(),
        height: image.height(),
        jpeg,
        rounding,
    })
}

fn damaged(format: ImageFormat, error: &ImageError) -> BadPicture {
    // One line, whatever the decoder says.
    let what = error.to_string();
    BadPicture::Damaged {
        format: format::name(format),
        what: what.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

fn scaled(image: DynamicImage) -> DynamicImage {
    let longer = image.width().max(image.height());
    if longer <= LONGEST_SIDE {
        return image;
    }
    // Averaging first: it takes a fraction of the time, and nothing is seen of it after the second step.
    let near = LONGEST_SIDE * 2;
    let image = if longer > near * 2 {
        image.thumbnail(near, near)
    } else {
        image
    };
    image.resize(LONGEST_SIDE, LONGEST_SIDE, FilterType::CatmullRom)
}

fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image = image.into_rgba8();
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [r, g, b, alpha] = image.get_pixel(x, y).0;
        let alpha = u16::from(alpha);
        let over = |channel: u8| {
            let mixed = (u16::from(channel) * alpha + 255 * (255 - alpha) + 127) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        image::Rgb([over(r), over(g), over(b)])
    })
}
