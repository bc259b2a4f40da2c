//! A story becomes pages: which text stands where, and what it is.

use std::sync::Arc;

use icu_casemap::CaseMapper;
use icu_locale_core::LanguageIdentifier;

use super::contacts::{self, Piece};
use super::sheet::{Sheet, Side, tint};
use crate::cv::story::{BETWEEN, Block, Chapter, Contact, ContactKind, Story, StoryEntry};
use crate::layout::{
    Align, Bookmark, Frame, Item, Laid, Link, Missing, Node, NodeId, Page, Pages, Rect, Role, Run,
    Seam, Span, Strip, TextStyle, Typesetter, fill,
};
use contract::cv::PartId;

/// Puts a story on pages.
pub(super) fn compose(story: &Story, sheet: &Sheet, typesetter: &mut Typesetter) -> Pages {
    let mut composer = Composer {
        story,
        sheet,
        typesetter,
        nodes: vec![Node {
            role: Role::Document,
            parent: NodeId(0),
            part: None,
        }],
        missing: Vec::new(),
    };
    let mut canvas = Canvas::new(sheet);
    let whole = sheet.paper.width - 2.0 * sheet.margin.side;
    let head = composer.head(whole, sheet.side.is_none());
    match sheet.side {
        None => {
            let mut strips = head;
            for chapter in &story.chapters {
                strips.extend(composer.chapter(chapter, whole));
            }
            canvas.put(&strips, sheet.margin.side, (0, sheet.margin.top));
        }
        Some(side) => beside(&mut composer, &mut canvas, side, whole, head),
    }
    let (nodes, mut missing) = (composer.nodes, composer.missing);
    missing.sort();
    missing.dedup_by_key(|missing| missing.character);
    Pages {
        size: sheet.paper,
        pages: canvas.pages,
        nodes,
        bookmarks: canvas.bookmarks,
        missing,
        language: story.language.clone(),
        rtl: story.rtl,
        title: story.name.clone(),
    }
}

/// A head over the whole width, below it two columns. What does not fit into the narrow one on the
/// head's page goes into the wide one, in its place among the others.
fn beside(
    composer: &mut Composer<'_>,
    canvas: &mut Canvas<'_>,
    side: Side,
    whole: f32,
    head: Vec<Strip>,
) {
    let sheet = composer.sheet;
    let (page, bottom) = canvas.put(&head, sheet.margin.side, (0, sheet.margin.top));
    let top = bottom + sheet.gap.below_head;
    let room = sheet.paper.height - sheet.margin.bottom - top;
    let height =
        |strips: &[Strip]| -> f32 { strips.iter().map(|strip| strip.before + strip.height).sum() };
    let mut narrow = composer.contact_list(side.width);
    let mut used = height(&narrow);
    let mut elsewhere = Vec::new();
    for chapter in &composer.story.chapters {
        if !Side::takes(chapter.kind) {
            elsewhere.push(chapter);
            continue;
        }
        let nodes = composer.nodes.len();
        let strips = composer.chapter(chapter, side.width);
        if used + height(&strips) <= room {
            used += height(&strips);
            narrow.extend(strips);
        } else {
            composer.nodes.truncate(nodes);
            elsewhere.push(chapter);
        }
    }
    let wide = whole - side.width - side.gap;
    let left = sheet.margin.side;
    let right = left + whole;
    let (narrow_x, wide_x) = if composer.story.rtl {
        (right - side.width, left)
    } else {
        (left, right - wide)
    };
    canvas.put(&narrow, narrow_x, (page, top));
    let mut strips = Vec::new();
    for chapter in elsewhere {
        strips.extend(composer.chapter(chapter, wide));
    }
    canvas.put(&strips, wide_x, (page, top));
    // Between the columns, so that an empty narrow one still is one.
    let x = if composer.story.rtl {
        narrow_x - side.gap / 2.0
    } else {
        narrow_x + side.width + side.gap / 2.0
    };
    for (index, content) in canvas.pages.iter_mut().enumerate().skip(page) {
        let y = if index == page { top } else { sheet.margin.top };
        let rule = Rect {
            x: x - 0.25,
            y,
            width: 0.5,
            height: sheet.paper.height - sheet.margin.bottom - y,
        };
        content
            .items
            .insert(0, Item::Fill(rule, tint(sheet.accent, 0.35)));
        content.items.insert(1, Item::Seam(Seam::Gutter(rule)));
    }
}

