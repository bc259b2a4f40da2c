//! Samples in eight languages, made as long as a test wants them, and the fonts for them.

#![allow(dead_code, reason = "each test binary uses its own part")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

pub mod photo;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use contract::cv::{Cv, Entry, Kind, PartId, Template};
pub use documents::cv::SAMPLES;
use documents::cv::{self, Fitted, read};
use documents::layout::fonts::{FontFile, Fonts};
use documents::layout::{Pages, Typesetter};

/// A sample's CV.
pub fn sample(language: &str) -> Cv {
    let (_, json) = SAMPLES.iter().find(|(own, _)| *own == language).unwrap();
    read(json.as_bytes(), &mut 0_u32).unwrap()
}

/// Bundled fonts, and for Chinese and Japanese Noto CJK as `cargo xtask setup` installs it.
pub fn typesetter(language: &str) -> Typesetter {
    let family = match language {
        "zh" => "Noto Sans CJK SC",
        "ja" => "Noto Sans CJK JP",
        _ => return Typesetter::new(Fonts::bundled()),
    };
    let files = ["NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"].map(|name| {
        let bytes = std::fs::read(noto_cjk().join(name)).unwrap();
        Arc::new(bytes) as FontFile
    });
    Typesetter::new(Fonts::bundled().with_family(family, files))
}

fn noto_cjk() -> PathBuf {
    let named = std::env::var_os("PULSE_TEST_NOTO_CJK").map(PathBuf::from);
    named.unwrap_or_else(|| {
        let installed = Path::new("/usr/share/fonts/opentype/noto");
        assert!(
            installed.join("NotoSansCJK-Regular.ttc").exists(),
            "Noto CJK is not installed: run `cargo xtask setup`, or name its folder in \
             PULSE_TEST_NOTO_CJK"
        );
        installed.to_owned()
    })
}

/// Lays a CV out in a template.
pub fn laid(cv: &mut Cv, template: Template, typesetter: &mut Typesetter) -> Fitted {
    cv.look.template = template;
    cv::lay_out(cv, typesetter)
}

/// The sample on so many pages: entries are said again under other ids, or sections left out.
pub fn on_pages(
    count: usize,
    cv: &Cv,
    template: Template,
    typesetter: &mut Typesetter,
) -> (Cv, Pages) {
    let mut shorter = cv.clone();
    loop {
        let pages = laid(&mut shorter, template, typesetter).pages;
        if pages.pages.len() <= count {
            break;
        }
        shorter.sections.pop().expect("one section fits on a page");
    }
    // The most entries more that the last page holds.
    let (mut most, mut too_many) = (0, 1);
    let mut overflows = |again| {
        let mut longer = with_again(&shorter, again);
        laid(&mut longer, template, typesetter).pages.pages.len() > count
    };
    while !overflows(too_many) {
        (most, too_many) = (too_many, too_many * 2);
    }
    while too_many - most > 1 {
        let middle = (most + too_many) / 2;
        if overflows(middle) {
            too_many = middle;
        } else {
            most = middle;
        }
    }
    let mut cv = if count == 1 {
        shorter
    } else {
        with_again(&shorter, most)
    };
    let pages = laid(&mut cv, template, typesetter).pages;
    assert_eq!(pages.pages.len(), count, "{template:?}");
    (cv, pages)
}

/// With so many jobs again.
fn with_again(cv: &Cv, count: usize) -> Cv {
    let mut cv = cv.clone();
    let jobs = cv
        .sections
        .iter_mut()
        .find(|section| section.kind == Kind::Experience);
    let section = jobs.unwrap();
    let own = section.entries.len();
    for round in 0..count {
        let again = section.entries[round % own].clone();
        section.entries.push(Entry {
            id: PartId(format!("again{round}")),
            ..again
        });
    }
    cv
}

/// What two readers must agree on: NFKC, without white space, hyphens, marks of direction and Arabic
/// vowels.
pub fn compared(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let left_out = |c: char| {
        c.is_whitespace()
            || matches!(c, '-' | '\u{ad}' | '\u{2010}'..='\u{2012}')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            || matches!(c, '\u{64b}'..='\u{652}')
            || c == '\u{c}'
    };
    text.nfkc().filter(|c| !left_out(*c)).collect()
}

/// Letters without what stands above and below them.
pub fn without_accents(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    use unicode_normalization::char::is_combining_mark;
    text.nfd().filter(|c| !is_combining_mark(*c)).collect()
}
