//! What is wrong with a catalogue file, and where.

/// Why a catalogue file is not taken, and the place: file, row, field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}{}{}: {problem}", at(" row ", .row.as_deref()), at(" field ", *.field))]
pub struct Fault {
    /// The file's name.
    pub file: String,
    /// The model's id.
    pub row: Option<String>,
    /// The field.
    pub field: Option<&'static str>,
    /// What is wrong.
    pub problem: Problem,
}

/// Kinds of faults.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// It cannot be read.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// It is larger, or has more of something, than a catalogue can have.
    #[error("more than {0}")]
    TooMuch(usize),
    /// It is no TOML, or a field has another type; with the parser's words and its line.
    #[error("{0}")]
    Syntax(String),
    /// A field that every file or row has is missing or empty.
    #[error("is missing or empty")]
    Missing,
    /// It is no day as in `2026-11-25`.
    #[error("{0:?} is no day")]
    Day(String),
    /// A time that ends before it begins.
    #[error("ends before it begins")]
    Backwards,
    /// It is no price: digits with at most six decimals, and not negative.
    #[error("{0:?} is no price")]
    Price(String),
    /// No vendor of that name is known.
    #[error("there is no vendor {0:?}")]
    Vendor(String),
    /// The id or alias is there twice.
    #[error("{0:?} is there twice")]
    Twice(String),
    /// The model to take instead is in no row.
    #[error("the successor {0:?} is in no row")]
    Successor(String),
}

fn at(label: &str, what: Option<&str>) -> String {
    what.map(|what| format!("{label}{what}"))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_says_where_it_is() {
        let fault = Fault {
            file: "x.toml".into(),
            row: Some("m-1".into()),
            field: Some("price.input"),
            problem: Problem::Price("-1".into()),
        };
        assert_eq!(
            fault.to_string(),
            "x.toml row m-1 field price.input: \"-1\" is no price"
        );
        let fault = Fault {
            row: None,
            field: None,
            problem: Problem::TooMuch(9),
            ..fault
        };
        assert_eq!(fault.to_string(), "x.toml: more than 9");
    }
}
