//! From the parser's tags to what is open.

use pulldown_cmark::{Alignment, CodeBlockKind, LinkType, Tag, TagEnd};

use super::block::{Align, Row};
use super::chunks::Chunks;
use super::fence;
use super::frame::Kind;
use super::link::link_target;

/// What a tag opens; `None`: it is not shown as anything. Labels of footnotes that
/// begin go to `footnotes`.
pub fn kind(tag: Tag<'_>, footnotes: &mut Vec<String>) -> Option<Kind> {
    Some(match tag {
        Tag::Paragraph => Kind::Paragraph,
        Tag::Heading { level, .. } => Kind::Heading(level as u8),
        Tag::BlockQuote(_) => Kind::Quote,
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Kind::Verbatim {
            language: Some(fence::language(&info)),
            text: Chunks::default(),
        },
        Tag::CodeBlock(CodeBlockKind::Indented) => Kind::Verbatim {
            language: Some(String::new()),
            text: Chunks::default(),
        },
        Tag::HtmlBlock => Kind::Verbatim {
            language: None,
            text: Chunks::default(),
        },
        Tag::List(start) => Kind::List {
            start,
            loose: false,
            items: Vec::new(),
        },
        Tag::Item => Kind::Item { task: None },
        Tag::FootnoteDefinition(label) => {
            footnotes.push(label.to_string());
            Kind::Footnote(label.into_string())
        }
        Tag::Table(columns) => Kind::Table {
            columns: columns.into_iter().map(align).collect(),
            head: Row::new(),
            rows: Vec::new(),
        },
        Tag::TableHead | Tag::TableRow => Kind::Row { cells: Row::new() },
        Tag::TableCell => Kind::Cell,
        Tag::Emphasis => Kind::Emphasis,
        Tag::Strong => Kind::Strong,
        Tag::Strikethrough => Kind::Strike,
        Tag::Link {
            link_type: LinkType::Email,
            dest_url,
            ..
        } => Kind::Link(link_target(&format!("mailto:{dest_url}"))),
        Tag::Link { dest_url, .. } => Kind::Link(link_target(&dest_url)),
        Tag::Image { dest_url, .. } => Kind::Image {
            url: dest_url.into_string(),
            alt: String::new(),
        },
        // Extensions that are not switched on.
        Tag::DefinitionList
        | Tag::DefinitionListTitle
        | Tag::DefinitionListDefinition
        | Tag::Superscript
        | Tag::Subscript
        | Tag::MetadataBlock(_) => return None,
    })
}

/// Whether something ends that stands within a line.
pub fn is_span_end(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None | Alignment::Left => Align::Start,
        Alignment::Center => Align::Centre,
        Alignment::Right => Align::End,
    }
}

/// Whether a piece of HTML is a line break.
pub fn is_line_break(html: &str) -> bool {
    let tag = html
        .trim_start_matches('<')
        .trim_end_matches('>')
        .trim_end_matches('/')
        .trim();
    tag.eq_ignore_ascii_case("br")
}
