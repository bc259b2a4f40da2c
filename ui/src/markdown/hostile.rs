//! Lines that no person writes: thousands of nested containers.
//!
//! The parser underneath takes time in the product of nesting and lines, so
//! such a line never reaches it; it is shown as it was written.

/// Containers that one line may open. Deeper than anybody nests, far below
/// what costs anything.
const OPENED_BY_A_LINE: usize = 64;

/// Whether `line` opens so many quotes and lists that it is shown as text. What
/// follows a prefix cannot change the answer once it is `true`.
pub fn is_deep(line: &str) -> bool {
    let mut opened = 0;
    let mut bytes = line.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b' ' | b'\t' => {}
            b'>' => opened += 1,
            b'-' | b'*' | b'+' | b'.' | b')' if matches!(bytes.peek(), Some(b' ' | b'\t')) => {
                opened += 1;
            }
            b'0'..=b'9' => {}
            _ => return false,
        }
        if opened > OPENED_BY_A_LINE {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_absurd_nesting_counts() {
        assert!(is_deep(&">".repeat(10_000)));
        assert!(is_deep(&"> ".repeat(65)));
        assert!(is_deep(&"1. ".repeat(65)));
        assert!(is_deep(&("- ".repeat(65) + "x")));
        assert!(
            !is_deep(&("> ".repeat(40) + "x")),
            "forty quotes are read as quotes"
        );
        assert!(!is_deep(&"-".repeat(1_000)), "a long rule opens nothing");
        assert!(
            !is_deep(&(" ".repeat(1_000) + "text")),
            "indentation opens nothing"
        );
        assert!(!is_deep("text > > >"));
    }
}
