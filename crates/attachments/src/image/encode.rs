//! A decoded picture, encoded within a number of bytes.

use std::io::Cursor;

use image::{DynamicImage, codecs::jpeg::JpegEncoder};

use super::{Prepared, label, scaled};
use crate::{Limits, Refused, attachment::ImageFormat, guard::Watch};

/// JPEG's quality, of 100: text on a photographed page stays sharp.
const QUALITY: u8 = 88;
/// The side below which a picture is not made smaller to fit; such a limit is a mistake of the caller.
const SMALLEST: u32 = 64;

/// PNG where the file was without loss or has transparency, JPEG for photos and for what is too large as PNG;
/// made smaller until it fits.
pub(super) fn within(
    mut image: DynamicImage,
    format: ImageFormat,
    limits: &Limits,
    watch: &Watch,
) -> Result<Prepared, Refused> {
    image = eight_bits(image);
    let transparent =
        image.color().has_alpha() && image.to_rgba8().pixels().any(|pixel| pixel[3] < 255);
    let photo = format == ImageFormat::Jpeg || (format == ImageFormat::WebP && !transparent);
    loop {
        watch.check()?;
        let mut candidates: Vec<(Vec<u8>, &'static str)> = Vec::new();
        if !photo {
            candidates.push((png(&image, format)?, "image/png"));
        }
        if !transparent
            && candidates
                .iter()
                .all(|(bytes, _)| bytes.len() as u64 > limits.max_image_bytes)
        {
            candidates.push((jpeg(&image, format)?, "image/jpeg"));
        }
        let (width, height) = (image.width(), image.height());
        let side = width.max(height);
        for (bytes, media_type) in candidates {
            if bytes.len() as u64 <= limits.max_image_bytes {
                return Ok(Prepared {
                    bytes,
                    media_type,
                    width,
                    height,
                });
            }
        }
        if side <= SMALLEST {
            return Err(Refused::TooLarge {
                what: "the picture".into(),
                most: limits.max_image_bytes,
            });
        }
        image = scaled(image, side / 4 * 3);
    }
}

pub(super) fn png(image: &DynamicImage, format: ImageFormat) -> Result<Vec<u8>, Refused> {
    let mut out = Cursor::new(Vec::new());
    image
        .write_to(&mut out, image::ImageFormat::Png)
        .map_err(|error| Refused::damaged(label(format), "encoding it as PNG", error))?;
    Ok(out.into_inner())
}

fn jpeg(image: &DynamicImage, format: ImageFormat) -> Result<Vec<u8>, Refused> {
    let mut out = Vec::new();
    // JPEG knows no transparency; the caller made sure that there is none.
    image
        .to_rgb8()
        .write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY))
        .map_err(|error| Refused::damaged(label(format), "encoding it as JPEG", error))?;
    Ok(out)
}

/// Deeper colours than vendors look at double the size; PNG cannot hold floating point.
fn eight_bits(image: DynamicImage) -> DynamicImage {
    use image::ColorType::{L8, La8, Rgb8, Rgba8};
    match image.color() {
        L8 | La8 | Rgb8 | Rgba8 => image,
        other if other.has_alpha() => image.to_rgba8().into(),
        _ => image.to_rgb8().into(),
    }
}
