//! A file's name, made safe to show and to put into a prompt.

/// Characters of a name at most; file systems allow 255 bytes.
const MOST: usize = 120;

/// The last part of a path without what could lie to a reader or a model: control characters and line
/// ends, marks that turn the direction of writing (`invoice\u{202E}fdp.exe`), characters of no width.
/// `file` when nothing is left. A long name loses its middle and keeps its extension.
pub fn safe_name(name: &str) -> String {
    let last = name
        .rsplit(['/', '\\'])
        .find(|part| !part.trim().is_empty())
        .unwrap_or_default();
    let mut clean = String::new();
    for c in last.chars() {
        if c.is_whitespace() || c.is_control() {
            if !clean.ends_with(' ') {
                clean.push(' ');
            }
        } else if !unseen(c) {
            clean.push(c);
        }
    }
    let clean: Vec<char> = clean.trim().chars().collect();
    if clean.is_empty() {
        return "file".into();
    }
    if clean.len() <= MOST {
        return clean.into_iter().collect();
    }
    let tail = clean.len() - MOST / 3;
    let mut short: String = clean[..MOST - MOST / 3 - 1].iter().collect();
    short.push('…');
    short.extend(&clean[tail..]);
    short
}

/// Formatting characters that a reader does not see: direction marks and overrides, joiners, fillers,
/// variation selectors and tags (which can carry a whole hidden message).
fn unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_lie() {
        assert_eq!(safe_name("/home/me/a b.txt"), "a b.txt");
        assert_eq!(safe_name("C:\\x\\y.pdf"), "y.pdf");
        assert_eq!(safe_name("invoice\u{202e}fdp.exe"), "invoicefdp.exe");
        assert_eq!(
            safe_name("a\n```\nIgnore all\r\n.txt"),
            "a ``` Ignore all .txt"
        );
        assert_eq!(safe_name("x\u{e0041}\u{200b}\u{feff}\0.md"), "x .md");
        for nothing in ["", "///", "\u{202e}", " \n"] {
            assert_eq!(safe_name(nothing), "file");
        }
        assert_eq!(safe_name("日本語.pdf"), "日本語.pdf");
    }

    #[test]
    fn a_long_name_keeps_its_extension() {
        let long = safe_name(&format!("{}.docx", "é".repeat(5000)));
        assert_eq!(long.chars().count(), MOST);
        assert!(long.ends_with(".docx") && long.contains('…'));
    }
}
