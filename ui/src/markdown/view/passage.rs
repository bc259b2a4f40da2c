//! A part of a text that is read by itself, growing or whole.

use std::cell::RefCell;

use yew::prelude::*;

use super::MarkdownView;
use crate::markdown::Stream;
use crate::markdown::document::Document;

/// Properties of [`Passage`].
#[derive(PartialEq, Properties)]
pub struct PassageProps {
    /// The text so far, as Markdown.
    pub text: AttrValue,
    /// It goes on.
    #[prop_or_default]
    pub streaming: bool,
}

/// A part of a text.
#[component]
pub fn Passage(props: &PassageProps) -> Html {
    let reader = use_memo((), |()| RefCell::new(Reader::default()));
    if props.text.trim().is_empty() {
        return Html::default();
    }
    let document = reader.borrow_mut().document(&props.text, props.streaming);
    html! { <MarkdownView {document} live={props.streaming} grown={props.streaming} /> }
}

/// Reads on from what was there when it was asked last.
#[derive(Default)]
pub(super) struct Reader {
    known: AttrValue,
    stream: Option<Stream>,
    /// Set when nothing comes any more.
    whole: Option<Document>,
}

impl Reader {
    /// `text` as it is now; `streaming`: more of it comes.
    pub(super) fn document(&mut self, text: &AttrValue, streaming: bool) -> Document {
        if !text.starts_with(self.known.as_str()) || self.whole.is_some() && *text != self.known {
            *self = Self::default();
        }
        if let Some(whole) = &self.whole {
            return whole.clone();
        }
        let mut stream = self.stream.take().unwrap_or_default();
        stream.push(&text[self.known.len()..]);
        self.known = text.clone();
        if streaming {
            let document = stream.document();
            self.stream = Some(stream);
            return document;
        }
        let document = stream.finish();
        self.whole = Some(document.clone());
        document
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::Budget;

    #[test]
    fn reading_on_is_reading_at_once() {
        let text = "First *thought*.\n\n- and\n- another\n\n```rust\nlet a = 1;\n```\n";
        let mut reader = Reader::default();
        let mut at = 0;
        while at < text.len() {
            at = text.ceil_char_boundary(at + 7).min(text.len());
            reader.document(&text[..at].to_owned().into(), true);
        }
        let read = reader.document(&text.to_owned().into(), false);
        let blocks = |document: &Document| {
            document
                .sections
                .iter()
                .flat_map(|section| section.blocks.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            blocks(&read),
            blocks(&Document::read(text, Budget::FIRST)),
            "streamed and whole are the same"
        );
        let again = reader.document(&text.to_owned().into(), false);
        assert!(again == read, "nothing is read twice");
        let other = reader.document(&"Something else".into(), false);
        assert_eq!(other.sections.len(), 1, "another text is read anew");
        assert!(other != read);
    }
}
