//! Whatever a title is, a file of that name can be made on every system.

#![allow(clippy::expect_used, reason = "a test may end here")]

use documents::file_name;
use proptest::prelude::*;

fn title() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,60}",
        any::<String>(),
        "(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9]|conin\\$)[ .]{0,3}(\\PC{0,5})",
        "[./\\\\:*?\"<>| ~-]{0,12}",
        "[\u{0}-\u{1f}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{feff}a]{0,20}",
        "[一-龥א-תء-ي\u{1f600}-\u{1f64f}\u{200d}\u{fe0f}\u{301}]{0,200}",
    ]
}

/// What Windows says of names: <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>.
fn reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let stem = stem.to_ascii_uppercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device)
            .is_some_and(|rest| rest.chars().count() == 1 && "123456789¹²³".contains(rest))
    };
    ["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str()) || numbered("COM") || numbered("LPT")
}

proptest! {
    #[test]
    fn any_title_becomes_a_name(title in title(), nameless in title()) {
        let name = file_name(&title, &nameless, "pdf");
        let stem = name.strip_suffix(".pdf").unwrap_or_default();
        prop_assert!(!stem.is_empty() && name.len() <= 200);
        prop_assert!(!stem.starts_with(['.', ' ', '-', '~']) && !stem.ends_with(['.', ' ']));
        prop_assert!(!reserved(&name), "{name}");
        let bad = |c: char| {
            c.is_control()
                || "/\\:*?\"<>|".contains(c)
                || matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        prop_assert!(!name.contains(bad), "{name:?}");
        prop_assert_eq!(file_name(stem, &nameless, "pdf"), name.clone(), "a name is its own name");
    }
}

#[test]
fn the_names_can_be_made() {
    let folder = tempfile::tempdir().expect("a folder");
    for title in [
        "Лебенслауф: Ж. Б.",
        "سيرة/ذاتية",
        "a\u{0}b",
        "  .hidden. ",
        "zz".repeat(400).as_str(),
    ] {
        let name = file_name(title, "CV", "pdf");
        std::fs::write(folder.path().join(&name), b"x").expect("a file of that name");
    }
    let count = std::fs::read_dir(folder.path())
        .expect("the folder")
        .count();
    assert_eq!(count, 5);
}
