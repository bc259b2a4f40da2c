//! Pictures: what is sent of them, and what is not.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod made;

use std::io::Cursor;

use attachments::{Attachment, Content, ImageFormat, Kind, Limits, Refused, Stop, read, thumbnail};
use image::{DynamicImage, ImageFormat as Theirs, Rgb, RgbImage, Rgba, RgbaImage};

/// A mark that stands for what a camera notes: where and who.
const PLACE: &[u8] = b"GPS 48.2082N 16.3738E";

fn encoded(image: &DynamicImage, format: Theirs) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, format).unwrap();
    out.into_inner()
}

/// Red on the left, blue on the right.
fn two_halves(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 {
            Rgb([255, 0, 0])
        } else {
            Rgb([0, 0, 255])
        }
    })
    .into()
}

fn noise(width: u32, height: u32) -> DynamicImage {
    let mut state = 1u32;
    RgbImage::from_fn(width, height, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [_, r, g, b] = state.to_le_bytes();
        Rgb([r, g, b])
    })
    .into()
}

fn read_picture(bytes: Vec<u8>, limits: &Limits) -> Result<(Kind, Vec<u8>, String), Refused> {
    let Attachment { kind, content, .. } = read(bytes, "p", limits, &Stop::default())?;
    let Content::Image { bytes, media_type } = content else {
        panic!("a picture")
    };
    Ok((kind, bytes, media_type))
}

fn sent(bytes: Vec<u8>) -> (Kind, Vec<u8>, String) {
    read_picture(bytes, &Limits::default()).unwrap()
}

/// Exif with an orientation and a place.
fn exif(orientation: u8) -> Vec<u8> {
    // One entry: 0x0112, SHORT, count 1.
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.extend([orientation, 0, 0, 0, 0, 0, 0]);
    tiff.extend(PLACE);
    tiff
}

fn jpeg_segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], &length[..], body].concat()
}

fn jpeg_with_notes(orientation: u8) -> Vec<u8> {
    let plain = encoded(&two_halves(64, 32), Theirs::Jpeg);
    let notes = [
        jpeg_segment(0xe1, &[b"Exif\0\0", &exif(orientation)[..]].concat()),
        jpeg_segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", PLACE].concat()),
        jpeg_segment(0xed, &[b"Photoshop 3.0\0", PLACE].concat()),
        jpeg_segment(0xfe, PLACE),
    ]
    .concat();
    // And, as phones do, something appended.
    [&plain[..2], &notes, &plain[2..], PLACE].concat()
}

fn png_chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut crc = !0u32;
    for &byte in name.iter().chain(body) {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
        }
    }
    [
        &u32::try_from(body.len()).unwrap().to_be_bytes()[..],
        name,
        body,
        &(!crc).to_be_bytes(),
    ]
    .concat()
}

fn png_with_notes() -> Vec<u8> {
    let plain = encoded(&two_halves(64, 32), Theirs::Png);
    // After the signature and the header.
    let (head, rest) = plain.split_at(33);
    [
        head,
        &png_chunk(b"tEXt", &[b"Comment\0", PLACE].concat()),
        &png_chunk(b"eXIf", &exif(1)),
        &png_chunk(b"prVt", PLACE),
        &png_chunk(b"gAMA", &45_455u32.to_be_bytes()),
        rest,
        PLACE,
    ]
    .concat()
}

fn webp_with_notes() -> Vec<u8> {
    let plain = encoded(&two_halves(64, 32), Theirs::WebP);
    let mut extended = vec![0b0000_1100, 0, 0, 0, 63, 0, 0, 31, 0, 0];
    let chunk = |name: &[u8; 4], body: &[u8]| {
        let mut out = [
            &name[..],
            &u32::try_from(body.len()).unwrap().to_le_bytes(),
            body,
        ]
        .concat();
        out.resize(out.len().next_multiple_of(2), 0);
        out
    };
    let body = [
        b"WEBP".to_vec(),
        chunk(b"VP8X", &std::mem::take(&mut extended)),
        plain[12..].to_vec(),
        chunk(b"EXIF", &exif(1)),
        chunk(b"XMP ", PLACE),
    ]
    .concat();
    [
        b"RIFF".to_vec(),
        u32::try_from(body.len()).unwrap().to_le_bytes().to_vec(),
        body,
    ]
    .concat()
}

fn holds_place(bytes: &[u8]) -> bool {
    bytes.windows(3).any(|window| window == b"GPS")
}

#[test]
fn place_and_owner_are_stripped_and_pixels_are_not_touched() {
    for (file, format, media) in [
        (jpeg_with_notes(1), ImageFormat::Jpeg, "image/jpeg"),
        (png_with_notes(), ImageFormat::Png, "image/png"),
        (webp_with_notes(), ImageFormat::WebP, "image/webp"),
    ] {
        assert!(holds_place(&file));
        let before = image::load_from_memory(&file).unwrap();
        let (kind, bytes, media_type) = sent(file);
        assert_eq!(
            kind,
            Kind::Image {
                format,
                width: 64,
                height: 32
            }
        );
        assert_eq!(media_type, media);
        assert!(!holds_place(&bytes), "{media}");
        assert_eq!(
            image::load_from_memory(&bytes).unwrap(),
            before,
            "lossless: {media}"
        );
    }
    let (_, png, _) = sent(png_with_notes());
    assert!(
        png.windows(4).any(|w| w == b"gAMA"),
        "what says how colours look stays"
    );
}

