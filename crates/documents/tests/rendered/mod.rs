//! Renders that are kept, and what has changed since.

pub mod geometry;
pub mod picture;
