//! What a model proposes for a text: how it differs, and what in it the person never said.
//!
//! Belongs here: reading numbers, dates and names in the languages that CVs are written in, comparing
//! them with somebody's own data, and the difference of two texts. Does not belong here: asking a model.
//!
//! A fact is supported if the data has it as it is said: 14 × is not, where the data has 840 ms and 61 ms,
//! and 40 $ is not, where it has 40 €. What the fact is said of is not understood: where somebody has five
//! offices, five teams pass. Names are told by capitals, digits and what stands around them, so an ordinary
//! word is marked now and then; how often is measured in `tests/advice.rs`.

mod dates;
mod difference;
mod han_numbers;
mod months;
mod names;
mod number_words;
mod numbers;
mod ordinary;
mod own;
mod same;
mod tokens;
mod tongue;
mod units;

use std::ops::Range;

use contract::cv::{Advice, Change, Claim, ClaimKind, Date, Piece, Stretch};

pub use own::Own;

/// Numbers, dates and names of a proposal that somebody's own data does not support: bytes of the
/// proposal, in their order, none within another.
pub fn ungrounded(proposal: &str, own: &Own) -> Vec<(Range<usize>, ClaimKind)> {
    let tokens = tokens::tokens(proposal);
    let tongue = tongue::guess(&tokens, own.tongue);
    let mut taken = vec![false; tokens.len()];
    let mut found: Vec<(Range<usize>, ClaimKind)> = Vec::new();
    for date in dates::find(&tokens, &mut taken) {
        if !own.has_date(&date.when) {
            found.push((date.tokens, ClaimKind::Date));
        }
    }
    // A number after a name that is not known belongs to it: names are looked for before.
    let mut by_dates = taken.clone();
    let numbers = numbers::find(&tokens, tongue, &mut taken);
    for number in &numbers {
        // Names are not looked for in what money, shares and multiples are said with.
        let plain = number.unit.is_none() && number.tokens.len() == 1;
        by_dates[number.tokens.clone()].fill(
            !plain
                || !tokens[number.tokens.start]
                    .text
                    .starts_with(|c: char| c.is_numeric()),
        );
    }
    let names = names::find(&tokens, tongue, own, &by_dates);
    for number in numbers {
        let named = names.iter().any(|name| name.contains(&number.tokens.start));
        if !named && !own.has_number(&number) {
            let mut place = number.tokens.clone();
            if own.has_value(&number) {
                // What is new is the unit.
                place.end = place.end.max(number.measured);
            }
            found.push((place, ClaimKind::Number));
        }
    }
    found.extend(names.into_iter().map(|name| (name, ClaimKind::Name)));
    found.sort_by_key(|(tokens, _)| tokens.start);
    let mut ranges: Vec<(Range<usize>, ClaimKind)> = Vec::new();
    for (place, kind) in found {
        let Some((first, last)) = tokens.get(place.start).zip(tokens.get(place.end - 1)) else {
            continue;
        };
        match ranges.last_mut() {
            // "Q3 2021" is one date.
            Some((range, ClaimKind::Date))
                if kind == ClaimKind::Date
                    && proposal[range.end..first.start].trim().is_empty() =>
            {
                range.end = last.end();
            }
            Some((range, _)) if range.end > first.start => {}
            _ => ranges.push((first.start..last.end(), kind)),
        }
    }
    ranges
}

/// Compares a proposal with the text that it is made for, and marks what is not of the person's own data.
/// What stands in both texts was there before, and is not marked.
pub fn advise(before: &str, proposal: &str, own: &Own) -> Advice {
    let mut facts = ungrounded(proposal, own).into_iter().peekable();
    let mut advice = Advice::default();
    // The fact that reaches into the piece, and the claim that was made of it.
    let mut claim: Option<usize> = None;
    for part in difference::parts(before, proposal) {
        let text = &proposal[part.new.clone()];
        if part.same {
            advice.pieces.push(Piece::Same(text.to_owned()));
            while facts
                .next_if(|(range, _)| range.end <= part.new.end)
                .is_some()
            {
                claim = None;
            }
            continue;
        }
        let mut new = Vec::new();
        let mut at = part.new.start;
        while let Some((range, kind)) = facts.peek() {
            if range.start >= part.new.end {
                break;
            }
            let (from, to) = (range.start.max(at), range.end.min(part.new.end));
            push(&mut new, &proposal[at..from], None);
            let index = *claim.get_or_insert_with(|| {
                advice.claims.push(Claim {
                    text: proposal[range.clone()].to_owned(),
                    kind: *kind,
                });
                advice.claims.len() - 1
            });
            push(&mut new, &proposal[from..to], Some(index));
            at = to;
            if range.end > part.new.end {
                break;
            }
            claim = None;
            facts.next();
        }
        push(&mut new, &proposal[at..part.new.end], None);
        advice.pieces.push(Piece::Change(Change {
            old: before[part.old].to_owned(),
            new,
        }));
    }
    advice
}

/// The years, months and days of a text, as bytes of it.
pub(super) fn dates_in(text: &str) -> Vec<Range<usize>> {
    let tokens = tokens::tokens(text);
    let found = dates::find(&tokens, &mut vec![false; tokens.len()]).into_iter();
    let told = found.filter(|date| !matches!(date.when, dates::When::Phrase(_)));
    told.filter_map(|date| {
        let ends = tokens
            .get(date.tokens.start)
            .zip(tokens.get(date.tokens.end - 1));
        ends.map(|(first, last)| first.start..last.end())
    })
    .collect()
}

/// The date that a text begins with, if it says one.
pub(super) fn date_of(text: &str) -> Option<Date> {
    let tokens = tokens::tokens(text);
    let found = dates::find(&tokens, &mut vec![false; tokens.len()]);
    match found.first().filter(|date| date.tokens.start == 0)?.when {
        dates::When::Year(year) => Date::year_only(year),
        dates::When::Month(year, month) => Date::new(year, Some(month), None),
        dates::When::Day(year, [(month, day), _]) => Date::new(year, Some(month), Some(day)),
        dates::When::MonthAlone(_) | dates::When::Phrase(_) => None,
    }
}

fn push(stretches: &mut Vec<Stretch>, text: &str, claim: Option<usize>) {
    if !text.is_empty() {
        stretches.push(Stretch {
            text: text.to_owned(),
            claim,
        });
    }
}

#[cfg(test)]
mod tests;
