//! Reads a text as it grows, and a whole one as if it had grown at once.

use std::rc::Rc;

use super::block::{Block, Inline, Section};
use super::chunks::Chunks;
use super::cut::{
    LINE, PIECE, deep_line, first_line, line_start, open_fence, piece_end, run_of_lines,
    split_point,
};
use super::document::Document;
use super::fence::{Fence, Line};
use super::pieces::{Context, Read, Top, read};
use super::source::Source;
use super::table::Rows;

/// A growing text. See the [module](super) for how it stays cheap.
#[derive(Clone, Debug)]
pub struct Stream {
    source: Source,
    sections: Vec<Rc<Section>>,
    /// Where the open tail begins.
    at: usize,
    mode: Mode,
    /// Bytes that the tail needs before it is looked at again for a cut.
    due: usize,
    /// Start, in the tail, of the first line that has not been checked for depth.
    unchecked: usize,
    context: Context,
    /// The tail as last read, and its length then.
    last: Option<(usize, Rc<Section>)>,
}

#[derive(Clone, Debug)]
enum Mode {
    /// Ordinary blocks.
    Blocks(Continued),
    /// A long fenced block; `taken` bytes of the tail are in it.
    Fence { fence: Fence, taken: usize },
    /// A long table; `taken` bytes of the tail are in it.
    Table { rows: Rows, taken: usize },
    /// A line that is shown as it was written; `taken` bytes of the tail are in it.
    Line { text: Chunks, taken: usize },
}

/// What the tail's first block goes on from.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Continued {
    Nothing,
    Paragraph,
    Quote,
    /// With the number of its next item.
    List(Option<u64>),
}

impl Default for Stream {
    fn default() -> Self {
        Self {
            source: Source::default(),
            sections: Vec::new(),
            at: 0,
            mode: Mode::Blocks(Continued::Nothing),
            due: PIECE,
            unchecked: 0,
            context: Context::default(),
            last: None,
        }
    }
}

impl Stream {
    /// Adds `text` at the end. Takes time in the length of `text`, not in what
    /// is there already.
    pub fn push(&mut self, text: &str) {
        self.source.push(text);
        while self.advance() {}
    }

    /// What is there so far.
    pub fn document(&mut self) -> Document {
        let tail = self.tail();
        let mut sections = self.sections.clone();
        if !tail.blocks.is_empty() {
            sections.push(tail);
        }
        Document {
            sections,
            left_out: 0,
        }
    }

    /// The whole text; nothing comes after this. If something refers to a
    /// definition that stands below it, the text is read once more.
    pub fn finish(mut self) -> Document {
        self.source.end();
        while self.advance() {}
        self.close();
        if !self.context.knows_anything() {
            return Document {
                sections: self.sections,
                left_out: 0,
            };
        }
        let mut again = Self {
            context: self.context,
            ..Self::default()
        };
        again.push(self.source.text());
        again.source.end();
        while again.advance() {}
        again.close();
        // What did not change keeps its identity and is not rendered again.
        for (new, old) in again.sections.iter_mut().zip(&self.sections) {
            if new == old {
                *new = Rc::clone(old);
            }
        }
        Document {
            sections: again.sections,
            left_out: 0,
        }
    }

    /// Nodes that the text so far costs; of the tail, which is not built yet,
    /// the most that it can.
    pub fn nodes(&self) -> usize {
        let sections: usize = self.sections.iter().map(|section| section.nodes).sum();
        match self.mode {
            Mode::Blocks(_) => {
                let tail = &self.source.text()[self.at..];
                // A formula of three bytes is seven nodes.
                let formulas = tail.contains(['$', '\\']);
                let (most, bytes) = if formulas { (7, 3) } else { (3, 4) };
                sections + tail.len() * most / bytes
            }
            _ => sections,
        }
    }

    /// Takes one step; `false`: more text is needed for the next.
    fn advance(&mut self) -> bool {
        match self.mode {
            Mode::Blocks(_) => self.cut(),
            Mode::Fence { .. } => self.advance_fence(),
            Mode::Table { .. } => self.advance_table(),
            Mode::Line { .. } => self.advance_line(),
        }
    }

    /// Looks for a place in the tail before which everything is final.
    fn cut(&mut self) -> bool {
        let tail = &self.source.text()[self.at..];
        let end = piece_end(tail, self.due);
        if let Some(deep) = deep_line(tail, end.unwrap_or(tail.len()), &mut self.unchecked) {
            return self.cut_before_deep_line(deep);
        }
        let Some(end) = end else { return false };
        let lines = tail[..end].rfind('\n').map_or(0, |at| at + 1);
        let whole = read(&tail[..lines], &self.context);
        if let [first, .., last] = whole.tops.as_slice() {
            let at = line_start(tail, last.range.start);
            if at > first.range.start {
                self.context.learn(&whole);
                let blocks = whole.tops.len() - 1;
                self.commit(whole.tops.into_iter().take(blocks), at, Continued::Nothing);
                return true;
            }
        }
        if whole.tops.is_empty() && lines > 0 && lines == end {
            self.context.learn(&whole);
            self.commit([].into_iter(), lines, self.continued());
            return true;
        }
        self.open_up(end, lines, whole)
    }

