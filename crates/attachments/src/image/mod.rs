//! Pictures: what a vendor takes passes, the rest is converted; no private metadata leaves.
//!
//! A picture is always decoded once, so that a damaged one is refused here rather than by the vendor
//! after it was paid for. GIF becomes PNG: some vendors do not take GIF, and those that do
//! look at its first frame.

mod encode;
mod strip;

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageReader, imageops::FilterType, metadata::Orientation};

use crate::{Limits, Refused, attachment::ImageFormat, guard::Watch};

/// Bytes that a decoder may allocate at most for each allowed pixel: 16-bit RGBA, and once more for its own use.
const BYTES_PER_PIXEL: u64 = 16;

/// A picture as it is sent.
pub(crate) struct Prepared {
    pub(crate) bytes: Vec<u8>,
    pub(crate) media_type: &'static str,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// Makes of a file what is sent.
pub(crate) fn prepare(
    bytes: Vec<u8>,
    format: ImageFormat,
    limits: &Limits,
    watch: &Watch,
) -> Result<Prepared, Refused> {
    let Decoded { image, turned } = decode(&bytes, format, limits.max_pixels)?;
    watch.check()?;
    let (width, height) = (image.width(), image.height());
    if !turned
        && width.max(height) <= limits.max_image_side
        && let Some((stripped, media_type)) = strip::stripped(&bytes, format)
        && stripped.len() as u64 <= limits.max_image_bytes
    {
        return Ok(Prepared {
            bytes: stripped,
            media_type,
            width,
            height,
        });
    }
    drop(bytes);
    encode::within(scaled(image, limits.max_image_side), format, limits, watch)
}

/// A small picture for the interface: PNG, at most `max_px` pixels on its longer side, turned as the
/// camera was held, without metadata. Takes what [`crate::read`] takes as a picture.
///
/// Decodes on the calling thread; call it with what [`crate::read`] answered, which is whole and bounded.
///
/// # Errors
/// [`Refused::Unsupported`], [`Refused::TooManyPixels`] or [`Refused::Damaged`].
pub fn thumbnail(bytes: &[u8], max_px: u32) -> Result<Vec<u8>, Refused> {
    let crate::sniff::Looks::Image(format) = crate::sniff::looks(bytes) else {
        return Err(Refused::unsupported("this picture"));
    };
    let Decoded { image, .. } = decode(bytes, format, Limits::default().max_pixels)?;
    let side = max_px.max(1);
    let small = if image.width().max(image.height()) > side {
        image.thumbnail(side, side)
    } else {
        image
    };
    encode::png(&small, format)
}

struct Decoded {
    image: DynamicImage,
    /// Whether the camera was not held upright, so that the file's own pixels lie on their side.
    turned: bool,
}

fn decode(bytes: &[u8], format: ImageFormat, max_pixels: u64) -> Result<Decoded, Refused> {
    let wrong = |error: image::ImageError| Refused::damaged(label(format), "its pixels", error);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), theirs(format));
    let mut bounds = image::Limits::no_limits();
    bounds.max_alloc = Some(max_pixels.saturating_mul(BYTES_PER_PIXEL));
    reader.limits(bounds);
    let mut decoder = reader.into_decoder().map_err(wrong)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > max_pixels {
        return Err(Refused::TooManyPixels {
            width,
            height,
            most: max_pixels,
        });
    }
    if width == 0 || height == 0 {
        return Err(Refused::damaged(
            label(format),
            "its header",
            "a picture without pixels",
        ));
    }
    // Unreadable notes about the camera do not spoil a picture.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(wrong)?;
    image.apply_orientation(orientation);
    Ok(Decoded {
        image,
        turned: orientation != Orientation::NoTransforms,
    })
}

fn scaled(image: DynamicImage, side: u32) -> DynamicImage {
    let side = side.max(1);
    if image.width().max(image.height()) <= side {
        return image;
    }
    // `resize` keeps the proportions and never makes a side 0.
    image.resize(side, side, FilterType::CatmullRom)
}

fn label(format: ImageFormat) -> &'static str {
    match format {
        ImageFormat::Png => "PNG",
        ImageFormat::Jpeg => "JPEG",
        ImageFormat::Gif => "GIF",
        ImageFormat::WebP => "WebP",
        ImageFormat::Bmp => "BMP",
        ImageFormat::Tiff => "TIFF",
    }
}

fn theirs(format: ImageFormat) -> image::ImageFormat {
    match format {
        ImageFormat::Png => image::ImageFormat::Png,
        ImageFormat::Jpeg => image::ImageFormat::Jpeg,
        ImageFormat::Gif => image::ImageFormat::Gif,
        ImageFormat::WebP => image::ImageFormat::WebP,
        ImageFormat::Bmp => image::ImageFormat::Bmp,
        ImageFormat::Tiff => image::ImageFormat::Tiff,
    }
}
