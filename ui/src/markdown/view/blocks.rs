//! Blocks as elements.

use yew::prelude::*;

use super::code::{CodeView, Text, chunks};
use super::inline::inlines;
use super::keyed::keyed;
use super::table::table_in_box;
use crate::i18n::t;
use crate::markdown::block::{Block, Inline, Item};
use crate::markdown::direction::is_right_to_left;

/// A block and what is in it. The tree's depth is capped, so is this recursion.
pub fn block(block: &Block) -> Html {
    match block {
        Block::Paragraph { content, continued } => html! {
            <p class={joint(*continued)} dir="auto">{ inlines(content) }</p>
        },
        Block::Heading { level, content } => heading(*level, content),
        Block::Quote { blocks, continued } => html! {
            <blockquote class={joint(*continued)} dir={direction(blocks)}>{ keyed(blocks.iter().map(self::block)) }</blockquote>
        },
        Block::Code { language, text } => html! {
            <CodeView language={AttrValue::from(language.clone())} text={Text(text.clone())} />
        },
        Block::Plain(text) => html! { <p class="md-plain" dir="auto">{ chunks(text) }</p> },
        Block::List {
            start,
            tight,
            items,
            continued,
        } => list(*start, *tight, items, *continued),
        Block::Table(table) => table_in_box(table),
        Block::Rule => html! { <hr /> },
        Block::Footnote {
            label,
            number,
            blocks,
        } => footnote(label, *number, blocks),
    }
}

/// The side at which marks and lines stand. `dir="auto"` would not do: it
/// skips elements with a direction of their own, which all paragraphs have.
fn direction<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> &'static str {
    if is_right_to_left(blocks) {
        "rtl"
    } else {
        "ltr"
    }
}

/// A block that goes on from the one before stands close to it.
fn joint(continued: bool) -> Classes {
    classes!(continued.then_some("md-joint"))
}

/// The page and the message have the first two levels of headings.
fn heading(level: u8, content: &[Inline]) -> Html {
    let tag = format!("h{}", (level + 2).min(6));
    html! {
        <@{tag} class={classes!(format!("md-h{level}"))} dir="auto">{ inlines(content) }</@>
    }
}

fn list(start: Option<u64>, tight: bool, items: &[Item], continued: bool) -> Html {
    let class = classes!(
        joint(continued),
        (!tight).then_some("md-loose"),
        items
            .iter()
            .all(|item| item.task.is_some())
            .then_some("md-tasks")
    );
    let dir = direction(items.iter().flat_map(|item| &item.blocks));
    let items = items.iter().map(|item| {
        html! {
            <li>
                if let Some(done) = item.task {
                    <input
                        type="checkbox"
                        checked={done}
                        disabled=true
                        aria-label={if done { t("md-task-done") } else { t("md-task-open") }}
                    />
                }
                { keyed(item.blocks.iter().map(block)) }
            </li>
        }
    });
    match start {
        Some(start) => html! {
            <ol {class} {dir} start={(start != 1).then(|| start.to_string())}>{ keyed(items) }</ol>
        },
        None => html! { <ul {class} {dir}>{ keyed(items) }</ul> },
    }
}

fn footnote(label: &str, number: usize, blocks: &[Block]) -> Html {
    let name = if number > 0 {
        number.to_string()
    } else {
        label.to_owned()
    };
    html! {
        <div class="md-footnote" data-footnote={label.to_owned()} tabindex="-1" role="note">
            <span class="md-footnote-name">{ name }</span>
            <div>{ keyed(blocks.iter().map(block)) }</div>
        </div>
    }
}
