//! What a machine takes a text to say: who it is, how to reach them, which sections and dates there are.

use std::ops::Range;

use contract::cv::{Kind, Recognised, RecognisedSection};
use unicode_normalization::UnicodeNormalization as _;

use crate::cv::{advice, words};

/// Characters of a name at the most.
const LONGEST_NAME: usize = 60;

/// Reads a text as a parser of CVs does: by its lines, by how mail, telephone numbers and addresses look, and
/// by the usual headings of all languages that Pulse writes.
pub fn recognise(text: &str) -> Recognised {
    let lines: Vec<&str> = text
        .lines()
        .map(clean)
        .filter(|line| !line.is_empty())
        .collect();
    let mut found = Recognised::default();
    let mut dates = Vec::new();
    for line in &lines {
        let ranges = date_ranges(line);
        for word in line.split_whitespace().map(clean) {
            if is_mail(word) {
                add(&mut found.mails, word);
            } else if is_link(word) {
                add(&mut found.links, word);
            }
        }
        for phone in phones(line, &ranges) {
            add(&mut found.phones, phone);
        }
        dates.extend(ranges.into_iter().map(|range| line[range].to_owned()));
    }
    found.dates = dates;
    found.name = lines
        .iter()
        .find(|line| is_name(line))
        .map(|line| (*line).to_owned())
        .unwrap_or_default();
    for line in &lines {
        if is_heading(line) {
            found.sections.push(RecognisedSection {
                heading: (*line).to_owned(),
                lines: 0,
            });
        } else if let Some(section) = found.sections.last_mut() {
            section.lines = section.lines.saturating_add(1);
        }
    }
    found
}

fn add(all: &mut Vec<String>, one: &str) {
    if !all.iter().any(|other| other == one) {
        all.push(one.to_owned());
    }
}

/// Without marks of direction, bullets and what stands around a word.
fn clean(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '•' | '·' | ',' | ';' | '|' | '<' | '>' | '،' | '、')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

fn is_mail(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && host.split('.').all(|part| !part.is_empty())
            && !host.contains(['@', '/'])
    })
}

/// `https://…`, `www.…`, and hosts with a known ending: `github.com/name`.
fn is_link(word: &str) -> bool {
    if word.contains("://") || word.starts_with("www.") {
        return true;
    }
    let host = word.split('/').next().unwrap_or_default();
    let ascii = host
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
    let Some((name, ending)) = host.rsplit_once('.') else {
        return false;
    };
    const ENDINGS: [&str; 18] = [
        "com", "org", "net", "io", "dev", "me", "eu", "de", "fr", "es", "it", "pt", "nl", "gr",
        "ru", "il", "cn", "jp",
    ];
    ascii
        && !name.is_empty()
        && (ENDINGS.contains(&ending)
            || word.contains('/')
                && ending.len() >= 2
                && ending.bytes().all(|b| b.is_ascii_alphabetic()))
}

/// Numbers of seven digits or more, with what is written between them, that are no dates.
fn phones<'a>(line: &'a str, dates: &[Range<usize>]) -> Vec<&'a str> {
    let is_part = |c: char| {
        c.is_ascii_digit()
            || matches!(
                c,
                '+' | '(' | ')' | '-' | '/' | '.' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2011}'
            )
    };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(from) = line[at..].find(|c: char| c.is_ascii_digit() || matches!(c, '+' | '(')) {
        let start = at + from;
        let end = line[start..]
            .find(|c| !is_part(c))
            .map_or(line.len(), |end| start + end);
        let number = line[start..end].trim_end_matches(|c: char| !c.is_ascii_digit());
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        let dated = dates
            .iter()
            .any(|date| date.start < end && start < date.end);
        // What is tied to letters is an address or a name.
        let alone = line[..start]
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '/' | '.' | '@' | '='))
            && line[start + number.len()..]
                .chars()
                .next()
                .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '@' | '%'));
        let written =
            number.starts_with(['+', '0', '(']) || number.contains([' ', '-', '/']) && digits >= 9;
        if (7..=15).contains(&digits) && !dated && alone && written {
            found.push(number);
        }
        // A sign that begins no number is passed over.
        at = if number.is_empty() { start + 1 } else { end };
    }
    found
}

/// Dates, each range from one to another as one.
fn date_ranges(line: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for date in advice::dates_in(line) {
        let joins = ranges
            .last()
            .is_some_and(|last| is_dash(&line[last.end..date.start]));
        match ranges.last_mut() {
            Some(last) if joins => last.end = date.end,
            _ => ranges.push(date),
        }
    }
    for range in &mut ranges {
        // "– present"
        let rest = &line[range.end..];
        let word = rest.trim_start_matches(|c: char| c.is_whitespace() || is_dash_sign(c));
        let dash = &rest[..rest.len() - word.len()];
        let present = words::all().iter().map(words::Words::present);
        if is_dash(dash)
            && let Some(present) = present
                .into_iter()
                .find(|present| word.starts_with(present))
        {
            range.end += dash.len() + present.len();
        }
    }
    ranges
}

fn is_dash_sign(c: char) -> bool {
    matches!(
        c,
        '-' | '–' | '—' | '\u{2010}'..='\u{2012}' | '〜' | '~' | '\u{200e}' | '\u{200f}'
    )
}

fn is_dash(text: &str) -> bool {
    text.chars()
        .any(|c| is_dash_sign(c) && !matches!(c, '\u{200e}' | '\u{200f}'))
        && text.chars().all(|c| c.is_whitespace() || is_dash_sign(c))
}

/// The first line that has letters and nothing else than a name has.
fn is_name(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2
        && line.chars().count() <= LONGEST_NAME
        && !line.contains(['@', '/', ':'])
        && !line.chars().any(char::is_numeric)
        && !is_heading(line)
}

/// Whether a line is the usual heading of a section in one of the languages, perhaps in capitals.
fn is_heading(line: &str) -> bool {
    let line = line.trim_end_matches([':', '：']).trim();
    if line.chars().count() > LONGEST_NAME {
        return false;
    }
    let line = capitals(line);
    words::all().iter().any(|words| {
        Kind::ALL.iter().any(|kind| {
            let heading = words.heading(*kind);
            !heading.is_empty() && capitals(heading) == line
        })
    }) || ALSO.iter().any(|also| capitals(also) == line)
}

/// In capitals, without accents: some languages write them so.
fn capitals(text: &str) -> String {
    let letters = text
        .chars()
        .flat_map(char::to_uppercase)
        .collect::<String>();
    letters
        .nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .collect()
}

/// Headings that others use.
const ALSO: &[&str] = &[
    "profile",
    "about me",
    "work experience",
    "professional experience",
    "employment",
    "employment history",
    "academic background",
    "technical skills",
    "core competencies",
    "certifications",
    "honours",
    "volunteer experience",
    "profil",
    "beruflicher werdegang",
    "bildungsweg",
    "fähigkeiten",
    "hobbys",
    "expériences",
    "diplômes",
    "loisirs",
    "estudios",
    "habilidades",
    "experiencia laboral",
    "esperienze",
    "interesses",
];
