//! Where things stand on pages: nothing overlaps or runs out of its page, and pages break where a person
//! would break them.

#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod common;

use common::{SAMPLES, compared, laid, on_pages, sample, typesetter};
use contract::cv::{Cv, Density, Paper, Template};
use documents::cv::tell;
use documents::layout::{Item, Missing, Page, Pages, Role, Run};

fn runs(page: &Page) -> impl Iterator<Item = &Run> {
    page.items.iter().filter_map(|item| match item {
        Item::Run(run) => Some(run),
        _ => None,
    })
}

fn role(pages: &Pages, run: &Run) -> Role {
    let node = &pages.nodes[run.node.0 as usize];
    match node.role {
        Role::Link => pages.nodes[node.parent.0 as usize].role,
        role => role,
    }
}

fn nothing_overlaps_or_runs_out(pages: &Pages, case: &str) {
    for (number, page) in pages.pages.iter().enumerate() {
        // What a letter covers at least: from its x-height to its baseline.
        let inked: Vec<_> = runs(page)
            .filter(|run| !run.shape.text.trim().is_empty())
            .map(|run| {
                let height = run.shape.size * 0.45;
                (run.x, run.x + run.shape.width, run.y - height, run.y, run)
            })
            .collect();
        for (index, (left, right, top, bottom, run)) in inked.iter().enumerate() {
            let text = &run.shape.text;
            assert!(
                *left >= 20.0
                    && *right <= pages.size.width - 20.0
                    && *top >= 20.0
                    && *bottom <= pages.size.height - 20.0,
                "{case}: {text:?} runs out of page {number}"
            );
            for (l, r, t, b, other) in &inked[..index] {
                let apart = r <= &(left + 0.1) || l >= &(right - 0.1) || b <= top || t >= bottom;
                assert!(apart, "{case}: {text:?} lies on {:?}", other.shape.text);
            }
        }
    }
}

fn nothing_is_stranded(pages: &Pages, case: &str) {
    for (number, page) in pages.pages.iter().enumerate().take(pages.pages.len() - 1) {
        // Of the wide column, in which the page breaks.
        let last = runs(page).last().unwrap();
        let role = role(pages, last);
        assert!(
            !matches!(role, Role::H1 | Role::H2 | Role::H3),
            "{case}: {:?} stands alone at the foot of page {number}",
            last.shape.text
        );
    }
}

#[test]
fn every_sample_stands_well_in_every_template() {
    for (language, _) in SAMPLES {
        let mut typesetter = typesetter(language);
        for template in Template::ALL {
            for count in [1, 3] {
                let (_, pages) = on_pages(count, &sample(language), template, &mut typesetter);
                let case = format!("{language} {template:?} {count}");
                nothing_overlaps_or_runs_out(&pages, &case);
                nothing_is_stranded(&pages, &case);
            }
        }
    }
}

#[test]
fn a_page_breaks_well_wherever_it_falls() {
    // A line more each time moves the break through the whole page.
    let mut typesetter = typesetter("en");
    for template in Template::ALL {
        let mut cv = sample("en");
        for length in 0..60 {
            let summary = &mut cv.sections[0].text;
            summary.push_str("\nOne line more.");
            let pages = laid(&mut cv, template, &mut typesetter).pages;
            let case = format!("{template:?} with {length} lines more");
            nothing_is_stranded(&pages, &case);
            nothing_overlaps_or_runs_out(&pages, &case);
        }
    }
}

#[test]
fn beside_nothing_there_is_one_column() {
    let mut typesetter = typesetter("en");
    let edge = |page: &Page| runs(page).map(|run| run.x).fold(f32::MAX, f32::min);
    // The break moves through jobs, and through a paragraph that grows longer than a page may lose.
    for grows in [false, true] {
        let mut cv = sample("en");
        for _ in 0..60 {
            if grows {
                let long = &mut cv.sections[1].entries[0].points[0].text;
                long.push_str(" and so on and on and on");
            } else {
                cv.sections[0].text.push_str("\nOne line more.");
            }
            let pages = laid(&mut cv, Template::Modern, &mut typesetter).pages;
            let [first, second, ..] = &pages.pages[..] else {
                continue;
            };
            assert_eq!(edge(second), edge(first), "it has the whole width");
            let both = runs(second).find(|run| runs(first).any(|other| other.node == run.node));
            let torn = both.map(|run| &run.shape.text);
            assert!(grows || torn.is_none(), "{torn:?} stands in two widths");
        }
    }
}

