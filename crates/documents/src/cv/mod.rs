//! CVs: their files, what they say, and how they look.

mod address;
pub mod advice;
mod clean;
pub mod docx;
mod json;
mod language;
mod lenient;
mod linkedin;
mod look;
pub mod machine;
mod own;
mod photo;
mod problem;
mod read;
mod resume;
mod sample;
mod story;
mod words;
mod write;

pub use lenient::read_answer;
pub use look::{Fitted, lay_out};
pub use own::write as write_own;
pub use photo::check_photo;
pub use problem::{Mistake, Problem};
pub use read::{Ids, LONGEST_FILE, read};
pub use sample::{SAMPLES, sample};
pub use story::{Block, Chapter, Contact, ContactKind, Story, StoryEntry, tell};
pub use write::write as write_json_resume;
