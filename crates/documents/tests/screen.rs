//! What a window is sent of a CV's pages while somebody works on it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use std::collections::BTreeMap;

use common::{on_pages, photo, sample, typesetter};
use contract::cv::{Cv, Fill, PartArea, Preview, PreviewPage, Template};
use documents::cv::lay_out;
use documents::layout::Typesetter;
use documents::preview::Screen;

/// A window: what it has been sent so far.
#[derive(Default)]
struct Window {
    outlines: BTreeMap<u32, String>,
    pictures: BTreeMap<u32, (String, f32)>,
    pages: Vec<PreviewPage>,
}

/// What is seen of a page.
#[derive(Debug, PartialEq)]
struct Seen<'a> {
    fills: &'a [Fill],
    runs: Vec<(&'a str, f32, f32, u32)>,
    pictures: Vec<(&'a (String, f32), [f32; 4])>,
    parts: &'a [PartArea],
}

impl Window {
    fn apply(&mut self, preview: &Preview) {
        if preview.anew {
            *self = Self::default();
        }
        for outline in &preview.outlines {
            let twice = self.outlines.insert(outline.id, outline.path.clone());
            assert_eq!(twice, None, "a number is used once");
        }
        for picture in &preview.pictures {
            let new = (picture.url.clone(), picture.rounding);
            let twice = self.pictures.insert(picture.id, new);
            assert_eq!(twice, None, "a number is used once");
        }
        let mut before = std::mem::take(&mut self.pages).into_iter();
        for page in &preview.pages {
            let before = before.next();
            let page = page.clone().or(before);
            self.pages
                .push(page.expect("a page that is not sent was there"));
        }
    }

    fn seen(&self) -> Vec<Seen<'_>> {
        self.pages
            .iter()
            .map(|page| Seen {
                fills: &page.fills,
                runs: page
                    .runs
                    .iter()
                    .map(|run| (self.outlines[&run.0].as_str(), run.1, run.2, run.3))
                    .collect(),
                pictures: page
                    .pictures
                    .iter()
                    .map(|it| (&self.pictures[&it.0], [it.1, it.2, it.3, it.4]))
                    .collect(),
                parts: &page.parts,
            })
            .collect()
    }
}

/// Shows a CV, and sees to it that the window has what a fresh one would have.
fn show(cv: &Cv, typesetter: &mut Typesetter, screen: &mut Screen, window: &mut Window) -> Preview {
    let laid = lay_out(cv, typesetter);
    let preview = screen.show(&laid.pages, laid.fits);
    window.apply(&preview);
    let mut fresh = Window::default();
    fresh.apply(&Screen::new().show(&laid.pages, laid.fits));
    assert_eq!(window.seen(), fresh.seen());
    preview
}

fn sent(preview: &Preview) -> usize {
    preview.pages.iter().flatten().count()
}

#[test]
fn a_window_that_applies_what_it_is_sent_has_what_a_fresh_one_has() {
    for language in ["en", "ar", "ja"] {
        let mut setter = typesetter(language);
        let (mut cv, _) = on_pages(3, &sample(language), Template::Classic, &mut setter);
        let (mut screen, mut window) = (Screen::new(), Window::default());
        let mut step = |cv: &Cv| show(cv, &mut setter, &mut screen, &mut window);

        let first = step(&cv);
        assert!(first.anew && sent(&first) == 3, "{language}");
        let again = step(&cv);
        assert!(!again.anew);
        assert_eq!(
            (sent(&again), again.outlines.len()),
            (0, 0),
            "nothing is new"
        );
        for template in Template::ALL {
            cv.look.template = template;
            step(&cv);
        }
        cv.sections.rotate_left(1);
        step(&cv);
        let gone = cv.sections.split_off(2);
        step(&cv);
        cv.sections.extend(gone);
        step(&cv);
        cv.person.name = "x".into();
        step(&cv);
    }
}

#[test]
fn a_letter_sends_its_own_line() {
    let mut setter = typesetter("en");
    for template in Template::ALL {
        let (mut cv, _) = on_pages(3, &sample("en"), template, &mut setter);
        let (mut screen, mut window) = (Screen::new(), Window::default());
        let all = show(&cv, &mut setter, &mut screen, &mut window);
        // The last entry's last point, which stands on the last page.
        let entries = cv
            .sections
            .iter_mut()
            .flat_map(|section| &mut section.entries);
        let point = entries
            .filter_map(|entry| entry.points.last_mut())
            .next_back();
        point.expect("the sample has points").text.push('x');
        let letter = show(&cv, &mut setter, &mut screen, &mut window);
        assert!(
            all.outlines.len() > 80,
            "{template:?}: {}",
            all.outlines.len()
        );
        assert_eq!(letter.outlines.len(), 1, "{template:?}: the line");
        assert_eq!(sent(&letter), 1, "{template:?}: its page");
    }
}

