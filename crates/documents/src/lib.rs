//! CVs as documents: read from files, laid out once, and written as PDF, DOCX and a preview.
//!
//! Belongs here: formats of files, the words of headings, templates, the layout, the writers. Everything
//! is pure: time, fonts and random numbers are passed in, and the same input gives the same bytes.
//! Does not belong here: where CVs are kept, what a model is asked, the interface.

pub mod cv;
mod file_name;
pub mod layout;
pub mod pdf;
pub mod picture;
pub mod preview;
mod xml;

pub use file_name::file_name;
