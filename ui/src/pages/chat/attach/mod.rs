//! Files that the person attaches: on their way, beside the composer, and under what was sent.
//!
//! Belongs here: what is shown of attachments and what is asked for them. Does not belong here: what
//! becomes of a file, which the desktop decides.

mod chips;
pub mod facts;
mod files;
mod preview;
mod sent;
mod tray;
mod view;

pub use chips::ChipList;
pub use facts::is_blind;
pub use preview::{Preview, within};
pub use sent::Sent;
pub use tray::Tray;
pub use view::{AttachButton, Chips, DropVeil, use_drop};
