//! Whatever stands in a CV, it becomes files that programs can open.

#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod common;
mod fuzzed;

use contract::cv::{Cv, Density, Entry, Kind, Paper, PartId, Point, Section, Template};
use fuzzed::becomes_files;
use image::ImageFormat;
use proptest::prelude::*;

/// Letters of many scripts, signs, what is no letter at all, and words of any length.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-Za-z ,.]{0,40}",
        1 => "\\PC{0,30}",
        1 => "[\u{0}-\u{1f}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{ad}a]{0,12}",
        1 => "[א-ת ]{0,20}[A-Z0-9 –:.()]{0,12}[ء-ي ]{0,20}",
        1 => "[\u{1f600}-\u{1f64f}\u{fe0f}\u{200d}🇦-🇿]{0,6}",
        1 => "[一-龥ぁ-ん가-힣]{0,20}",
        1 => "e[\u{300}-\u{36f}]{0,20}",
        1 => "[a-z]{200,400}",
    ]
}

fn entry() -> impl Strategy<Value = Entry> {
    let texts = prop::collection::vec(text(), 8);
    let points = prop::collection::vec(text(), 0..6);
    (
        texts,
        points,
        prop::collection::vec(text(), 0..4),
        any::<(u16, bool)>(),
    )
        .prop_map(|(texts, points, keywords, (year, hidden))| {
            let mut texts = texts.into_iter();
            let mut next = || texts.next().unwrap_or_default();
            Entry {
                hidden,
                title: next(),
                organisation: next(),
                about: next(),
                area: next(),
                place: next(),
                url: next(),
                level: next(),
                description: next(),
                start: contract::cv::Date::new(1000 + year % 2000, Some(5), None),
                keywords,
                points: points
                    .into_iter()
                    .map(|text| Point {
                        id: PartId::default(),
                        text,
                    })
                    .collect(),
                ..Entry::default()
            }
        })
}

fn cv() -> impl Strategy<Value = Cv> {
    let section = (
        prop::sample::select(Kind::ALL.to_vec()),
        text(),
        text(),
        prop::collection::vec(entry(), 0..4),
    );
    let section = section.prop_map(|(kind, heading, text, entries)| Section {
        heading,
        text,
        entries,
        ..Section::new(PartId::default(), kind)
    });
    let look = (
        prop::sample::select(Template::ALL.to_vec()),
        prop::sample::select(vec![Density::Tight, Density::Normal, Density::Airy]),
        prop::sample::select(vec![Paper::A4, Paper::Letter]),
        prop::option::of(0_u8..4),
    );
    let languages = [
        "en",
        "ar",
        "he",
        "ja",
        "el",
        "tr",
        "",
        "x",
        "zz-ZZ-zzzzzzzz",
        "\u{0}",
    ];
    (
        prop::sample::select(languages.to_vec()),
        prop::collection::vec(text(), 8),
        prop::collection::vec(section, 0..5),
        look,
        photo(),
    )
        .prop_map(
            |(language, texts, sections, (template, density, paper, fit_to), photo)| {
                let mut cv = Cv {
                    language: language.to_owned(),
                    sections,
                    ..Cv::default()
                };
                let mut texts = texts.into_iter();
                let person = &mut cv.person;
                for field in [
                    &mut person.name,
                    &mut person.headline,
                    &mut person.email,
                    &mut person.phone,
                    &mut person.website,
                    &mut person.place.city,
                    &mut person.place.address,
                ] {
                    *field = texts.next().unwrap_or_default();
                }
                cv.person.photo = photo;
                cv.look.template = template;
                cv.look.density = density;
                cv.look.paper = paper;
                cv.look.fit_to = fit_to;
                cv
            },
        )
}

/// Photos of any size, spoilt ones, and what is no photo at all.
fn photo() -> impl Strategy<Value = String> {
    let file = (
        1..90_u32,
        1..90_u32,
        prop::sample::select(vec![ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP]),
        prop::option::of(any::<(prop::sample::Index, u8)>()),
    );
    let file = file.prop_map(|(width, height, format, spoilt)| {
        let mut file = common::photo::file(common::photo::drawn(width, height), format);
        if let Some((at, by)) = spoilt {
            let at = at.index(file.len());
            file[at] ^= by;
        }
        common::photo::as_url(&file)
    });
    prop_oneof![
        3 => file,
        1 => text(),
        1 => "(?i)data:[a-z/;,]{0,9}(base64)?,?[A-Za-z0-9+/=]{0,30}",
        1 => "https?://[a-z.]{1,12}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_cv_becomes_files(cv in cv()) {
        becomes_files(&cv);
    }
}

#[test]
fn extremes_become_files() {
    let title = "Very long title ".repeat(320);
    let word = "x".repeat(5_000);
    for template in Template::ALL {
        let mut cv = common::sample("en");
        cv.look.template = template;
        cv.person.name.clone_from(&title);
        cv.person.headline.clone_from(&word);
        cv.sections[1].entries[0].title.clone_from(&title);
        cv.sections[1].entries[0].organisation.clone_from(&word);
        cv.sections[1].entries[1].points = (0..500)
            .map(|index| Point {
                id: PartId(format!("point{index}")),
                text: format!("Point {index}"),
            })
            .collect();
        cv.sections[2].entries[0] = Entry::default();
        becomes_files(&cv);
    }
    becomes_files(&Cv::default());
}
