//! llama.cpp: a model is loaded ([`load`]) and replies are made with it ([`session`]).

mod abort;
mod length;
mod load;
mod log;
mod processor;
mod prompt;
mod sample;
mod session;
#[cfg(test)]
mod tests;

pub(super) use load::load;
