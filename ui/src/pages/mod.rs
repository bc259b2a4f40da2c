//! What stands in the canvas, and the pages before there is a frame.

pub mod chat;
pub mod cv;
mod fatal;
mod first_run;
pub mod settings;
mod starting;

pub use fatal::Fatal;
pub use first_run::FirstRun;
pub use starting::Starting;
