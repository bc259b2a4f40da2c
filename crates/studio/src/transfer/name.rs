//! What an exported file is called, before the user says otherwise.

use contract::transfer::ExportFormat;

/// Characters of a name at the most, without its ending: file systems take 255 bytes.
const LONGEST: usize = 60;
/// Names of devices, which Windows gives to no file.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// A file name that every system takes, made from a conversation's title.
pub(super) fn of(title: &str, format: ExportFormat) -> String {
    let plain: String = title
        .chars()
        .map(|c| if is_plain(c) { c } else { ' ' })
        .collect();
    let name = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let name: String = name.chars().take(LONGEST).collect();
    // Windows drops them at the end, and a dot in front hides the file elsewhere.
    let name = name.trim_matches(|c| matches!(c, '.' | ' ' | '-' | '~'));
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let letters = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let device = DEVICES
        .iter()
        .any(|device| letters.eq_ignore_ascii_case(device));
    let name = match name {
        "" => "Conversation".to_owned(),
        name if device => format!("{name} - conversation"),
        name => name.to_owned(),
    };
    format!("{name}.{}", format.extension())
}

/// Whether it may stand in a file name everywhere, and does what it looks like: marks of
/// direction can make a name look as if it ended otherwise.
fn is_plain(c: char) -> bool {
    let invisible = matches!(c,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    !c.is_control() && !invisible && !"/\\:*?\"<>|".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_title_becomes_a_name() {
        for (title, name) in [
            ("Bees in winter", "Bees in winter.md"),
            ("../../etc/passwd", "etc passwd.md"),
            ("a\u{202e}dm.exe\n", "a dm.exe.md"),
            ("C:\\con?", "C con.md"),
            ("con", "con - conversation.md"),
            ("LPT1.txt", "LPT1.txt - conversation.md"),
            (" .. ", "Conversation.md"),
            ("冬の蜂 🐝", "冬の蜂 🐝.md"),
        ] {
            assert_eq!(of(title, ExportFormat::Markdown), name, "{title:?}");
        }
        let long = of(&"🐝".repeat(200), ExportFormat::Html);
        assert!(long.len() <= 255 && long.ends_with(".html"), "{long}");
    }
}
