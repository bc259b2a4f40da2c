//! Stages of a long command, each with its time.

use std::time::{Duration, Instant};

use crate::sh::Result;

/// The stages so far.
#[derive(Default)]
pub struct Stages {
    done: Vec<(&'static str, Duration)>,
}

impl Stages {
    /// Runs one stage and remembers how long it took.
    pub fn stage(&mut self, name: &'static str, work: impl FnOnce() -> Result) -> Result {
        println!("\n== {name}");
        let begin = Instant::now();
        let outcome = work();
        self.done.push((name, begin.elapsed()));
        if outcome.is_err() {
            println!("\n{name} failed.");
            self.print();
        }
        outcome
    }

    /// Prints the table of times.
    pub fn print(&self) {
        println!("\nstage                          seconds");
        for (name, took) in &self.done {
            println!("{name:<30} {:>7.1}", took.as_secs_f64());
        }
        let total: Duration = self.done.iter().map(|(_, took)| *took).sum();
        println!("{:<30} {:>7.1}", "in all", total.as_secs_f64());
    }
}
