//! A table too long to be read as a whole again: its head is kept, its rows are
//! read in runs.

use std::rc::Rc;

use super::block::{Block, Table};
use super::pieces::{Context, read};

/// An open table.
#[derive(Clone, Debug)]
pub struct Rows {
    /// The head's two source lines.
    head: String,
    table: Table,
}

impl Rows {
    /// Goes on with `table`, whose source is `source`. `None`: its head does not
    /// stand on two lines of their own, so it cannot be gone on with.
    pub fn new(table: &Table, source: &str) -> Option<(Self, usize)> {
        let end = source.match_indices('\n').nth(1)?.0 + 1;
        let table = Table {
            runs: Vec::new(),
            ..table.clone()
        };
        Some((
            Self {
                head: source[..end].to_owned(),
                table,
            },
            end,
        ))
    }

    /// Adds the rows in `source`, whole lines without a blank one. Returns where
    /// in `source` the table ends, if it ends there.
    pub fn add(&mut self, source: &str, context: &Context) -> Option<usize> {
        let (run, end) = self.read(source, context);
        if !run.is_empty() {
            self.table.runs.push(Rc::new(run));
        }
        end
    }

    /// The table so far, with the rows in `rest` that are not added yet.
    pub fn block(&self, rest: &str, context: &Context) -> Block {
        let mut table = self.table.clone();
        let (run, _) = self.read(rest, context);
        if !run.is_empty() {
            table.runs.push(Rc::new(run));
        }
        Block::Table(table)
    }

    fn read(&self, source: &str, context: &Context) -> (Vec<super::block::Row>, Option<usize>) {
        if source.is_empty() {
            return (Vec::new(), None);
        }
        let read = read(&format!("{}{source}", self.head), context);
        let end = read
            .tops
            .get(1)
            .map(|next| next.range.start.saturating_sub(self.head.len()));
        let rows = match read.tops.into_iter().next().map(|top| top.block) {
            Some(Block::Table(table)) => table
                .runs
                .iter()
                .flat_map(|run| run.iter().cloned())
                .collect(),
            _ => Vec::new(),
        };
        (rows, end)
    }
}
