//! Which way Markdown runs.

use super::block::{Block, Inline};
use crate::direction::is_right_to_left_letter;

/// Whether the first letter in `blocks` belongs to a script that is written
/// from right to left.
pub fn is_right_to_left<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> bool {
    blocks
        .into_iter()
        .find_map(first_letter)
        .is_some_and(is_right_to_left_letter)
}

/// The tree's depth is capped, so is this recursion.
fn first_letter(block: &Block) -> Option<char> {
    match block {
        Block::Paragraph { content, .. } | Block::Heading { content, .. } => {
            content.iter().find_map(letter_in)
        }
        Block::Quote { blocks, .. } | Block::Footnote { blocks, .. } => {
            blocks.iter().find_map(first_letter)
        }
        Block::List { items, .. } => items
            .iter()
            .flat_map(|item| &item.blocks)
            .find_map(first_letter),
        Block::Code { .. } | Block::Plain(_) | Block::Table(_) | Block::Rule => None,
    }
}

fn letter_in(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(text) => text.chars().find(|c| c.is_alphabetic()),
        Inline::Emphasis(content)
        | Inline::Strong(content)
        | Inline::Strike(content)
        | Inline::Link { content, .. } => content.iter().find_map(letter_in),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Budget, Document};

    #[test]
    fn the_first_letter_decides() {
        let rtl = |text: &str| {
            let document = Document::read(text, Budget::FIRST);
            is_right_to_left(document.sections.iter().flat_map(|section| &section.blocks))
        };
        assert!(rtl("- بند أول\n- two"));
        assert!(
            rtl("> 1. **שלום** world"),
            "digits and marks are no letters"
        );
        assert!(!rtl("- one\n- بند"));
        assert!(
            !rtl("`code` 1 2 3"),
            "without a letter it runs as the page does"
        );
        assert!(!rtl(""));
    }
}