/// The pages while they are filled.
struct Canvas<'a> {
    sheet: &'a Sheet,
    pages: Vec<Page>,
    bookmarks: Vec<Bookmark>,
}

impl<'a> Canvas<'a> {
    fn new(sheet: &'a Sheet) -> Self {
        Self {
            sheet,
            pages: vec![Page::default()],
            bookmarks: Vec::new(),
        }
    }

    /// Puts strips into a column that begins on a page at a height and goes on over the next pages.
    /// Gives the page and the height where it ends.
    fn put(&mut self, strips: &[Strip], x: f32, from: (usize, f32)) -> (usize, f32) {
        let margin = self.sheet.margin;
        let end = self.sheet.paper.height - margin.bottom;
        let (first, top) = from;
        let frames = (first..).map(|page| {
            let y = if page == first { top } else { margin.top };
            Frame {
                page,
                x,
                y,
                height: end - y,
            }
        });
        let mut last = from;
        for (strip, (frame, y)) in strips.iter().zip(fill(strips, frames)) {
            if self.pages.len() <= frame.page {
                self.pages.resize_with(frame.page + 1, Page::default);
            }
            if let Some(page) = self.pages.get_mut(frame.page) {
                page.items
                    .extend(strip.items.iter().map(|item| item.moved(frame.x, y)));
            }
            if let Some(title) = &strip.heading {
                self.bookmarks.push(Bookmark {
                    title: title.clone(),
                    page: frame.page,
                    y,
                });
            }
            last = (frame.page, y + strip.height);
        }
        last
    }
}

struct Composer<'a> {
    story: &'a Story,
    sheet: &'a Sheet,
    typesetter: &'a mut Typesetter,
    nodes: Vec<Node>,
    missing: Vec<Missing>,
}

