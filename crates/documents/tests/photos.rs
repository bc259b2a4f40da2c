//! Photos: which files are taken, what is said of the others, and how they stand in every template and
//! every kind of file.

#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod common;

use std::fs;
use std::io::Read as _;
use std::process::Command;

use common::{compared, laid, photo, sample, typesetter};
use contract::Timestamp;
use contract::cv::{Cv, Template};
use documents::cv::{check_photo, docx, read, write_json_resume, write_own};
use documents::layout::{Item, Pages, Rect, Role};
use documents::picture::{self, BadPicture, LONGEST_SIDE};
use documents::{pdf, preview};
use image::{DynamicImage, GenericImageView as _, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use serde_json::json;

fn pixels(picture: &picture::Picture) -> DynamicImage {
    image::load_from_memory(&picture.jpeg).unwrap()
}

/// How far two colours are apart; JPEG keeps none exactly.
fn near(a: Rgba<u8>, b: [u8; 3]) -> bool {
    a.0.iter().zip(b).all(|(a, b)| a.abs_diff(b) < 12)
}

#[test]
fn every_format_becomes_a_small_jpeg() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let picture = picture::read(&photo::file(photo::drawn(1000, 750), format)).unwrap();
        assert_eq!((picture.width, picture.height), (LONGEST_SIDE, 600));
        assert!(picture.jpeg.starts_with(b"\xff\xd8\xff"));
        let image = pixels(&picture);
        assert_eq!(image.dimensions(), (800, 600));
        assert!(near(image.get_pixel(400, 580), [38, 62, 92]), "{format:?}");
    }
    let small = picture::read(&photo::file(RgbImage::new(3, 2), ImageFormat::Png)).unwrap();
    assert_eq!((small.width, small.height), (3, 2), "nothing is blown up");
}

#[test]
fn a_picture_stands_upright_and_says_nothing_of_its_camera() {
    // Red above blue, on its side: the camera was turned to the left, as EXIF's 6 says.
    let upright = RgbImage::from_fn(40, 80, |_, y| {
        Rgb(if y < 40 { [220, 20, 20] } else { [20, 20, 220] })
    });
    let lying = image::imageops::rotate270(&upright);
    let mut file = photo::file(lying, ImageFormat::Jpeg);
    let mut exif = b"\xff\xe1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01".to_vec();
    exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
    assert_eq!(exif.len(), 0x22 + 2);
    file.splice(2..2, exif);
    let picture = picture::read(&file).unwrap();
    assert_eq!((picture.width, picture.height), (40, 80));
    let image = pixels(&picture);
    assert!(near(image.get_pixel(20, 10), [220, 20, 20]));
    assert!(near(image.get_pixel(20, 70), [20, 20, 220]));
    let has_exif = picture.jpeg.windows(4).any(|four| four == b"Exif");
    assert!(!has_exif, "where a photo was taken is nobody's business");
}

#[test]
fn what_is_transparent_becomes_white() {
    let mut image = RgbaImage::from_pixel(16, 16, Rgba([0, 0, 0, 0]));
    image.put_pixel(0, 0, Rgba([0, 0, 0, 128]));
    let picture = picture::read(&photo::file(image, ImageFormat::Png)).unwrap();
    assert!(near(pixels(&picture).get_pixel(12, 12), [255; 3]));
    let deep = image::ImageBuffer::from_pixel(9, 9, image::Luma([0x8000_u16]));
    let picture = picture::read(&photo::file(deep, ImageFormat::Png)).unwrap();
    assert!(near(pixels(&picture).get_pixel(4, 4), [128; 3]));
}

#[test]
fn other_files_are_refused_by_name() {
    let cases: [(&[u8], &str); 7] = [
        (
            b"GIF89a\x01\0\x01\0",
            "it is a GIF; a JPEG, PNG or WebP is needed",
        ),
        (
            b"<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            "it is an SVG; a JPEG, PNG or WebP is needed",
        ),
        (
            b"\0\0\0\x18ftypheic\0\0\0\0",
            "it is a HEIC; a JPEG, PNG or WebP is needed",
        ),
        (b"%PDF-1.7", "it is a PDF; a JPEG, PNG or WebP is needed"),
        (
            b"RIFF\0\0\0\0WAVE",
            "it is no picture; a JPEG, PNG or WebP is needed",
        ),
        (b"", "it is no picture; a JPEG, PNG or WebP is needed"),
        (
            b"<p>svg</p>",
            "it is no picture; a JPEG, PNG or WebP is needed",
        ),
    ];
    for (file, said) in cases {
        assert_eq!(picture::read(file).unwrap_err().to_string(), said);
    }
}