#[test]
fn everything_that_is_said_stands_on_the_pages_in_order() {
    for (language, _) in SAMPLES {
        let mut typesetter = typesetter(language);
        let mut cv = sample(language);
        for template in Template::ALL {
            let pages = laid(&mut cv, template, &mut typesetter).pages;
            let mut said = story_text(&cv);
            let mut shown = without_signs(&pages.text());
            if template == Template::Modern {
                // The narrow column is read before the wide one.
                said = sorted(&said);
                shown = sorted(&shown);
            }
            assert_eq!(shown, said, "{language} {template:?}");
        }
    }
}

fn story_text(cv: &Cv) -> String {
    without_signs(&tell(cv).text())
}

/// Without what a template adds, and without its capitals.
fn without_signs(text: &str) -> String {
    let text = compared(text).to_lowercase();
    let text: String = text.chars().filter(|c| !matches!(c, '•' | '·')).collect();
    // Greek capitals have no accents, ß becomes SS.
    common::without_accents(&text)
        .replace('ß', "ss")
        .replace('ς', "σ")
}

fn sorted(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

#[test]
fn a_cv_is_made_to_fit_within_taste_and_it_is_said_when_it_cannot() {
    let mut typesetter = typesetter("en");
    let mut cv = sample("en");
    cv.sections.truncate(9);
    let drawn = laid(&mut cv, Template::Classic, &mut typesetter);
    assert_eq!((drawn.pages.pages.len(), drawn.fits), (2, true));
    cv.look.fit_to = Some(1);
    let fitted = laid(&mut cv, Template::Classic, &mut typesetter);
    assert_eq!((fitted.pages.pages.len(), fitted.fits), (1, true));
    nothing_overlaps_or_runs_out(&fitted.pages, "fitted");
    let fitted_text = fitted.pages.text();
    assert_eq!(
        compared(&fitted_text),
        compared(&drawn.pages.text()),
        "nothing is left out"
    );
    let (mut long, _) = on_pages(3, &sample("en"), Template::Classic, &mut typesetter);
    long.look.fit_to = Some(1);
    let tried = laid(&mut long, Template::Classic, &mut typesetter);
    assert!(!tried.fits && tried.pages.pages.len() > 1);
}

#[test]
fn paper_and_density_are_obeyed() {
    let mut typesetter = typesetter("en");
    let mut cv = sample("en");
    let mut foot = |density, paper| {
        cv.look.density = density;
        cv.look.paper = paper;
        cv.sections.truncate(4);
        let pages = laid(&mut cv, Template::Classic, &mut typesetter).pages;
        nothing_overlaps_or_runs_out(&pages, &format!("{density:?} {paper:?}"));
        assert_eq!(pages.pages.len(), 1);
        let foot = runs(&pages.pages[0]).map(|run| run.y).fold(0.0, f32::max);
        (pages.size.width.round(), foot)
    };
    let (a4, normal) = foot(Density::Normal, Paper::A4);
    let (letter, _) = foot(Density::Normal, Paper::Letter);
    assert_eq!((a4, letter), (595.0, 612.0));
    assert!(foot(Density::Tight, Paper::A4).1 < normal);
    assert!(foot(Density::Airy, Paper::A4).1 > normal);
}

#[test]
fn a_character_that_no_font_has_is_said_with_its_word() {
    let mut typesetter = typesetter("en");
    let mut cv = sample("en");
    cv.person.headline = "Reads 𓀀𓁐 well".to_owned();
    let pages = laid(&mut cv, Template::Classic, &mut typesetter).pages;
    let missing: Vec<_> = pages
        .missing
        .iter()
        .map(|m| (m.character, m.word.as_str()))
        .collect();
    assert_eq!(missing, [('𓀀', "𓀀𓁐"), ('𓁐', "𓀀𓁐")]);
    let names: Vec<_> = pages.missing.iter().map(Missing::name).collect();
    assert_eq!(
        names,
        [
            "U+13000 EGYPTIAN HIEROGLYPH A001",
            "U+13050 EGYPTIAN HIEROGLYPH B001"
        ]
    );
    assert!(
        pages.text().contains("𓀀𓁐"),
        "it is still there to be copied"
    );
}
