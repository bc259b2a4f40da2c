//! The styles of a DOCX, after a template's sheet.

use docx_rs::{
    AbstractNumbering, AlignmentType, BorderType, Docx, IndentLevel, Level, LevelJc, LevelText,
    LineSpacing, LineSpacingType, NumberFormat, Numbering, NumberingId, PageMargin,
    ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, RunFonts, SpecialIndentType, Start,
    Style, StyleType, Tab, TabValueType,
};

use super::twips;
use crate::cv::look::Sheet;
use crate::cv::story::Story;
use crate::layout::fonts::Family;
use crate::layout::{Align, Rgb, TextStyle};

pub(super) const TITLE: &str = "Title";
pub(super) const PORTRAIT: &str = "Portrait";
pub(super) const SUBTITLE: &str = "Subtitle";
pub(super) const CONTACTS: &str = "Contacts";
pub(super) const HEADING: &str = "Heading1";
pub(super) const ENTRY: &str = "Heading2";
pub(super) const ENTRY_LINE: &str = "EntryLine";
pub(super) const BODY: &str = "BodyText";
pub(super) const BULLET: &str = "ListBullet";
pub(super) const DATE: &str = "EntryDate";
pub(super) const STRONG: &str = "Strong";
pub(super) const LINK: &str = "Hyperlink";

/// The list of all points; docx-rs has a numbered one of its own under 1.
pub(super) const BULLETS: usize = 7;

/// An empty document with its paper and its styles.
pub(super) fn document(sheet: &Sheet, story: &Story) -> Docx {
    let margin = PageMargin::new()
        .top(twips(sheet.margin.top))
        .bottom(twips(sheet.margin.bottom))
        .left(twips(sheet.margin.side))
        .right(twips(sheet.margin.side))
        .header(0)
        .footer(0);
    let size = |points: f32| twips(points).unsigned_abs();
    let mut document = Docx::new()
        .page_size(size(sheet.paper.width), size(sheet.paper.height))
        .page_margin(margin)
        .default_size(half_points(sheet.body.size))
        .default_fonts(fonts(sheet.body.family, &story.language))
        .add_abstract_numbering(bullets(sheet))
        .add_numbering(Numbering::new(BULLETS, BULLETS));
    for style in all(sheet, story) {
        document = document.add_style(style);
    }
    document
}

