//! Fragments in reading order: rows from the top, columns of prose one after the other, cells of a
//! table beside each other.

use super::direction::{is_mark_alone, logical, mostly_rtl};
use super::glyphs::Fragment;

/// Rows that a column is looked for below its first.
const LOOK_BELOW: usize = 400;
/// Columns within columns.
const DEEPEST: usize = 6;
/// A gutter between columns is wider than this, in sizes of the text.
const GUTTER: f64 = 0.8;
/// Prose has long lines; a table's cells are shorter than this many characters on average.
const PROSE: usize = 14;
/// A gap of this many line heights between rows is a paragraph's end.
const PARAGRAPH: f64 = 1.7;

/// What stands this much higher or lower, in sizes, is still on the line: superscripts do.
const SAME_LINE: f64 = 0.55;
/// The same text this near, in sizes, is a copy: no letter is so narrow.
const COPY: f64 = 0.12;

/// A baseline with its fragments from left to right.
type Row = Vec<Fragment>;

/// The text of a page. `gutters` are where the file itself says that columns are divided.
pub(super) fn text(mut fragments: Vec<Fragment>, gutters: &[f64]) -> String {
    fragments.retain(|fragment| !fragment.text.trim().is_empty());
    let rtl = mostly_rtl(fragments.iter().map(|fragment| fragment.text.as_str()));
    let mut out = String::new();
    for part in divided(fragments, gutters.first().copied(), rtl) {
        if !out.is_empty() && !out.ends_with("\n\n") {
            out.push('\n');
        }
        ordered(&rows(part), rtl, 0, &mut out);
    }
    out
}

/// What runs across the gutter and what is above it, then the columns in reading order.
fn divided(fragments: Vec<Fragment>, gutter: Option<f64>, rtl: bool) -> Vec<Vec<Fragment>> {
    let Some(gutter) = gutter else {
        return vec![fragments];
    };
    let across = |fragment: &&Fragment| fragment.left < gutter && fragment.right > gutter;
    let lowest = fragments
        .iter()
        .filter(across)
        .map(|fragment| fragment.baseline);
    let lowest = lowest.fold(f64::NEG_INFINITY, f64::max);
    let (above, beside): (Vec<_>, Vec<_>) = fragments
        .into_iter()
        .partition(|fragment| fragment.baseline <= lowest);
    let (left, right): (Vec<_>, Vec<_>) = beside
        .into_iter()
        .partition(|fragment| fragment.left < gutter);
    let (first, second) = if rtl { (right, left) } else { (left, right) };
    vec![above, first, second]
}

