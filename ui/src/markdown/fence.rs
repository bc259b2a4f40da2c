//! Fenced code, line by line, for blocks too long to read as a whole again.

use super::block::Block;
use super::chunks::Chunks;

/// An open fence: what closes it and how its lines are indented.
#[derive(Clone, Debug)]
pub struct Fence {
    mark: u8,
    length: usize,
    indent: usize,
    language: String,
    text: Chunks,
    /// The line that is arriving has been added in part: it cannot close the fence.
    within_line: bool,
}

/// What a line did to a fence.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// It is code.
    Code,
    /// It closes the fence.
    Closing,
}

impl Fence {
    /// Reads an opening line (`` ```rust ``); `None`: it opens none.
    pub fn open(line: &str) -> Option<Self> {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let rest = line.get(indent..)?;
        let mark = *rest.as_bytes().first()?;
        if indent > 3 || !(mark == b'`' || mark == b'~') {
            return None;
        }
        let length = rest.bytes().take_while(|byte| *byte == mark).count();
        let info = rest.get(length..)?.trim();
        if length < 3 || (mark == b'`' && info.contains('`')) {
            return None;
        }
        let language = language(info);
        Some(Self {
            mark,
            length,
            indent,
            language,
            text: Chunks::default(),
            within_line: false,
        })
    }

    /// Takes a complete line with its line end.
    pub fn line(&mut self, line: &str) -> Line {
        if !self.within_line && self.closes(line) {
            return Line::Closing;
        }
        self.push(line);
        self.within_line = false;
        Line::Code
    }

    /// Takes the beginning of a line as soon as it cannot close the fence any
    /// more. Returns whether it did.
    pub fn part(&mut self, part: &str) -> bool {
        let begun = part.trim_start_matches(' ');
        let may_close = begun.is_empty() || self.is_closing_so_far(part);
        if !self.within_line && may_close {
            return false;
        }
        self.push(part);
        self.within_line = true;
        true
    }

    /// The block so far, with `part` of a line that has not been taken yet.
    pub fn block(&self, part: &str) -> Block {
        let mut text = self.text.clone();
        if !self.is_closing_so_far(part) {
            text.push(self.without_indent(part));
        }
        text.trim_line_end();
        Block::Code {
            language: self.language.clone(),
            text,
        }
    }

    fn push(&mut self, line: &str) {
        let line = if self.within_line {
            line
        } else {
            self.without_indent(line)
        };
        self.text.push(line);
    }

    fn without_indent<'a>(&self, line: &'a str) -> &'a str {
        let spaces = line
            .bytes()
            .take(self.indent)
            .take_while(|byte| *byte == b' ')
            .count();
        &line[spaces..]
    }

    fn closes(&self, line: &str) -> bool {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let rest = line[indent..].trim_end();
        indent <= 3 && rest.len() >= self.length && rest.bytes().all(|byte| byte == self.mark)
    }

    /// A line that has begun like a closing fence; it is not flashed up as code.
    fn is_closing_so_far(&self, part: &str) -> bool {
        let part = part.trim();
        !part.is_empty() && part.bytes().all(|byte| byte == self.mark)
    }
}

/// The language of a fence's info string: its first word.
pub fn language(info: &str) -> String {
    let word = info
        .split([' ', '\t', ',', '{'])
        .find(|word| !word.is_empty())
        .unwrap_or_default();
    word.chars().filter(|c| !c.is_control()).take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opening_lines() {
        for line in ["```", "```rust\n", "   ~~~~ js title=`x`\n", "````"] {
            assert!(Fence::open(line).is_some(), "{line:?} opens a fence");
        }
        for line in ["``", "    ```", "``` a`b", "text", "", "é```"] {
            assert!(Fence::open(line).is_none(), "{line:?} opens none");
        }
        assert_eq!(language("rust,no_run"), "rust");
        assert_eq!(language("{.python}"), ".python}");
    }

    #[test]
    fn a_fence_is_closed_by_its_own_mark_at_least_as_long() {
        let mut fence = Fence::open("````").expect("opens");
        assert_eq!(
            fence.line("```\n"),
            Line::Code,
            "shorter than the opening one"
        );
        assert_eq!(fence.line("~~~~\n"), Line::Code, "another mark");
        assert_eq!(fence.line("    ````\n"), Line::Code, "indented as code");
        assert_eq!(fence.line("  `````  \n"), Line::Closing);
    }

    #[test]
    fn a_half_closing_fence_is_not_shown() {
        let mut fence = Fence::open("```").expect("opens");
        fence.line("a\n");
        let shown = |fence: &Fence, part| match fence.block(part) {
            Block::Code { text, .. } => text.text(),
            _ => String::new(),
        };
        assert_eq!(shown(&fence, "``"), "a");
        assert_eq!(shown(&fence, "b`"), "a\nb`");
        assert!(!fence.part("``"), "it may still close the block");
        assert!(fence.part("b"), "it cannot close the block");
        assert_eq!(fence.line("```\n"), Line::Code, "the line had begun with b");
    }
}
