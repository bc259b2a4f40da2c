//! What a CV says, in the order in which it is read: the one source of the layout, of the DOCX and of
//! what a machine should read in either.
//!
//! Belongs here: which words stand where. Does not belong here: how they look.

use contract::cv::{Cv, Entry, Kind, PartId, Person, Place, Profile, Section};

use super::address;
use super::clean::{line, paragraphs};
use super::words::{self, Words};

/// What stands between two contacts.
pub(super) const BETWEEN: &str = " · ";

/// A CV as text. Nothing in it is hidden or empty, and no text has more than one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// Its language, a BCP 47 tag.
    pub language: String,
    /// Whether it is written from right to left.
    pub rtl: bool,
    /// Whose it is.
    pub name: String,
    /// What they are, in a few words.
    pub headline: String,
    /// How to reach them.
    pub contacts: Vec<Contact>,
    /// The sections.
    pub chapters: Vec<Chapter>,
}

/// A way to reach somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Which.
    pub kind: ContactKind,
    /// As it is shown.
    pub text: String,
    /// What it links to.
    pub link: Option<String>,
}

/// Ways to reach somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactKind {
    /// Where they live.
    Place,
    /// Telephone.
    Phone,
    /// Mail.
    Mail,
    /// Their page.
    Website,
    /// An account on a network.
    Profile,
}

/// A section that has something to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// The section's id.
    pub part: PartId,
    /// What it is about.
    pub kind: Kind,
    /// Its heading; empty only for a section of one's own that has none.
    pub heading: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A piece of a chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(String),
    /// A label and what it stands for, in one paragraph: a group of skills.
    Labelled {
        /// The entry's id.
        part: PartId,
        /// The label, with its colon.
        label: String,
        /// What it stands for.
        text: String,
    },
    /// A job, a degree, a talk.
    Entry(StoryEntry),
}

/// An entry with a head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoryEntry {
    /// The entry's id.
    pub part: PartId,
    /// What it was.
    pub title: String,
    /// When it was.
    pub date: String,
    /// With whom and where.
    pub line: String,
    /// An address on the web, as it is shown, and what it links to.
    pub web: Option<(String, Option<String>)>,
    /// Sentences.
    pub paragraphs: Vec<String>,
    /// A list.
    pub points: Vec<String>,
}

/// Makes text of a CV.
pub fn tell(cv: &Cv) -> Story {
    let words = words::of(&cv.language);
    let sections = cv.sections.iter().filter(|section| !section.hidden);
    Story {
        language: language(&cv.language),
        rtl: words.rtl,
        name: line(&cv.person.name),
        headline: line(&cv.person.headline),
        contacts: contacts(&cv.person),
        chapters: sections
            .map(|section| chapter(section, words))
            .filter(|chapter| !chapter.blocks.is_empty())
            .collect(),
    }
}

impl Story {
    /// Everything that it says, a line for each text, in reading order.
    pub fn text(&self) -> String {
        let mut lines: Vec<&str> = vec![&self.name, &self.headline];
        lines.extend(self.contacts.iter().map(|contact| contact.text.as_str()));
        for chapter in &self.chapters {
            lines.push(&chapter.heading);
            for block in &chapter.blocks {
                match block {
                    Block::Paragraph(text) => lines.push(text),
                    Block::Labelled { label, text, .. } => lines.extend([label.as_str(), text]),
                    Block::Entry(entry) => lines.extend(entry.lines()),
                }
            }
        }
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }
}

impl Story {
    /// What a photo shows: whose CV it is, as far as it is said.
    pub(super) fn shown_in_photo(&self) -> &str {
        let said = [&self.name, &self.headline];
        said.into_iter()
            .find(|text| !text.is_empty())
            .map_or("", String::as_str)
    }
}

impl StoryEntry {
    fn lines(&self) -> impl Iterator<Item = &str> {
        let head = [self.title.as_str(), &self.date, &self.line];
        let web = self.web.iter().map(|(text, _)| text.as_str());
        let body = self.paragraphs.iter().chain(&self.points);
        head.into_iter().chain(web).chain(body.map(String::as_str))
    }

    fn is_empty(&self) -> bool {
        self.lines().all(str::is_empty)
    }
}

/// A tag of the shape that PDF and DOCX take; English for anything else.
fn language(tag: &str) -> String {
    let sound = (2..=35).contains(&tag.len())
        && tag
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    if sound { tag } else { "en" }.to_owned()
}

fn contacts(person: &Person) -> Vec<Contact> {
    let contact = |kind, text: String, link| Contact { kind, text, link };
    let email = line(&person.email);
    let phone = line(&person.phone);
    let website = line(&person.website);
    let mut all = vec![
        contact(ContactKind::Place, place(&person.place), None),
        contact(
            ContactKind::Phone,
            phone.clone(),
            address::telephone(&phone),
        ),
        contact(ContactKind::Mail, email.clone(), address::mail(&email)),
        contact(
            ContactKind::Website,
            address::shown(&website),
            address::link(&website),
        ),
    ];
    all.extend(person.profiles.iter().map(profile));
    all.retain(|contact| !contact.text.is_empty());
    all
}

