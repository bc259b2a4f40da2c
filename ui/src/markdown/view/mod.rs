//! The elements that show a tree. Never `innerHTML`: text becomes text nodes.

mod allowance;
mod blocks;
mod code;
mod copy;
mod image;
mod inline;
mod keyed;
mod math;
mod passage;
mod table;
mod thinking;

use std::rc::Rc;

pub use copy::{CopyButton, copy, copy_rich};
pub use passage::{Passage, PassageProps};
pub use thinking::{Thinking, ThinkingProps};
use yew::prelude::*;

use super::block::Section;
use super::document::Document;
use crate::format;
use crate::i18n::t_args;

/// Properties of [`MarkdownView`].
#[derive(Clone, PartialEq, Properties)]
pub struct MarkdownProps {
    /// The text.
    pub document: Document,
    /// It is still growing: a caret stands at its end.
    #[prop_or_default]
    pub live: bool,
    /// It grew here: what is out of sight keeps its size without being laid out.
    #[prop_or_default]
    pub grown: bool,
    /// More of a long text is wanted.
    #[prop_or_default]
    pub onmore: Callback<()>,
}

/// A text as elements.
#[component]
pub fn MarkdownView(props: &MarkdownProps) -> Html {
    let onclick = props.onmore.reform(|_| ());
    let left_out = props.document.left_out;
    let sections = props
        .document
        .sections
        .iter()
        .map(|section| html! { <SectionView section={Shared(Rc::clone(section))} /> });
    html! {
        <div class={classes!("md", props.live.then_some("md-live"), props.grown.then_some("md-grown"))}>
            { keyed::keyed(sections) }
            if left_out > 0 {
                <p class="md-more">
                    <button type="button" class="button button-plain" {onclick}>
                        { t_args("md-show-more", &[("size", format::bytes(left_out as u64).into())]) }
                    </button>
                </p>
            }
        </div>
    }
}

/// Compared by identity: what is finished is not rendered again.
struct Shared<T: ?Sized>(Rc<T>);

impl<T: ?Sized> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T: ?Sized> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(PartialEq, Properties)]
struct SectionProps {
    section: Shared<Section>,
}

#[component]
fn SectionView(props: &SectionProps) -> Html {
    html! {
        <div class="md-section">{ keyed::keyed(props.section.0.blocks.iter().map(blocks::block)) }</div>
    }
}
