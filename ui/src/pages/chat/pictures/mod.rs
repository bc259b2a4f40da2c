//! Pictures that replies come with, and any picture larger than in its row.
//!
//! Belongs here: how such a picture is shown, opened, saved and copied. Does not belong here: what was
//! attached and not sent ([`super::attach`]), pictures that a text only names (`markdown`).

mod deeds;
mod figure;
mod viewer;

pub use figure::{Figure, Figures};
pub use viewer::Opened;

use contract::ToolCallId;
use contract::attachment::Attachment;
use contract::message::Message;

/// The pictures that the model of a reply made, in order.
pub fn by_model(message: &Message) -> Vec<&Attachment> {
    let made = |one: &&Attachment| one.made.is_some_and(|made| made.call.is_none());
    message.attachments.iter().filter(made).collect()
}

/// The pictures that came of a call, in order.
pub fn of_call(message: &Message, call: ToolCallId) -> Vec<Attachment> {
    let made = |one: &&Attachment| one.made.is_some_and(|made| made.call == Some(call));
    message.attachments.iter().filter(made).cloned().collect()
}
