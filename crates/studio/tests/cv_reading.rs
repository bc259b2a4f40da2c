//! What a machine reads in our own files is what was written: all samples, all templates, one page and
//! three, PDF and DOCX, through the readers that Pulse has for foreign files.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

#[path = "../../documents/tests/common/mod.rs"]
mod samples;

use contract::Timestamp;
use contract::cv::{Reading, RowKind, Template};
use documents::cv::{machine, tell};
use samples::{on_pages, sample, typesetter};
use studio::cv::as_machines_read;

#[track_caller]
fn assert_same(case: &str, reading: &Reading) {
    let odd: Vec<_> = reading
        .rows
        .iter()
        .filter(|row| !row.same || row.moved)
        .collect();
    assert!(odd.is_empty(), "{case}: {odd:#?}");
    assert!(reading.rows.len() > 10, "{case}");
}

fn check(language: &str) {
    let mut typesetter = typesetter(language);
    let sample = sample(language);
    for template in Template::ALL {
        for count in [1, 3] {
            let (cv, pages) = on_pages(count, &sample, template, &mut typesetter);
            let back = as_machines_read(&cv, &pages, Timestamp(0)).unwrap();
            let case = format!("{language} {template:?} {count}");
            assert_same(&format!("{case} PDF"), &back.pdf);
            assert_same(&format!("{case} DOCX"), &back.docx);
            for reading in [&back.pdf, &back.docx] {
                assert_eq!(reading.recognised.name, tell(&cv).name, "{case}");
                assert!(
                    reading.recognised.mails.contains(&cv.person.email),
                    "{case}"
                );
                assert!(!reading.recognised.phones.is_empty(), "{case}");
                assert!(!reading.recognised.sections.is_empty(), "{case}");
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
fn a_damaged_text_shows_exactly_what_is_damaged() {
    let cv = sample("de");
    let story = tell(&cv);
    let text = story.text();
    let odd = |text: &str| -> Vec<(RowKind, String)> {
        let rows = machine::compare(&story, text).rows.into_iter();
        rows.filter(|row| !row.same || row.moved)
            .map(|row| (row.kind, row.written))
            .collect()
    };
    assert_eq!(odd(&text), []);
    let point = "Rufbereitschaft eingeführt, mit Betriebsrat und Überzeugung";
    let damaged = text
        .replace(
            point,
            "Rufbereitschaft eingefhrt, mit Betriebsrat und Uberzeugug",
        )
        .replace("Okt. 2014 – März 2019\n", "");
    assert_eq!(
        odd(&damaged),
        [
            (RowKind::Point, point.to_owned()),
            (RowKind::Date, "Okt. 2014 – März 2019".to_owned())
        ]
    );
    let mut swapped = cv.clone();
    let count = swapped.sections.len();
    swapped.sections.swap(count - 2, count - 1);
    let moved = odd(&tell(&swapped).text());
    let shorter: Vec<_> = [count - 2, count - 1]
        .map(|at| {
            let mut alone = cv.clone();
            alone.person = Default::default();
            alone.sections = vec![cv.sections[at].clone()];
            machine::compare(&tell(&alone), "").rows
        })
        .into_iter()
        .min_by_key(|rows| {
            rows.iter()
                .map(|row| row.written.chars().count())
                .sum::<usize>()
        })
        .unwrap()
        .into_iter()
        .map(|row| (row.kind, row.written))
        .collect();
    assert_eq!(moved, shorter, "the shorter of the two sections was moved");
}
