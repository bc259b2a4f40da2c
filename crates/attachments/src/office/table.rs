//! A table as lines of cells, and where text goes while tables are open.

use crate::collect::Collected;

/// Text that goes to the innermost open cell, else to the document.
pub(super) struct Tables {
    pub(super) out: Collected,
    open: Vec<Table>,
}

#[derive(Default)]
struct Table {
    cells: Vec<String>,
    /// `None` between cells.
    cell: Option<String>,
}

impl Tables {
    pub(super) fn new(max_chars: u64) -> Self {
        Self {
            out: Collected::new(max_chars),
            open: Vec::new(),
        }
    }

    pub(super) fn inside(&self) -> bool {
        !self.open.is_empty()
    }

    /// A paragraph or a line of text.
    pub(super) fn line(&mut self, line: &str) {
        match self.open.last_mut() {
            None => self.out.line(line),
            Some(table) => {
                // A table's line is a line: a cell's paragraphs are joined, and its bars and tabs are its own.
                let flat = line.replace(['\n', '\t'], " ").replace('|', "\\|");
                let flat = flat.trim();
                let cell = table.cell.get_or_insert_default();
                if !cell.is_empty() && !flat.is_empty() {
                    cell.push(' ');
                }
                cell.push_str(flat);
            }
        }
    }

    pub(super) fn open_table(&mut self) {
        self.open.push(Table::default());
    }

    pub(super) fn open_cell(&mut self) {
        if let Some(table) = self.open.last_mut() {
            table.cell = Some(String::new());
        }
    }

    pub(super) fn close_cell(&mut self) {
        if let Some(table) = self.open.last_mut() {
            let cell = table.cell.take().unwrap_or_default();
            table.cells.push(cell);
        }
    }

    /// A row is `| a | b |`; in a table within a cell it is part of that cell's text.
    pub(super) fn close_row(&mut self) {
        let Some(table) = self.open.last_mut() else {
            return;
        };
        let cells = std::mem::take(&mut table.cells);
        if cells.iter().all(String::is_empty) {
            return;
        }
        if self.open.len() == 1 {
            self.out.line(&format!("| {} |", cells.join(" | ")));
        } else if let Some(inner) = self.open.pop() {
            self.line(&cells.join("; "));
            self.open.push(inner);
        }
    }

    pub(super) fn close_table(&mut self) {
        if self.open.pop().is_some() && self.open.is_empty() {
            self.out.push("\n");
        }
    }
}
