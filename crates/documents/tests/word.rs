//! A DOCX says what the CV says, and is built so that people can edit it and programs read it.

#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod common;

use std::fs;
use std::io::Read as _;
use std::process::Command;

use common::{SAMPLES, compared, sample};
use contract::Timestamp;
use contract::cv::Template;
use documents::cv::{docx, tell};

/// Lines of a DOCX as LibreOffice reads them; `cargo xtask setup` installs it.
#[test]
fn libreoffice_reads_every_sample_in_every_template() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (language, _) in SAMPLES {
        for template in Template::ALL {
            let mut cv = sample(language);
            cv.look.template = template;
            let name = format!("{language}-{template:?}");
            let path = folder.path().join(format!("{name}.docx"));
            fs::write(&path, docx::write(&cv, Timestamp(0)).unwrap()).unwrap();
            files.push((name, path, tell(&cv).text()));
        }
    }
    let home = format!(
        "-env:UserInstallation=file://{}/home",
        folder.path().display()
    );
    let done = Command::new("soffice")
        .args([
            &home,
            "--headless",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
        ])
        .arg(folder.path())
        .args(files.iter().map(|(_, path, _)| path))
        .output()
        .unwrap_or_else(|error| panic!("soffice of LibreOffice is needed: {error}"));
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    for (name, path, said) in files {
        let read = fs::read_to_string(path.with_extension("txt")).unwrap();
        let read = without_signs(read.trim_start_matches('\u{feff}'));
        assert_eq!(read, without_signs(&said), "{name}");
    }
}

/// Without the bullets that the list adds and the dots between contacts.
fn without_signs(text: &str) -> String {
    compared(text).replace(['•', '·'], "")
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
fn it_has_real_styles_and_nothing_for_mere_looks() {
    let mut cv = sample("en");
    cv.look.template = Template::Modern;
    let file = docx::write(&cv, Timestamp(0)).unwrap();
    let document = part(&file, "word/document.xml");
    for element in [
        "<w:tbl>",
        "<w:tbl ",
        "txbxContent",
        "<w:pict",
        "<w:drawing",
        "specVanish",
    ] {
        assert!(!document.contains(element), "{element}");
    }
    for style in ["Title", "Heading1", "Heading2", "ListBullet", "BodyText"] {
        let used = format!("<w:pStyle w:val=\"{style}\" />");
        assert!(document.contains(&used), "{style}");
    }
    assert_eq!(
        document.matches("<w:hyperlink ").count(),
        9,
        "mail, telephone, five on the web, two in entries, one of a certificate"
    );
    let styles = part(&file, "word/styles.xml");
    for name in [
        "Title",
        "heading 1",
        "heading 2",
        "List Bullet",
        "Body Text",
    ] {
        assert!(
            styles.contains(&format!("<w:name w:val=\"{name}\" />")),
            "{name}"
        );
    }
    assert!(styles.contains("<w:lang w:val=\"en\""));
    let core = part(&file, "docProps/core.xml");
    assert!(
        core.contains("<dc:title>Fiona Affleck-Müller</dc:title>"),
        "{core}"
    );
}

#[test]
fn arabic_runs_from_right_to_left() {
    let file = docx::write(&sample("ar"), Timestamp(0)).unwrap();
    let document = part(&file, "word/document.xml");
    assert!(document.contains("<w:bidi />") && document.contains("<w:rtl />"));
    assert!(
        document.contains("<w:bCs w:val=\"false\" />"),
        "dates are not bold"
    );
}

#[test]
fn the_same_cv_gives_the_same_bytes() {
    let write = |time| docx::write(&sample("ja"), Timestamp(time)).unwrap();
    assert_eq!(write(1_000), write(1_000));
    assert_ne!(write(1_000), write(2_000));
}
