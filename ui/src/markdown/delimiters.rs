//! The marks of formulas, put into the form that the parser underneath knows.
//!
//! It knows `$…$` and `$$…$$`. Models write `\(…\)` and `\[…\]` as well, and
//! formulas over lines, some of which begin like a list or a heading. All that
//! is changed here keeps its length: places in the changed text are places in
//! the source.

use std::borrow::Cow;

/// Bytes that a formula may have; what goes on for longer is none.
const LONGEST: usize = 4_000;

/// `source` with `$$` for the marks with a backslash, and with formulas that
/// begin a line on one line. Code stays as it is.
pub fn masked(source: &str) -> Cow<'_, str> {
    if !["\\(", "\\[", "$$"]
        .iter()
        .any(|mark| source.contains(mark))
    {
        return Cow::Borrowed(source);
    }
    let mut changes = Vec::new();
    for paragraph in Paragraphs::of(source) {
        scan(source, paragraph.0, paragraph.1, &mut changes);
    }
    if changes.is_empty() {
        return Cow::Borrowed(source);
    }
    let mut bytes = source.as_bytes().to_vec();
    for (at, byte) in changes {
        bytes[at] = byte;
    }
    // Only ASCII took the place of ASCII.
    String::from_utf8(bytes).map_or(Cow::Borrowed(source), Cow::Owned)
}

/// Whether what stands between two `$`, with `after` behind, is no formula:
/// `$5-$10`, `($20/$30)`.
pub fn is_price(between: &str, after: &str) -> bool {
    after.starts_with(|c: char| c.is_ascii_digit())
        || between.starts_with(|c: char| c.is_ascii_digit())
            && between.ends_with(['-', '–', '—', '/', '(', ',', ':', ';'])
}

/// Runs of lines outside of fenced code and without a blank one: start and end.
struct Paragraphs<'a> {
    source: &'a str,
    at: usize,
    fence: Option<(u8, usize)>,
}

impl<'a> Paragraphs<'a> {
    fn of(source: &'a str) -> Self {
        Self {
            source,
            at: 0,
            fence: None,
        }
    }

    /// Whether `line` is outside of code, and no mark of a fence itself.
    fn is_text(&mut self, line: &str) -> bool {
        let text = without_marks(line);
        let mark = text.bytes().next().unwrap_or_default();
        let length = text.bytes().take_while(|byte| *byte == mark).count();
        let rest = text[..].get(length..).unwrap_or_default().trim();
        match self.fence {
            Some((open, least)) => {
                if mark == open && length >= least && rest.is_empty() {
                    self.fence = None;
                }
                false
            }
            None if length >= 3 && (mark == b'~' || mark == b'`' && !rest.contains('`')) => {
                self.fence = Some((mark, length));
                false
            }
            None => !line.trim().is_empty(),
        }
    }
}

impl Iterator for Paragraphs<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<Self::Item> {
        let mut start = None;
        while self.at < self.source.len() {
            let line = super::cut::first_line(&self.source[self.at..]);
            let text = self.is_text(line);
            let before = self.at;
            self.at += line.len();
            match (text, start) {
                (true, None) => start = Some(before),
                (false, Some(start)) => return Some((start, before)),
                _ => {}
            }
        }
        start.map(|start| (start, self.at))
    }
}

/// A line without the marks of quotes and lists in front.
fn without_marks(line: &str) -> &str {
    let text = line.trim_start_matches([' ', '\t', '>']);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mark = &text[digits..];
    let listed = if digits > 0 {
        mark.starts_with(". ") || mark.starts_with(") ")
    } else {
        mark.starts_with("- ") || mark.starts_with("* ") || mark.starts_with("+ ")
    };
    if listed { mark[2..].trim_start() } else { text }
}

fn scan(source: &str, start: usize, end: usize, changes: &mut Vec<(usize, u8)>) {
    let bytes = source.as_bytes();
    let mut at = start;
    while at < end {
        let rest = &source[at..end];
        match bytes[at] {
            b'`' => at += code(rest),
            b'\\' if rest.starts_with("\\(") || rest.starts_with("\\[") => {
                at += backslashed(source, at, end, changes);
            }
            b'\\' => at += 2,
            b'$' if rest.starts_with("$$") => at += dollars(source, at, end, changes),
            _ => at += 1,
        }
        // An escape takes a whole character along.
        at = source.ceil_char_boundary(at);
    }
}

/// Bytes of the code at the start of `text`, or of the backticks that open none.
fn code(text: &str) -> usize {
    let marks = text.bytes().take_while(|byte| *byte == b'`').count();
    let mut at = marks;
    while let Some(found) = text[at..].find('`') {
        at += found;
        let closing = text[at..].bytes().take_while(|byte| *byte == b'`').count();
        at += closing;
        if closing == marks {
            return at;
        }
    }
    marks
}

