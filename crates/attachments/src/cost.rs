//! What an attachment costs, roughly, before it is sent.

use crate::{Attachment, Content, Kind};

/// About how many tokens the attachment takes of a model's context. An estimate to show while the
/// message is written; what was used is told by the vendor afterwards.
///
/// Text: four ASCII characters to a token, two of other alphabets, one of Chinese, Japanese or Korean.
/// Pictures: width × height / 750, as Anthropic documents; other vendors are of the same order.
pub fn estimated_tokens(attachment: &Attachment) -> u64 {
    match (&attachment.content, &attachment.kind) {
        (Content::Image { .. }, Kind::Image { width, height, .. }) => {
            (u64::from(*width) * u64::from(*height)).div_ceil(750)
        }
        (Content::Image { .. }, _) => 0,
        (Content::Text(text), _) => text.chars().map(quarters).sum::<u64>().div_ceil(4),
    }
}

fn quarters(c: char) -> u64 {
    match c as u32 {
        0..0x80 => 1,
        0x80..0x1100 => 2,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_differ() {
        let of = |text: &str| {
            estimated_tokens(&Attachment {
                name: "a".into(),
                kind: Kind::Text { language: None },
                content: Content::Text(text.into()),
                left_out: None,
            })
        };
        assert_eq!(
            (of(""), of("abcdefgh"), of("日本語"), of("привет")),
            (0, 2, 3, 3)
        );
    }
}
