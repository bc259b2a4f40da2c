//! Code: its language, a button that copies it, and its text in pieces.

use std::cell::Cell;
use std::rc::Rc;

use yew::prelude::*;

use super::copy::CopyButton;
use super::keyed::keyed;
use super::{Shared, allowance};
use crate::dom;
use crate::i18n::{t, t_args};
use crate::markdown::chunks::{Chunks, Piece};
use crate::markdown::highlight::colouring::{Colouring, Stretch};
use crate::markdown::highlight::grammar;

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
    let colours = use_coloured(&props.language, &props.text.0);
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
                <code dir="ltr">{ keyed(colours) }</code>
            </pre>
        </figure>
    }
}

/// The pieces of `text`, coloured as far as this frame allows; the others follow
/// in the next ones.
#[hook]
fn use_coloured(language: &str, text: &Chunks) -> Vec<Html> {
    let update = use_force_update();
    let colouring = use_mut_ref(Colouring::default);
    let asked = use_memo((), |()| Cell::new(false));
    let Some(grammar) = grammar(language) else {
        return pieces(text, |_| None);
    };
    let mut colouring = colouring.borrow_mut();
    if !colouring.update(grammar, text, allowance::take) && !asked.replace(true) {
        dom::next_frame(move || {
            asked.set(false);
            update.force_update();
        });
    }
    pieces(text, |index| colouring.piece(index).cloned())
}

/// A long text without colours.
pub fn chunks(text: &Chunks) -> Html {
    keyed(pieces(text, |_| None))
}

/// Pieces that no longer change are not rendered again. Each is a block of its
/// own, so that they are not laid out again either.
fn pieces(text: &Chunks, colours: impl Fn(usize) -> Option<Rc<Vec<Rc<Stretch>>>>) -> Vec<Html> {
    text.pieces()
        .enumerate()
        .map(|(index, piece)| match (piece, colours(index)) {
            (Piece::Full(text), None) => html! { <Full text={Shared(Rc::clone(text))} /> },
            (Piece::Open(text), None) => html! { <span class="md-chunk">{ text }</span> },
            (piece, Some(stretches)) => {
                let full = matches!(piece, Piece::Full(_));
                html! { <Coloured stretches={Shared(stretches)} {full} /> }
            }
        })
        .collect()
}

#[derive(PartialEq, Properties)]
struct FullProps {
    text: Shared<str>,
}

#[component]
fn Full(props: &FullProps) -> Html {
    html! { <span class="md-chunk">{ without_end(&props.text.0) }</span> }
}

/// The end of the block ends its last line, also in what is copied by hand.
fn without_end(text: &str) -> &str {
    text.strip_suffix('\n').unwrap_or(text)
}

#[derive(PartialEq, Properties)]
struct ColouredProps {
    stretches: Shared<Vec<Rc<Stretch>>>,
    full: bool,
}

#[component]
fn Coloured(props: &ColouredProps) -> Html {
    let stretches = &props.stretches.0;
    let last = stretches.len().saturating_sub(1);
    let stretches = stretches.iter().enumerate().map(|(index, stretch)| {
        let end = props.full && index == last;
        html! { <Runs stretch={Shared(Rc::clone(stretch))} {end} /> }
    });
    html! { <span class="md-chunk">{ keyed(stretches) }</span> }
}

#[derive(PartialEq, Properties)]
struct RunsProps {
    stretch: Shared<Stretch>,
    /// It ends a piece.
    end: bool,
}

/// Some lines. They alone are rendered anew when a character comes.
#[component]
fn Runs(props: &RunsProps) -> Html {
    let stretch = &props.stretch.0;
    let text = if props.end {
        without_end(&stretch.text)
    } else {
        &stretch.text
    };
    keyed(stretch.ranges().map(|(range, run)| {
        let words = &text[range.start..range.end.min(text.len())];
        match run.class {
            Some(class) => html! { <span class={class.css()}>{ words }</span> },
            None => html! { { words } },
        }
    }))
}