#[test]
fn where_a_part_stands_can_be_told_and_an_entry_stands_in_its_section() {
    let mut setter = typesetter("en");
    let cv = sample("en");
    for template in Template::ALL {
        let mut cv = cv.clone();
        cv.look.template = template;
        let laid = lay_out(&cv, &mut setter);
        let preview = Screen::new().show(&laid.pages, laid.fits);
        let areas = |part: &contract::cv::PartId| {
            let pages = preview.pages.iter().flatten().enumerate();
            let found = pages.flat_map(|(number, page)| {
                page.parts.iter().map(move |area| (number, area.clone()))
            });
            let part = part.clone();
            found
                .filter(move |(_, area)| area.part == part)
                .collect::<Vec<_>>()
        };
        for section in &cv.sections {
            let around = areas(&section.id);
            assert!(!around.is_empty(), "{template:?} {:?}", section.kind);
            for entry in &section.entries {
                for (page, area) in areas(&entry.id) {
                    assert!(area.width > 0.0 && area.height > 0.0);
                    let (_, around) = around.iter().find(|(on, _)| *on == page).unwrap();
                    assert!(
                        around.x <= area.x
                            && around.y <= area.y
                            && around.x + around.width >= area.x + area.width - 0.02
                            && around.y + around.height >= area.y + area.height - 0.02,
                        "{template:?}: {area:?} in {around:?}"
                    );
                }
            }
        }
        // An entry is its points too.
        let jobs = cv
            .sections
            .iter()
            .find(|section| section.entries.iter().any(|entry| entry.points.len() > 1));
        let job = &jobs.unwrap().entries[0];
        let height: f32 = areas(&job.id).iter().map(|(_, area)| area.height).sum();
        assert!(height > 40.0, "{template:?}: {height}");
    }
}

#[test]
fn much_that_is_no_longer_shown_is_forgotten() {
    let mut setter = typesetter("en");
    let mut cv = sample("en");
    cv.sections.truncate(1);
    let (mut screen, mut window) = (Screen::new(), Window::default());
    show(&cv, &mut setter, &mut screen, &mut window);
    let mut anew = 0;
    for step in 0..15 {
        // 400 short lines, and others each time.
        let lines = (0..400).map(|line| format!("{}\n", step * 400 + line));
        cv.sections[0].text = lines.collect();
        let preview = show(&cv, &mut setter, &mut screen, &mut window);
        anew += usize::from(preview.anew);
        assert!(window.outlines.len() < 4_900, "{}", window.outlines.len());
    }
    assert_eq!(anew, 1, "it begins anew at some time, and not often");
    for step in 0..30 {
        cv.person.photo = photo::url_of(step);
        let preview = show(&cv, &mut setter, &mut screen, &mut window);
        anew += usize::from(preview.anew);
    }
    assert_eq!(anew, 2, "pictures count too");
}

#[test]
fn a_photo_is_sent_once() {
    let mut setter = typesetter("en");
    let mut cv = sample("en");
    cv.person.photo = photo::url();
    let (mut screen, mut window) = (Screen::new(), Window::default());
    for template in Template::ALL {
        cv.look.template = template;
        let preview = show(&cv, &mut setter, &mut screen, &mut window);
        let placed = preview
            .pages
            .iter()
            .flatten()
            .flat_map(|page| &page.pictures);
        for placed in placed {
            let (_, rounding) = &window.pictures[&placed.0];
            assert!(placed.3 > 10.0 && placed.4 > 10.0 && (0.0..=0.5).contains(rounding));
        }
        cv.person.headline.push('x');
        let typed = show(&cv, &mut setter, &mut screen, &mut window);
        assert_eq!(typed.pictures, [], "{template:?}");
    }
    assert!(!window.pictures.is_empty());
}

#[test]
fn what_no_font_has_is_named() {
    let mut setter = typesetter("en");
    let mut cv = sample("en");
    cv.person.headline = "Reads 𓀀 well".to_owned();
    let laid = lay_out(&cv, &mut setter);
    let preview = Screen::new().show(&laid.pages, laid.fits);
    assert_eq!(preview.missing.len(), 1);
    assert!(preview.missing[0].name.starts_with("U+13000"));
    assert_eq!(preview.missing[0].word, "𓀀");
}
