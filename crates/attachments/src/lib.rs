//! What becomes of a file that a person attaches to a message.
//!
//! [`read`] tells by a file's content what it is, and makes of it what a model can be given: an image
//! in a format that every vendor takes, without the camera's notes about place and owner, or text.
//! [`apart::read`] does the same in a child process. [`as_prompt`] puts extracted text where a
//! model can tell it from the person's own words.
//!
//! Belongs here: formats of files, their limits, and how an attachment stands in a prompt. Does not
//! belong here: where attachments are stored, how a vendor is sent an image, the interface.
//!
//! A file is hostile. What it may cost is in [`Limits`]; a parser that panics becomes
//! [`Refused::Damaged`]. An endless loop in a library cannot be ended inside a process, nor a stack
//! overflow or a memory that ran out be caught there, so a program that reads strangers' files
//! calls [`apart::read`].

pub mod apart;
mod attachment;
mod collect;
mod cost;
mod guard;
mod image;
mod limits;
mod name;
mod office;
mod pdf;
mod prompt;
mod read;
mod refused;
mod sniff;
mod text;

pub use attachment::{Attachment, Content, DocumentFormat, ImageFormat, Kind, LeftOut};
pub use cost::estimated_tokens;
pub use guard::Stop;
pub use image::thumbnail;
pub use limits::Limits;
pub use name::safe_name;
pub use prompt::as_prompt;
pub use read::{read, read_file};
pub use refused::Refused;
