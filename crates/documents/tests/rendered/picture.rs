//! Pages as small pictures, compared as somebody would who steps back: versions of poppler smooth the edges of
//! letters each in its own way, which is no change.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::Command;

/// Pixels an inch: a line of text can be told from the next.
const RESOLUTION: f32 = 40.0;
/// Pixels of a cell each way: about a line of text.
const CELL: usize = 8;
/// How far a cell's mean may be off in a channel, of 255.
const OFF: u32 = 24;
/// Cells that may be off further, in thousandths of all.
const MANY: usize = 5;

/// A page of a PDF as PNG.
pub fn draw(pdf: &[u8], page: usize) -> Vec<u8> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(pdf).unwrap();
    let page = page.to_string();
    let resolution = RESOLUTION.to_string();
    let done = Command::new("pdftoppm")
        .args([
            "-png",
            "-singlefile",
            "-r",
            &resolution,
            "-f",
            &page,
            "-l",
            &page,
        ])
        .arg(file.path())
        .output()
        .unwrap_or_else(|error| panic!("pdftoppm of poppler-utils is needed: {error}"));
    let complaint = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success() && complaint.is_empty(), "{complaint}");
    done.stdout
}

/// What is different; the picture as it is now is left where the complaint says.
pub fn compare(reference: &Path, now: &[u8]) -> Option<String> {
    let name = reference.display();
    let Ok(before) = fs::read(reference) else {
        return Some(format!("{name}: is missing"));
    };
    let change = difference(&decode(&before), &decode(now))?;
    let left = Path::new(env!("CARGO_TARGET_TMPDIR")).join(reference.file_name()?);
    fs::write(&left, now).unwrap();
    Some(format!(
        "{name}: {change}; as it is now: {}",
        left.display()
    ))
}

struct Pixels {
    width: usize,
    height: usize,
    rgb: Vec<u8>,
}

fn decode(file: &[u8]) -> Pixels {
    let mut reader = png::Decoder::new(Cursor::new(file)).read_info().unwrap();
    let mut rgb = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut rgb).unwrap();
    assert_eq!(info.color_type, png::ColorType::Rgb);
    Pixels {
        width: info.width as usize,
        height: info.height as usize,
        rgb,
    }
}

impl Pixels {
    /// The sums of a cell's channels, and its pixels.
    fn cell(&self, x: usize, y: usize) -> ([u32; 3], u32) {
        let (mut sums, mut count) = ([0; 3], 0);
        for row in (y..self.height).take(CELL) {
            for column in (x..self.width).take(CELL) {
                let at = (row * self.width + column) * 3;
                for (sum, channel) in sums.iter_mut().zip(&self.rgb[at..at + 3]) {
                    *sum += u32::from(*channel);
                }
                count += 1;
            }
        }
        (sums, count)
    }
}

fn difference(before: &Pixels, now: &Pixels) -> Option<String> {
    let sizes = [before, now].map(|picture| (picture.width, picture.height));
    if sizes[0] != sizes[1] {
        return Some(format!("was {:?} pixels, is {:?}", sizes[0], sizes[1]));
    }
    let (mut cells, mut off) = (0, Vec::new());
    for y in (0..now.height).step_by(CELL) {
        for x in (0..now.width).step_by(CELL) {
            let ((old, count), (new, _)) = (before.cell(x, y), now.cell(x, y));
            let furthest = old.iter().zip(&new).map(|(a, b)| a.abs_diff(*b)).max();
            cells += 1;
            if furthest.is_some_and(|sum| sum > OFF * count) {
                off.push((x, y));
            }
        }
    }
    if off.len() * 1_000 <= cells * MANY {
        return None;
    }
    let points = |pixels: usize| (pixels as f32 * 72.0 / RESOLUTION).round();
    let edge = |of: fn(&(usize, usize)) -> usize| {
        let (least, most) = (off.iter().map(of).min(), off.iter().map(of).max());
        (points(least.unwrap_or(0)), points(most.unwrap_or(0) + CELL))
    };
    let ((left, right), (top, bottom)) = (edge(|cell| cell.0), edge(|cell| cell.1));
    Some(format!(
        "{} of {cells} places look otherwise, from {left} to {right} across and {top} to {bottom} down",
        off.len()
    ))
}

#[test]
fn a_line_that_moved_is_seen_and_smoothing_is_not() {
    let page = |ink: fn(usize, usize) -> u8| {
        let pixels = (0..64 * 64).flat_map(|at| [ink(at % 64, at / 64); 3]);
        Pixels {
            width: 64,
            height: 64,
            rgb: pixels.collect(),
        }
    };
    let lines = page(|_, y| if y % 16 < 8 { 120 } else { 255 });
    let smoothed = page(|x, y| {
        if y % 16 < 8 {
            110 + (x % 20) as u8
        } else {
            250
        }
    });
    let moved = page(|_, y| {
        if y < 40 && y % 16 < 8 || y > 40 && y % 16 >= 8 {
            120
        } else {
            255
        }
    });
    assert_eq!(difference(&lines, &smoothed), None);
    let said = difference(&lines, &moved).unwrap();
    assert!(
        said.ends_with("from 0 to 115 across and 72 to 115 down"),
        "{said}"
    );
}
