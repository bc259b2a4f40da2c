//! What stands within a line, as elements.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::image::ImageView;
use super::keyed::keyed;
use super::math::MathView;
use crate::i18n::t_args;
use crate::ipc;
use crate::markdown::block::Inline;

/// Elements for `content`. The tree's depth is capped, so is this recursion.
pub fn inlines(content: &[Inline]) -> Html {
    keyed(content.iter().map(inline))
}

fn inline(inline: &Inline) -> Html {
    match inline {
        Inline::Text(text) => html! { { text } },
        Inline::Code(code) => html! { <code class="md-inline-code" dir="auto">{ code }</code> },
        Inline::Math { source, display } => html! {
            <MathView source={AttrValue::from(source.clone())} display={*display} />
        },
        Inline::Emphasis(content) => html! { <em>{ inlines(content) }</em> },
        Inline::Strong(content) => html! { <strong>{ inlines(content) }</strong> },
        Inline::Strike(content) => html! { <del>{ inlines(content) }</del> },
        Inline::Link { url, content } => html! {
            <a
                href={url.clone()}
                target="_blank"
                rel="noopener noreferrer"
                data-tip={url.clone()}
                onclick={open(url)}
            >
                { inlines(content) }
            </a>
        },
        Inline::Image { url, host, alt } => html! {
            <ImageView url={url.clone()} host={host.clone()} alt={alt.clone()} />
        },
        Inline::FootnoteRef { label, number } => footnote(label, *number),
        // The style decides whether a source line's end shows.
        Inline::SoftBreak => html! { { "\n" } },
        Inline::HardBreak => html! { <br /> },
    }
}

/// Opens `url` in the system's browser; the window itself never leaves.
pub fn open(url: &str) -> Callback<MouseEvent> {
    let url = url.to_owned();
    Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        ipc::open_link(&url);
    })
}

fn footnote(label: &str, number: usize) -> Html {
    let name = if number > 0 {
        number.to_string()
    } else {
        label.to_owned()
    };
    let said = t_args("md-footnote", &[("name", name.as_str().into())]);
    let label = label.to_owned();
    let onclick = move |event: MouseEvent| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(note) = target.and_then(|target| find_note(&target, &label)) {
            note.scroll_into_view();
            // It takes the focus where it can: the reader goes on from there.
            let _ = note.focus();
        }
    };
    html! {
        <sup><button type="button" class="md-footnote-ref" aria-label={said} {onclick}>{ name }</button></sup>
    }
}

/// The footnote of that label in the same text.
fn find_note(from: &Element, label: &str) -> Option<HtmlElement> {
    let text = from.closest(".md").ok()??;
    let notes = text.query_selector_all("[data-footnote]").ok()?;
    (0..notes.length())
        .filter_map(|index| notes.get(index)?.dyn_into::<HtmlElement>().ok())
        .find(|note| note.get_attribute("data-footnote").as_deref() == Some(label))
}
