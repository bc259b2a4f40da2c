//! The keys in the source and the keys in the files are the same.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use fluent_bundle::FluentError;
use fluent_bundle::resolver::ResolverError;
use fluent_bundle::resolver::errors::ReferenceKind;

use super::*;

const FILES: [&str; 9] = include!("../../locales/en.rs");

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
fn the_table_has_what_the_files_have() {
    assert!(
        ENGLISH.is_sorted_by_key(|(key, _)| place(key)),
        "a key is looked for by halves"
    );
    let read: BTreeSet<&str> = ENGLISH.iter().map(|(key, _)| *key).collect();
    let written: BTreeSet<&str> = FILES.iter().flat_map(|file| keys(file)).collect();
    assert!(written.len() > 100, "the files were read");
    assert_eq!(read, written);
}

/// A pattern is read alone: one that names another message would find nothing.
#[test]
fn every_message_reads_as_its_file_says() {
    let mut whole = no_patterns();
    for file in FILES {
        let resource = FluentResource::try_new(file.to_owned()).expect("the files are sound");
        whole.add_resource(resource).expect("no key stands twice");
    }
    for (key, word) in ENGLISH {
        let pattern = whole.get_message(key).and_then(|message| message.value());
        let pattern = pattern.expect("it is in the files");
        let mut mistakes = Vec::new();
        let text = whole.format_pattern(pattern, None, &mut mistakes);
        assert_eq!(
            lookup(key, None),
            without_needless_marks(text.into()),
            "{key}"
        );
        match word {
            Word::Plain(_) => assert!(mistakes.is_empty(), "{key}: {mistakes:?}"),
            Word::Pattern(_) => assert!(
                mistakes.iter().all(is_missing_variable),
                "{key}: {mistakes:?}"
            ),
        }
    }
}

fn is_missing_variable(mistake: &FluentError) -> bool {
    matches!(
        mistake,
        FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Variable { .. }))
    )
}

#[test]
fn every_key_that_is_used_exists() {
    let known: BTreeSet<_> = FILES.iter().flat_map(|file| keys(file)).collect();
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
    for key in FILES.iter().flat_map(|file| keys(file)) {
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