#[test]
fn a_header_alone_is_not_believed() {
    // A PNG's header says how large it is, at bytes 16 to 24; the check sum follows it.
    let claiming = |width: u32, height: u32| {
        let mut file = photo::file(RgbImage::new(8, 8), ImageFormat::Png);
        file[16..20].copy_from_slice(&width.to_be_bytes());
        file[20..24].copy_from_slice(&height.to_be_bytes());
        let sum = crc32(&file[12..29]);
        file[29..33].copy_from_slice(&sum.to_be_bytes());
        picture::read(&file)
    };
    assert!(claiming(8, 8).is_ok());
    assert_eq!(
        claiming(60_000, 60_000).unwrap_err().to_string(),
        "it has 60000 × 60000 pixels; 40 million are read at the most"
    );
    for (width, height) in [(8, 9), (5_000, 5_000), (0, 8), (u32::MAX, u32::MAX)] {
        let error = claiming(width, height).unwrap_err();
        assert!(
            matches!(
                error,
                BadPicture::Damaged { .. } | BadPicture::TooManyPixels { .. }
            ),
            "{width} × {height}: {error}"
        );
    }
    let mut huge = photo::file(RgbImage::new(8, 8), ImageFormat::Png);
    huge.resize(12_000_001, 0);
    assert_eq!(
        picture::read(&huge).unwrap_err().to_string(),
        "it has 13 MB; 12 MB are read at the most"
    );
}

/// As in PNG.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |sum: u32| {
        if sum & 1 == 1 {
            sum >> 1 ^ 0xedb8_8320
        } else {
            sum >> 1
        }
    };
    let sum = bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum))
    });
    !sum
}

#[test]
fn a_file_that_is_cut_off_or_spoilt_does_no_harm() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let file = photo::file(photo::drawn(40, 50), format);
        for length in (0..file.len()).step_by(7) {
            let read = picture::read(&file[..length]);
            // The start of a JPEG may show the upper part; the others lack no more than a mark of the end.
            if length < 100 || format != ImageFormat::Jpeg && length + 20 < file.len() {
                assert!(read.is_err(), "{format:?} of {length} bytes");
            }
            let mut spoilt = file.clone();
            spoilt[length] ^= 0x55;
            if let Ok(picture) = picture::read(&spoilt) {
                assert!(picture.width.max(picture.height) <= LONGEST_SIDE);
            }
        }
    }
}

#[test]
fn a_picture_as_thin_as_a_hair_stays_within_bounds() {
    let file = photo::file(RgbImage::new(1, 65_000), ImageFormat::Png);
    let picture = picture::read(&file).unwrap();
    assert_eq!((picture.width, picture.height), (1, LONGEST_SIDE));
    let mut cv = sample("en");
    cv.person.photo = picture::to_url(&picture);
    let mut typesetter = typesetter("en");
    for template in Template::ALL {
        let pages = laid(&mut cv, template, &mut typesetter).pages;
        assert_eq!(photos(&pages).len(), 1, "{template:?}");
    }
}

#[test]
fn a_photo_that_is_none_is_said_with_its_field() {
    let gif = "data:image/jpeg;base64,R0lGODlhAQABAAAAACw=";
    let complaint = |file: String| read(file.as_bytes(), &mut 0_u32).unwrap_err().to_string();
    assert_eq!(
        complaint(json!({"basics": {"image": gif}}).to_string()),
        "basics.image: the photo cannot be read: it is a GIF; a JPEG, PNG or WebP is needed"
    );
    assert_eq!(
        complaint(json!({"pulse_cv": 1, "person": {"photo": "data:,x"}}).to_string()),
        "person.photo: the photo cannot be read: its data: address is not in base64"
    );
    assert_eq!(
        check_photo(gif),
        Err(BadPicture::Format {
            found: Some("a GIF")
        })
    );
    assert_eq!(check_photo(&photo::url()), Ok(()));
}

#[test]
fn an_address_on_the_web_is_kept_and_not_shown() {
    for address in ["https://example.org/me.jpg", "me.png", "file:///etc/passwd"] {
        let file = json!({"basics": {"name": "A", "image": address}}).to_string();
        let mut cv = read(file.as_bytes(), &mut 0_u32).unwrap();
        assert_eq!(cv.person.photo, address);
        let written: serde_json::Value = serde_json::from_str(&write_json_resume(&cv)).unwrap();
        assert_eq!(written["basics"]["image"], address);
        let pages = laid(&mut cv, Template::Classic, &mut typesetter("en")).pages;
        assert!(photos(&pages).is_empty());
    }
}

