//! Texts of an export: characters that it writes as HTML does, and lists that people made of lines.

use contract::cv::Point;

use crate::cv::read::Ids;

/// Characters that stand for themselves again.
pub(super) fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    // The ampersand last: what it makes is no escape itself.
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (escape, plain)| {
        text.replace(escape, plain)
    })
}

/// Sentences and points of a description: a line that begins with a bullet is a point, and so is
/// each bullet within a line that begins with one.
pub(super) fn sentences_and_points(text: &str, ids: &mut dyn Ids) -> (String, Vec<Point>) {
    let mut sentences: Vec<&str> = Vec::new();
    let mut points = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let Some((bullet, rest)) = bulleted(line) else {
            sentences.push(line);
            continue;
        };
        // A hyphen may well stand within a sentence.
        let split = !matches!(bullet, '-' | '–' | '*');
        let parts: Vec<&str> = if split {
            rest.split(bullet).collect()
        } else {
            vec![rest]
        };
        let parts = parts.into_iter().map(str::trim);
        points.extend(parts.filter(|part| !part.is_empty()).map(|part| Point {
            id: ids.next(),
            text: part.to_owned(),
        }));
    }
    (sentences.join("\n"), points)
}

/// The bullet that a line begins with, and the rest of the line.
fn bulleted(line: &str) -> Option<(char, &str)> {
    let mut chars = line.chars();
    let bullet = chars.next()?;
    let rest = chars.as_str();
    let known = match bullet {
        '•' | '·' | '▪' | '●' | '◦' | '‣' | '➢' | '►' => true,
        '-' | '–' | '*' => rest.starts_with(char::is_whitespace),
        _ => false,
    };
    known.then_some((bullet, rest))
}

/// The items of a list in brackets: `[PORTFOLIO:https://example.org,BLOG:…]`.
pub(super) fn listed(text: &str) -> Vec<&str> {
    let text = text.trim();
    let inner = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(text);
    let items = inner.split(',').map(str::trim);
    items.filter(|item| !item.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (String, Vec<String>) {
        let (sentences, points) = sentences_and_points(text, &mut 0_u32);
        (
            sentences,
            points.into_iter().map(|point| point.text).collect(),
        )
    }

    #[test]
    fn bullets_are_points() {
        assert_eq!(
            parts("Led a team.\n• Built it\n- Ran it - twice\n\nAnd more."),
            (
                "Led a team.\nAnd more.".to_owned(),
                vec!["Built it".to_owned(), "Ran it - twice".to_owned()]
            )
        );
        assert_eq!(
            parts("• One. • Two."),
            (String::new(), vec!["One.".to_owned(), "Two.".to_owned()])
        );
        assert_eq!(parts("-5 degrees").0, "-5 degrees");
        assert_eq!(parts("•").1, Vec::<String>::new());
    }

    #[test]
    fn escapes_and_lists() {
        assert_eq!(unescaped("R&amp;D &lt;b&gt; &amp;lt;"), "R&D <b> &lt;");
        assert_eq!(listed("[a, b,]"), ["a", "b"]);
        assert_eq!(listed("https://a.example"), ["https://a.example"]);
        assert!(listed("[]").is_empty());
    }
}
