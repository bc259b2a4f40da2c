//! Code: its language, a button that copies it, and its text in pieces.

use std::rc::Rc;

use yew::prelude::*;

use super::copy::CopyButton;
use crate::i18n::{t, t_args};
use crate::markdown::chunks::{Chunks, Piece};

/// Compared piece by piece, which is by identity for all but the last.
#[derive(Clone, PartialEq)]
pub struct Text(pub Chunks);

/// Properties of [`CodeView`].
#[derive(PartialEq, Properties)]
pub struct CodeProps {
    /// The fence's first word; empty: none was given.
    pub language: AttrValue,
    /// The code.
    pub text: Text,
}

/// A block of code.
#[component]
pub fn CodeView(props: &CodeProps) -> Html {
    let name = if props.language.is_empty() {
        t("md-code-plain")
    } else {
        props.language.clone()
    };
    let label = t_args("md-code", &[("language", name.as_str().into())]);
    let text = props.text.0.clone();
    let copied = Callback::from(move |()| text.text());
    html! {
        <figure class="md-code">
            <figcaption class="md-code-head">
                <span>{ name }</span>
                <CopyButton label={t("md-copy-code")} text={copied} />
            </figcaption>
            <pre tabindex="0" role="region" aria-label={label}>
                <code dir="ltr">{ chunks(&props.text.0) }</code>
            </pre>
        </figure>
    }
}

/// A long text: pieces that no longer change are not rendered again. Each is a
/// block of its own, so that they are not laid out again either.
pub fn chunks(text: &Chunks) -> Html {
    text.pieces()
        .enumerate()
        .map(|(index, piece)| match piece {
            Piece::Full(text) => html! { <Full key={index} text={Shared(Rc::clone(text))} /> },
            Piece::Open(text) => html! { <span key={index} class="md-chunk">{ text }</span> },
        })
        .collect()
}

#[derive(Clone)]
struct Shared(Rc<str>);

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(PartialEq, Properties)]
struct FullProps {
    text: Shared,
}

#[component]
fn Full(props: &FullProps) -> Html {
    // The end of the block ends its last line, also in what is copied by hand.
    let text = &*props.text.0;
    html! { <span class="md-chunk">{ text.strip_suffix('\n').unwrap_or(text) }</span> }
}