#[test]
fn a_photo_comes_back_from_both_formats() {
    let cv = with_photo("en");
    for file in [write_own(&cv), write_json_resume(&cv)] {
        let back = read(file.as_bytes(), &mut 0_u32).unwrap();
        assert_eq!(back.person.photo, cv.person.photo);
    }
}

fn with_photo(language: &str) -> Cv {
    let mut cv = sample(language);
    cv.person.photo = photo::url();
    cv
}

/// The pictures of the first page.
fn photos(pages: &Pages) -> Vec<Rect> {
    let pictures = pages.pages[0].items.iter().filter_map(|item| match item {
        Item::Picture(rect, picture, node) => {
            let node = &pages.nodes[node.0 as usize];
            assert_eq!(node.role, Role::Figure);
            assert_eq!(node.alt.as_deref(), Some(pages.title.as_str()));
            let shape = picture.width as f32 / picture.height as f32;
            assert!(picture.width < 3 || (shape - rect.width / rect.height).abs() < 0.01);
            Some(*rect)
        }
        _ => None,
    });
    pictures.collect()
}

#[test]
fn it_stands_in_the_head_of_every_template_and_on_nothing_else() {
    for language in ["en", "ar", "he", "de"] {
        let mut typesetter = typesetter(language);
        let mut cv = with_photo(language);
        for template in Template::ALL {
            let case = format!("{language} {template:?}");
            let pages = laid(&mut cv, template, &mut typesetter).pages;
            let [rect] = photos(&pages)[..] else {
                panic!("{case}: not one photo");
            };
            let size = pages.size;
            assert!(
                rect.x >= 40.0 && rect.x + rect.width <= size.width - 40.0,
                "{case}"
            );
            assert!(
                rect.y >= 30.0 && rect.y + rect.height < size.height / 3.0,
                "{case}"
            );
            for item in &pages.pages[0].items {
                let other = match item {
                    Item::Run(run) => Rect {
                        x: run.x,
                        y: run.y - run.shape.size * 0.7,
                        width: run.shape.width,
                        height: run.shape.size * 0.9,
                    },
                    Item::Fill(rect, _) => *rect,
                    Item::Link(link) => link.rect,
                    _ => continue,
                };
                assert!(apart(rect, other), "{case}: {item:?}");
            }
            // Mirrored, where reading begins at the other side.
            let left = rect.x + rect.width / 2.0 < size.width / 2.0 - 1.0;
            let right = rect.x + rect.width / 2.0 > size.width / 2.0 + 1.0;
            let rtl = pages.rtl;
            match template {
                Template::Elegant => assert!(!left && !right, "{case}: in the middle"),
                Template::Modern => assert_eq!((left, right), (!rtl, rtl), "{case}"),
                _ => assert_eq!((left, right), (rtl, !rtl), "{case}"),
            }
        }
    }
}

fn apart(a: Rect, b: Rect) -> bool {
    a.x + a.width <= b.x
        || b.x + b.width <= a.x
        || a.y + a.height <= b.y + 0.01
        || b.y + b.height <= a.y + 0.01
}

#[test]
fn a_head_of_any_length_moves_aside() {
    let mut typesetter = typesetter("en");
    for (name, headline) in [
        ("", ""),
        ("", "Engineer"),
        ("Ann ".repeat(60).as_str(), "Word ".repeat(90).as_str()),
    ] {
        let mut cv = with_photo("en");
        name.clone_into(&mut cv.person.name);
        headline.clone_into(&mut cv.person.headline);
        if name.is_empty() {
            cv.person.email.clear();
            cv.person.phone.clear();
            cv.person.website.clear();
            cv.person.place = contract::cv::Place::default();
            cv.person.profiles.clear();
        }
        for template in Template::ALL {
            let pages = laid(&mut cv, template, &mut typesetter).pages;
            let picture = pages.pages[0].items.iter().find_map(|item| match item {
                Item::Picture(rect, ..) => Some(*rect),
                _ => None,
            });
            let rect = picture.unwrap();
            for item in &pages.pages[0].items {
                if let Item::Run(run) = item {
                    let text = Rect {
                        x: run.x,
                        y: run.y - run.shape.size * 0.7,
                        width: run.shape.width,
                        height: run.shape.size * 0.9,
                    };
                    assert!(apart(rect, text), "{template:?}: {:?}", run.shape.text);
                }
            }
        }
    }
}

fn run(program: &str, arguments: &[&str]) -> String {
    let done = Command::new(program)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{program} is needed: {error}"));
    let complaint = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{program}: {complaint}");
    String::from_utf8(done.stdout).unwrap()
}

