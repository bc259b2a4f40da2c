//! What a machine reads in a PDF is what the CV says, in every language and every template.

#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod common;

use std::io::Write as _;
use std::process::Command;

use common::{SAMPLES, compared, on_pages, sample, typesetter};
use contract::Timestamp;
use contract::cv::Template;
use documents::pdf;

/// A program of poppler-utils on a PDF; `cargo xtask setup` installs it.
fn poppler(program: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(pdf).unwrap();
    let mut command = Command::new(program);
    command.args(arguments).arg(file.path());
    if program == "pdftotext" {
        command.arg("-");
    }
    let done = command
        .output()
        .unwrap_or_else(|error| panic!("{program} of poppler-utils is needed: {error}"));
    let complaint = String::from_utf8_lossy(&done.stderr);
    assert!(
        done.status.success() && complaint.is_empty(),
        "{program}: {complaint}"
    );
    String::from_utf8(done.stdout).unwrap()
}

fn check(language: &str) {
    let mut typesetter = typesetter(language);
    let sample = sample(language);
    for template in Template::ALL {
        for count in [1, 3] {
            let (_, pages) = on_pages(count, &sample, template, &mut typesetter);
            let case = format!("{language} {template:?} {count}");
            assert_eq!(pages.missing, [], "{case}");
            let file = pdf::write(&pages, Timestamp(0)).unwrap();
            let read = poppler("pdftotext", &["-enc", "UTF-8"], &file);
            assert_eq!(compared(&read), compared(&pages.text()), "{case}");
            let fonts = poppler("pdffonts", &[], &file);
            for font in fonts.lines().skip(2) {
                let flags: Vec<_> = font.split_whitespace().rev().skip(2).take(3).collect();
                assert_eq!(
                    flags, ["yes"; 3],
                    "embedded, subset, with Unicode: {case}: {font}"
                );
            }
        }
    }
}

#[test]
fn arabic() {
    check("ar");
}

#[test]
fn chinese() {
    check("zh");
}

#[test]
fn english() {
    check("en");
}

#[test]
fn german() {
    check("de");
}

#[test]
fn greek() {
    check("el");
}

#[test]
fn hebrew() {
    check("he");
}

#[test]
fn japanese() {
    check("ja");
}

#[test]
fn russian() {
    check("ru");
}

#[test]
fn a_pdf_says_what_it_is() {
    let mut typesetter = typesetter("de");
    let (_, pages) = on_pages(1, &sample("de"), Template::Classic, &mut typesetter);
    let file = pdf::write(&pages, Timestamp(1_700_000_000_000)).unwrap();
    let info = poppler("pdfinfo", &["-isodates"], &file);
    for line in [
        "Title:           Jörg Weißgerber",
        "Author:          Jörg Weißgerber",
        "Creator:         Pulse",
        "CreationDate:    2023-11-14T22:13:20Z",
        "Tagged:          yes",
        "PDF version:     1.7",
    ] {
        assert!(info.contains(line), "{line} is not in\n{info}");
    }
    let tree = poppler("pdfinfo", &["-struct-text"], &file);
    assert!(tree.contains("H1"), "{tree}");
    assert!(tree.contains("\"Jörg Weißgerber\""), "{tree}");
    let addresses = poppler("pdfinfo", &["-url"], &file);
    assert!(
        addresses.contains("mailto:joerg.weissgerber@example.org"),
        "{addresses}"
    );
    assert!(
        addresses.contains("https://weissgerber.example.org"),
        "{addresses}"
    );
}

#[test]
fn the_same_cv_gives_the_same_bytes() {
    for (language, _) in SAMPLES {
        let write = |time| {
            let mut typesetter = typesetter(language);
            let (_, pages) = on_pages(1, &sample(language), Template::Modern, &mut typesetter);
            pdf::write(&pages, Timestamp(time)).unwrap()
        };
        assert_eq!(write(5_000), write(5_000), "{language}");
        assert_ne!(write(5_000), write(9_000), "{language}: the time is in it");
    }
}
