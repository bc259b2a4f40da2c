//! From the parser's events to blocks.

use std::ops::Range;
use std::rc::Rc;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::block::{Block, Inline, Item, Row, Table};
use super::delimiters::is_price;
use super::frame::{Frame, Kind};
use super::link::{image_target, push_linked};
use super::pieces::{Context, Top};
use super::tags::{is_line_break, is_span_end, kind};

/// Containers and spans within each other. What lies deeper is shown at this
/// depth: recursion over the tree stays shallow.
pub const DEPTH: usize = 32;

/// Builds the blocks of one piece.
pub struct Builder<'a> {
    context: &'a Context,
    /// What events are read from, as it was written: the parser may have been
    /// given other marks for formulas, and saw `masked`.
    source: &'a str,
    masked: &'a str,
    /// What is open, outermost first; the first stands for the piece itself.
    frames: Vec<Frame>,
    /// For each open tag whether it has a frame or was flattened away.
    tags: Vec<bool>,
    /// Text that has arrived in pieces and is not yet in a frame.
    text: String,
    tops: Vec<Top>,
    footnotes: Vec<String>,
    open: Option<Place>,
}

/// Where the open top-level block stands; see [`Top`].
struct Place {
    range: Range<usize>,
    children: Vec<usize>,
    texts: Vec<Range<usize>>,
}

impl<'a> Builder<'a> {
    /// An empty piece.
    pub fn new(context: &'a Context, source: &'a str, masked: &'a str) -> Self {
        Self {
            context,
            source,
            masked,
            frames: vec![Frame::default()],
            tags: Vec::new(),
            text: String::new(),
            tops: Vec::new(),
            footnotes: Vec::new(),
            open: None,
        }
    }

