//! Writes conversations.
//!
//! Belongs here: documents for people (Markdown, HTML, plain text: the branch that
//! is shown) and Pulse's own JSON (everything). All of them go to any
//! [`std::io::Write`], message by message; errors are the writer's alone.

mod html;
mod html_body;
mod look;
mod markdown;
mod pulse;
mod style;
mod text;

pub use html::html;
pub use look::{Look, Words};
pub use markdown::markdown;
pub use pulse::{FORMAT, Pulse, VERSION};
pub use text::text;

#[cfg(test)]
pub(crate) use style::{STYLE, STYLE_HASH};