impl Composer<'_> {
    fn node(&mut self, role: Role, parent: NodeId, part: Option<&PartId>) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(Node {
            role,
            parent,
            part: part.cloned(),
        });
        id
    }

    fn lay(&mut self, spans: &[Span<'_>], width: Option<f32>, align: Align) -> Arc<Laid> {
        self.lay_directed(spans, width, align, self.story.rtl)
    }

    fn lay_directed(
        &mut self,
        spans: &[Span<'_>],
        width: Option<f32>,
        align: Align,
        rtl: bool,
    ) -> Arc<Laid> {
        let language = &self.story.language;
        let laid = self.typesetter.lay(spans, width, align, rtl, language);
        self.missing.extend(laid.missing.iter().cloned());
        laid
    }

    /// The left edge of something `width` wide that begins `start` after the side where reading
    /// begins, in a column `column` wide.
    fn starting_at(&self, start: f32, width: f32, column: f32) -> f32 {
        if self.story.rtl {
            column - start - width
        } else {
            start
        }
    }

    /// The name, the headline, and below them the contacts if they do not stand elsewhere.
    fn head(&mut self, width: f32, contacts: bool) -> Vec<Strip> {
        let (story, sheet) = (self.story, self.sheet);
        let mut strips = Vec::new();
        for (text, style, role) in [
            (&story.name, sheet.name, Role::H1),
            (&story.headline, sheet.headline, Role::P),
        ] {
            if text.is_empty() {
                continue;
            }
            let node = self.node(role, NodeId(0), None);
            let laid = self.lay(&[Span { text, style }], Some(width), sheet.head);
            let before = if strips.is_empty() {
                0.0
            } else {
                sheet.gap.head
            };
            strips.extend(paragraph(&laid, &[node], 0.0, before));
        }
        if contacts {
            strips.extend(self.contact_lines(width));
            if let Some(last) = strips.last_mut() {
                last.height += sheet.gap.below_head;
            }
        }
        strips
    }

    /// The contacts beside each other.
    fn contact_lines(&mut self, width: f32) -> Vec<Strip> {
        let (story, sheet) = (self.story, self.sheet);
        if story.contacts.is_empty() {
            return Vec::new();
        }
        let parent = self.node(Role::P, NodeId(0), None);
        let style = sheet.contact;
        let laid: Vec<_> = story
            .contacts
            .iter()
            .map(|contact| {
                let spans = [Span {
                    text: contact.text.as_str(),
                    style,
                }];
                let rtl = story.rtl && contact.kind == ContactKind::Place;
                let alone = self.lay_directed(&spans, None, Align::Start, rtl);
                if contacts::advance(&alone) <= width {
                    alone
                } else {
                    self.lay_directed(&spans, Some(width), sheet.head, rtl)
                }
            })
            .collect();
        let text = BETWEEN;
        let separator = self.lay(&[Span { text, style }], None, Align::Start);
        let widths: Vec<f32> = laid
            .iter()
            .map(|laid| match laid.lines.len() {
                0 | 1 => contacts::advance(laid),
                _ => width,
            })
            .collect();
        let lines = contacts::pack(
            &widths,
            contacts::advance(&separator),
            width,
            sheet.head,
            story.rtl,
        );
        let mut strips = Vec::new();
        for line in lines {
            let mut strip: Option<Strip> = None;
            for (piece, x) in line {
                let (laid, node, link) = match piece {
                    Piece::Between => (&separator, parent, None),
                    Piece::Contact(index) => {
                        let contact = &story.contacts[index];
                        let node = self.contact_node(contact, parent);
                        (&laid[index], node, contact.link.as_deref())
                    }
                };
                let mut pieces = paragraph(laid, &[node], x, 0.0);
                link_to(&mut pieces, node, link);
                let mut pieces = pieces.into_iter();
                match (&mut strip, pieces.next()) {
                    (Some(strip), Some(piece)) => strip.items.extend(piece.items),
                    (none, piece) => *none = piece,
                }
                // A contact that is longer than a line stands alone on its lines.
                if pieces.len() > 0 {
                    strips.extend(strip.take());
                    strips.extend(pieces);
                }
            }
            strips.extend(strip);
        }
        if let Some(first) = strips.first_mut() {
            first.before = sheet.gap.head;
        }
        strips
    }

    /// The contacts below each other.
    fn contact_list(&mut self, width: f32) -> Vec<Strip> {
        let (story, sheet) = (self.story, self.sheet);
        let mut strips = Vec::new();
        for contact in &story.contacts {
            let parent = self.node(Role::P, NodeId(0), None);
            let node = self.contact_node(contact, parent);
            let span = Span {
                text: &contact.text,
                style: sheet.contact,
            };
            let rtl = story.rtl && contact.kind == ContactKind::Place;
            // At the side where the page begins, whatever the contact's own direction is.
            let align = if rtl == story.rtl {
                Align::Start
            } else {
                Align::End
            };
            let laid = self.lay_directed(&[span], Some(width), align, rtl);
            let mut lines = paragraph(&laid, &[node], 0.0, sheet.gap.point);
            link_to(&mut lines, node, contact.link.as_deref());
            strips.extend(lines);
        }
        strips
    }

    fn contact_node(&mut self, contact: &Contact, parent: NodeId) -> NodeId {
        match contact.link {
            Some(_) => self.node(Role::Link, parent, None),
            None => parent,
        }
    }

    /// A heading with what it stands over.
    fn chapter(&mut self, chapter: &Chapter, width: f32) -> Vec<Strip> {
        let sheet = self.sheet;
        let section = self.node(Role::Sect, NodeId(0), Some(&chapter.part));
        let mut head = Vec::new();
        if !chapter.heading.is_empty() {
            head = self.heading(&chapter.heading, section, width);
        }
        let mut body: Vec<Strip> = Vec::new();
        for (index, block) in chapter.blocks.iter().enumerate() {
            let mut strips = self.block(block, section, width);
            let before = match (index, block) {
                (0, _) => sheet.gap.heading,
                (_, Block::Entry(_)) => sheet.gap.entry,
                (_, Block::Paragraph(_) | Block::Labelled { .. }) => sheet.gap.paragraph,
            };
            if let Some(first) = strips.first_mut() {
                first.before = before;
            }
            body.extend(strips);
        }
        let mut strips = pinned_to(head, body);
        if let Some(first) = strips.first_mut() {
            first.before = sheet.gap.section;
            first.pinned = false;
        }
        strips
    }

    fn heading(&mut self, text: &str, section: NodeId, width: f32) -> Vec<Strip> {
        let sheet = self.sheet;
        let node = self.node(Role::H2, section, None);
        let shown = if sheet.capitals {
            capitals(text, &self.story.language)
        } else {
            text.to_owned()
        };
        let span = Span {
            text: &shown,
            style: sheet.heading,
        };
        let laid = self.lay(&[span], Some(width), Align::Start);
        let mut strips = paragraph(&laid, &[node], 0.0, 0.0);
        if let (Some(rule), Some(last)) = (sheet.rule, strips.last_mut()) {
            let line = Rect {
                x: 0.0,
                y: last.height + rule.above,
                width,
                height: rule.thickness,
            };
            last.items.push(Item::Fill(line, rule.color));
            last.height += rule.above + rule.thickness;
        }
        if let Some(first) = strips.first_mut() {
            first.heading = Some(text.to_owned());
        }
        strips
    }

    fn block(&mut self, block: &Block, section: NodeId, width: f32) -> Vec<Strip> {
        let sheet = self.sheet;
        let body = |text| Span {
            text,
            style: sheet.body,
        };
        match block {
            Block::Paragraph(text) => {
                let node = self.node(Role::P, section, None);
                let laid = self.lay(&[body(text)], Some(width), Align::Start);
                paragraph(&laid, &[node], 0.0, 0.0)
            }
            Block::Labelled { part, label, text } => {
                let node = self.node(Role::P, section, Some(part));
                let label = Span {
                    text: label,
                    style: TextStyle {
                        bold: true,
                        ..sheet.body
                    },
                };
                let spans = [label, body(" "), body(text)];
                let laid = self.lay(&spans, Some(width), Align::Start);
                paragraph(&laid, &[node, node, node], 0.0, 0.0)
            }
            Block::Entry(entry) => self.entry(entry, section, width),
        }
    }

    fn entry(&mut self, entry: &StoryEntry, section: NodeId, width: f32) -> Vec<Strip> {
        let sheet = self.sheet;
        let head = self.entry_head(entry, section, width);
        let mut body: Vec<Strip> = Vec::new();
        for text in &entry.paragraphs {
            let node = self.node(Role::P, section, None);
            let span = Span {
                text,
                style: sheet.body,
            };
            let laid = self.lay(&[span], Some(width), Align::Start);
            body.extend(paragraph(&laid, &[node], 0.0, sheet.gap.paragraph / 2.0));
        }
        if !entry.points.is_empty() {
            let list = self.node(Role::L, section, None);
            for (index, text) in entry.points.iter().enumerate() {
                let before = if index == 0 {
                    sheet.gap.paragraph / 2.0
                } else {
                    sheet.gap.point
                };
                body.extend(self.point(text, list, width, before));
            }
        }
        let mut strips = pinned_to(head, body);
        // The last line of an entry does not begin a page alone.
        if strips.len() > 2
            && let Some(last) = strips.last_mut()
        {
            last.pinned = true;
        }
        strips
    }

    /// The title with the date beside its last line, below it with whom and where.
    fn entry_head(&mut self, entry: &StoryEntry, section: NodeId, width: f32) -> Vec<Strip> {
        let (story, sheet) = (self.story, self.sheet);
        let mut strips = Vec::new();
        let date_span = [Span {
            text: &entry.date,
            style: sheet.date,
        }];
        let beside = sheet.body.size * 1.5;
        let mut date = None;
        let mut room = width;
        if !entry.date.is_empty() {
            let laid = self.lay(&date_span, None, Align::Start);
            let own = contacts::advance(&laid);
            if own + beside < width * 0.6 {
                room = width - own - beside;
                date = Some((laid, own));
            }
        }
        if !entry.title.is_empty() {
            let node = self.node(Role::H3, section, Some(&entry.part));
            let span = Span {
                text: &entry.title,
                style: sheet.title,
            };
            let laid = self.lay(&[span], Some(room), Align::Start);
            let x = self.starting_at(0.0, room, width);
            strips = paragraph(&laid, &[node], x, 0.0);
        }
        if !entry.date.is_empty() {
            let node = self.node(Role::P, section, None);
            match (date, strips.last_mut()) {
                (Some((laid, own)), Some(last)) => {
                    let x = if story.rtl { 0.0 } else { width - own };
                    let title = baseline(last);
                    last.items.extend(seam(last, x, own));
                    for mut strip in paragraph(&laid, &[node], x, 0.0) {
                        let down = title.unwrap_or(0.0) - baseline(&strip).unwrap_or(0.0);
                        let moved = strip.items.drain(..).map(|item| item.moved(0.0, down));
                        last.items.extend(moved);
                    }
                }
                _ => {
                    let laid = self.lay(&date_span, Some(width), Align::Start);
                    strips.extend(paragraph(&laid, &[node], 0.0, 0.0));
                }
            }
        }
        if !entry.line.is_empty() {
            let node = self.node(Role::P, section, None);
            let span = Span {
                text: &entry.line,
                style: sheet.line,
            };
            let laid = self.lay(&[span], Some(width), Align::Start);
            strips.extend(paragraph(&laid, &[node], 0.0, 0.0));
        }
        if let Some((text, address)) = &entry.web {
            let mut node = self.node(Role::P, section, None);
            if address.is_some() {
                node = self.node(Role::Link, node, None);
            }
            let style = TextStyle {
                color: sheet.accent,
                ..sheet.date
            };
            let laid = self.lay(&[Span { text, style }], Some(width), Align::Start);
            let mut lines = paragraph(&laid, &[node], 0.0, 0.0);
            link_to(&mut lines, node, address.as_deref());
            strips.extend(lines);
        }
        // A head of some lines stays together; one that fills pages may break as a paragraph does.
        if strips.len() <= LONGEST_HEAD {
            strips
                .iter_mut()
                .skip(1)
                .for_each(|strip| strip.pinned = true);
        }
        strips
    }

    fn point(&mut self, text: &str, list: NodeId, width: f32, before: f32) -> Vec<Strip> {
        let sheet = self.sheet;
        let item = self.node(Role::Li, list, None);
        let label = self.node(Role::Lbl, item, None);
        let body = self.node(Role::LBody, item, None);
        let room = width - sheet.indent;
        let style = sheet.body;
        let laid = self.lay(&[Span { text, style }], Some(room), Align::Start);
        let x = self.starting_at(sheet.indent, room, width);
        let mut strips = paragraph(&laid, &[body], x, before);
        let bullet = self.lay(
            &[Span {
                text: BULLET,
                style,
            }],
            None,
            Align::Start,
        );
        let own = contacts::advance(&bullet);
        let x = self.starting_at(sheet.indent * 0.25, own, width);
        if let Some(first) = strips.first_mut() {
            let text = std::mem::take(&mut first.items);
            let down = text_baseline(&text);
            for strip in paragraph(&bullet, &[label], x, 0.0) {
                let by = down.unwrap_or(0.0) - baseline(&strip).unwrap_or(0.0);
                let by = if down.is_some() { by } else { 0.0 };
                first
                    .items
                    .extend(strip.items.iter().map(|item| item.moved(0.0, by)));
            }
            first.items.extend(text);
        }
        strips
    }
}

/// Before each point of a list.
const BULLET: &str = "•";

/// Lines of an entry's head that a page does not break.
const LONGEST_HEAD: usize = 6;

/// The lines of a paragraph as strips. `nodes`: of its spans. `x`: its left edge.
/// No page ends after its first line, and none begins with its last.
fn paragraph(laid: &Laid, nodes: &[NodeId], x: f32, before: f32) -> Vec<Strip> {
    let count = laid.lines.len();
    let lines = laid.lines.iter().enumerate();
    let strips = lines.map(|(index, line)| {
        let runs = line.shapes.iter().map(|placed| {
            Item::Run(Run {
                shape: Arc::clone(&placed.shape),
                x: x + placed.x,
                y: line.baseline,
                node: nodes.get(placed.span).copied().unwrap_or_default(),
            })
        });
        Strip {
            before: if index == 0 { before } else { 0.0 },
            height: line.height,
            pinned: index > 0 && (index == 1 || index + 1 == count),
            items: runs.collect(),
            heading: None,
        }
    });
    strips.collect()
}

/// Joins a head and what must not be parted from it: its first two lines.
fn pinned_to(mut head: Vec<Strip>, mut body: Vec<Strip>) -> Vec<Strip> {
    if head.is_empty() {
        return body;
    }
    if head.len() <= LONGEST_HEAD {
        head.iter_mut()
            .skip(1)
            .for_each(|strip| strip.pinned = true);
    }
    body.iter_mut()
        .take(2)
        .for_each(|strip| strip.pinned = true);
    head.extend(body);
    head
}

/// Makes the runs of a node link to an address.
fn link_to(strips: &mut [Strip], node: NodeId, address: Option<&str>) {
    let Some(address) = address else { return };
    for strip in strips {
        let edges = strip.items.iter().filter_map(|item| match item {
            Item::Run(run) if run.node == node => Some((run.x, run.x + run.shape.width)),
            _ => None,
        });
        let edges = edges.reduce(|(left, right), (x, end)| (left.min(x), right.max(end)));
        if let Some((left, right)) = edges {
            strip.items.push(Item::Link(Link {
                rect: Rect {
                    x: left,
                    y: 0.0,
                    width: right - left,
                    height: strip.height,
                },
                address: address.to_owned(),
                node,
            }));
        }
    }
}

/// From the text of a strip to what is `width` wide at `x` beside it.
fn seam(strip: &Strip, x: f32, width: f32) -> Option<Item> {
    let runs = strip.items.iter().filter_map(|item| match item {
        Item::Run(run) => Some(run),
        _ => None,
    });
    let left = runs.clone().map(|run| run.x).reduce(f32::min)?;
    let right = runs
        .clone()
        .map(|run| run.x + run.shape.width)
        .reduce(f32::max)?;
    let last = runs.clone().next_back()?;
    let (from, to) = if x >= right {
        (right, x)
    } else {
        (x + width, left)
    };
    (to > from).then_some(Item::Seam(Seam::Line {
        x: from,
        width: to - from,
        y: last.y,
        size: last.shape.size,
    }))
}

fn baseline(strip: &Strip) -> Option<f32> {
    text_baseline(&strip.items)
}

fn text_baseline(items: &[Item]) -> Option<f32> {
    items.iter().find_map(|item| match item {
        Item::Run(run) => Some(run.y),
        _ => None,
    })
}

/// A text in capitals as its language writes them: Greek without accents, Turkish with its dotted İ.
fn capitals(text: &str, language: &str) -> String {
    let language = language.parse().unwrap_or(LanguageIdentifier::UNKNOWN);
    CaseMapper::new()
        .uppercase_to_string(text, &language)
        .into_owned()
}