fn all(sheet: &Sheet, story: &Story) -> Vec<Style> {
    let align = match sheet.head {
        Align::Center => AlignmentType::Center,
        Align::Start | Align::End => AlignmentType::Start,
    };
    let paragraph = |id: &str, name: &str, text: &TextStyle| {
        let style = Style::new(id, StyleType::Paragraph)
            .name(name)
            .based_on("Normal")
            .fonts(fonts(text.family, &story.language));
        lettering(style, text)
    };
    let spaced = |text: &TextStyle, before: f32| {
        LineSpacing::new()
            .before(twips(before).unsigned_abs())
            .after(0)
            .line_rule(LineSpacingType::Auto)
            // 240ths of the face's own height of a line, which is some 1.22 ems.
            .line((240.0 * text.leading / 1.22).round() as i32)
    };
    let width = sheet.paper.width - 2.0 * sheet.margin.side;
    let at_the_end = Tab::new()
        .val(TabValueType::Right)
        .pos(twips(width).unsigned_abs() as usize);
    let mut heading = paragraph(HEADING, "heading 1", &sheet.heading)
        .line_spacing(spaced(&sheet.heading, sheet.gap.section))
        .outline_lvl(0)
        .next(BODY);
    if sheet.capitals {
        heading.run_property = heading.run_property.caps();
    }
    heading.paragraph_property = heading.paragraph_property.keep_next(true);
    if let Some(rule) = sheet.rule {
        let border = ParagraphBorder::new(ParagraphBorderPosition::Bottom)
            .val(BorderType::Single)
            // Eighths of a point.
            .size((rule.thickness * 8.0).round().max(2.0) as usize)
            .space(1)
            .color(hex(rule.color));
        let borders = ParagraphBorders::with_empty().set(border);
        heading.paragraph_property = heading.paragraph_property.set_borders(borders);
    }
    let mut entry = paragraph(ENTRY, "heading 2", &sheet.title)
        .line_spacing(spaced(&sheet.title, sheet.gap.entry))
        .outline_lvl(1)
        .next(ENTRY_LINE);
    entry.paragraph_property = entry.paragraph_property.keep_next(true).add_tab(at_the_end);
    let mut entry_line = paragraph(ENTRY_LINE, "Entry Line", &sheet.line)
        .line_spacing(spaced(&sheet.line, 0.0))
        .next(BODY);
    entry_line.paragraph_property = entry_line.paragraph_property.keep_next(true);
    let mut bullet = paragraph(BULLET, "List Bullet", &sheet.body)
        .line_spacing(spaced(&sheet.body, sheet.gap.point));
    bullet.paragraph_property = bullet
        .paragraph_property
        .numbering(NumberingId::new(BULLETS), IndentLevel::new(0))
        .widow_control(true);
    let mut body = paragraph(BODY, "Body Text", &sheet.body)
        .line_spacing(spaced(&sheet.body, sheet.gap.paragraph));
    body.paragraph_property = body.paragraph_property.widow_control(true);
    let character = |id: &str, name: &str| Style::new(id, StyleType::Character).name(name);
    let date = lettering(character(DATE, "Entry Date"), &sheet.date);
    vec![
        paragraph(PORTRAIT, "Portrait", &sheet.body)
            .line_spacing(
                LineSpacing::new()
                    .before(0)
                    .after(twips(sheet.portrait.gap / 2.0).unsigned_abs()),
            )
            .align(align)
            .next(TITLE),
        paragraph(TITLE, "Title", &sheet.name)
            .line_spacing(spaced(&sheet.name, 0.0))
            .align(align)
            .next(SUBTITLE),
        paragraph(SUBTITLE, "Subtitle", &sheet.headline)
            .line_spacing(spaced(&sheet.headline, sheet.gap.head))
            .align(align)
            .next(CONTACTS),
        paragraph(CONTACTS, "Contacts", &sheet.contact)
            .line_spacing(spaced(&sheet.contact, sheet.gap.head))
            .align(align)
            .next(BODY),
        heading,
        entry,
        entry_line,
        body,
        bullet,
        date,
        character(STRONG, "Strong").bold(),
        character(LINK, "Hyperlink").color(hex(sheet.accent)),
    ]
}

fn lettering(style: Style, text: &TextStyle) -> Style {
    let mut style = style.size(half_points(text.size)).color(hex(text.color));
    if text.bold {
        style = style.bold();
    }
    if text.italic {
        style = style.italic();
    }
    if text.tracking != 0.0 {
        style.run_property = style.run_property.character_spacing(twips(text.tracking));
    }
    style
}

fn bullets(sheet: &Sheet) -> AbstractNumbering {
    let level = Level::new(
        0,
        Start::new(1),
        NumberFormat::new("bullet"),
        LevelText::new("•"),
        LevelJc::new("left"),
    );
    let indent = twips(sheet.indent);
    AbstractNumbering::new(BULLETS).add_level(level.indent(
        Some(indent),
        Some(SpecialIndentType::Hanging(indent)),
        None,
        None,
    ))
}

/// The fonts of Word that are nearest to a family, for each group of scripts.
fn fonts(family: Family, language: &str) -> RunFonts {
    let (latin, complex) = match family {
        Family::Carlito | Family::SourceSans => ("Calibri", "Arial"),
        Family::SourceSerif => ("Cambria", "Times New Roman"),
    };
    let east_asian = match language.split('-').next() {
        Some("ja") => "Yu Gothic",
        Some("ko") => "Malgun Gothic",
        _ => "Microsoft YaHei",
    };
    RunFonts::new()
        .ascii(latin)
        .hi_ansi(latin)
        .cs(complex)
        .east_asia(east_asian)
}

fn half_points(points: f32) -> usize {
    (points * 2.0).round() as usize
}

fn hex(Rgb([r, g, b]): Rgb) -> String {
    format!("{r:02X}{g:02X}{b:02X}")
}
