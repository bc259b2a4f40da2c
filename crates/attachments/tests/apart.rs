//! The child process: what comes back, and what its death does.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod made;

use std::{path::Path, process::Command, time::Duration};

use attachments::{Content, Limits, Refused, Stop, apart, read};
use made::pdf;

fn reader() -> Command {
    Command::new(env!("CARGO_BIN_EXE_attachment-reader"))
}

fn apart(bytes: Vec<u8>, name: &str) -> Result<attachments::Attachment, Refused> {
    apart::read(reader(), bytes, name, &Limits::default(), &Stop::default())
}

#[test]
fn the_answer_is_that_of_reading_here() {
    let mut picture = Vec::new();
    image::RgbImage::new(30, 20)
        .write_to(
            &mut std::io::Cursor::new(&mut picture),
            image::ImageFormat::Png,
        )
        .unwrap();
    for (bytes, name) in [
        (pdf::pages(&["One.", "Two \\(2\\)."]), "a.pdf"),
        (b"fn main() {}\n".to_vec(), "main.rs"),
        (picture, "p.png"),
        (pdf::encrypted("x"), "locked.pdf"),
        (vec![0; 100], "zeros"),
        (Vec::new(), "empty"),
    ] {
        let here = read(bytes.clone(), name, &Limits::default(), &Stop::default());
        assert_eq!(apart(bytes, name), here, "{name}");
    }
}

#[test]
fn a_picture_comes_back_whole() {
    let mut picture = Vec::new();
    image::RgbImage::from_fn(64, 64, |x, y| image::Rgb([x as u8, y as u8, 7]))
        .write_to(
            &mut std::io::Cursor::new(&mut picture),
            image::ImageFormat::Png,
        )
        .unwrap();
    let Content::Image { bytes, media_type } = apart(picture, "p.png").unwrap().content else {
        panic!("a picture");
    };
    assert_eq!(media_type, "image/png");
    assert_eq!(image::load_from_memory(&bytes).unwrap().width(), 64);
}

#[test]
#[cfg(unix)]
fn a_child_that_dies_of_the_file_is_a_damaged_file() {
    let mut dying = Command::new("sh");
    dying.args(["-c", "kill -SEGV $$"]);
    let refused = apart::read(
        dying,
        vec![b'x'; 1 << 20],
        "a",
        &Limits::default(),
        &Stop::default(),
    )
    .unwrap_err();
    assert_eq!(refused.code(), "damaged", "{refused}");
    assert!(refused.to_string().contains("crashed"), "{refused}");
}

#[test]
fn a_child_that_never_answers_is_killed() {
    let mut sleeper = Command::new("sleep");
    sleeper.arg("600");
    let limits = Limits {
        time: Duration::from_millis(1),
        ..Limits::default()
    };
    let refused = apart::read(sleeper, vec![b'x'; 1 << 20], "a", &limits, &Stop::default());
    assert_eq!(refused, Err(Refused::TookTooLong { seconds: 0 }));
}

#[test]
fn a_stop_kills_the_child() {
    let mut sleeper = Command::new("sleep");
    sleeper.arg("600");
    let stop = Stop::default();
    stop.stop();
    let refused = apart::read(sleeper, b"x".to_vec(), "a", &Limits::default(), &stop);
    assert_eq!(refused, Err(Refused::Stopped));
}

#[test]
fn a_reader_that_is_none_is_not_the_files_fault() {
    for reader in ["/nowhere/at/all", "true", "false"] {
        let refused = apart::read(
            Command::new(reader),
            b"x".to_vec(),
            "a",
            &Limits::default(),
            &Stop::default(),
        );
        assert_eq!(refused.unwrap_err().code(), "reader_failed", "{reader}");
    }
}

#[test]
fn files_are_opened_by_the_parent() {
    let missing = apart::read_file(
        reader(),
        Path::new("/nowhere/x.txt"),
        &Limits::default(),
        &Stop::default(),
    );
    assert_eq!(missing.unwrap_err().code(), "unopened");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.md");
    std::fs::write(&path, "# Hi\n").unwrap();
    let read = apart::read_file(reader(), &path, &Limits::default(), &Stop::default()).unwrap();
    assert_eq!(
        (read.name.as_str(), read.content),
        ("notes.md", Content::Text("# Hi".into()))
    );
    let on_folder = apart::read_file(
        reader(),
        folder.path(),
        &Limits::default(),
        &Stop::default(),
    );
    assert_eq!(on_folder.unwrap_err().code(), "unsupported");
}
