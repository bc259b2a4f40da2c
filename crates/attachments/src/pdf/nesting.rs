//! Refuses a PDF whose arrays and dictionaries are nested so deep that the parser, which calls
//! itself for each, would run out of stack: that ends the process and cannot be caught.
//!
//! It sees what stands openly in the file. What is compressed is not unpacked for this;
//! [`crate::apart`] survives those too.

use crate::Refused;

/// Far more than any real document and far less than the stack holds.
const DEEPEST: usize = 2_000;

const END: &[u8] = b"endstream";

pub(super) fn check(bytes: &[u8]) -> Result<(), Refused> {
    let mut depth = 0usize;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            // Unbalanced brackets in one object's strings do not add up over a file.
            b'e' if bytes[at..].starts_with(b"endobj") => depth = 0,
            // A stream's bytes are no syntax: an uncompressed picture may be all brackets.
            b's' if bytes[at..].starts_with(b"stream") => {
                let length = bytes[at..]
                    .windows(END.len())
                    .position(|window| window == END);
                at += length.unwrap_or(bytes.len() - at);
                depth = 0;
            }
            b'[' => depth += 1,
            b'<' if bytes.get(at + 1) == Some(&b'<') => {
                depth += 1;
                at += 1;
            }
            b']' => depth = depth.saturating_sub(1),
            b'>' if bytes.get(at + 1) == Some(&b'>') => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            _ => {}
        }
        if depth > DEEPEST {
            return Err(Refused::damaged(
                "PDF",
                format!("byte {at}"),
                "arrays are nested too deep",
            ));
        }
        at += 1;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_arrays_are_refused_and_pictures_of_brackets_are_not() {
        let deep = [b"%PDF-1.7\n1 0 obj\n".to_vec(), vec![b'['; 10_000]].concat();
        assert_eq!(check(&deep).unwrap_err().code(), "damaged");
        let deep = [b"1 0 obj ".to_vec(), b"<</A ".repeat(10_000)].concat();
        assert_eq!(check(&deep).unwrap_err().code(), "damaged");
        let picture = [
            b"<</Length 9>>\nstream\n".to_vec(),
            vec![b'['; 10_000],
            b"\nendstream".to_vec(),
        ]
        .concat();
        assert_eq!(check(&picture), Ok(()));
        assert_eq!(check(&b"1 0 obj [ (a[) ] endobj ".repeat(10_000)), Ok(()));
    }
}
