//! Which changes of a proposal are taken, and what the button that takes them says.

use contract::cv::{Advice, Change, Piece};
use yew::AttrValue;

use crate::i18n::{t, t_args};

/// The changes of a proposal, in their order.
pub fn changes(advice: &Advice) -> Vec<&Change> {
    let pieces = advice.pieces.iter();
    pieces
        .filter_map(|piece| match piece {
            Piece::Change(change) => Some(change),
            Piece::Same(_) => None,
        })
        .collect()
}

/// What is taken unless the person says otherwise: all that says nothing new.
pub fn usual(advice: &Advice) -> Vec<bool> {
    changes(advice)
        .into_iter()
        .map(|change| !change.claims())
        .collect()
}

/// The text with what is taken.
pub fn text(advice: &Advice, taken: &[bool]) -> String {
    advice.text(|number, _| taken.get(number).copied().unwrap_or(false))
}

/// What the button says; `None`: nothing is taken, and there is nothing to press.
pub fn offer(advice: &Advice, taken: &[bool]) -> Option<AttrValue> {
    let (count, all) = (taken.iter().filter(|taken| **taken).count(), taken.len());
    if count == 0 {
        return None;
    }
    Some(if count == all && all == 1 {
        t("cv-help-take")
    } else if count == all {
        t("cv-help-take-all")
    } else if taken == usual(advice) {
        t("cv-help-take-rest")
    } else {
        t_args(
            "cv-help-take-some",
            &[("count", count.into()), ("all", all.into())],
        )
    })
}

#[cfg(test)]
mod tests {
    use contract::cv::{Claim, ClaimKind, Stretch};

    use super::*;

    fn change(old: &str, new: &str, claim: Option<usize>) -> Piece {
        Piece::Change(Change {
            old: old.into(),
            new: vec![Stretch {
                text: new.into(),
                claim,
            }],
        })
    }

    fn advice(pieces: Vec<Piece>) -> Advice {
        Advice {
            pieces,
            claims: vec![Claim {
                text: "€40,000".into(),
                kind: ClaimKind::Number,
            }],
        }
    }

    #[test]
    fn what_is_not_in_the_data_is_left_unless_it_is_asked_for() {
        let advice = advice(vec![
            change("Cut", "Brought", None),
            Piece::Same(" the time".into()),
            change("", ", saving €40,000", Some(0)),
        ]);
        let taken = usual(&advice);
        assert_eq!(taken, [true, false]);
        assert_eq!(text(&advice, &taken), "Brought the time");
        assert_eq!(offer(&advice, &taken), Some(t("cv-help-take-rest")));
        assert_eq!(offer(&advice, &[true, true]), Some(t("cv-help-take-all")));
        let some = offer(&advice, &[false, true]).unwrap();
        assert!(some.contains('1') && some.contains('2'), "{some}");
        assert_eq!(offer(&advice, &[false, false]), None);
        assert_eq!(text(&advice, &[false, false]), "Cut the time");
    }

    #[test]
    fn one_change_without_claims_is_simply_taken() {
        let advice = advice(vec![change("a", "b", None)]);
        assert_eq!(offer(&advice, &usual(&advice)), Some(t("cv-help-take")));
    }

    #[test]
    fn a_change_without_a_say_is_left() {
        let advice = advice(vec![change("a", "b", None)]);
        assert_eq!(text(&advice, &[]), "a");
    }
}