    /// Cuts within the tail's only block, or goes over to reading it piecemeal.
    fn open_up(&mut self, end: usize, lines: usize, whole: Read) -> bool {
        let tail = &self.source.text()[self.at..];
        if let [top] = whole.tops.as_slice() {
            let start = line_start(tail, top.range.start);
            match &top.block {
                Block::Code { .. } => {
                    if let Some(fence) = Fence::open(first_line(&tail[start..])) {
                        return self.enter_fence(start, fence);
                    }
                }
                Block::Table(table) => {
                    if let Some((rows, head)) = Rows::new(table, &tail[start..lines]) {
                        self.context.learn(&whole);
                        self.mode = Mode::Table {
                            rows,
                            taken: start + head,
                        };
                        return true;
                    }
                }
                Block::List { .. } | Block::Quote { .. } => {
                    let last = top.children.last().map_or(0, |at| line_start(tail, *at));
                    if top.children.len() > 1 && last > start {
                        self.context.learn(&whole);
                        return self.cut_children(last);
                    }
                }
                _ => {}
            }
        }
        if end >= 2 * PIECE && self.split_paragraph(end) {
            return true;
        }
        // Twice as much before the next look: in all, linear in the block's length.
        self.due = 2 * end;
        true
    }

    /// Commits the children of the tail's list or quote that begin before `at`.
    fn cut_children(&mut self, at: usize) -> bool {
        let tail = &self.source.text()[self.at..];
        let tops = read(&tail[..at], &self.context).tops;
        let next = match tops.first().map(|top| &top.block) {
            Some(Block::List { start, items, .. }) => {
                let start = match self.continued() {
                    Continued::List(Some(next)) if start.is_some() => Some(next),
                    _ => *start,
                };
                Continued::List(start.map(|start| start.saturating_add(items.len() as u64)))
            }
            _ => Continued::Quote,
        };
        self.commit(tops.into_iter(), at, next);
        true
    }

    /// Cuts the tail's paragraph at a sentence, outside of emphasis and links.
    fn split_paragraph(&mut self, end: usize) -> bool {
        let tail = &self.source.text()[self.at..];
        let whole = read(&tail[..end], &self.context);
        let [
            Top {
                block: Block::Paragraph { .. },
                texts,
                ..
            },
        ] = whole.tops.as_slice()
        else {
            return false;
        };
        let Some(at) = split_point(tail, texts, end) else {
            return false;
        };
        let tops = read(&tail[..at], &self.context).tops;
        if !matches!(
            tops.as_slice(),
            [Top {
                block: Block::Paragraph { .. },
                ..
            }]
        ) {
            return false;
        }
        self.context.learn(&whole);
        self.commit(tops.into_iter(), at, Continued::Paragraph);
        true
    }

    fn cut_before_deep_line(&mut self, at: usize) -> bool {
        if at == 0 {
            self.mode = Mode::Line {
                text: Chunks::default(),
                taken: 0,
            };
            return true;
        }
        let tail = &self.source.text()[self.at..];
        let whole = read(&tail[..at], &self.context);
        if let Some(Top {
            block: Block::Code { .. },
            range,
            ..
        }) = whole.tops.last()
        {
            let start = line_start(tail, range.start);
            // Within code the line is code, unless the fence was closed before it.
            if let Some(fence) = open_fence(&tail[start..at]) {
                self.context.learn(&whole);
                return self.enter_fence(start, fence);
            }
        }
        self.context.learn(&whole);
        self.commit(whole.tops.into_iter(), at, Continued::Nothing);
        true
    }

    /// Commits what stands before the fence at `start` and reads it line by line.
    fn enter_fence(&mut self, start: usize, fence: Fence) -> bool {
        let tail = &self.source.text()[self.at..];
        let opening = first_line(&tail[start..]).len();
        if start > 0 {
            let before = read(&tail[..start], &self.context).tops;
            self.commit(before.into_iter(), start, Continued::Nothing);
        }
        self.mode = Mode::Fence {
            fence,
            taken: opening,
        };
        true
    }

    fn advance_fence(&mut self) -> bool {
        let Mode::Fence { fence, taken } = &mut self.mode else {
            return false;
        };
        let tail = &self.source.text()[self.at..];
        let rest = &tail[*taken..];
        let Some(line) = rest.find('\n').map(|at| &rest[..=at]) else {
            if fence.part(rest) {
                *taken = tail.len();
            }
            return false;
        };
        *taken += line.len();
        if fence.line(line) == Line::Closing {
            let (block, taken) = (fence.block(""), *taken);
            self.commit_block(block, taken);
        }
        true
    }

