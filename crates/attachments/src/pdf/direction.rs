//! From the order in which letters stand on a line to the order in which they are read: Arabic and
//! Hebrew run from right to left, numbers and Latin words among them from left to right.
//!
//! The reverse of Unicode's rules (UAX #9) is not unique; this is the reading that a line of prose has.

/// Whether a letter, or a mark, says that a text runs from right to left.
pub(super) fn is_rtl(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{60b}' | '\u{60d}'..='\u{65f}' | '\u{66b}'..='\u{6ef}' | '\u{6fa}'..='\u{8ff}'
        | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{200f}')
}

/// Whether most letters run from right to left.
pub(super) fn mostly_rtl<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let (mut rtl, mut all) = (0_usize, 0_usize);
    for c in texts.flat_map(str::chars).filter(|c| c.is_alphabetic()) {
        all += 1;
        rtl += usize::from(is_rtl(c));
    }
    rtl * 2 > all
}

/// A text in the order in which it is read, in the order that [`logical`] turns round.
pub(super) fn visual(text: String) -> String {
    if text.chars().any(is_rtl) {
        text.chars().rev().collect()
    } else {
        text
    }
}

/// What a glyph stands for, in the order that [`logical`] turns round. Programs write it either way; a mark
/// comes after its letter, and an alef joins a lam that is read before it.
pub(super) fn visual_glyph(text: String) -> String {
    let mut ends = text.chars();
    let (Some(first), Some(last)) = (ends.next(), ends.next_back()) else {
        return text;
    };
    let is_mark = |c| matches!(c, '\u{591}'..='\u{5bd}' | '\u{64b}'..='\u{65f}' | '\u{670}');
    let is_alef = |c| matches!(c, '\u{622}' | '\u{623}' | '\u{625}' | '\u{627}' | '\u{649}');
    let as_read = is_mark(last) || first == '\u{644}' && is_alef(last);
    if as_read { visual(text) } else { text }
}

/// Whether a text says directions and nothing else.
pub(super) fn is_mark_alone(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}'))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Run {
    Right,
    Left,
    Neither,
}

/// A line as it is read; `line` has its letters from left to right, with tabs between cells.
pub(super) fn logical(line: &str, page_rtl: bool) -> String {
    if !line.chars().any(is_rtl) && !page_rtl {
        return line.to_owned();
    }
    let cells = line.split('\t').map(|cell| cell_logical(cell, page_rtl));
    let mut cells: Vec<String> = cells.collect();
    if page_rtl {
        cells.reverse();
    }
    cells.join("\t")
}

fn cell_logical(cell: &str, page_rtl: bool) -> String {
    // A line of foreign words alone is one of a paragraph that runs their way.
    if !cell.chars().any(is_rtl) {
        return cell.to_owned();
    }
    let chars: Vec<char> = cell.chars().collect();
    let mut runs: Vec<Run> = chars.iter().map(|c| of(*c)).collect();
    for at in 0..chars.len() {
        let digit = |at: Option<usize>| {
            at.and_then(|at| chars.get(at))
                .is_some_and(|c| c.is_numeric())
        };
        let signs = match chars[at] {
            '+' | '#' | '$' | '€' | '£' | '₪' => digit(Some(at + 1)),
            '%' | '٪' => digit(at.checked_sub(1)),
            // On the right of a foreign word it is the word's: a line ends within what runs its way.
            ',' | ';' | ':' | '.' | '،' => {
                let before = at.checked_sub(1).and_then(|at| chars.get(at));
                let after = chars.get(at + 1);
                before.is_some_and(|c| of(*c) == Run::Left) && after.is_none_or(|c| *c == ' ')
            }
            _ => false,
        };
        if signs {
            runs[at] = Run::Left;
        }
    }
    resolve(&mut runs, page_rtl);
    if page_rtl {
        return turned(&chars, &runs);
    }
    // On a page from left to right only the stretches that run the other way are turned, each with the
    // numbers within it.
    let mut out = String::with_capacity(cell.len());
    let mut at = 0;
    while at < chars.len() {
        if runs[at] != Run::Right {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        let (mut end, mut look) = (at + 1, at + 1);
        while look < chars.len() && (runs[look] == Run::Right || !chars[look].is_alphabetic()) {
            if runs[look] == Run::Right {
                end = look + 1;
            }
            look += 1;
        }
        out.push_str(&turned(&chars[at..end], &runs[at..end]));
        at = end;
    }
    out
}

fn of(c: char) -> Run {
    if is_rtl(c) {
        Run::Right
    } else if c.is_alphanumeric() || c == '\u{200e}' {
        Run::Left
    } else {
        Run::Neither
    }
}

/// What has no direction goes with both of its neighbours, or with the page.
fn resolve(runs: &mut [Run], page_rtl: bool) {
    let page = if page_rtl { Run::Right } else { Run::Left };
    let mut at = 0;
    while at < runs.len() {
        if runs[at] != Run::Neither {
            at += 1;
            continue;
        }
        let end = runs[at..]
            .iter()
            .position(|run| *run != Run::Neither)
            .map_or(runs.len(), |more| at + more);
        let before = at.checked_sub(1).map_or(page, |before| runs[before]);
        let after = runs.get(end).copied().unwrap_or(page);
        runs[at..end].fill(if before == after { before } else { page });
        at = end;
    }
}

/// From the right to the left, except what runs from left to right.
fn turned(chars: &[char], runs: &[Run]) -> String {
    let mut out = String::new();
    let mut end = chars.len();
    while end > 0 {
        let run = runs[end - 1];
        let start = runs[..end]
            .iter()
            .rposition(|other| *other != run)
            .map_or(0, |before| before + 1);
        match run {
            Run::Left => out.extend(&chars[start..end]),
            _ => out.extend(chars[start..end].iter().rev()),
        }
        end = start;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hebrew_is_turned_and_what_is_not_stays() {
        assert_eq!(logical("םלוע םולש", true), "שלום עולם");
        assert_eq!(logical("2021 תנשב SQL", true), "SQL בשנת 2021");
        assert_eq!(logical("םויכ – 2019", true), "2019 – כיום");
        assert_eq!(logical("+972 4 555", true), "+972 4 555");
        assert_eq!(logical("SQL, Kafka,", true), "SQL, Kafka,");
        assert_eq!(logical("SQL, Kafka, םילכ", true), "כלים SQL, Kafka,");
        assert_eq!(logical("2021\tסדנהמ", true), "מהנדס\t2021");
        assert_eq!(logical("plain text, 3 %", false), "plain text, 3 %");
        assert_eq!(logical("say םולש 7 םלוע now", false), "say עולם 7 שלום now");
    }

    #[test]
    fn a_ligature_is_read_in_its_order_whichever_way_a_file_has_it() {
        for ligature in ["لا", "ال"] {
            let line = format!("{}س", visual_glyph(ligature.into()));
            assert_eq!(logical(&line, true), "سلا");
        }
        assert_eq!(visual("fi".into()), "fi");
        assert_eq!(visual_glyph("ffi".into()), "ffi");
    }
}
