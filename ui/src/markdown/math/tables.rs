//! Environments: matrices, cases, aligned lines.

use super::parse::{Limits, Parser};
use super::tokens::Token;
use super::{Element, Failure};

/// Cells and lines of one environment.
const MOST: usize = 600;

/// How the columns of an environment stand.
#[derive(Clone, Copy, PartialEq)]
enum Columns {
    Centre,
    Left,
    /// Right, left, right, left …
    Pairs,
}

/// An environment's brackets, columns, and whether it is as large as a display.
fn shape(name: &str) -> Option<(&'static str, &'static str, Columns, bool)> {
    Some(match name {
        "matrix" | "smallmatrix" | "array" | "subarray" => ("", "", Columns::Centre, false),
        "pmatrix" => ("(", ")", Columns::Centre, false),
        "bmatrix" => ("[", "]", Columns::Centre, false),
        "Bmatrix" => ("{", "}", Columns::Centre, false),
        "vmatrix" => ("|", "|", Columns::Centre, false),
        "Vmatrix" => ("‖", "‖", Columns::Centre, false),
        "cases" => ("{", "", Columns::Left, false),
        "dcases" => ("{", "", Columns::Left, true),
        "rcases" => ("", "}", Columns::Left, false),
        "align" | "aligned" | "alignedat" | "alignat" | "split" | "eqnarray" | "flalign" => {
            ("", "", Columns::Pairs, true)
        }
        "gather" | "gathered" | "equation" | "multline" | "displaymath" | "math" => {
            ("", "", Columns::Centre, true)
        }
        _ => return None,
    })
}

impl Parser<'_> {
    /// `\begin{name} … \end{name}`, from behind `\begin`.
    pub fn environment(&mut self) -> Result<Option<(Element, Limits)>, Failure> {
        let full = self.text()?;
        let name = full.trim_end_matches('*');
        let Some((left, right, columns, display)) = shape(name) else {
            return Err(Failure::Unknown(full.to_owned()));
        };
        self.tokens
            .option()
            .filter(|_| name == "array" || name.starts_with("align"));
        let letters = match name {
            "array" | "subarray" => self.text()?,
            "alignat" | "alignedat" => {
                self.text()?;
                ""
            }
            _ => "",
        };
        let letters: Vec<char> = letters.chars().filter(|c| "lcr".contains(*c)).collect();
        let rows = self.cells(full)?;
        let rows = rows.into_iter().map(|row| {
            let cells = row.into_iter().enumerate().map(|(place, cell)| {
                let class = match letters.get(place) {
                    Some('l') => Some("md-math-left"),
                    Some('r') => Some("md-math-right"),
                    Some(_) => None,
                    None => side(columns, place),
                };
                let cell = Element::with("mtd", cell);
                match class {
                    Some(class) => cell.set("class", class),
                    None => cell,
                }
            });
            Element::with("mtr", cells.collect())
        });
        let mut table = Element::with("mtable", rows.collect());
        if display {
            table = table.set("displaystyle", "true");
        }
        if columns == Columns::Pairs {
            table = table.set("class", "md-math-pairs");
        } else if name == "smallmatrix" || name == "subarray" {
            table = table.set("class", "md-math-tight");
        }
        if left.is_empty() && right.is_empty() {
            return Ok(Some((table, Limits::Beside)));
        }
        let fence = |sign, form: &'static str| {
            Element::of("mo", sign)
                .set("fence", "true")
                .set("stretchy", "true")
                .set("form", form)
        };
        let row = vec![fence(left, "prefix"), table, fence(right, "postfix")];
        Ok(Some((Element::with("mrow", row), Limits::Beside)))
    }

    /// The cells up to `\end{name}`, which is taken.
    fn cells(&mut self, name: &str) -> Result<Vec<Vec<Vec<Element>>>, Failure> {
        let mut rows = vec![Vec::new()];
        let mut count = 0;
        loop {
            let cell = self.row()?;
            count += 1;
            if count > MOST {
                return Err(Failure::Long);
            }
            if let Some(row) = rows.last_mut() {
                row.push(cell);
            }
            match self.tokens.next() {
                Some(Token::Cell) => {}
                Some(Token::Line) => {
                    // The distance to the next line.
                    self.tokens.option();
                    rows.push(Vec::new());
                }
                Some(Token::Command("end")) => {
                    if self.text()? != name {
                        return Err(Failure::Misplaced("\\end".to_owned()));
                    }
                    break;
                }
                _ => return Err(Failure::Misplaced(format!("\\begin{{{name}}}"))),
            }
        }
        // A line end behind the last line.
        if rows.last().is_some_and(|row| row.iter().all(Vec::is_empty)) && rows.len() > 1 {
            rows.pop();
        }
        Ok(rows)
    }
}

fn side(columns: Columns, place: usize) -> Option<&'static str> {
    match columns {
        Columns::Centre => None,
        Columns::Left => Some("md-math-left"),
        Columns::Pairs if place.is_multiple_of(2) => Some("md-math-right"),
        Columns::Pairs => Some("md-math-left"),
    }
}

/// Lines under each other.
pub fn lines(lines: Vec<Vec<Element>>) -> Element {
    let row = |line| Element::with("mtr", vec![Element::with("mtd", line)]);
    Element::with("mtable", lines.into_iter().map(row).collect())
}
