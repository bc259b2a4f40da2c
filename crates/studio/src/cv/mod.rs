//! CVs.

mod export;

pub use export::{ExportFile, Exported, Format, export_file};