    /// Takes one event and the bytes it was read from.
    pub fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(end),
            Event::Text(text) if self.masked.get(range.clone()) == Some(&*text) => {
                self.text(&self.source[range.clone()], range);
            }
            // An entity.
            Event::Text(text) => self.text(&text, range),
            Event::Html(html) => self.text(&html, range),
            Event::InlineHtml(html) if is_line_break(&html) => self.inline(Inline::HardBreak),
            // Raw HTML is shown, never run.
            Event::InlineHtml(html) => self.text(&html, range),
            Event::Code(code) => self.inline(Inline::Code(code.into_string())),
            Event::InlineMath(math) => self.math(&math, range, false),
            Event::DisplayMath(math) => {
                let display = !self.source[range.start..].starts_with("\\(");
                self.math(&math, range, display);
            }
            Event::FootnoteReference(label) => {
                let number = self.context.number(&label);
                self.inline(Inline::FootnoteRef {
                    label: label.into_string(),
                    number,
                });
            }
            Event::SoftBreak => self.inline(Inline::SoftBreak),
            Event::HardBreak => self.inline(Inline::HardBreak),
            Event::Rule => {
                self.mark_start(&range);
                self.block(Block::Rule);
            }
            Event::TaskListMarker(done) => self.mark_task(done),
        }
    }

    /// The blocks of the piece, and the labels of footnotes that it defines.
    pub fn finish(mut self) -> (Vec<Top>, Vec<String>) {
        self.flush();
        (self.tops, self.footnotes)
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        self.flush_text();
        let Some(kind) = kind(tag, &mut self.footnotes) else {
            self.tags.push(false);
            return;
        };
        let leaf = matches!(
            kind,
            Kind::Paragraph
                | Kind::Heading(_)
                | Kind::Verbatim { .. }
                | Kind::Table { .. }
                | Kind::Row { .. }
                | Kind::Cell
        );
        let real = leaf || self.frames.len() <= DEPTH;
        self.tags.push(real);
        if real {
            if !kind.is_span() {
                self.flush_inlines();
                self.mark_start(&range);
            }
            self.frames.push(Frame {
                kind,
                ..Frame::default()
            });
        }
    }

    /// Notes where a top-level block or one of its direct children begins.
    fn mark_start(&mut self, range: &Range<usize>) {
        match self.frames.len() {
            1 => {
                self.open = Some(Place {
                    range: range.clone(),
                    children: Vec::new(),
                    texts: Vec::new(),
                })
            }
            2 => {
                if let Some(Place { children, .. }) = &mut self.open {
                    children.push(range.start);
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        self.flush_text();
        if !self.tags.pop().unwrap_or(false) {
            // A flattened block ends: what follows starts a paragraph of its own.
            if !is_span_end(end) {
                self.flush_inlines();
            }
            return;
        }
        self.flush();
        let Some(frame) = self.frames.pop() else {
            return;
        };
        let Frame {
            kind,
            blocks,
            inlines,
        } = frame;
        match kind {
            Kind::Blocks => {}
            Kind::Paragraph => {
                if let Some(Frame {
                    kind: Kind::Item { .. },
                    ..
                }) = self.frames.last()
                {
                    self.mark_loose();
                }
                self.block(Block::Paragraph {
                    content: inlines,
                    continued: false,
                });
            }
            Kind::Heading(level) => self.block(Block::Heading {
                level,
                content: inlines,
            }),
            Kind::Quote => self.block(Block::Quote {
                blocks,
                continued: false,
            }),
            Kind::List {
                start,
                loose,
                mut items,
            } => {
                // Its items were flattened away, what they say is left.
                if !blocks.is_empty() {
                    items.push(Item { task: None, blocks });
                }
                self.block(Block::List {
                    start,
                    tight: !loose,
                    items,
                    continued: false,
                });
            }
            Kind::Item { task } => self.item(Item { task, blocks }),
            Kind::Footnote(label) => {
                let number = self.context.number(&label);
                self.block(Block::Footnote {
                    label,
                    number,
                    blocks,
                });
            }
            Kind::Verbatim { language, mut text } => {
                text.trim_line_end();
                self.block(match language {
                    Some(language) => Block::Code { language, text },
                    None => Block::Plain(text),
                });
            }
            Kind::Table {
                columns,
                head,
                rows,
            } => self.block(Block::Table(Table {
                columns: Rc::new(columns),
                head: Rc::new(head),
                runs: if rows.is_empty() {
                    Vec::new()
                } else {
                    vec![Rc::new(rows)]
                },
            })),
            Kind::Row { cells } => self.row(cells, end == TagEnd::TableHead),
            Kind::Cell => {
                if let Some(Frame {
                    kind: Kind::Row { cells },
                    ..
                }) = self.frames.last_mut()
                {
                    cells.push(inlines);
                }
            }
            Kind::Emphasis => self.inline(Inline::Emphasis(inlines)),
            Kind::Strong => self.inline(Inline::Strong(inlines)),
            Kind::Strike => self.inline(Inline::Strike(inlines)),
            Kind::Link(Some(url)) => self.inline(Inline::Link {
                url,
                content: inlines,
            }),
            Kind::Link(None) => inlines.into_iter().for_each(|inline| self.inline(inline)),
            Kind::Image { url, alt } => match image_target(&url) {
                Some((url, host)) => self.inline(Inline::Image { url, host, alt }),
                None => self.inline(Inline::Text(alt)),
            },
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        match self.frames.last_mut().map(|frame| &mut frame.kind) {
            Some(Kind::Verbatim { text: verbatim, .. }) => verbatim.push(text),
            Some(Kind::Image { alt, .. }) => alt.push_str(text),
            _ => {
                if self.frames.len() == 2
                    && let Some(Place { texts, .. }) = &mut self.open
                {
                    texts.push(range);
                }
                self.text.push_str(text);
            }
        }
    }

    /// A formula, unless it is two prices with something between them.
    fn math(&mut self, math: &str, range: Range<usize>, display: bool) {
        let written = &self.source[range.clone()];
        let single = written.starts_with('$') && !written.starts_with("$$");
        if single && is_price(math, &self.source[range.end..]) {
            self.text(written, range);
            return;
        }
        self.inline(Inline::Math {
            source: math.trim().to_owned(),
            display,
        });
    }

    fn inline(&mut self, inline: Inline) {
        self.flush_text();
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        if let Kind::Image { alt, .. } = &mut frame.kind {
            inline.plain(alt);
            return;
        }
        frame.inlines.push(inline);
    }

    fn block(&mut self, block: Block) {
        if self.frames.len() == 1 {
            if let Some(Place {
                range,
                children,
                texts,
            }) = self.open.take()
            {
                self.tops.push(Top {
                    block,
                    range,
                    children,
                    texts,
                });
            }
        } else if let Some(frame) = self.frames.last_mut() {
            frame.blocks.push(block);
        }
    }

    fn item(&mut self, item: Item) {
        match self.frames.last_mut() {
            Some(Frame {
                kind: Kind::List { items, .. },
                ..
            }) => items.push(item),
            // The list was flattened away: what its item says stays.
            Some(frame) => frame.blocks.extend(item.blocks),
            None => {}
        }
    }

    fn row(&mut self, cells: Row, is_head: bool) {
        if let Some(Frame {
            kind: Kind::Table { head, rows, .. },
            ..
        }) = self.frames.last_mut()
        {
            if is_head {
                *head = cells;
            } else {
                rows.push(cells);
            }
        }
    }

    fn mark_task(&mut self, done: bool) {
        let item = self
            .frames
            .iter_mut()
            .rev()
            .find_map(|frame| match &mut frame.kind {
                Kind::Item { task } => Some(task),
                _ => None,
            });
        if let Some(task) = item {
            *task = Some(done);
        }
    }

    fn mark_loose(&mut self) {
        let list = self.frames.iter_mut().rev().nth(1);
        if let Some(Frame {
            kind: Kind::List { loose, .. },
            ..
        }) = list
        {
            *loose = true;
        }
    }

    /// Moves arrived text into the innermost frame, with its bare addresses as links.
    fn flush_text(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let in_link = self
            .frames
            .iter()
            .any(|frame| matches!(frame.kind, Kind::Link(_)));
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        if in_link {
            frame.inlines.push(Inline::Text(text));
        } else {
            push_linked(&text, &mut frame.inlines);
        }
    }

    /// Text that stands directly in a container becomes a paragraph there.
    fn flush_inlines(&mut self) {
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        if frame.kind.holds_blocks() && !frame.inlines.is_empty() {
            let content = std::mem::take(&mut frame.inlines);
            frame.blocks.push(Block::Paragraph {
                content,
                continued: false,
            });
        }
    }

    fn flush(&mut self) {
        self.flush_text();
        self.flush_inlines();
    }
}
