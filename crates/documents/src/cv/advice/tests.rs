use contract::cv::Cv;

use super::*;

fn own(text: &str) -> Own {
    Own::of(
        &Cv {
            language: "en".into(),
            ..Cv::default()
        },
        &[text],
    )
}

fn marked<'a>(proposal: &'a str, own: &Own) -> Vec<&'a str> {
    let found = ungrounded(proposal, own);
    found
        .into_iter()
        .map(|(range, _)| &proposal[range])
        .collect()
}

#[test]
fn what_was_derived_is_marked_and_what_was_said_otherwise_is_not() {
    let own = own("Cut p95 latency from 840 ms to 61 ms for five offices, saving €40,000 (63 %)");
    assert_eq!(marked("Made it 14× faster", &own), ["14×"]);
    for proposal in [
        "63 percent, 63%",
        "saved 40.000 €",
        "saved 40k EUR",
        "across 5 offices",
        "from 840ms to 61ms",
    ] {
        assert!(marked(proposal, &own).is_empty(), "{proposal}");
    }
    assert_eq!(marked("saved $40,000 or 5 %", &own), ["$40,000", "5 %"]);
}

#[test]
fn pieces_are_words_and_claims_stand_in_the_new_ones() {
    let before = "Cut the time of a build";
    let proposal = "Cut the time of every build by 40 %";
    let advice = advise(before, proposal, &own(before));
    assert_eq!(advice.text(|_, _| true), proposal);
    assert_eq!(advice.text(|_, _| false), before);
    assert_eq!(
        advice.pieces,
        [
            Piece::Same("Cut the time of ".into()),
            Piece::Change(Change {
                old: "a".into(),
                new: vec![Stretch {
                    text: "every".into(),
                    claim: None
                }]
            }),
            Piece::Same(" build".into()),
            Piece::Change(Change {
                old: String::new(),
                new: vec![
                    Stretch {
                        text: " by ".into(),
                        claim: None
                    },
                    Stretch {
                        text: "40 %".into(),
                        claim: Some(0)
                    }
                ]
            }),
        ]
    );
    assert_eq!(advice.claims.len(), 1);
    assert_eq!(advice.claims[0].text, "40 %");
}

#[test]
fn what_stood_there_before_is_not_marked() {
    let advice = advise("Saved 40 % at Acme", "Saved fully 40 % at Acme", &own(""));
    assert!(advice.claims.is_empty(), "{advice:?}");
}

#[test]
fn a_claim_across_two_changes_is_one() {
    let advice = advise("€ 30 a", "€ 40 a", &own(""));
    assert_eq!(advice.claims.len(), 1);
    assert_eq!(advice.claims[0].text, "€ 40");
}

#[test]
fn a_translation_is_one_change() {
    let advice = advise(
        "Leitete ein Team von fünf Personen",
        "Led a team of five people",
        &own("Leitete ein Team von fünf Personen"),
    );
    assert_eq!(advice.pieces.len(), 1, "{advice:?}");
}