    fn advance_table(&mut self) -> bool {
        let Mode::Table { rows, taken } = &mut self.mode else {
            return false;
        };
        let rest = &self.source.text()[self.at + *taken..];
        let Some((lines, blank)) = run_of_lines(rest) else {
            return false;
        };
        let end = rows.add(&rest[..lines], &self.context);
        if end.is_none() && !blank {
            *taken += lines;
            return true;
        }
        let taken = *taken + line_start(rest, end.unwrap_or(lines));
        let block = rows.block("", &self.context);
        self.commit_block(block, taken);
        true
    }

    fn advance_line(&mut self) -> bool {
        let Mode::Line { text, taken } = &mut self.mode else {
            return false;
        };
        let tail = &self.source.text()[self.at..];
        let rest = &tail[*taken..];
        let end = rest.find('\n').map(|at| at + 1);
        text.push(&rest[..end.unwrap_or(rest.len())]);
        *taken += end.unwrap_or(rest.len());
        if end.is_none() {
            return false;
        }
        text.trim_line_end();
        let (block, taken) = (Block::Plain(std::mem::take(text)), *taken);
        self.commit_block(block, taken);
        true
    }

    /// Makes `tops` final and moves the tail's beginning by `bytes`.
    fn commit(&mut self, tops: impl Iterator<Item = Top>, bytes: usize, next: Continued) {
        let mut blocks: Vec<Block> = tops.map(|top| top.block).collect();
        self.continued().apply(&mut blocks);
        if !blocks.is_empty() {
            self.sections.push(Rc::new(Section::new(blocks, bytes)));
        }
        self.move_tail(bytes, next);
    }

    fn commit_block(&mut self, block: Block, bytes: usize) {
        self.sections
            .push(Rc::new(Section::new(vec![block], bytes)));
        self.move_tail(bytes, Continued::Nothing);
    }

    fn move_tail(&mut self, bytes: usize, next: Continued) {
        self.at += bytes;
        self.due = PIECE;
        self.unchecked = self.unchecked.saturating_sub(bytes);
        self.mode = Mode::Blocks(next);
        self.last = None;
    }

    fn continued(&self) -> Continued {
        match self.mode {
            Mode::Blocks(continued) => continued,
            _ => Continued::Nothing,
        }
    }

    /// The open tail, read anew unless it is long and has hardly grown.
    fn tail(&mut self) -> Rc<Section> {
        let length = self.source.text().len() - self.at;
        if let Some((read, section)) = &self.last {
            if *read == length {
                return Rc::clone(section);
            }
            let grown = length - read;
            if matches!(self.mode, Mode::Blocks(_)) && length > 4 * LINE && grown < length / 8 {
                return self.with_unread(section, *read);
            }
        }
        let section = Rc::new(self.read_tail());
        self.last = Some((length, Rc::clone(&section)));
        section
    }

    /// `section` with what came after it as plain text, until it is read again.
    fn with_unread(&self, section: &Section, from: usize) -> Rc<Section> {
        let text = self.source.text()[self.at + from..].to_owned();
        let mut section = section.clone();
        section.blocks.push(Block::Paragraph {
            content: vec![Inline::Text(text)],
            continued: true,
        });
        Rc::new(section)
    }

    fn read_tail(&self) -> Section {
        let tail = &self.source.text()[self.at..];
        let blocks = match &self.mode {
            Mode::Blocks(continued) => {
                let tops = read(tail, &self.context).tops;
                let mut blocks: Vec<Block> = tops.into_iter().map(|top| top.block).collect();
                continued.apply(&mut blocks);
                blocks
            }
            Mode::Fence { fence, taken } => vec![fence.block(&tail[*taken..])],
            Mode::Table { rows, taken } => vec![rows.block(&tail[*taken..], &self.context)],
            Mode::Line { text, .. } => vec![Block::Plain(text.clone())],
        };
        Section::new(blocks, tail.len())
    }

    /// Makes the tail final; no text follows.
    fn close(&mut self) {
        if let Mode::Blocks(_) = self.mode {
            let tail = &self.source.text()[self.at..];
            self.context.learn(&read(tail, &self.context));
        }
        let section = self.read_tail();
        if !section.blocks.is_empty() {
            self.sections.push(Rc::new(section));
        }
        self.at = self.source.text().len();
    }
}

impl Continued {
    /// Marks the first of `blocks` as going on from the block before.
    fn apply(self, blocks: &mut [Block]) {
        match (self, blocks.first_mut()) {
            (Self::Paragraph, Some(Block::Paragraph { continued, .. }))
            | (Self::Quote, Some(Block::Quote { continued, .. })) => *continued = true,
            (
                Self::List(next),
                Some(Block::List {
                    continued, start, ..
                }),
            ) => {
                *continued = true;
                if start.is_some() && next.is_some() {
                    *start = next;
                }
            }
            _ => {}
        }
    }
}
