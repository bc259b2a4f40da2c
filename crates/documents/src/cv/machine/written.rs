//! Everything that a story says, text by text, in the order in which it is to be read.

use contract::cv::{PartId, RowKind};

use crate::cv::story::{Block, Story, StoryEntry};

/// A text that was written.
pub(super) struct Row {
    pub(super) kind: RowKind,
    pub(super) part: Option<PartId>,
    pub(super) text: String,
}

pub(super) fn rows(story: &Story) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut push = |kind, part: Option<&PartId>, text: &str| {
        if !text.is_empty() {
            rows.push(Row {
                kind,
                part: part.cloned(),
                text: text.to_owned(),
            });
        }
    };
    push(RowKind::Name, None, &story.name);
    push(RowKind::Headline, None, &story.headline);
    for contact in &story.contacts {
        push(RowKind::Contact, None, &contact.text);
    }
    for chapter in &story.chapters {
        let section = Some(&chapter.part);
        push(RowKind::Heading, section, &chapter.heading);
        for block in &chapter.blocks {
            match block {
                Block::Paragraph(text) => push(RowKind::Text, section, text),
                Block::Labelled { part, label, text } => {
                    push(RowKind::Title, Some(part), label);
                    push(RowKind::Text, Some(part), text);
                }
                Block::Entry(entry) => of_entry(entry, &mut push),
            }
        }
    }
    rows
}

fn of_entry(entry: &StoryEntry, push: &mut impl FnMut(RowKind, Option<&PartId>, &str)) {
    let part = Some(&entry.part);
    push(RowKind::Title, part, &entry.title);
    push(RowKind::Date, part, &entry.date);
    push(RowKind::Line, part, &entry.line);
    if let Some((web, _)) = &entry.web {
        push(RowKind::Line, part, web);
    }
    for text in &entry.paragraphs {
        push(RowKind::Text, part, text);
    }
    for point in &entry.points {
        push(RowKind::Point, part, point);
    }
}
