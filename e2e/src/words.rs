//! The words of the interface, from the files that the interface reads.
//!
//! Journeys name things as the interface does, and a better wording breaks none.

use crate::Result;

const FILES: [&str; 9] = include!("../../ui/locales/en.rs");

/// The text of a message without variables, and without isolating marks: the
/// interface leaves them away where all runs from left to right, as journeys do.
///
/// # Errors
/// When no file has it, or its text depends on a number.
pub fn word(id: &str) -> Result<String> {
    FILES
        .iter()
        .flat_map(|file| file.lines())
        .find_map(|line| line.strip_prefix(id)?.trim_start().strip_prefix('='))
        .map(|text| text.replace(['\u{2068}', '\u{2069}'], ""))
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
        .ok_or_else(|| format!("the interface has no text `{id}` on one line").into())
}

/// The text of a message with one variable.
///
/// # Errors
/// As [`word`], and when the text has no such variable.
pub fn word_with(id: &str, name: &str, value: &str) -> Result<String> {
    let text = word(id)?;
    let variable = format!("{{ ${name} }}");
    if text.contains(&variable) {
        Ok(text.replace(&variable, value))
    } else {
        Err(format!("the text `{id}` has no variable `{name}`").into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_whole_id() {
        assert_eq!(word("undo").unwrap(), "Undo");
        assert!(word("und").is_err(), "a part of an id is another id");
        let deleted = word_with("conversation-deleted", "title", "Tides").unwrap();
        assert!(
            deleted.contains("Tides") && !deleted.contains('$'),
            "{deleted}"
        );
    }
}
