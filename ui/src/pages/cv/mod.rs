//! The CV page: the shelf of CVs, and the desk at which one is written.

mod edit;
mod export;
mod field_path;
mod help;
mod hints;
mod import;
mod languages;
mod looks;
mod machine;
mod models;
mod paper;
mod shown;
mod toolbar;

pub use edit::Edit;
pub use help::{Help, use_help};
pub use hints::Hints;
pub use import::ImportDialog;
pub use paper::Paper;
pub use shown::{Shown, Store};
pub use toolbar::Toolbar;
