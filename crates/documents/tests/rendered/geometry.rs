//! A page in numbers: its headings to be read by people, each line's baseline with a digest of all that is
//! drawn in it, and what is no text. Points, to a tenth.

use std::fmt::Write as _;

use documents::layout::{Item, Page, Pages, Rect, Role, Run};
use sha2::{Digest as _, Sha256};

/// One page of one sample.
#[derive(Debug, PartialEq, Eq)]
pub struct Shape {
    /// `en classic 3: page 2`
    name: String,
    /// Counts, and digests of boxes, links and pictures.
    summary: String,
    /// Title and headings with where they stand.
    headings: Vec<String>,
    lines: Vec<Line>,
}

/// Runs after each other on one baseline.
#[derive(Debug, Eq)]
struct Line {
    /// Tenths of a point.
    baseline: i32,
    digest: String,
    /// How it begins; not kept.
    text: String,
}

impl PartialEq for Line {
    fn eq(&self, other: &Self) -> bool {
        (self.baseline, &self.digest) == (other.baseline, &other.digest)
    }
}

/// Pages as they are now.
pub fn describe(name: &str, pages: &Pages) -> Vec<Shape> {
    let numbered = pages.pages.iter().zip(1..);
    let shapes = numbered.map(|(page, number)| {
        let lines = lines(page);
        let counted = |kind: fn(&Item) -> Option<String>| {
            let found: Vec<String> = page.items.iter().filter_map(kind).collect();
            match found.len() {
                0 => "0".to_owned(),
                count => format!("{count} ({})", digest(&found.join(" "), 8)),
            }
        };
        let first = lines.iter().map(|line| line.baseline).min().unwrap_or(0);
        let last = lines.iter().map(|line| line.baseline).max().unwrap_or(0);
        Shape {
            name: format!("{name}: page {number}"),
            summary: format!(
                "{} lines from {} to {}, {} runs, boxes {}, links {}, pictures {}",
                lines.len(),
                points(first),
                points(last),
                runs(page).count(),
                counted(|item| match item {
                    Item::Fill(at, color) => Some(format!("{} {:?}", rect(at), color.0)),
                    _ => None,
                }),
                counted(|item| match item {
                    Item::Link(link) => Some(format!("{} {}", rect(&link.rect), link.address)),
                    _ => None,
                }),
                counted(|item| match item {
                    Item::Picture(at, ..) => Some(rect(at)),
                    _ => None,
                }),
            ),
            headings: headings(pages, page),
            lines,
        }
    });
    shapes.collect()
}

fn runs(page: &Page) -> impl Iterator<Item = &Run> {
    page.items.iter().filter_map(|item| match item {
        Item::Run(run) => Some(run),
        _ => None,
    })
}

fn headings(pages: &Pages, page: &Page) -> Vec<String> {
    let heads = runs(page).filter(|run| {
        let role = pages.nodes[run.node.0 as usize].role;
        matches!(role, Role::H1 | Role::H2)
    });
    let heads = heads.map(|run| {
        format!(
            "{}: {} to {} on {}, {} high",
            run.shape.text.trim(),
            points(tenths(run.x)),
            points(tenths(run.x + run.shape.width)),
            points(tenths(run.y)),
            points(tenths(run.shape.size)),
        )
    });
    heads.collect()
}

fn lines(page: &Page) -> Vec<Line> {
    let all: Vec<&Run> = runs(page).collect();
    let lines = all
        .chunk_by(|a, b| tenths(a.y) == tenths(b.y))
        .map(|line| Line {
            baseline: tenths(line[0].y),
            digest: digest(&line.iter().map(|run| drawn(run)).collect::<String>(), 4),
            text: line.iter().map(|run| run.shape.text.as_str()).collect(),
        });
    lines.collect()
}

/// All that makes a run look as it does.
fn drawn(run: &Run) -> String {
    let shape = &run.shape;
    let mut text = format!(
        "{} {} {:?} {} {} {}\n",
        shape.face.name,
        shape.size,
        shape.color.0,
        tenths(run.x),
        tenths(shape.width),
        shape.text,
    );
    // The system's fonts number their glyphs as their version likes.
    if !shape.face.name.contains("CJK") {
        for glyph in &shape.glyphs {
            write!(
                text,
                " {} {} {}",
                glyph.id,
                tenths(glyph.x),
                tenths(glyph.y)
            )
            .unwrap();
        }
    }
    text
}

fn rect(rect: &Rect) -> String {
    let numbers = [rect.x, rect.y, rect.width, rect.height].map(|number| points(tenths(number)));
    numbers.join(" ")
}

fn tenths(points: f32) -> i32 {
    (points * 10.0).round() as i32
}

fn points(tenths: i32) -> String {
    format!("{:.1}", f64::from(tenths) / 10.0)
}

/// So many hexadecimal digits.
fn digest(text: &str, digits: usize) -> String {
    let hash = Sha256::digest(text.as_bytes());
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    hex[..digits].to_owned()
}

/// Lines of a page in a row of the file.
const IN_A_ROW: usize = 10;