#[test]
fn a_picture_taken_sideways_is_turned() {
    // 6: the camera was held so that the picture has to be turned right by 90°.
    let (kind, bytes, media_type) = sent(jpeg_with_notes(6));
    assert_eq!(
        kind,
        Kind::Image {
            format: ImageFormat::Jpeg,
            width: 32,
            height: 64
        }
    );
    assert_eq!(media_type, "image/jpeg");
    assert!(!holds_place(&bytes));
    let image = image::load_from_memory(&bytes).unwrap().to_rgb8();
    let (top, bottom) = (image.get_pixel(16, 5), image.get_pixel(16, 58));
    assert!(
        top[0] > 200 && bottom[2] > 200,
        "the left side came up: {top:?} {bottom:?}"
    );
    let small = image::load_from_memory(&thumbnail(&jpeg_with_notes(6), 16).unwrap()).unwrap();
    assert_eq!((small.width(), small.height()), (8, 16));
}

#[test]
fn a_large_picture_is_scaled_down() {
    let limits = Limits {
        max_image_side: 100,
        ..Limits::default()
    };
    let (kind, bytes, media_type) =
        read_picture(encoded(&two_halves(400, 200), Theirs::Png), &limits).unwrap();
    assert_eq!(
        kind,
        Kind::Image {
            format: ImageFormat::Png,
            width: 100,
            height: 50
        }
    );
    assert_eq!(media_type, "image/png");
    assert_eq!(image::load_from_memory(&bytes).unwrap().width(), 100);
}

#[test]
fn a_heavy_picture_is_made_to_fit() {
    let limits = Limits {
        max_image_bytes: 20_000,
        ..Limits::default()
    };
    for format in [Theirs::Png, Theirs::Jpeg] {
        let file = encoded(&noise(300, 300), format);
        assert!(file.len() > 20_000);
        let (_, bytes, media_type) = read_picture(file, &limits).unwrap();
        assert!(bytes.len() <= 20_000);
        assert_eq!(media_type, "image/jpeg", "what PNG cannot hold, JPEG does");
    }
    let see_through: DynamicImage = RgbaImage::from_fn(200, 200, |x, y| {
        Rgba([(x * y) as u8, (x * 7 + y) as u8, y as u8, x as u8])
    })
    .into();
    let (_, bytes, media_type) = read_picture(encoded(&see_through, Theirs::Png), &limits).unwrap();
    assert!(bytes.len() <= 20_000);
    assert_eq!(media_type, "image/png", "transparency is kept");
}

#[test]
fn what_vendors_do_not_take_becomes_png() {
    for (theirs, ours) in [
        (Theirs::Bmp, ImageFormat::Bmp),
        (Theirs::Tiff, ImageFormat::Tiff),
        (Theirs::Gif, ImageFormat::Gif),
    ] {
        let (kind, bytes, media_type) = sent(encoded(&two_halves(20, 10), theirs));
        assert_eq!(
            kind,
            Kind::Image {
                format: ours,
                width: 20,
                height: 10
            }
        );
        assert_eq!(media_type, "image/png");
        assert_eq!(image::guess_format(&bytes).unwrap(), Theirs::Png);
    }
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    // A valid header that promises 3.6 thousand million pixels, and nothing behind it.
    let header = [
        &60_000u32.to_be_bytes()[..],
        &60_000u32.to_be_bytes(),
        &[8, 6, 0, 0, 0],
    ]
    .concat();
    let bomb = [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        png_chunk(b"IHDR", &header),
        png_chunk(b"IDAT", &[0; 10]),
        png_chunk(b"IEND", &[]),
    ]
    .concat();
    let refused = read(bomb, "b.png", &Limits::default(), &Stop::default()).unwrap_err();
    assert_eq!(
        refused,
        Refused::TooManyPixels {
            width: 60_000,
            height: 60_000,
            most: 100_000_000
        }
    );
}

#[test]
fn a_damaged_picture_is_refused() {
    let whole = encoded(&noise(40, 40), Theirs::Png);
    for length in [20, 60, whole.len() / 2] {
        assert_eq!(
            read_picture(whole[..length].to_vec(), &Limits::default())
                .unwrap_err()
                .code(),
            "damaged",
            "{length}"
        );
    }
}

#[test]
fn damaged_bytes_never_get_out_as_a_panic_nor_carry_the_place() {
    for whole in [
        jpeg_with_notes(1),
        png_with_notes(),
        webp_with_notes(),
        encoded(&two_halves(16, 16), Theirs::Tiff),
        encoded(&two_halves(16, 16), Theirs::Bmp),
        encoded(&two_halves(16, 16), Theirs::Gif),
    ] {
        for length in (0..whole.len()).step_by(11) {
            let _ = read(
                whole[..length].to_vec(),
                "p",
                &Limits::default(),
                &Stop::default(),
            );
        }
        made::mutated(&whole, 150, |bytes| {
            let read = read(bytes, "p", &Limits::default(), &Stop::default());
            // What is stripped without understanding the file must not let notes through.
            if let Ok(Attachment {
                content: Content::Image { bytes, .. },
                ..
            }) = read
            {
                assert!(
                    image::load_from_memory(&bytes).is_ok(),
                    "what is sent can be opened"
                );
            }
        });
    }
}
