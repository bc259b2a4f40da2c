//! Folders' names: what one may be, which are the same, and their order.

use std::cmp::Ordering;

use contract::folder::LONGEST_NAME;
use contract::{Code, Error};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::error::Failure;

/// A name without surrounding space and control characters.
pub(super) fn checked(given: &str) -> Result<String, Failure> {
    let name = given.replace(char::is_control, " ");
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        let message = format!("A folder's name has 1 to {LONGEST_NAME} characters");
        let error = Error::new(Code::InvalidInput, message);
        return Err(Failure::Said(error.with_detail("name")));
    }
    Ok(name.to_owned())
}

/// The name of a folder that an import brings: cut where it is too long; `None`: it has none.
pub(crate) fn cut(given: &str) -> Option<String> {
    let name = given.replace(char::is_control, " ");
    let name: String = name.trim().chars().take(LONGEST_NAME).collect();
    let name = name.trim_end();
    (!name.is_empty()).then(|| name.to_owned())
}

/// Names with the same key are the same: case does not count, nor how an accent is encoded.
pub(crate) fn key(name: &str) -> String {
    name.to_lowercase().nfc().collect()
}

/// `name` with a number behind it, as far as there is room.
pub(super) fn numbered(name: &str, number: u32) -> String {
    let end = format!(" ({number})");
    let room = LONGEST_NAME.saturating_sub(end.chars().count());
    let begin: String = name.chars().take(room).collect();
    format!("{}{end}", begin.trim_end())
}

/// The order that people expect: neither case nor accents count, and 2 comes before 10.
pub(super) fn order(a: &str, b: &str) -> Ordering {
    let (left, right) = (plain(a), plain(b));
    let (mut left, mut right) = (left.as_str(), right.as_str());
    loop {
        let ((x, rest_left), (y, rest_right)) = (piece(left), piece(right));
        if x.is_empty() || y.is_empty() {
            // What has ended comes first; alike but for case or accents: as they are written.
            return x.cmp(y).then_with(|| a.cmp(b));
        }
        let digits = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        let step = if digits(x) && digits(y) {
            let (x, y) = (x.trim_start_matches('0'), y.trim_start_matches('0'));
            x.len().cmp(&y.len()).then_with(|| x.cmp(y))
        } else {
            x.cmp(y)
        };
        if step != Ordering::Equal {
            return step;
        }
        (left, right) = (rest_left, rest_right);
    }
}

fn plain(name: &str) -> String {
    let letters = name.nfd().filter(|c| !is_combining_mark(*c));
    letters.flat_map(char::to_lowercase).collect()
}

/// The run of digits or of other characters that `text` begins with, and the rest.
fn piece(text: &str) -> (&str, &str) {
    let digits = text.starts_with(|c: char| c.is_ascii_digit());
    let end = text
        .find(|c: char| c.is_ascii_digit() != digits)
        .unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_a_person() {
        let mut names = [
            "Zoo",
            "chapter 10",
            "Chapter 2",
            "Übersetzung",
            "umzug",
            "apfel",
            "Äpfel",
            "2024",
            "10",
            "Чай",
            "Chapter",
        ];
        names.sort_by(|a, b| order(a, b));
        assert_eq!(
            names,
            [
                "10",
                "2024",
                "apfel",
                "Äpfel",
                "Chapter",
                "Chapter 2",
                "chapter 10",
                "Übersetzung",
                "umzug",
                "Zoo",
                "Чай"
            ]
        );
    }

    #[test]
    fn what_looks_the_same_is_the_same() {
        assert_eq!(key("Café"), key("CAFE\u{301}"));
        assert_ne!(key("Cafe"), key("Café"), "an accent makes another word");
    }

    #[test]
    fn a_name_has_its_bounds() {
        assert_eq!(checked(" Thesis\n").ok().as_deref(), Some("Thesis"));
        assert!(checked(&"é".repeat(80)).is_ok(), "characters, not bytes");
        for wrong in ["", " \u{7}\n", &"x".repeat(81)] {
            assert!(checked(wrong).is_err(), "{wrong:?}");
        }
        assert_eq!(cut(&"x".repeat(200)).map(|name| name.len()), Some(80));
        assert_eq!(cut(" \n"), None);
        assert_eq!(numbered(&"x".repeat(80), 2).chars().count(), 80);
    }
}
