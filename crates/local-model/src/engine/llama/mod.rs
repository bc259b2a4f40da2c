//! llama.cpp: a model is loaded ([`load`]) and replies are made with it ([`session`]).

mod load;
mod log;
mod prompt;
mod session;

pub(super) use load::load;
