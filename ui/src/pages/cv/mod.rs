//! The CV page: the shelf of CVs, and the desk at which one is written.

mod edit;
mod shown;

pub use edit::Edit;
pub use shown::{Shown, Store};
