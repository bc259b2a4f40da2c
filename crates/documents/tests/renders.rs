//! Every sample looks as it did: where each line, heading and box stands on every page, in every template, and
//! some pages as pictures. The references are in `renders/`. Where a look is meant to have changed, look at
//! the pages (`examples/gallery.rs`) and renew all of them by
//!
//! `PULSE_RENEW_RENDERS=1 cargo test -p documents --test renders`

#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod common;
mod rendered;

use std::fs;
use std::path::PathBuf;

use common::{on_pages, sample, typesetter};
use contract::Timestamp;
use contract::cv::Template;
use documents::pdf;
use rendered::{geometry, picture};

/// The pages that pictures are kept of: language, template, pages of the CV, page.
const PICTURES: [(&str, Template, usize, usize); 8] = [
    ("en", Template::Classic, 1, 1),
    ("en", Template::Modern, 3, 1),
    ("de", Template::Compact, 1, 1),
    ("el", Template::Academic, 3, 2),
    ("ru", Template::Elegant, 1, 1),
    ("ar", Template::Modern, 1, 1),
    ("he", Template::Classic, 3, 3),
    ("ja", Template::Academic, 1, 1),
];

fn renewing() -> bool {
    std::env::var_os("PULSE_RENEW_RENDERS").is_some()
}

fn kept(name: &str) -> PathBuf {
    PathBuf::from("renders").join(name)
}

fn check(language: &str) {
    let mut typesetter = typesetter(language);
    let sample = sample(language);
    let mut pages = Vec::new();
    let mut complaints = Vec::new();
    for template in Template::ALL {
        for count in [1, 3] {
            let (_, laid) = on_pages(count, &sample, template, &mut typesetter);
            let name = format!("{language} {template:?} {count}").to_lowercase();
            pages.extend(geometry::describe(&name, &laid));
            for (_, _, _, page) in PICTURES
                .iter()
                .filter(|(own, of, many, _)| (*own, *of, *many) == (language, template, count))
            {
                let file = pdf::write(&laid, Timestamp(0)).unwrap();
                let name = format!("{language}-{template:?}-{count}-{page}.png").to_lowercase();
                let now = picture::draw(&file, *page);
                if renewing() {
                    fs::write(kept(&name), now).unwrap();
                } else {
                    complaints.extend(picture::compare(&kept(&name), &now));
                }
            }
        }
    }
    let reference = kept(&format!("{language}.txt"));
    if renewing() {
        fs::write(reference, geometry::write(&pages)).unwrap();
        return;
    }
    let before = fs::read_to_string(&reference)
        .unwrap_or_else(|error| panic!("{}: {error}", reference.display()));
    complaints.extend(geometry::compare(&geometry::read(&before), &pages));
    assert!(
        complaints.is_empty(),
        "what is drawn has changed:\n{}\nIf it was meant to, look at the pages and run\n\
         PULSE_RENEW_RENDERS=1 cargo test -p documents --test renders",
        complaints.join("\n")
    );
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
