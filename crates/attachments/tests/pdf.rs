//! PDFs as they come: made here, by hand and by a library, whole and broken.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod made;

use attachments::{Attachment, Content, DocumentFormat, Kind, Limits, Refused, Stop, read};
use made::pdf;

fn read_pdf(bytes: Vec<u8>) -> Result<Attachment, Refused> {
    read(bytes, "a.pdf", &Limits::default(), &Stop::default())
}

fn text(attachment: &Attachment) -> &str {
    match &attachment.content {
        Content::Text(text) => text,
        Content::Image { .. } => panic!("a PDF is text"),
    }
}

#[test]
fn pages_come_in_order_and_are_marked() {
    let read = read_pdf(pdf::pages(&["First page.", "Second page.", "Third page."])).unwrap();
    assert_eq!(
        read.kind,
        Kind::Document {
            format: DocumentFormat::Pdf,
            pages: Some(3)
        }
    );
    assert_eq!(
        text(&read),
        "--- page 1 ---\nFirst page.\n\n--- page 2 ---\nSecond page.\n\n--- page 3 ---\nThird page."
    );
    assert_eq!(read.left_out, None);
}

#[test]
fn the_name_does_not_decide() {
    let read = read(
        pdf::pages(&["Hello."]),
        "photo.png",
        &Limits::default(),
        &Stop::default(),
    )
    .unwrap();
    assert_eq!((text(&read), read.name.as_str()), ("Hello.", "photo.png"));
}

#[test]
fn lines_are_read_from_the_top_and_gaps_are_spaces() {
    // Drawn bottom line first; the words of the upper one are moved apart without a space, as TeX does.
    let content = "BT /F 12 Tf 72 700 Td (second line) Tj ET \
                   BT /F 12 Tf 72 714 Td [(first) -300 (line) -20 (s)] TJ ET";
    assert_eq!(
        text(&read_pdf(pdf::document(&[content])).unwrap()),
        "first lines\nsecond line"
    );
}

#[test]
fn bold_by_drawing_twice_is_read_once() {
    let content = "BT /F 12 Tf 72 700 Td (bold) Tj ET BT /F 12 Tf 72.2 700 Td (bold) Tj ET \
                   BT /F 12 Tf 2 Tr 72 680 Td (outlined) Tj ET";
    let read = read_pdf(pdf::document(&[content])).unwrap();
    assert_eq!(
        text(&read).matches("outlined").count(),
        1,
        "{}",
        text(&read)
    );
}

#[test]
fn text_of_a_scan_layer_is_read() {
    let content = "BT /F 12 Tf 3 Tr 72 700 Td (recognised words) Tj ET";
    assert_eq!(
        text(&read_pdf(pdf::document(&[content])).unwrap()),
        "recognised words"
    );
}

#[test]
fn chinese_and_japanese_are_read() {
    // Not embedded: one font maps codes by its ToUnicode table, the other by a predefined map.
    assert_eq!(text(&read_pdf(pdf::cjk()).unwrap()), "日本語");
    assert_eq!(text(&read_pdf(pdf::cjk_by_name()).unwrap()), "日本語");
}

#[test]
fn a_scan_is_told() {
    let read = read_pdf(pdf::document(&["10 10 100 100 re f", ""]));
    assert_eq!(read, Err(Refused::NoText { pages: 2 }));
}

#[test]
fn a_password_is_told_and_an_empty_one_is_none() {
    assert_eq!(
        read_pdf(pdf::encrypted("secret")).unwrap_err().code(),
        "password_protected"
    );
    assert_eq!(
        text(&read_pdf(pdf::encrypted("")).unwrap()),
        "Locked words."
    );
}

#[test]
fn limits_cut_and_say_so() {
    let pages: Vec<String> = (0..20).map(|n| format!("Page number {n}.")).collect();
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    let limits = Limits {
        max_pages: 5,
        max_text_chars: 40,
        ..Limits::default()
    };
    let read = read(pdf::pages(&pages), "a.pdf", &limits, &Stop::default()).unwrap();
    assert_eq!(
        read.kind,
        Kind::Document {
            format: DocumentFormat::Pdf,
            pages: Some(20)
        }
    );
    let left_out = read.left_out.unwrap();
    assert_eq!(left_out.pages, 15);
    assert!(left_out.chars > 0 && text(&read).chars().count() <= 40);
    assert!(read.truncated());
}

#[test]
fn a_file_cut_anywhere_is_read_or_refused() {
    let whole = pdf::pages(&["First page.", "Second page."]);
    for length in (0..whole.len()).step_by(7) {
        match read_pdf(whole[..length].to_vec()) {
            Ok(read) => assert!(!text(&read).is_empty()),
            Err(refused) => assert!(
                ["empty", "damaged", "no_text", "unsupported"].contains(&refused.code())
                    // A few bytes of the header are a text file.
                    || length < 5,
                "{length}: {refused}"
            ),
        }
    }
}

#[test]
fn damaged_bytes_never_get_out_as_a_panic() {
    for whole in [
        pdf::pages(&["First page.", "Second page."]),
        pdf::cjk(),
        pdf::encrypted(""),
    ] {
        made::mutated(&whole, 150, |bytes| {
            let limits = Limits {
                time: std::time::Duration::from_secs(2),
                ..Limits::default()
            };
            let _ = read(bytes, "a.pdf", &limits, &Stop::default());
        });
    }
}

#[test]
fn pages_that_lead_back_to_themselves_end() {
    let looped = pdf::looped();
    assert!(read_pdf(looped).is_err());
}

#[test]
fn deep_arrays_do_not_end_the_process() {
    let _ = read_pdf(pdf::deep(200_000));
    let _ = read_pdf(pdf::deep_compressed(5_000_000));
}