#[test]
fn a_pdf_has_it_once_as_a_figure_and_reads_as_before() {
    let folder = tempfile::tempdir().unwrap();
    for language in ["en", "ar", "he"] {
        let mut typesetter = typesetter(language);
        for template in Template::ALL {
            let case = format!("{language} {template:?}");
            let pages = laid(&mut with_photo(language), template, &mut typesetter).pages;
            let file = pdf::write(&pages, Timestamp(0)).unwrap();
            assert_eq!(file, pdf::write(&pages, Timestamp(0)).unwrap(), "{case}");
            let path = folder.path().join(format!("{case}.pdf"));
            fs::write(&path, &file).unwrap();
            let path = path.to_str().unwrap();
            let read = run("pdftotext", &["-enc", "UTF-8", path, "-"]);
            assert_eq!(compared(&read), compared(&pages.text()), "{case}");
            let images = run("pdfimages", &["-list", path]);
            assert_eq!(images.lines().count(), 3, "{case}: {images}");
            assert!(images.contains(" jpeg "), "{case}: {images}");
            figure_is_said(&file, &pages, &case);
        }
    }
}

fn figure_is_said(file: &[u8], pages: &Pages, case: &str) {
    let opened = lopdf::Document::load_mem(file).unwrap();
    let figures: Vec<_> = opened
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dict| {
            let role = dict.get(b"S").and_then(lopdf::Object::as_name);
            role.is_ok_and(|role| role == b"Figure")
        })
        .collect();
    let [figure] = figures[..] else {
        panic!("{case}: not one figure");
    };
    let alt = figure.get(b"Alt").and_then(lopdf::Object::as_str).unwrap();
    let units: Vec<u16> = alt[2..]
        .chunks(2)
        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
        .collect();
    assert_eq!(String::from_utf16(&units).unwrap(), pages.title, "{case}");
    let layout = figure.get(b"A").and_then(lopdf::Object::as_dict).unwrap();
    assert_eq!(layout.get(b"BBox").unwrap().as_array().unwrap().len(), 4);
}

#[test]
fn a_docx_shows_it_and_libreoffice_opens_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut paths = Vec::new();
    for language in ["en", "ar"] {
        for template in Template::ALL {
            let mut cv = with_photo(language);
            cv.look.template = template;
            cv.person.name = "Ann \"A\" <B> & C".to_owned();
            let file = docx::write(&cv, Timestamp(0)).unwrap();
            assert_eq!(file, docx::write(&cv, Timestamp(0)).unwrap());
            let document = part(&file, "word/document.xml");
            assert_eq!(
                document
                    .matches("descr=\"Ann &quot;A&quot; &lt;B&gt; &amp; C\"")
                    .count(),
                2
            );
            let relations = part(&file, "word/_rels/document.xml.rels");
            assert!(relations.contains("media/rIdPhoto.jpeg"), "{relations}");
            let round = document.contains("prst=\"ellipse\"");
            let circle = matches!(template, Template::Modern | Template::Elegant);
            assert_eq!(round, circle, "{template:?}");
            let path = folder.path().join(format!("{language}-{template:?}.docx"));
            fs::write(&path, &file).unwrap();
            paths.push(path);
        }
    }
    let home = format!(
        "-env:UserInstallation=file://{}/home",
        folder.path().display()
    );
    let out = folder.path().to_str().unwrap();
    let mut arguments = vec![&home, "--headless", "--convert-to", "pdf", "--outdir", out];
    arguments.extend(paths.iter().map(|path| path.to_str().unwrap()));
    run("soffice", &arguments);
    for path in paths {
        let made = path.with_extension("pdf");
        let images = run("pdfimages", &["-list", made.to_str().unwrap()]);
        assert!(images.lines().count() >= 3, "{path:?}: {images}");
    }
}

fn part(file: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    let mut text = String::new();
    zip.by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn the_preview_shows_it() {
    let pages = laid(
        &mut with_photo("en"),
        Template::Elegant,
        &mut typesetter("en"),
    )
    .pages;
    let svg = preview::svg(&pages, &pages.pages[0], &mut preview::Outlines::default());
    let [rect] = photos(&pages)[..] else {
        panic!("not one photo");
    };
    let place = format!("<image x=\"{}\" y=\"{}\"", rect.x, rect.y);
    assert!(svg.contains(&place));
    assert!(svg.contains(" href=\"data:image/jpeg;base64,/9j/"));
    let mut reader = quick_xml::Reader::from_str(&svg);
    while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
}