/// `\(…\)` or `\[…\]` at `at`: returns the bytes that are dealt with.
fn backslashed(source: &str, at: usize, end: usize, changes: &mut Vec<(usize, u8)>) -> usize {
    const MARK: usize = 2;
    // Escaped brackets in words and addresses: `wiki/Foo_\(bar\)`.
    let before = source[..at].bytes().last().unwrap_or(b' ');
    if before.is_ascii_alphanumeric() || b"_/-%.=".contains(&before) {
        return MARK;
    }
    let rest = &source[at..end.min(source.floor_char_boundary(at + LONGEST))];
    let display = rest.starts_with("\\[");
    let close = find_mark(&rest[MARK..], if display { "\\]" } else { "\\)" });
    let alone = starts_line(source, at);
    let Some(length) = close else {
        if display && alone {
            return open_to_the_end(source, at, end, changes);
        }
        return MARK;
    };
    let inside = &rest[MARK..MARK + length];
    if inside.trim().is_empty() || inside.contains("$$") || inside.contains("`") {
        return MARK;
    }
    let whole = length + 2 * MARK;
    for place in [at, at + 1, at + whole - 2, at + whole - 1] {
        changes.push((place, b'$'));
    }
    join_lines(source, at, at + whole, changes);
    whole
}

/// `$$…$$` at `at`: returns the bytes that are dealt with.
fn dollars(source: &str, at: usize, end: usize, changes: &mut Vec<(usize, u8)>) -> usize {
    const MARK: usize = 2;
    let rest = &source[at..end.min(source.floor_char_boundary(at + LONGEST))];
    match find_mark(&rest[MARK..], "$$") {
        Some(length) => {
            let whole = length + 2 * MARK;
            join_lines(source, at, at + whole, changes);
            whole
        }
        None if starts_line(source, at) => open_to_the_end(source, at, end, changes),
        None => MARK,
    }
}

/// Where `mark` stands in `text`, not counting escaped characters.
fn find_mark(text: &str, mark: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with(mark) {
            return Some(at);
        }
        let step = if rest.starts_with('\\') { 2 } else { 1 };
        at = text.ceil_char_boundary(at + step);
    }
    None
}

/// Whether only marks of quotes and lists stand before `at` on its line.
fn starts_line(source: &str, at: usize) -> bool {
    let line = &source[super::cut::line_start(source, at)..];
    without_marks(line).len() == source.len() - at
}

/// A formula that has only begun: its lines stand together as they will.
fn open_to_the_end(source: &str, at: usize, end: usize, changes: &mut Vec<(usize, u8)>) -> usize {
    if end - at <= LONGEST {
        join_lines(source, at, end.saturating_sub(1).max(at), changes);
    }
    end - at
}

/// A formula over lines becomes one line: a `+` or `-` at the start of one is
/// no list. Within a quote each line has a mark of its own, so there it stays.
fn join_lines(source: &str, from: usize, to: usize, changes: &mut Vec<(usize, u8)>) {
    let line = &source[super::cut::line_start(source, from)..];
    if line.trim_start().starts_with('>') {
        return;
    }
    for (offset, _) in source[from..to].match_indices('\n') {
        changes.push((from + offset, b' '));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_with_a_backslash_become_dollars_of_the_same_length() {
        let table = [
            (r"a \(x\) b", "a $$x$$ b"),
            (r"\[ x \]", "$$ x $$"),
            ("\\[\nx\n+ y\n\\]\nz", "$$ x + y $$\nz"),
            ("- \\[\n  a\n  \\]", "- $$   a   $$"),
            ("$$\na\n- b\n$$", "$$ a - b $$"),
            ("$$\na\n- b", "$$ a - b"),
            ("\\[\n+ b", "\\[ + b"),
            ("其中\\(x\\)。", "其中$$x$$。"),
        ];
        for (source, expected) in table {
            let masked = masked(source);
            assert_eq!(masked, expected, "{source:?}");
            assert_eq!(masked.len(), source.len(), "places stay places");
        }
    }

    #[test]
    fn code_addresses_and_words_stay_as_they_are() {
        let same = [
            r"`\(x\)`",
            r"``\[ ` x\]``",
            "```\n\\[\nx\n\\]\n```",
            "- a\n\n    ```tex\n    $$\n    x\n    $$\n    ```\n",
            "~~~\n$$\nx\n~~~\n",
            r"[a](https://a.example/b_\(c\))",
            r"f\(x\)",
            r"\\(x\\)",
            r"a \( b",
            r"\(\)",
            "> $$\n> x\n> $$",
            "a $$ b\nc",
            "$5 and $10",
        ];
        for source in same {
            assert_eq!(masked(source), source, "{source:?}");
        }
    }

    #[test]
    fn a_formula_without_an_end_goes_no_farther_than_its_paragraph() {
        assert_eq!(masked("$$\nx\n\n- a\n"), "$$ x\n\n- a\n");
        let long = format!("$$\n{}", "x\n".repeat(4_000));
        assert_eq!(masked(&long), long, "nobody writes such a formula");
    }
}
