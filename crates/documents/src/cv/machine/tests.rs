use contract::cv::{PartId, Recognised, RowKind};

use super::*;
use crate::cv::story::{Block, Chapter, Contact, ContactKind, StoryEntry};

fn story() -> Story {
    let entry = |part: &str, title: &str, date: &str, points: &[&str]| {
        Block::Entry(StoryEntry {
            part: PartId(part.into()),
            title: title.into(),
            date: date.into(),
            line: "Affleck & Sons, Cork".into(),
            points: points.iter().map(|point| (*point).to_owned()).collect(),
            ..StoryEntry::default()
        })
    };
    Story {
        language: "en".into(),
        rtl: false,
        name: "Fiona Affleck".into(),
        headline: "Office manager".into(),
        contacts: vec![Contact {
            kind: ContactKind::Mail,
            text: "fiona@example.org".into(),
            link: None,
        }],
        chapters: vec![
            Chapter {
                part: PartId("s1".into()),
                kind: contract::cv::Kind::Experience,
                heading: "Experience".into(),
                blocks: vec![
                    entry(
                        "e1",
                        "Manager",
                        "Mar 2021 – present",
                        &["Moved five offices", "Cut the costs of travel"],
                    ),
                    entry("e2", "Assistant", "2018 – 2021", &["Kept the diary"]),
                ],
            },
            Chapter {
                part: PartId("s2".into()),
                kind: contract::cv::Kind::Education,
                heading: "Education".into(),
                blocks: vec![entry(
                    "e3",
                    "BA, History",
                    "2015 – 2018",
                    &["Thesis on letters"],
                )],
            },
        ],
    }
}

const READ: &str = "Fiona Affleck\nOffice manager\n• fiona@example.org\n\nExperience\nManager\tMar 2021 – present\n\
    Affleck & Sons, Cork\n• Moved five offi-\nces\n• Cut the costs of travel\nAssistant\t2018 – 2021\n\
    Affleck & Sons, Cork\n• Kept the diary\nEducation\nBA, History\t2015 – 2018\nAffleck & Sons, Cork\n\
    • Thesis on letters\n";

fn odd(text: &str) -> Vec<(RowKind, String, String, bool)> {
    let rows = compare(&story(), text).rows.into_iter();
    rows.filter(|row| !row.same || row.moved)
        .map(|row| (row.kind, row.written, row.read, row.moved))
        .collect()
}

#[test]
fn all_is_the_same() {
    assert_eq!(odd(READ), []);
    let reading = compare(&story(), READ);
    assert_eq!(reading.rows.len(), 18);
    assert_eq!(reading.differences(), 0);
    let row = &reading.rows[6];
    assert_eq!(
        (row.kind, row.read.as_str()),
        (RowKind::Line, "Affleck & Sons, Cork")
    );
    assert_eq!(row.part, Some(PartId("e1".into())));
}

#[test]
fn lost_letters_are_one_different_row() {
    let text = READ.replace("Cut the costs of travel", "Cut te cots of travel");
    assert_eq!(
        odd(&text),
        [(
            RowKind::Point,
            "Cut the costs of travel".into(),
            "Cut te cots of travel".into(),
            false
        )]
    );
}

#[test]
fn a_date_that_is_missing_is_read_as_nothing() {
    let text = READ.replace("\t2018 – 2021", "");
    assert_eq!(
        odd(&text),
        [(RowKind::Date, "2018 – 2021".into(), String::new(), false)]
    );
}

#[test]
fn sections_that_changed_places_are_moved() {
    let (before, section) = READ.split_once("Education\n").unwrap();
    let (head, experience) = before.split_once("Experience\n").unwrap();
    let text = format!("{head}Education\n{section}Experience\n{experience}");
    let odd = odd(&text);
    let kinds: Vec<_> = odd.iter().map(|(kind, ..)| *kind).collect();
    assert_eq!(
        kinds,
        [
            RowKind::Heading,
            RowKind::Title,
            RowKind::Date,
            RowKind::Line,
            RowKind::Point
        ]
    );
    assert!(
        odd.iter()
            .all(|(_, written, read, moved)| *moved && written == read),
        "{odd:?}"
    );
    assert_eq!(compare(&story(), &text).differences(), 5);
}

#[test]
fn what_nobody_wrote_stands_where_it_was_found() {
    let text = READ.replace("Education\n", "Page 1 of 2\nEducation\n");
    let reading = compare(&story(), &text);
    assert_eq!(
        odd(&text),
        [(RowKind::Stray, String::new(), "Page 1 of 2".into(), false)]
    );
    let at = reading
        .rows
        .iter()
        .position(|row| row.kind == RowKind::Stray)
        .unwrap();
    assert_eq!(reading.rows[at - 1].written, "Kept the diary");
    assert_eq!(
        odd(&READ.replace("Education", "Education\n* — *")),
        [],
        "signs alone are none"
    );
}

#[test]
fn nothing_at_all_was_read() {
    let reading = compare(&story(), "");
    assert_eq!(reading.differences(), 18);
    assert!(reading.rows.iter().all(|row| row.read.is_empty()));
    assert_eq!(
        compare(
            &Story {
                name: String::new(),
                headline: String::new(),
                contacts: Vec::new(),
                chapters: Vec::new(),
                ..story()
            },
            "x"
        )
        .rows
        .len(),
        1
    );
}

#[test]
fn a_machine_recognises_the_usual() {
    let text = format!(
        "{READ}Tel. +49 (0)89 5550-1733, github.com/fiona, https://example.org/a\nKnows 27 things since 2021\n"
    );
    let found = recognise(&text);
    assert_eq!(found.name, "Fiona Affleck");
    assert_eq!(found.mails, ["fiona@example.org"]);
    assert_eq!(found.phones, ["+49 (0)89 5550-1733"]);
    assert_eq!(found.links, ["github.com/fiona", "https://example.org/a"]);
    assert_eq!(
        found.dates,
        ["Mar 2021 – present", "2018 – 2021", "2015 – 2018", "2021"]
    );
    let sections: Vec<_> = found
        .sections
        .iter()
        .map(|section| (section.heading.as_str(), section.lines))
        .collect();
    assert_eq!(sections, [("Experience", 8), ("Education", 5)]);
    assert_eq!(recognise(""), Recognised::default());
}
