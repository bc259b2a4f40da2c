//! The preview while somebody types: from a letter to what the window is sent.

use std::time::Instant;

use contract::cv::{Cv, Kind, PartId};
use documents::cv::lay_out;
use documents::layout::Typesetter;
use documents::preview::{self, Outlines};
use e2e::Result;

use super::{fresh, ms, sample};
use crate::figure::{Figure, Target, median, percentile};

/// What is typed into a line of a job, letter by letter.
const TYPED: &str = " Cut the time from an order to its parcel by a third, from nine days to six, \
    with four colleagues in two cities; wrote the plan, the forecasts and the report to the board. \
    Since then the same team has kept every promise that was made to a customer.";

/// Pages of the CV.
const PAGES: usize = 3;

/// The figure.
pub(super) fn measure() -> Result<Figure> {
    let mut typesetter = fresh();
    let mut cv = long(&mut typesetter)?;
    let mut outlines = Outlines::default();
    let mut shown = draw(&cv, &mut typesetter, &mut outlines);
    let (mut times, mut sent) = (Vec::new(), 0);
    for letter in TYPED.chars() {
        line(&mut cv)?.push(letter);
        let begin = Instant::now();
        let drawn = draw(&cv, &mut typesetter, &mut outlines);
        let changed: Vec<&String> = drawn.iter().filter(|page| !shown.contains(page)).collect();
        times.push(ms(begin));
        // A space at the end of a line is not seen until something follows.
        if changed.is_empty() && letter != ' ' {
            return Err(format!("{letter:?} changes nothing").into());
        }
        sent += changed.len();
        shown = drawn;
    }
    println!(
        "cv, typing: {} letters, median {:.2} ms, {sent} pages sent",
        times.len(),
        median(times.clone())
    );
    Ok(Figure {
        what: "Preview of a CV of 3 pages: a letter to the pages that it changes, 95th percentile",
        unit: "ms",
        ours: percentile(times, 0.95),
        peer: None,
        target: Target::Within(16.0),
    })
}

/// All pages: which have changed is known when they are drawn.
fn draw(cv: &Cv, typesetter: &mut Typesetter, outlines: &mut Outlines) -> Vec<String> {
    let pages = lay_out(cv, typesetter).pages;
    let drawn = pages.pages.iter();
    drawn
        .map(|page| preview::svg(&pages, page, outlines))
        .collect()
}

/// The sample with more jobs, until it has the pages.
fn long(typesetter: &mut Typesetter) -> Result<Cv> {
    let mut cv = sample()?;
    for round in 0..100 {
        if lay_out(&cv, typesetter).pages.pages.len() == PAGES {
            return Ok(cv);
        }
        let section = cv
            .sections
            .iter_mut()
            .find(|section| section.kind == Kind::Experience);
        let section = section.ok_or("a CV without a job")?;
        let mut again = section.entries.first().ok_or("no job")?.clone();
        again.id = PartId(format!("again{round}"));
        section.entries.push(again);
    }
    Err("the CV does not become longer".into())
}

/// A line of the first job: all that follows moves when it grows.
fn line(cv: &mut Cv) -> Result<&mut String> {
    let section = cv
        .sections
        .iter_mut()
        .find(|section| section.kind == Kind::Experience);
    let entry = section.and_then(|section| section.entries.first_mut());
    let point = entry.and_then(|entry| entry.points.first_mut());
    Ok(&mut point.ok_or("a job without a line")?.text)
}
