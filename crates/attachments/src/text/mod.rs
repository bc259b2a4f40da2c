//! Plain text and code: the encoding is found, binary is refused.

mod language;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

pub(crate) use language::language;

use crate::{Limits, Refused, attachment::LeftOut, collect::Collected};

/// Bytes that are looked at to tell an encoding; a guess does not get better from more.
const SAMPLE: usize = 256 << 10;

/// The text of a file in any encoding, with `\n` line ends.
pub(crate) fn extract(bytes: &[u8], limits: &Limits) -> Result<(String, Option<LeftOut>), Refused> {
    let text =
        decode(bytes).ok_or_else(|| Refused::unsupported("a binary file of an unknown kind"))?;
    let mut collected = Collected::new(limits.max_text_chars);
    let mut pieces = text.split("\r\n").peekable();
    while let Some(piece) = pieces.next() {
        collected.push(piece);
        if pieces.peek().is_some() {
            collected.push("\n");
        }
    }
    let (text, left_out) = collected.finish();
    if text.trim().is_empty() {
        return Err(Refused::Empty);
    }
    Ok((text, left_out))
}

/// The text, or `None` for binary.
pub(crate) fn decode(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return readable(&text).then(|| text.into_owned());
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(bytes);
        return (!broken && readable(&text)).then(|| text.into_owned());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return readable(text).then(|| text.to_owned());
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if !sample_is_text(sample) {
        return None;
    }
    // UTF-8 with a few broken bytes, such as a log that was cut in the middle of a character: in no other
    // encoding do so many characters come out whole.
    let (utf8, _) = UTF_8.decode_without_bom_handling(bytes);
    let (mut whole, mut broken) = (0usize, 0usize);
    for c in utf8.chars() {
        whole += usize::from(!c.is_ascii() && c != '\u{fffd}');
        broken += usize::from(c == '\u{fffd}');
    }
    if whole > broken * 4 {
        return readable(&utf8).then(|| utf8.into_owned());
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(sample, true);
    let (text, _) = detector
        .guess(None, Utf8Detection::Deny)
        .decode_without_bom_handling(bytes);
    let broken = text.chars().filter(|&c| c == '\u{fffd}').count();
    (broken * 20 <= text.chars().count() && readable(&text)).then(|| text.into_owned())
}

/// UTF-16 of mostly Latin text has a zero in every other byte.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let zeros = |first: usize| {
        sample
            .iter()
            .skip(first)
            .step_by(2)
            .filter(|&&b| b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let most = sample.len() / 2 * 4 / 10;
    match (even, odd) {
        (0, odd) if odd > most => Some(UTF_16LE),
        (even, 0) if even > most => Some(UTF_16BE),
        _ => None,
    }
}

/// A file in an old encoding has no zeros and hardly any control characters.
fn sample_is_text(sample: &[u8]) -> bool {
    let controls = sample.iter().filter(|&&b| control(u32::from(b))).count();
    !sample.contains(&0) && controls * 100 <= sample.len()
}

/// Text holds no NUL, and of other controls only what terminals and printers were sent.
fn readable(text: &str) -> bool {
    let (mut controls, mut all) = (0usize, 0usize);
    for c in text.chars() {
        if c == '\0' {
            return false;
        }
        all += 1;
        controls += usize::from(control(c as u32));
    }
    controls * 100 <= all
}

fn control(code: u32) -> bool {
    (code < 0x20 && !matches!(code, 0x08..=0x0d | 0x1b)) || code == 0x7f
}

#[cfg(test)]
mod tests;
