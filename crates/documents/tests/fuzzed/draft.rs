//! A CV out of bytes: each byte chooses something, so that a fuzzer that changes one changes the CV a
//! little. When there are no more, the rest is short and empty.

use arbitrary::Unstructured;
use contract::cv::{
    Accent, Cv, Date, Density, Entry, Faces, Kind, Look, Paper, PartId, Person, Place, Point,
    Profile, Section, Template, Until,
};

/// Characters of all texts of a CV: some ten pages. What is longer takes longer and shows nothing new.
const LONGEST: usize = 12_000;

/// With words of its own, every direction of the page, and tags that are none.
const LANGUAGES: [&str; 12] = [
    "en",
    "ar",
    "he",
    "fa",
    "ja",
    "zh",
    "el",
    "tr",
    "pt-BR",
    "",
    "zz-ZZ-zzzzzzzz",
    "\u{0}",
];

/// What texts are made of.
const PIECES: [&str; 30] = [
    " ",
    "word",
    "Ärzte-Straße",
    "office ffi fl",
    "Ελληνικά ΰ",
    "Здравствуйте",
    "العربيّة لا",
    "עברית: שָׁלוֹם",
    "–",
    "2019 – 2021.",
    "(+49 30)",
    "中文、字",
    "カタカナ",
    "한국어",
    "ไทยภาษาไทย",
    "👩\u{200d}👩\u{200d}👧\u{200d}👦",
    "🏳\u{fe0f}\u{200d}🌈🇩🇪",
    "e\u{301}\u{323}\u{308}\u{30a}",
    "\u{0}\u{7}\u{1b}\u{7f}\u{85}",
    "\u{202e}\u{2066}\u{2069}\u{202c}",
    "\u{200b}\u{200c}\u{200d}\u{2060}",
    "\u{ad}\u{feff}\u{fffd}\u{fffe}",
    "\r\n\u{b}\u{c}\u{2028}\t",
    "]]><![CDATA[&lt;&#0;",
    "</w:t>\"'<?xml",
    "https://example.org/a?b=c#d",
    "me@example.org",
    "\u{a0}\u{3000}\u{1680}",
    "𓀀𝒳\u{10fffd}\u{e000}",
    "\\(%)<< /Type",
];

/// The CV that bytes are the recipe of.
pub fn cv(bytes: &[u8]) -> Cv {
    let mut draft = Draft {
        bytes: Unstructured::new(bytes),
        left: LONGEST,
        parts: 0,
    };
    let look = draft.look();
    let language = draft.one_of(&LANGUAGES).to_owned();
    let person = draft.person();
    let count = draft.up_to(8);
    let sections = (0..count).map(|_| draft.section()).collect();
    Cv {
        language,
        person,
        sections,
        look,
        ..Cv::default()
    }
}

struct Draft<'a> {
    bytes: Unstructured<'a>,
    left: usize,
    parts: u32,
}

impl Draft<'_> {
    fn up_to(&mut self, most: usize) -> usize {
        self.bytes.int_in_range(0..=most).unwrap_or(0)
    }

    fn yes(&mut self) -> bool {
        self.up_to(1) == 1
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        let at = self.up_to(all.len() - 1);
        all[at]
    }

    fn id(&mut self) -> PartId {
        self.parts += 1;
        PartId(format!("p{}", self.parts))
    }

    fn look(&mut self) -> Look {
        Look {
            template: self.one_of(&Template::ALL),
            paper: self.one_of(&[Paper::A4, Paper::Letter]),
            accent: self.yes().then(|| Accent {
                rgb: [self.byte(), self.byte(), self.byte()],
            }),
            faces: self.yes().then(|| self.one_of(&Faces::ALL)),
            density: self.one_of(&[Density::Normal, Density::Tight, Density::Airy]),
            fit_to: (self.up_to(3) == 3).then(|| self.byte() % 5),
        }
    }

    fn byte(&mut self) -> u8 {
        self.bytes.arbitrary().unwrap_or(0)
    }

    /// Mostly a few words; sometimes the bytes themselves, one endless word, or thousands of words.
    fn text(&mut self) -> String {
        let text = match self.up_to(9) {
            0 => String::new(),
            1 => {
                let length = self.up_to(60).min(self.bytes.len());
                let raw = self.bytes.bytes(length).unwrap_or_default();
                String::from_utf8_lossy(raw).into_owned()
            }
            2 => {
                let piece = self.one_of(&PIECES);
                piece.repeat(self.up_to(1_000))
            }
            3 => {
                let letter =
                    self.one_of(&["x", "ﬁ", "字", "ل", "\u{301}", "👩\u{200d}", "-", "a\n"]);
                letter.repeat(self.up_to(5_000))
            }
            _ => {
                let count = self.up_to(12);
                (0..count).map(|_| self.one_of(&PIECES)).collect()
            }
        };
        let text: String = text.chars().take(self.left.min(5_000)).collect();
        self.left -= text.chars().count();
        text
    }

    fn date(&mut self) -> Option<Date> {
        let year = 1990 + u16::from(self.byte() % 50);
        let month = self.yes().then(|| 1 + self.byte() % 12);
        self.yes().then(|| Date::new(year, month, None)).flatten()
    }

    fn person(&mut self) -> Person {
        let count = self.up_to(5);
        Person {
            name: self.text(),
            headline: self.text(),
            email: self.text(),
            phone: self.text(),
            website: self.text(),
            photo: self.text(),
            place: Place {
                address: self.text(),
                postal_code: self.text(),
                city: self.text(),
                region: self.text(),
                country: self.text(),
                ..Place::default()
            },
            profiles: (0..count)
                .map(|_| Profile {
                    network: self.text(),
                    username: self.text(),
                    url: self.text(),
                    ..Profile::default()
                })
                .collect(),
            ..Person::default()
        }
    }

    fn section(&mut self) -> Section {
        let (id, kind) = (self.id(), self.one_of(&Kind::ALL));
        let count = self.up_to(6);
        Section {
            heading: self.text(),
            hidden: self.up_to(9) == 9,
            text: self.text(),
            entries: (0..count).map(|_| self.entry()).collect(),
            ..Section::new(id, kind)
        }
    }

    fn entry(&mut self) -> Entry {
        Entry {
            id: self.id(),
            hidden: self.up_to(9) == 9,
            title: self.text(),
            organisation: self.text(),
            about: self.text(),
            area: self.text(),
            place: self.text(),
            url: self.text(),
            start: self.date(),
            end: match self.up_to(2) {
                0 => None,
                1 => Some(Until::Present),
                _ => self.date().map(Until::Date),
            },
            level: self.text(),
            description: self.text(),
            points: self.points(),
            keywords: self.texts(6),
            roles: self.texts(3),
            category: self.text(),
            ..Entry::default()
        }
    }

    /// Mostly some; sometimes five hundred of a few kinds.
    fn points(&mut self) -> Vec<Point> {
        let texts = self.texts(6);
        let times = if self.up_to(15) == 15 {
            500
        } else {
            texts.len()
        };
        let texts = texts.into_iter().cycle().take(times);
        let mut points = Vec::new();
        for text in texts {
            let room = self.left >= text.chars().count();
            if !room {
                break;
            }
            self.left -= text.chars().count();
            points.push(Point {
                id: self.id(),
                text,
            });
        }
        points
    }

    fn texts(&mut self, most: usize) -> Vec<String> {
        let count = self.up_to(most);
        (0..count).map(|_| self.text()).collect()
    }
}
