//! The CV page: the shelf of CVs, and the desk at which one is written.

mod edit;
mod export;
mod languages;
mod looks;
mod paper;
mod shown;
mod toolbar;

pub use edit::Edit;
pub use paper::Paper;
pub use shown::{Shown, Store};
pub use toolbar::Toolbar;
