//! `pulse cv export`: good files become documents, bad ones one clear line, and nothing is half-written.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use std::fs;
use std::path::Path;

use common::{Ended, Pulse};

const RESUME: &str = include_str!("../../crates/documents/samples/en.json");

fn export(pulse: &Pulse, from: &Path, format: &str, to: &Path, more: &[&str]) -> Ended {
    let mut command = pulse.command(["cv", "export"]);
    command.arg(from).args(["--format", format, "-o"]).arg(to);
    Ended::of(command.args(more).output().unwrap())
}

#[test]
fn a_json_resume_becomes_a_pdf_and_a_docx() {
    let pulse = Pulse::empty();
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("resume.json");
    fs::write(&from, RESUME).unwrap();
    for (format, begins) in [("pdf", &b"%PDF-1.7"[..]), ("docx", b"PK\x03\x04")] {
        let to = folder
            .path()
            .join(format!("Lebenslauf für 王 (2).{format}"));
        fs::write(&to, "an older one").unwrap();
        let ended = export(&pulse, &from, format, &to, &["--template", "modern"]);
        assert_eq!(
            (ended.code, &*ended.out, &*ended.err),
            (Some(0), "", ""),
            "{format}"
        );
        assert!(fs::read(&to).unwrap().starts_with(begins), "{format}");
    }
    assert!(!pulse.home().exists(), "no data folder is needed");
}

#[test]
fn json_says_how_many_pages_there_are_and_what_is_missing() {
    let pulse = Pulse::empty();
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("cv.json");
    let to = folder.path().join("cv.pdf");
    let cv = serde_json::json!({
        "pulse_cv": 1, "person": {"name": "A \u{e000}"}, "look": {"fit_to": 1}
    });
    fs::write(&from, cv.to_string()).unwrap();
    let ended = export(&pulse, &from, "pdf", &to, &["--json", "--paper", "letter"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let line = &ended.lines()[0];
    assert_eq!(line["type"], "exported");
    assert_eq!((&line["pages"], &line["fits"]), (&1.into(), &true.into()));
    assert_eq!(line["missing"][0], "\u{e000} (U+E000) in “\u{e000}”");
    let ended = export(&pulse, &from, "pdf", &to, &[]);
    ended.assert_complaint(0, "no font on this computer has \u{e000} (U+E000)");
}

#[test]
fn bad_input_is_one_line_with_its_place_and_exit_2() {
    let pulse = Pulse::empty();
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("resume.json");
    let to = folder.path().join("cv.pdf");
    fs::write(&to, "an older one").unwrap();
    let huge = vec![b' '; 100_000_000];
    for (file, about) in [
        (&b"not json"[..], "the file is not JSON"),
        (b"", "the file is not JSON"),
        (b"\xff\xfe", "not text in UTF-8"),
        (b"[1]", "expected an object, found a list"),
        (br#"{"a":1}"#, "neither JSON Resume nor Pulse's own"),
        (
            br#"{"basics":{"phone":7}}"#,
            "basics.phone: expected a text",
        ),
        (
            br#"{"work":[{},{"startDate":"May"}]}"#,
            "work[1].startDate: “May” is not a date",
        ),
        (br#"{"pulse_cv":1,"persn":{}}"#, "unknown field `persn`"),
        (br#"{"pulse_cv":9}"#, "version 9 of Pulse's format"),
        (&huge, "a CV has 16 MB at the most"),
    ] {
        fs::write(&from, file).unwrap();
        let ended = export(&pulse, &from, "pdf", &to, &[]);
        ended.assert_complaint(2, about);
        ended.assert_complaint(2, "resume.json");
    }
    export(&pulse, &folder.path().join("gone.json"), "pdf", &to, &[])
        .assert_complaint(2, "gone.json could not be read");
    export(&pulse, folder.path(), "pdf", &to, &[]).assert_complaint(2, "could not be read");
    export(&pulse, &from, "odt", &to, &[]).assert_complaint(2, "--format");
    export(&pulse, &from, "pdf", &to, &["--template", "fancy"]).assert_complaint(2, "--template");
    assert_eq!(fs::read_to_string(&to).unwrap(), "an older one");
    let left = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 2, "nothing half-written is left");
}

#[test]
fn where_nothing_can_be_written_is_said() {
    let pulse = Pulse::empty();
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("resume.json");
    fs::write(&from, RESUME).unwrap();
    let to = folder.path().join("nowhere").join("cv.pdf");
    export(&pulse, &from, "pdf", &to, &[]).assert_complaint(1, "folder");
    export(&pulse, &from, "pdf", folder.path(), &[]).assert_complaint(1, "could not be written");
}
