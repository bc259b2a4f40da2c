//! What a file is called, made from what a person called its contents.

use unicode_segmentation::UnicodeSegmentation as _;

/// Bytes of a name at the most, with its ending. File systems take 255; what copies a file adds to it.
const LONGEST: usize = 200;

/// What stands for a name that says nothing.
const NAMELESS: &str = "file";

/// A file name that Windows, macOS and Linux take and that is what it looks like, in any script: one
/// line, no separators, no characters that turn the direction of the text, no name of a device, at
/// most 200 bytes. `nameless`: what stands for a title that says nothing. `ext`: the ending without
/// its dot, ASCII letters and digits; what else is in it is dropped.
pub fn file_name(title: &str, nameless: &str, ext: &str) -> String {
    let ext: String = ext.chars().filter(char::is_ascii_alphanumeric).collect();
    let ending = if ext.is_empty() {
        String::new()
    } else {
        format!(".{ext}")
    };
    let room = LONGEST.saturating_sub(ending.len());
    let nameless = Some(plain(nameless, room / 2)).filter(|name| !name.is_empty() && !device(name));
    let nameless = nameless.as_deref().unwrap_or(NAMELESS);
    let mut name = plain(title, room);
    if device(&name) {
        // Before the name: Windows looks at what is before the first dot alone.
        name = plain(&format!("{nameless} {name}"), room);
    }
    let name = if name.is_empty() { nameless } else { &name };
    format!("{name}{ending}")
}

/// A name without what cannot stand in one or at its ends, of at most so many bytes.
fn plain(text: &str, most: usize) -> String {
    let spaced: String = text
        .chars()
        .map(|c| if stands(c) { c } else { ' ' })
        .collect();
    let joined = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut end = 0;
    for (at, cluster) in joined.grapheme_indices(true) {
        if at + cluster.len() > most {
            break;
        }
        end = at + cluster.len();
    }
    let cut = joined.get(..end).unwrap_or_default();
    // Windows drops dots and spaces at the end; a dot in front hides a file, a hyphen makes an option of it.
    let at_the_ends = |c: char| matches!(c, '.' | ' ' | '-' | '~') || joins(c);
    cut.trim_matches(at_the_ends).to_owned()
}

/// Whether it may stand in a name.
fn stands(c: char) -> bool {
    let seen = match c {
        // Marks of direction, embeddings, overrides, isolates; spaces without width; hyphens that are
        // not seen; what is deprecated or no character at all; tags.
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffd}'
        | '\u{fdd0}'..='\u{fdef}'
        | '\u{e0000}'..='\u{e007f}' => false,
        c => !c.is_control() && u32::from(c) & 0xfffe != 0xfffe,
    };
    seen && !"/\\:*?\"<>|".contains(c)
}

/// Whether it says how its neighbours join: Persian words and some emoji need it, an end does not.
fn joins(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether Windows takes it for a device, whatever its ending and case.
fn device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    if ["CONIN$", "CONOUT$", "CLOCK$"]
        .iter()
        .any(|device| stem.eq_ignore_ascii_case(device))
    {
        return true;
    }
    let letters = stem.trim_end_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '\u{b9}' | '\u{b2}' | '\u{b3}')
    });
    ["CON", "PRN", "AUX", "NUL", "COM", "LPT"]
        .iter()
        .any(|device| letters.eq_ignore_ascii_case(device))
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
            ("con", "Chat con.md"),
            ("LPT1.txt", "Chat LPT1.txt.md"),
            ("com¹", "Chat com¹.md"),
            ("Nul .x", "Chat Nul .x.md"),
            ("console", "console.md"),
            (" .. ", "Chat.md"),
            ("", "Chat.md"),
            ("冬の蜂 🐝", "冬の蜂 🐝.md"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم.md"),
            ("-rf ~", "rf.md"),
        ] {
            assert_eq!(file_name(title, "Chat", "md"), name, "{title:?}");
        }
        assert_eq!(file_name("", "CON", "p/df"), "file.pdf");
        assert_eq!(file_name("a", "b", ""), "a");
    }

    #[test]
    fn a_long_name_is_cut_between_characters() {
        let family = "👨\u{200d}👩\u{200d}👧";
        let name = file_name(&family.repeat(40), "Chat", "html");
        let whole = name.strip_suffix(".html").unwrap();
        assert!(name.len() <= 200 && name.len() > 170);
        assert_eq!(whole.replace(family, ""), "", "no family is torn apart");
        let stacked = format!("e{}", "\u{301}".repeat(300));
        assert_eq!(file_name(&stacked, "Chat", "md"), "Chat.md");
        assert_eq!(file_name(&"a ".repeat(300), "Chat", "md").len(), 200);
    }
}