/// `Street 1, 10115 Berlin, Berlin, DE`, without what is missing or said twice.
fn place(place: &Place) -> String {
    let address = paragraphs(&place.address).join(", ");
    let city = [line(&place.postal_code), line(&place.city)];
    let city = city.join(" ").trim().to_owned();
    let region = Some(line(&place.region)).filter(|region| *region != line(&place.city));
    let parts = [
        address,
        city,
        region.unwrap_or_default(),
        line(&place.country),
    ];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

fn profile(profile: &Profile) -> Contact {
    let network = line(&profile.network);
    let username = line(&profile.username);
    let url = line(&profile.url);
    let known = match network.to_ascii_lowercase().as_str() {
        "linkedin" => Some("linkedin.com/in/"),
        "github" => Some("github.com/"),
        "gitlab" => Some("gitlab.com/"),
        _ => None,
    };
    let (text, link) = if !url.is_empty() {
        (address::shown(&url), address::link(&url))
    } else if let (Some(known), false) = (known, username.is_empty()) {
        let text = format!("{known}{}", username.trim_start_matches('@'));
        let link = address::link(&text);
        (text, link)
    } else {
        let both = [network, username]
            .into_iter()
            .filter(|part| !part.is_empty());
        (both.collect::<Vec<_>>().join(": "), None)
    };
    Contact {
        kind: ContactKind::Profile,
        text,
        link,
    }
}

fn chapter(section: &Section, words: &Words) -> Chapter {
    let own = line(&section.heading);
    let mut blocks: Vec<Block> = paragraphs(&section.text)
        .into_iter()
        .map(Block::Paragraph)
        .collect();
    let entries = section.entries.iter().filter(|entry| !entry.hidden);
    match section.kind {
        Kind::Languages => {
            let languages =
                entries.map(|entry| words.beside(&line(&entry.title), &line(&entry.level)));
            paragraph_of(languages.collect(), words, &mut blocks);
        }
        Kind::Interests
            if section
                .entries
                .iter()
                .all(|entry| entry.keywords.is_empty()) =>
        {
            paragraph_of(
                entries.map(|entry| line(&entry.title)).collect(),
                words,
                &mut blocks,
            );
        }
        Kind::Skills | Kind::Interests => {
            blocks.extend(entries.filter_map(|entry| labelled(entry, words)));
        }
        _ => {
            let told = entries.map(|entry| told(section.kind, entry, words));
            blocks.extend(told.filter(|entry| !entry.is_empty()).map(Block::Entry));
        }
    }
    let usual = || words.heading(section.kind).to_owned();
    Chapter {
        part: section.id.clone(),
        kind: section.kind,
        heading: if own.is_empty() { usual() } else { own },
        blocks,
    }
}

fn paragraph_of(items: Vec<String>, words: &Words, blocks: &mut Vec<Block>) {
    let text = words.list(items.iter().map(String::as_str));
    if !text.is_empty() {
        blocks.push(Block::Paragraph(text));
    }
}

fn labelled(entry: &Entry, words: &Words) -> Option<Block> {
    let label = words.beside(&line(&entry.title), &line(&entry.level));
    let keywords: Vec<_> = entry.keywords.iter().map(|word| line(word)).collect();
    let text = words.list(keywords.iter().map(String::as_str));
    match (label.is_empty(), text.is_empty()) {
        (true, true) => None,
        // Alone it needs no label: "Rust" as a skill by itself.
        (false, true) => Some(Block::Paragraph(label)),
        (true, false) => Some(Block::Paragraph(text)),
        (false, false) => Some(Block::Labelled {
            part: entry.id.clone(),
            label: format!("{label}{}", words.colon.trim_end()),
            text,
        }),
    }
}

fn told(kind: Kind, entry: &Entry, words: &Words) -> StoryEntry {
    let title = words.list(
        [line(&entry.title), line(&entry.area)]
            .iter()
            .map(String::as_str),
    );
    let roles: Vec<_> = entry.roles.iter().map(|role| line(role)).collect();
    let beside = [
        line(&entry.organisation),
        line(&entry.place),
        line(&entry.category),
    ];
    let with = words.list(beside.iter().map(String::as_str));
    let more = [
        with,
        line(&entry.about),
        words.list(roles.iter().map(String::as_str)),
    ];
    let more = more.into_iter().filter(|part| !part.is_empty());
    let mut second = more.collect::<Vec<_>>().join(" · ");
    let mut first = title;
    if first.is_empty() {
        first = std::mem::take(&mut second);
    }
    let url = line(&entry.url);
    let mut paragraphs = paragraphs(&entry.description);
    let level = line(&entry.level);
    if kind == Kind::Education && !level.is_empty() {
        paragraphs.insert(0, format!("{}{}{level}", words.grade, words.colon));
    }
    let keywords: Vec<_> = entry.keywords.iter().map(|word| line(word)).collect();
    let keywords = words.list(keywords.iter().map(String::as_str));
    if !keywords.is_empty() {
        paragraphs.push(keywords);
    }
    let points = entry.points.iter().map(|point| line(&point.text));
    StoryEntry {
        part: entry.id.clone(),
        title: first,
        date: words.range(entry.start, entry.end),
        line: second,
        web: (!url.is_empty()).then(|| (address::shown(&url), address::link(&url))),
        paragraphs,
        points: points.filter(|point| !point.is_empty()).collect(),
    }
}
