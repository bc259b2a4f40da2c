//! The queue, on a storage in memory and a clock moved by hand.

mod backoff;
mod bench;
mod lifecycle;
mod memory;
mod progress;
mod recovery;
