//! A CV as a list of paragraphs, for peers that know nothing of CVs.

use documents::cv::{Block, Story};
use serde::Serialize;

/// A paragraph.
#[derive(Debug, Default, Serialize)]
pub(super) struct Line {
    pub(super) style: Style,
    /// In bold before the text.
    pub(super) label: String,
    pub(super) text: String,
    /// At the end of the line.
    pub(super) date: String,
    pub(super) link: Option<String>,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) enum Style {
    Title,
    Subtitle,
    Contact,
    Heading,
    Entry,
    With,
    #[default]
    Body,
    Bullet,
}

/// Everything that a CV says.
pub(super) fn of(story: &Story) -> Vec<Line> {
    let line = |style, text: &str| Line {
        style,
        text: text.to_owned(),
        ..Line::default()
    };
    let mut lines = vec![
        line(Style::Title, &story.name),
        line(Style::Subtitle, &story.headline),
    ];
    lines.extend(story.contacts.iter().map(|contact| Line {
        link: contact.link.clone(),
        ..line(Style::Contact, &contact.text)
    }));
    for chapter in &story.chapters {
        lines.push(line(Style::Heading, &chapter.heading));
        for block in &chapter.blocks {
            match block {
                Block::Paragraph(text) => lines.push(line(Style::Body, text)),
                Block::Labelled { label, text, .. } => lines.push(Line {
                    label: label.clone(),
                    ..line(Style::Body, text)
                }),
                Block::Entry(entry) => {
                    lines.push(Line {
                        date: entry.date.clone(),
                        ..line(Style::Entry, &entry.title)
                    });
                    lines.push(line(Style::With, &entry.line));
                    lines.extend(entry.web.iter().map(|(text, link)| Line {
                        link: link.clone(),
                        ..line(Style::With, text)
                    }));
                    let body = entry.paragraphs.iter();
                    lines.extend(body.map(|text| line(Style::Body, text)));
                    let points = entry.points.iter();
                    lines.extend(points.map(|text| line(Style::Bullet, text)));
                }
            }
        }
    }
    lines.retain(|line| !line.text.is_empty() || !line.date.is_empty());
    lines
}