fn rows(mut fragments: Vec<Fragment>) -> Vec<Row> {
    // Stable: what stands on one baseline keeps the file's order until it is sorted by its left side.
    fragments.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let mut rows: Vec<Row> = Vec::new();
    for fragment in fragments {
        match rows.last_mut() {
            Some(row)
                if (fragment.baseline - row[0].baseline).abs()
                    < SAME_LINE * fragment.size.max(row[0].size) =>
            {
                row.push(fragment);
            }
            _ => rows.push(vec![fragment]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
        // Some programs draw bold, and shadows, by drawing the same again a little beside.
        row.dedup_by(|again, first| {
            again.text == first.text && again.left - first.left < COPY * first.size
        });
    }
    rows
}

/// Writes rows, taking columns apart where there are some.
fn ordered(rows: &[Row], rtl: bool, depth: usize, out: &mut String) {
    let mut at = 0;
    let mut above: Option<&Row> = None;
    while at < rows.len() {
        if depth < DEEPEST
            && let Some(columns) = columns(&rows[at..])
        {
            if !out.is_empty() && !out.ends_with("\n\n") {
                out.push('\n');
            }
            let (first, second) = if rtl {
                (&columns.right, &columns.left)
            } else {
                (&columns.left, &columns.right)
            };
            ordered(first, rtl, depth + 1, out);
            out.push('\n');
            ordered(second, rtl, depth + 1, out);
            out.push('\n');
            at += columns.rows;
            above = None;
            continue;
        }
        let row = &rows[at];
        // A table's rows stand apart too, and stay together.
        if let Some(above) = above
            && (above.len() == 1 || row.len() == 1)
            && row[0].baseline - above[0].baseline > PARAGRAPH * row[0].size.max(above[0].size)
        {
            out.push('\n');
        }
        line(row, rtl, out);
        above = Some(row);
        at += 1;
    }
}

fn line(row: &Row, rtl: bool, out: &mut String) {
    let mut line = String::new();
    let mut before: Option<&Fragment> = None;
    for fragment in row {
        // A program says that what is on both sides of it is one line (ActualText), however wide the gap.
        if is_mark_alone(&fragment.text) {
            if !line.is_empty() {
                line.push('\t');
            }
            before = None;
            continue;
        }
        if let Some(before) = before {
            let gap = fragment.left - before.right;
            if gap > fragment.size {
                line.push('\t');
            } else if gap > 0.1 * fragment.size && !line.ends_with(' ') {
                line.push(' ');
            }
        }
        line.push_str(if before.is_none() {
            fragment.text.trim_start()
        } else {
            &fragment.text
        });
        before = Some(fragment);
    }
    out.push_str(logical(line.trim_end_matches([' ', '\t']), rtl).trim());
    out.push('\n');
}

/// Two columns at the top of some rows.
struct Columns {
    /// How many rows they take.
    rows: usize,
    left: Vec<Row>,
    right: Vec<Row>,
}

fn columns(rows: &[Row]) -> Option<Columns> {
    // The baselines of two columns need not agree: a gutter may show only in two rows together.
    let mut top: Row = rows.iter().take(2).flatten().cloned().collect();
    top.sort_by(|a, b| a.left.total_cmp(&b.left));
    gutters(&top)
        .into_iter()
        .find_map(|gutter| taken(rows, gutter))
}

/// The free stretches between fragments, the widest first.
fn gutters(row: &Row) -> Vec<(f64, f64)> {
    let mut free = Vec::new();
    let mut right = f64::NEG_INFINITY;
    for fragment in row {
        if right.is_finite() && fragment.left - right > GUTTER * fragment.size {
            free.push((right, fragment.left));
        }
        right = right.max(fragment.right);
    }
    free.sort_by(|a, b| (b.1 - b.0).total_cmp(&(a.1 - a.0)));
    free.truncate(4);
    free
}

/// Follows a gutter downwards as long as it stays free, and says whether prose is on both of its sides.
fn taken(rows: &[Row], (mut from, mut to): (f64, f64)) -> Option<Columns> {
    let mut count = 0;
    for row in rows.iter().take(LOOK_BELOW) {
        let (mut narrow_from, mut narrow_to) = (from, to);
        let mut size: f64 = 0.0;
        let mut crossed = false;
        for fragment in row {
            size = size.max(fragment.size);
            if fragment.right <= narrow_from + 0.1 || fragment.left >= narrow_to - 0.1 {
                continue;
            }
            // The side on which most of it lies decides from where it bites into the gutter.
            let middle = (narrow_from + narrow_to) / 2.0;
            match (fragment.left < middle, fragment.right > middle) {
                (true, false) => narrow_from = fragment.right,
                (false, true) => narrow_to = fragment.left,
                _ => crossed = true,
            }
        }
        if crossed || narrow_to - narrow_from < GUTTER * size {
            break;
        }
        (from, to) = (narrow_from, narrow_to);
        count += 1;
    }
    let middle = (from + to) / 2.0;
    let side = |left: bool| -> Vec<Row> {
        rows[..count]
            .iter()
            .map(|row| {
                row.iter()
                    .filter(|fragment| (fragment.left < middle) == left)
                    .cloned()
                    .collect::<Row>()
            })
            .filter(|row| !row.is_empty())
            .collect()
    };
    let (left, right) = (side(true), side(false));
    (prose(&left) && prose(&right) && overlap(&left, &right)).then_some(Columns {
        rows: count,
        left,
        right,
    })
}

/// At least three lines, long ones.
fn prose(side: &[Row]) -> bool {
    let chars: usize = side
        .iter()
        .flatten()
        .map(|fragment| fragment.text.chars().count())
        .sum();
    let pieces: usize = side.iter().map(Vec::len).sum();
    side.len() >= 3 && chars >= PROSE * pieces
}

/// Whether the sides stand beside each other, not one below the other.
fn overlap(left: &[Row], right: &[Row]) -> bool {
    let span = |side: &[Row]| match (side.first(), side.last()) {
        (Some(first), Some(last)) => (first[0].baseline, last[0].baseline),
        _ => (0.0, 0.0),
    };
    let (a, b) = (span(left), span(right));
    let shared = a.1.min(b.1) - a.0.max(b.0);
    shared > 0.4 * (a.1 - a.0).min(b.1 - b.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of a page that says nothing of columns.
    fn text(fragments: Vec<Fragment>) -> String {
        super::text(fragments, &[])
    }

    fn at(left: f64, baseline: f64, text: &str) -> Fragment {
        Fragment {
            text: text.into(),
            left,
            right: left + text.chars().count() as f64 * 5.0,
            baseline,
            size: 10.0,
        }
    }

    #[test]
    fn columns_of_prose_are_read_one_after_the_other() {
        let mut page = vec![at(
            50.0,
            40.0,
            "A title that runs over the whole width of both of the columns",
        )];
        for line in 0..5 {
            let y = 80.0 + 12.0 * f64::from(line);
            page.push(at(50.0, y, &format!("left column line {line}")));
            // The right column's lines stand a little lower.
            page.push(at(250.0, y + 5.0, &format!("right column line {line}")));
        }
        page.push(at(
            50.0,
            200.0,
            "A closing paragraph that runs over the whole width as well, yes",
        ));
        let text = text(page);
        let order: Vec<usize> = [
            "A title",
            "left column line 0",
            "left column line 4",
            "right column line 0",
            "right column line 4",
            "A closing",
        ]
        .iter()
        .map(|what| text.find(what).unwrap())
        .collect();
        assert!(order.is_sorted(), "{text}");
    }

    #[test]
    fn a_table_is_read_by_rows() {
        let page = (0..5).flat_map(|row| {
            let y = 50.0 + 12.0 * f64::from(row);
            [
                at(50.0, y, &format!("name {row}")),
                at(200.0, y, &format!("{row}0.00")),
                at(300.0, y, "EUR"),
            ]
        });
        let text = text(page.collect());
        assert!(
            text.starts_with("name 0\t00.00\tEUR\nname 1\t10.00\tEUR\n"),
            "{text}"
        );
    }

    #[test]
    fn a_superscript_stays_on_its_line_and_a_spaced_table_together() {
        let mut small = at(10.0, 6.0, "2");
        small.size = 6.0;
        assert_eq!(text(vec![at(5.0, 10.0, "x"), small]), "x2\n");
        let table = (0..2).flat_map(|row| {
            [
                at(0.0, 30.0 * f64::from(row), "a"),
                at(90.0, 30.0 * f64::from(row), "b"),
            ]
        });
        assert_eq!(text(table.collect()), "a\tb\na\tb\n");
    }

    #[test]
    fn paragraphs_are_kept_apart() {
        let text = text(vec![
            at(0.0, 10.0, "one"),
            at(0.0, 22.0, "two"),
            at(0.0, 50.0, "three"),
        ]);
        assert_eq!(text, "one\ntwo\n\nthree\n");
    }

    #[test]
    fn columns_that_a_file_divides_itself_need_not_look_like_prose() {
        let page = || {
            vec![
                at(50.0, 10.0, "A name that runs over the whole width"),
                at(50.0, 40.0, "one"),
                at(50.0, 52.0, "two"),
                at(120.0, 40.0, "three"),
            ]
        };
        assert_eq!(
            super::text(page(), &[100.0]).replace("\n\n", "\n"),
            "A name that runs over the whole width\none\ntwo\nthree\n"
        );
        assert!(text(page()).contains("one\tthree"));
    }

    #[test]
    fn odd_numbers_do_no_harm() {
        let page = (0..3000).map(|n| at(f64::from(n % 7) * 1e300, f64::from(n) * -1e299, "x"));
        assert_eq!(text(page.collect()).matches('x').count(), 3000);
    }
}
