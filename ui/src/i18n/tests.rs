//! The keys in the source and the keys in the files are the same.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::*;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).expect("the source is readable") {
        let path = entry.expect("the source is readable").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            let text = fs::read_to_string(&path).expect("the source is text");
            found.push((path, text));
        }
    }
}

fn all_sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    sources(&root().join("src"), &mut found);
    assert!(found.len() > 20, "the whole source was read");
    found
}

/// Everything between quotes on one line.
fn literals(text: &str) -> BTreeSet<&str> {
    text.lines()
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .collect()
}

fn keys(file: &str) -> Vec<&str> {
    file.lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" =").map(|(key, _)| key))
        .collect()
}

/// The first argument of each call of `name` that is a literal.
fn called<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let opening = format!("{name}(");
    text.match_indices(&opening)
        .filter(|(at, _)| {
            !text[..*at]
                .chars()
                .next_back()
                .is_some_and(|c| c.is_alphanumeric() || c == '_')
        })
        .filter_map(|(at, _)| text[at + opening.len()..].trim_start().strip_prefix('"'))
        .filter_map(|rest| rest.split_once('"').map(|(key, _)| key))
        .collect()
}

#[test]
fn the_files_are_sound() {
    for file in ENGLISH {
        if let Err((_, mistakes)) = FluentResource::try_new(file.to_owned()) {
            panic!("{mistakes:?}");
        }
    }
}

#[test]
fn no_key_stands_twice() {
    let mut seen = BTreeSet::new();
    for key in ENGLISH.iter().flat_map(|file| keys(file)) {
        assert!(seen.insert(key), "{key} stands twice");
    }
    assert!(seen.len() > 100, "the files were read");
}

#[test]
fn every_key_that_is_used_exists() {
    let known: BTreeSet<_> = ENGLISH.iter().flat_map(|file| keys(file)).collect();
    let mut count = 0;
    let here = |path: &Path| path.ends_with("i18n/tests.rs");
    for (path, text) in all_sources().into_iter().filter(|(path, _)| !here(path)) {
        for key in ["t", "t_args"]
            .into_iter()
            .flat_map(|name| called(&text, name))
        {
            count += 1;
            assert!(
                known.contains(key),
                "{key} in {} is in no file",
                path.display()
            );
        }
    }
    assert!(count > 100, "calls were found");
}

#[test]
fn every_key_is_used() {
    let sources = all_sources();
    let used: BTreeSet<_> = sources
        .iter()
        .filter(|(path, _)| !path.ends_with("i18n/tests.rs"))
        .flat_map(|(_, text)| literals(text))
        .collect();
    for key in ENGLISH.iter().flat_map(|file| keys(file)) {
        assert!(used.contains(key), "{key} is used nowhere");
    }
}

/// Best effort: text that begins with a letter straight inside `html!` braces,
/// and the attributes that are read aloud or shown.
#[test]
fn no_words_stand_in_the_source() {
    let shown = [
        "placeholder=\"",
        "aria-label=\"",
        "title=\"",
        "label=\"",
        "text=\"",
        "data-tip=\"",
    ];
    for (path, text) in all_sources() {
        if path.ends_with("i18n/tests.rs") {
            continue;
        }
        let product = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in product
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
        {
            let word = line
                .trim()
                .strip_prefix("{ \"")
                .and_then(|rest| rest.chars().next());
            let said = word.is_some_and(char::is_alphabetic)
                || shown.iter().any(|attribute| line.contains(attribute));
            assert!(!said, "words of their own in {}: {line}", path.display());
        }
    }
}

#[test]
fn a_message_takes_its_arguments() {
    assert_eq!(
        t_args("rail-jobs-live", &[("count", 1.into())]),
        "one under way"
    );
    assert_eq!(
        t_args("rail-jobs-live", &[("count", 3.into())]),
        "3 under way"
    );
    assert_eq!(
        t("no-such-key"),
        "no-such-key",
        "a missing message shows what is missing"
    );
}

#[test]
fn a_file_is_read_when_a_message_is_in_none_before_it() {
    let mut words = Words::of(&ENGLISH);
    words.read_to("new-chat");
    assert_eq!(words.unread.len(), ENGLISH.len() - 1);
    for key in ENGLISH.iter().rev().flat_map(|file| keys(file)) {
        words.read_to(key);
        assert!(words.bundle.has_message(key), "{key} was not found");
    }
    words.read_to("no-such-key");
    assert_eq!(words.unread.len(), 0);
}
