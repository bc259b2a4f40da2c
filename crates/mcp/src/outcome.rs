//! What a tool gave back, bounded.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rmcp::model::{CallToolResult, ContentBlock, ResourceContents};
use serde_json::Value;

use crate::options::Options;
use crate::text;

/// Pictures that models and the window take.
const IMAGES: &[&str] = &["image/png", "image/jpeg", "image/gif", "image/webp"];
/// Characters of a link's address; longer ones are left out.
const URI: usize = 2048;

/// What a tool gave back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Its texts, in order; embedded text resources among them.
    pub text: Vec<String>,
    /// Its pictures, in order.
    pub images: Vec<Image>,
    /// Resources that it points to. They are not fetched.
    pub links: Vec<Link>,
    /// Its result as JSON, if the tool gives one and it is no longer than the texts may be.
    pub structured: Option<Value>,
    /// The tool ran and failed; the texts say why.
    pub is_error: bool,
    /// What is not here, in plain words: cut off, too large, or of a kind that Pulse does not take.
    pub left_out: Vec<String>,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// One of `image/png`, `image/jpeg`, `image/gif`, `image/webp`, as the server says.
    pub media_type: String,
    /// The file's bytes, not looked into.
    pub bytes: Vec<u8>,
}

/// A resource that a tool points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its address, of any scheme, as the server wrote it.
    pub uri: String,
    /// What it is called.
    pub name: String,
}

impl Outcome {
    pub(crate) fn new(result: CallToolResult, options: &Options) -> Self {
        let mut outcome = Self {
            is_error: result.is_error.unwrap_or(false),
            ..Self::default()
        };
        let mut room = options.text;
        for block in result.content {
            match block {
                ContentBlock::Text(block) => outcome.add_text(&block.text, &mut room),
                ContentBlock::Image(image) => {
                    outcome.add_image(&image.mime_type, &image.data, options);
                }
                ContentBlock::ResourceLink(link) => {
                    let name = link.title.unwrap_or(link.name);
                    outcome.add_link(&link.uri, &name, options);
                }
                ContentBlock::Resource(embedded) => match embedded.resource {
                    ResourceContents::TextResourceContents { text, .. } => {
                        outcome.add_text(&text, &mut room);
                    }
                    ResourceContents::BlobResourceContents {
                        mime_type, blob, ..
                    } => outcome.add_image(&mime_type.unwrap_or_default(), &blob, options),
                    _ => outcome.leave("a resource of an unknown kind"),
                },
                ContentBlock::Audio(audio) => {
                    outcome.leave(&format!("audio ({})", text::line(&audio.mime_type, 64)));
                }
                _ => outcome.leave("a part of an unknown kind"),
            }
        }
        match result.structured_content {
            Some(value) if value.to_string().len() <= options.text => {
                outcome.structured = Some(value);
            }
            Some(_) => outcome.leave("structured content that is too large"),
            None => {}
        }
        outcome
    }

    fn add_text(&mut self, said: &str, room: &mut usize) {
        if *room == 0 {
            return self.leave("more text");
        }
        let (said, cut) = text::said(said, *room);
        *room = if cut { 0 } else { *room - said.len() };
        self.text.push(said);
        if cut {
            self.leave("more text");
        }
    }

    fn add_image(&mut self, media_type: &str, data: &str, options: &Options) {
        let kind = media_type.trim().to_ascii_lowercase();
        if !IMAGES.contains(&kind.as_str()) {
            return self.leave(&format!("data ({})", text::line(media_type, 64)));
        }
        if self.images.len() >= options.parts {
            return self.leave("more pictures");
        }
        if data.len() / 4 * 3 > options.image {
            return self.leave("a picture that is too large");
        }
        match STANDARD.decode(data.trim_ascii()) {
            Ok(bytes) if !bytes.is_empty() => self.images.push(Image {
                media_type: kind,
                bytes,
            }),
            _ => self.leave("a picture that cannot be read"),
        }
    }

    fn add_link(&mut self, uri: &str, name: &str, options: &Options) {
        let shows =
            |char: char| !char.is_control() && !char.is_whitespace() && !text::is_invisible(char);
        if self.links.len() >= options.parts {
            return self.leave("more links");
        }
        if uri.len() > URI || !uri.chars().all(shows) {
            return self.leave("a link that cannot be read");
        }
        self.links.push(Link {
            uri: uri.to_owned(),
            name: text::line(name, 256),
        });
    }

    /// Says that something is not there: each once.
    fn leave(&mut self, what: &str) {
        if self.left_out.len() < 16 && !self.left_out.iter().any(|left| left == what) {
            self.left_out.push(what.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn outcome(result: Value) -> Outcome {
        let options = Options {
            text: 10,
            image: 6,
            parts: 2,
            ..Options::default()
        };
        Outcome::new(serde_json::from_value(result).unwrap(), &options)
    }

    #[test]
    fn each_kind_of_part_comes_out_as_itself() {
        let outcome = outcome(
            json!({"isError": true, "structuredContent": {"n": 1}, "content": [
                {"type": "text", "text": "a\u{1b}b"},
                {"type": "image", "mimeType": "image/PNG", "data": "iVBORw=="},
                {"type": "resource_link", "uri": "file:///a", "name": "a", "title": "A\n1"},
                {"type": "resource", "resource": {"uri": "x:1", "text": "cd"}},
                {"type": "audio", "mimeType": "audio/wav", "data": ""},
            ]}),
        );
        assert_eq!(outcome.text, ["ab", "cd"]);
        assert_eq!(outcome.images[0].media_type, "image/png");
        assert_eq!(outcome.images[0].bytes, b"\x89PNG");
        assert_eq!(
            outcome.links,
            [Link {
                uri: "file:///a".into(),
                name: "A 1".into()
            }]
        );
        assert_eq!(outcome.structured, Some(json!({"n": 1})));
        assert!(outcome.is_error);
        assert_eq!(outcome.left_out, ["audio (audio/wav)"]);
    }

    #[test]
    fn what_is_too_much_is_left_out_and_said() {
        let image = |data: &str| json!({"type": "image", "mimeType": "image/png", "data": data});
        let outcome = outcome(json!({"structuredContent": "12345678901", "content": [
            {"type": "text", "text": "12345678"}, {"type": "text", "text": "90123"}, {"type": "text", "text": "4"},
            image("AAAAAAAAAAAA"), image("!"), image(""), image("AAAA"), image("AAAA"), image("AAAA"),
            {"type": "image", "mimeType": "image/svg+xml", "data": "AAAA"},
            {"type": "resource_link", "uri": "a b", "name": ""},
        ]}));
        assert_eq!(outcome.text, ["12345678", "90"]);
        assert_eq!(outcome.images.len(), 2);
        assert_eq!((outcome.structured, outcome.links), (None, vec![]));
        for what in [
            "more text",
            "too large",
            "more pictures",
            "cannot be read",
            "svg",
            "a link",
            "structured",
        ] {
            assert!(
                outcome.left_out.iter().any(|left| left.contains(what)),
                "{what}: {:?}",
                outcome.left_out
            );
        }
    }
}
