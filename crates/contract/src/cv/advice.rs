//! What a model proposes for a text, as changes that a person takes or leaves, and what in it is not
//! from the person's own data.

use serde::{Deserialize, Serialize};

/// A proposal for one text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// The text that was there and the proposed one, as pieces in their order.
    pub pieces: Vec<Piece>,
    /// Numbers, dates and names of the proposal that are not in the person's own data.
    pub claims: Vec<Claim>,
}

/// A piece of a text that is compared with another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// In both.
    Same(String),
    /// Different.
    Change(Change),
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What was there; empty: something is added.
    pub old: String,
    /// What is proposed, with what is marked in it; empty: something is left out.
    pub new: Vec<Stretch>,
}

/// A stretch of a proposed text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// The text.
    pub text: String,
    /// The claim that it makes, a place in [`Advice::claims`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<usize>,
}

/// A fact of a proposal that is not in the person's own data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// As it stands in the proposal.
    pub text: String,
    /// What it is.
    pub kind: ClaimKind,
}

/// Kinds of facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimKind {
    /// A number, a sum, a share.
    Number,
    /// A date, a year, a month.
    Date,
    /// Of a person, a company, a place, a product.
    Name,
}

impl Change {
    /// What is proposed.
    pub fn new_text(&self) -> String {
        self.new.iter().map(|part| part.text.as_str()).collect()
    }

    /// Whether it says what is not in the person's own data.
    pub fn claims(&self) -> bool {
        self.new.iter().any(|part| part.claim.is_some())
    }
}

impl Advice {
    /// The text with those changes that `takes` says, which is asked with each change and its number,
    /// counted from 0 among the changes.
    pub fn text(&self, mut takes: impl FnMut(usize, &Change) -> bool) -> String {
        let mut number = 0;
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Same(same) => text.push_str(same),
                Piece::Change(change) => {
                    if takes(number, change) {
                        text.push_str(&change.new_text());
                    } else {
                        text.push_str(&change.old);
                    }
                    number += 1;
                }
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_takes_some_changes_and_leaves_others() {
        let stretch = |text: &str, claim| Stretch {
            text: text.into(),
            claim,
        };
        let advice = Advice {
            pieces: vec![
                Piece::Change(Change {
                    old: "Cut".into(),
                    new: vec![stretch("Brought", None)],
                }),
                Piece::Same(" the time".into()),
                Piece::Change(Change {
                    old: String::new(),
                    new: vec![stretch(", saving ", None), stretch("€40,000", Some(0))],
                }),
            ],
            claims: vec![Claim {
                text: "€40,000".into(),
                kind: ClaimKind::Number,
            }],
        };
        assert_eq!(advice.text(|_, _| false), "Cut the time");
        assert_eq!(advice.text(|_, _| true), "Brought the time, saving €40,000");
        assert_eq!(
            advice.text(|_, change| !change.claims()),
            "Brought the time"
        );
        assert_eq!(
            advice.text(|number, _| number == 1),
            "Cut the time, saving €40,000"
        );
    }
}
