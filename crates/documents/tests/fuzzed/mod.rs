//! What must hold for any CV, and a CV out of any bytes. Used by `any.rs`, `corpus.rs` and the fuzzer.

#![allow(dead_code, reason = "each user needs its own part")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod draft;
mod markup;

use std::cell::RefCell;
use std::io::{Cursor, Read as _};

use contract::Timestamp;
use contract::cv::Cv;
use documents::cv::{self, Block, check_photo, docx, read, tell, write_json_resume, write_own};
use documents::layout::fonts::Fonts;
use documents::layout::{Item, Pages, Role, Run, Typesetter};
use documents::{pdf, preview};

/// What both know of the letters that they drew before: a window that is open all day.
struct Desk {
    typesetter: Typesetter,
    outlines: preview::Outlines,
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::new(Desk {
        typesetter: Typesetter::new(Fonts::bundled()),
        outlines: preview::Outlines::default(),
    });
}

/// Bytes are read as a file; if they are none, they are the recipe of a CV.
pub fn check(bytes: &[u8]) {
    let cv = read(bytes, &mut 0_u32).unwrap_or_else(|problem| {
        assert!(!problem.to_string().is_empty(), "what is wrong is said");
        draft::cv(bytes)
    });
    becomes_files(&cv);
}

/// A CV becomes pages, PDF, SVG, DOCX and JSON that programs can read, and nothing of it is lost.
pub fn becomes_files(cv: &Cv) {
    DESK.with_borrow_mut(|desk| {
        let fitted = cv::lay_out(cv, &mut desk.typesetter);
        let pages = &fitted.pages;
        if let (true, Some(most)) = (fitted.fits, cv.look.fit_to) {
            let fits = most == 0 || pages.pages.len() <= usize::from(most);
            assert!(fits, "{} pages are not {most}", pages.pages.len());
        }
        stands_on_pages(pages);
        says_everything(cv, pages);
        pdf_opens(pages);
        for page in &pages.pages {
            let drawn = preview::svg(pages, page, &mut desk.outlines);
            assert!(!drawn.contains("NaN") && !drawn.contains("inf"));
            markup::check("a page's SVG", drawn.as_bytes());
        }
    });
    docx_opens(cv);
    let own = read(write_own(cv).as_bytes(), &mut 0_u32);
    match check_photo(&cv.person.photo) {
        Ok(()) => assert_eq!(own.unwrap().person, cv.person),
        Err(_) => assert_eq!(own.unwrap_err().path, "person.photo"),
    }
    // A photo that is none is refused.
    read(write_json_resume(cv).as_bytes(), &mut 0_u32).ok();
}

fn runs(pages: &Pages) -> impl Iterator<Item = &Run> {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    items.filter_map(|item| match item {
        Item::Run(run) => Some(run),
        _ => None,
    })
}

/// Nothing stands outside of its page.
fn stands_on_pages(pages: &Pages) {
    assert!(!pages.pages.is_empty(), "there is a page");
    let size = pages.size;
    for run in runs(pages) {
        if run.shape.text.trim().is_empty() {
            continue;
        }
        let (left, right) = (run.x, run.x + run.shape.width);
        let inside = left >= 0.0 && right <= size.width && run.y >= 0.0 && run.y <= size.height;
        assert!(
            inside,
            "{:?} stands from {left} to {right} at {}",
            run.shape.text.chars().take(60).collect::<String>(),
            run.y
        );
    }
}

/// Every letter of the story is on the pages, but those of headings, which capitals change.
fn says_everything(cv: &Cv, pages: &Pages) {
    let story = tell(cv);
    let mut said = vec![story.name, story.headline];
    said.extend(story.contacts.into_iter().map(|contact| contact.text));
    let headings = story
        .chapters
        .iter()
        .filter(|chapter| !chapter.heading.is_empty());
    let headings = headings.count();
    for block in story
        .chapters
        .into_iter()
        .flat_map(|chapter| chapter.blocks)
    {
        match block {
            Block::Paragraph(text) => said.push(text),
            Block::Labelled { label, text, .. } => said.extend([label, text]),
            Block::Entry(entry) => {
                said.extend([entry.title, entry.date, entry.line]);
                said.extend(entry.web.map(|(text, _)| text));
                said.extend(entry.paragraphs);
                said.extend(entry.points);
            }
        }
    }
    let said = letters(said.iter().map(String::as_str));
    let shown = runs(pages).filter(|run| role(pages, run) != Role::H2);
    let shown = letters(shown.map(|run| run.shape.text.as_str()));
    if said != shown {
        let at = said.iter().zip(&shown).take_while(|(a, b)| a == b).count();
        panic!(
            "of {} letters {} are shown; the first that differ are {:?} and {:?}",
            said.len(),
            shown.len(),
            said.get(at),
            shown.get(at)
        );
    }
    assert_eq!(
        pages.bookmarks.len(),
        headings,
        "each heading is a bookmark"
    );
}

fn role(pages: &Pages, run: &Run) -> Role {
    pages.nodes.get(run.node.0 as usize).unwrap().role
}

/// All of them sorted, without white space, marks of direction, and the signs that a template adds.
fn letters<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<char> {
    let added = |c: char| c.is_whitespace() || "•·\u{200e}\u{200f}\u{61c}".contains(c);
    let mut letters: Vec<char> = texts.flat_map(str::chars).filter(|c| !added(*c)).collect();
    letters.sort_unstable();
    letters
}

/// Another program's reader finds every page, and what is painted on it.
fn pdf_opens(pages: &Pages) {
    let file = pdf::write(pages, Timestamp(0)).unwrap();
    let opened = lopdf::Document::load_mem(&file).unwrap();
    let found = opened.get_pages();
    assert_eq!(found.len(), pages.pages.len());
    for page in found.into_values() {
        opened.get_and_decode_page_content(page).unwrap();
    }
}

/// All parts are there and are XML.
fn docx_opens(cv: &Cv) {
    let file = docx::write(cv, Timestamp(0)).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let names: Vec<String> = zip
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    for name in ["word/document.xml", "word/styles.xml", "docProps/core.xml"] {
        assert!(names.iter().any(|other| other == name), "{name} is missing");
    }
    for name in names {
        let mut part = Vec::new();
        zip.by_name(&name).unwrap().read_to_end(&mut part).unwrap();
        if name.starts_with("word/media/") {
            assert!(
                image::load_from_memory(&part).is_ok(),
                "{name} is no picture"
            );
        } else {
            markup::check(&name, &part);
        }
    }
}