/// What is kept.
pub fn write(shapes: &[Shape]) -> String {
    let mut text = String::new();
    for shape in shapes {
        writeln!(text, "{}\n  {}", shape.name, shape.summary).unwrap();
        for heading in &shape.headings {
            writeln!(text, "  # {heading}").unwrap();
        }
        for row in shape.lines.chunks(IN_A_ROW) {
            text.push_str("  |");
            for line in row {
                write!(text, " {} {}", points(line.baseline), line.digest).unwrap();
            }
            text.push('\n');
        }
    }
    text
}

/// What was kept.
pub fn read(text: &str) -> Vec<Shape> {
    let mut shapes: Vec<Shape> = Vec::new();
    for row in text.lines() {
        let Some(inner) = row.strip_prefix("  ") else {
            shapes.push(Shape {
                name: row.to_owned(),
                summary: String::new(),
                headings: Vec::new(),
                lines: Vec::new(),
            });
            continue;
        };
        let shape = shapes.last_mut().unwrap();
        if let Some(heading) = inner.strip_prefix("# ") {
            shape.headings.push(heading.to_owned());
        } else if let Some(row) = inner.strip_prefix("| ") {
            let words: Vec<&str> = row.split(' ').collect();
            shape.lines.extend(words.chunks(2).map(|pair| Line {
                baseline: tenths(pair[0].parse().unwrap()),
                digest: pair[1].to_owned(),
                text: String::new(),
            }));
        } else {
            inner.clone_into(&mut shape.summary);
        }
    }
    shapes
}

/// What is different, a line for each page and thing.
pub fn compare(before: &[Shape], now: &[Shape]) -> Vec<String> {
    let mut said = Vec::new();
    for new in now {
        match before.iter().find(|old| old.name == new.name) {
            None => said.push(format!("{}: has no reference", new.name)),
            Some(old) if old != new => said.extend(changes(old, new)),
            Some(_) => {}
        }
    }
    let gone = before
        .iter()
        .filter(|old| now.iter().all(|new| new.name != old.name));
    said.extend(gone.map(|old| format!("{}: is gone", old.name)));
    said
}

fn changes(old: &Shape, new: &Shape) -> Vec<String> {
    let page = &new.name;
    let mut said = Vec::new();
    if old.summary != new.summary {
        said.push(format!(
            "{page}: was {}\n{page}: has {}",
            old.summary, new.summary
        ));
    }
    for heading in new
        .headings
        .iter()
        .filter(|now| !old.headings.contains(now))
    {
        let title = heading.split(": ").next().unwrap_or_default();
        let was = old.headings.iter().find(|was| was.starts_with(title));
        let was = was.map_or("was not there", String::as_str);
        said.push(format!("{page}: heading {heading}; was {was}"));
    }
    let both = || old.lines.iter().zip(&new.lines).zip(1..);
    let otherwise = both().find(|((old, new), _)| old.digest != new.digest);
    if let Some(((_, line), number)) = otherwise {
        let how = if old.lines.len() == new.lines.len() {
            "line"
        } else {
            "from line"
        };
        said.push(format!(
            "{page}: {how} {number} is drawn otherwise: {}",
            begin(line)
        ));
    }
    // Lines that are drawn as they were, but moved together.
    let moved: Vec<_> = both()
        .take_while(|((old, new), _)| old.digest == new.digest)
        .map(|((old, new), number)| (new.baseline - old.baseline, number, new))
        .collect();
    for together in moved.chunk_by(|a, b| a.0 == b.0) {
        let ((by, first, line), (_, last, _)) = (&together[0], &together[together.len() - 1]);
        if *by != 0 {
            let text = begin(line);
            said.push(format!(
                "{page}: lines {first} to {last} moved by {}: {text}",
                points(*by)
            ));
        }
    }
    said
}

fn begin(line: &Line) -> String {
    let text: String = line.text.chars().take(40).collect();
    format!("“{text}”")
}

#[test]
fn what_moved_is_said() {
    let line = |baseline, digest: &str| Line {
        baseline,
        digest: digest.to_owned(),
        text: "Led a team".to_owned(),
    };
    let page = |lines| Shape {
        name: "en classic 1: page 1".to_owned(),
        summary: "3 lines".to_owned(),
        headings: vec!["Work: 1.0 to 2.0".to_owned()],
        lines,
    };
    let before = page(vec![
        line(100, "aaaa"),
        line(200, "bbbb"),
        line(300, "cccc"),
    ]);
    let before = read(&write(&[before]));
    assert_eq!(
        compare(
            &before,
            &[page(vec![
                line(100, "aaaa"),
                line(215, "bbbb"),
                line(315, "cccc")
            ])]
        ),
        ["en classic 1: page 1: lines 2 to 3 moved by 1.5: “Led a team”"]
    );
    assert_eq!(
        compare(
            &before,
            &[page(vec![
                line(100, "aaaa"),
                line(200, "bbbb"),
                line(300, "dddd")
            ])]
        ),
        ["en classic 1: page 1: line 3 is drawn otherwise: “Led a team”"]
    );
    assert_eq!(compare(&before, &before), Vec::<String>::new());
    assert_eq!(compare(&before, &[]), ["en classic 1: page 1: is gone"]);
}
