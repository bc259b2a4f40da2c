//! Numbers of a text, as digits and as words, with what they count.

use std::collections::BTreeSet;
use std::ops::Range;

use super::han_numbers::of_han;
use super::number_words::{self, Numeral, numerals};
use super::tokens::{Sort, Token, digit};
use super::tongue::Tongue;
use super::units::{self, Unit};

/// A number as it may be read: `1.234` is one of two. In millionths, so that equal ones are equal.
pub(super) type Value = i128;

/// A number of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    pub(super) values: Vec<Value>,
    pub(super) unit: Option<Unit>,
    /// Its tokens, signs of money and shares included.
    pub(super) tokens: Range<usize>,
    /// Where the word for its unit ends.
    pub(super) measured: usize,
}

/// All numbers that somebody's data has.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers(BTreeSet<(Value, Option<Unit>)>);

impl Numbers {
    pub(super) fn add(&mut self, number: &Number) {
        for value in &number.values {
            self.0.insert((*value, number.unit));
        }
    }

    pub(super) fn has_plain(&self, value: f64) -> bool {
        self.0.contains(&(millionths(value), None))
    }

    /// Whether the data has the number: with the same share, money or multiple; a number that says
    /// nothing of these is read as any.
    pub(super) fn support(&self, number: &Number) -> bool {
        number
            .values
            .iter()
            .any(|value| self.has(*value, number.unit))
    }

    /// Whether the data has the number, of whatever it is.
    pub(super) fn has_value(&self, number: &Number) -> bool {
        number.values.iter().any(|value| self.has(*value, None))
    }

    fn has(&self, value: Value, unit: Option<Unit>) -> bool {
        match unit {
            None => self
                .0
                .range((value, None)..)
                .next()
                .is_some_and(|(own, _)| *own == value),
            // A half is said in several ways.
            Some(Unit::Part) if value == millionths(0.5) => {
                self.0.contains(&(value, Some(Unit::Part)))
                    || self.0.contains(&(millionths(50.0), Some(Unit::Percent)))
            }
            Some(unit) => {
                self.0.contains(&(value, Some(unit)))
                    || (!unit.strict() && self.0.contains(&(value, None)))
            }
        }
    }
}

/// A value in millionths; what is too large for that is one value.
pub(super) fn millionths(value: f64) -> Value {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "larger values become the largest"
    )]
    let whole = (value * 1e6).round() as Value;
    whole
}

/// Finds the numbers among tokens that are not taken yet, and takes them.
pub(super) fn find(tokens: &[Token<'_>], tongue: Tongue, taken: &mut [bool]) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let number = if taken[at] {
            None
        } else {
            match tokens[at].sort {
                Sort::Digits => of_digits(tokens, at),
                Sort::Word => of_words(tokens, at, tongue, taken),
                Sort::Ideograph => of_han(tokens, at),
                Sort::Sign => None,
            }
        };
        match number {
            Some(number) => {
                let end = number.tokens.end.max(at + 1);
                taken[number.tokens.clone()].fill(true);
                found.push(number);
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// What digits may mean: a point or comma before three digits may divide thousands or be a decimal one.
pub(super) fn readings(text: &str) -> Vec<Value> {
    let plain: String = text
        .chars()
        .map(|c| match digit(c) {
            Some(digit) => char::from(b'0' + digit),
            None if matches!(c, '٫' | '·') => '.',
            None if c == '٬' => ',',
            None => c,
        })
        .collect();
    let groups: Vec<&str> = plain.split(|c: char| !c.is_ascii_digit()).collect();
    let signs: Vec<char> = plain.chars().filter(|c| !c.is_ascii_digit()).collect();
    let mut values = Vec::new();
    let mut push = |text: String| {
        if let Ok(value) = text.parse::<f64>() {
            let value = millionths(value);
            if !values.contains(&value) {
                values.push(value);
            }
        }
    };
    let grouped = groups.iter().skip(1).all(|group| group.len() == 3) && groups[0].len() <= 3;
    match (groups.as_slice(), signs.as_slice()) {
        ([one], _) => push((*one).to_owned()),
        ([whole, part], [sign]) => {
            if grouped && *whole != "0" {
                push(groups.concat());
            }
            if matches!(sign, '.' | ',') {
                push(format!("{whole}.{part}"));
            }
        }
        ([head @ .., part], [before @ .., last]) => {
            // 1.234.567,89
            let decimal = before.iter().all(|sign| sign != last) && matches!(last, '.' | ',');
            if decimal {
                push(format!("{}.{part}", head.concat()));
            } else if grouped {
                push(groups.concat());
            } else {
                // A version or an address: it is itself.
                push(groups.concat());
            }
        }
        _ => {}
    }
    values
}

fn of_digits(tokens: &[Token<'_>], at: usize) -> Option<Number> {
    let token = &tokens[at];
    let next = tokens.get(at + 1);
    // "1." before an item of a list.
    if token.opens_line
        && token.text.len() <= 2
        && next.is_some_and(|sign| (sign.is(".") || sign.is(")")) && !sign.apart)
        && tokens
            .get(at + 2)
            .is_some_and(|after| after.apart && after.line == token.line)
    {
        return None;
    }
    // "5G", "3D" and "2FA" are names.
    if let Some(word) = next.filter(|word| word.is_word() && !word.apart)
        && word.text.chars().all(char::is_uppercase)
        && units::scale(&word.folded, word.text, true).is_none()
        && (word.text.len() == 1 || units::unit(&word.folded).is_none())
    {
        return None;
    }
    // "24/7" is one thing.
    if token.folded == "24"
        && next.is_some_and(|sign| sign.is("/"))
        && tokens
            .get(at + 2)
            .is_some_and(|seven| seven.folded == "7" && !seven.apart)
    {
        return Some(Number {
            values: vec![millionths(24.007)],
            unit: None,
            tokens: at..at + 3,
            measured: at + 3,
        });
    }
    Some(with_unit(tokens, at, at + 1, readings(token.text)))
}

/// Takes in what stands around a number: money, multipliers, units.
pub(super) fn with_unit(
    tokens: &[Token<'_>],
    from: usize,
    to: usize,
    mut values: Vec<Value>,
) -> Number {
    let (mut start, mut end) = (from, to);
    let mut after = to;
    if let Some((scale, next)) = scale(tokens, after) {
        for value in &mut values {
            #[allow(clippy::cast_precision_loss, reason = "more digits than a CV has")]
            let scaled = *value as f64 / 1e6 * scale;
            *value = millionths(scaled);
        }
        (after, end) = (next, next);
        // "Mio. €"
        if tokens
            .get(after)
            .is_some_and(|point| point.is(".") && !point.apart)
        {
            after += 1;
        }
    }
    // "three million of euros": de, d'
    let mut look = after;
    if end > to
        && tokens
            .get(look)
            .is_some_and(|word| matches!(word.folded.as_str(), "de" | "di"))
    {
        look += 1;
    }
    let mut unit = None;
    let mut measured = end;
    if let Some((found, next)) = unit_at(tokens, look) {
        unit = Some(found);
        measured = next;
        if found.strict() {
            end = next;
        }
    }
    if !matches!(unit, Some(Unit::Money(_) | Unit::Percent))
        && let Some(before) = start.checked_sub(1).and_then(|at| tokens.get(at))
        && let Some(money) = units::money(&before.folded)
    {
        unit = Some(money);
        start -= 1;
    }
    Number {
        values,
        unit,
        tokens: start..end,
        measured,
    }
}

fn scale(tokens: &[Token<'_>], at: usize) -> Option<(f64, usize)> {
    let token = tokens.get(at)?;
    if token.sort == Sort::Ideograph {
        let two = joined(tokens, at, 2);
        if let Some(scale) = units::scale(&two, "", false) {
            return Some((scale, at + 2));
        }
    }
    // "1,5 M€"
    let money = tokens.get(at + 1).is_some_and(|sign| {
        !sign.apart && sign.sort == Sort::Sign && units::money(&sign.folded).is_some()
    });
    let scale = units::scale(&token.folded, token.text, !token.apart || money)?;
    Some((scale, at + 1))
}

/// So many ideographs as one text; less where there are not as many.
pub(super) fn joined(tokens: &[Token<'_>], at: usize, count: usize) -> String {
    let run = tokens.iter().skip(at).take(count);
    run.take_while(|token| token.sort == Sort::Ideograph)
        .map(|token| token.folded.as_str())
        .collect()
}

/// Several words that mean percent.
const PERCENT: &[(&str, &str)] = &[
    ("per", "cent"),
    ("pour", "cent"),
    ("por", "ciento"),
    ("por", "cento"),
    ("per", "cento"),
    ("τοισ", "εκατο"),
    ("في", "المئه"),
    ("في", "المائه"),
];

fn unit_at(tokens: &[Token<'_>], mut at: usize) -> Option<(Unit, usize)> {
    let mut token = tokens.get(at)?;
    // "3-fold", "24-hour"
    if matches!(token.text, "-" | "\u{2011}") && !token.apart {
        at += 1;
        token = tokens
            .get(at)
            .filter(|word| word.is_word() && !word.apart)?;
    }
    match token.sort {
        Sort::Ideograph => (1..=4).rev().find_map(|count| {
            let word = joined(tokens, at, count);
            (word.chars().count() == count)
                .then(|| units::unit(&word))
                .flatten()
                .map(|unit| (unit, at + count))
        }),
        Sort::Word => {
            let next = tokens.get(at + 1).map(|next| next.folded.as_str());
            if PERCENT
                .iter()
                .any(|(one, two)| token.folded == *one && next == Some(two))
            {
                return Some((Unit::Percent, at + 2));
            }
            // A preposition, an article and a word of English, not times, days and tons.
            if matches!(token.folded.as_str(), "d" | "t" | "an")
                && token.apart
                && !matches!(next, None | Some("." | "," | ";" | ")"))
            {
                return None;
            }
            // d'euros
            let word = token.folded.strip_prefix("d'").unwrap_or(&token.folded);
            units::unit(word).map(|unit| (unit, at + 1))
        }
        Sort::Sign => units::unit(&token.folded).map(|unit| (unit, at + 1)),
        Sort::Digits => None,
    }
}

fn of_words(tokens: &[Token<'_>], at: usize, tongue: Tongue, taken: &[bool]) -> Option<Number> {
    let first = &tokens[at];
    if let Some(times) = times(tongue, &first.folded) {
        return Some(Number {
            values: vec![millionths(times)],
            unit: Some(Unit::Times),
            tokens: at..at + 1,
            measured: at + 1,
        });
    }
    let mut all = read(tongue, first)?;
    let next = tokens.get(at + 1);
    if let [Numeral::Whole(value, unit)] = all.as_slice() {
        // "double-digit", "half-day"
        let within = next.is_some_and(|sign| sign.is("-") && !sign.apart);
        let values = vec![millionths(*value)];
        return (!within).then(|| Number {
            values,
            unit: Some(*unit),
            tokens: at..at + 1,
            measured: at + 1,
        });
    }
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    // "pour cent" beside no number, "third party"
    if before.is_some_and(|word| matches!(word.folded.as_str(), "pour" | "por" | "per" | "τοισ"))
        && all.len() == 1
        && matches!(all[0], Numeral::Scale(_))
        || next.is_some_and(|word| word.folded.starts_with("part"))
        || (next.is_some_and(|sign| sign.is("-") && !sign.apart)
            && tokens
                .get(at + 2)
                .is_some_and(|word| word.folded.starts_with("part")))
    {
        return None;
    }
    let mut end = at + 1;
    loop {
        let mut look = end;
        if tokens
            .get(look)
            .is_some_and(|sign| sign.is("-") && !sign.apart)
        {
            look += 1;
        }
        let Some(word) = tokens
            .get(look)
            .filter(|word| word.is_word() && !taken[look])
        else {
            break;
        };
        let Some(more) = read_any(tongue, word) else {
            break;
        };
        let Some(last) = all.last().copied() else {
            break;
        };
        if more == [Numeral::Between] {
            let after = tokens.get(look + 1).filter(|word| word.is_word());
            let Some(after) = after.and_then(|word| read(tongue, word)) else {
                break;
            };
            if !follows(before_last(&all), last, after[0], true) {
                break;
            }
            all.extend(after);
            end = look + 2;
            continue;
        }
        if !follows(before_last(&all), last, more[0], false) {
            break;
        }
        all.extend(more);
        end = look + 1;
    }
    let value = number_words::value(&all)?;
    Some(with_unit(tokens, at, end, vec![millionths(value)]))
}

fn before_last(all: &[Numeral]) -> Option<Numeral> {
    all.len().checked_sub(2).and_then(|at| all.get(at)).copied()
}

/// Whether a numeral goes on with the number that another one began.
fn follows(before: Option<Numeral>, last: Numeral, next: Numeral, across: bool) -> bool {
    match (last, next) {
        (_, Numeral::Between | Numeral::Whole(..)) | (Numeral::Between | Numeral::Whole(..), _) => {
            false
        }
        (Numeral::Scale(_), _) => true,
        (_, Numeral::Scale(_)) => !across,
        (Numeral::Value(last), Numeral::Value(next)) => {
            // quatre-vingt-dix
            let eighty = before == Some(Numeral::Value(4.0)) && last == 20.0;
            (eighty && next < 20.0)
                || (last >= 20.0 && next < last && (next < 10.0 || last >= 60.0))
                || (last == 4.0 && next == 20.0 && !across)
        }
    }
}

/// What a word says, if it is a numeral where it stands.
fn read(tongue: Tongue, token: &Token<'_>) -> Option<Vec<Numeral>> {
    let all = read_any(tongue, token)?;
    (all != [Numeral::Between]).then_some(all)
}

fn read_any(tongue: Tongue, token: &Token<'_>) -> Option<Vec<Numeral>> {
    let all = numerals(tongue, &token.folded);
    if all.is_empty() {
        return None;
    }
    // "Meta" and "an Dritte" are none.
    let is_name = token.capital() && !token.opens && !token.text.chars().all(char::is_uppercase);
    let noun = tongue == Tongue::German && !matches!(all.as_slice(), [Numeral::Value(_)]);
    (!is_name || noun).then_some(all)
}

/// `tenfold`, `dreifach`, `dreimal`
fn times(tongue: Tongue, word: &str) -> Option<f64> {
    let endings: &[&str] = match tongue {
        Tongue::English => &["fold"],
        Tongue::German => &[
            "fach", "fache", "fachen", "faches", "fachte", "facht", "mal",
        ],
        _ => return None,
    };
    let stem = endings
        .iter()
        .find_map(|ending| word.strip_suffix(ending))?;
    let all = numerals(tongue, stem);
    (!all.is_empty())
        .then(|| number_words::value(&all))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    fn numbers(tongue: Tongue, text: &str) -> Vec<(f64, Option<Unit>)> {
        let tokens = tokens(text);
        let found = find(&tokens, tongue, &mut vec![false; tokens.len()]);
        found
            .iter()
            .map(|number| (number.values[0] as f64 / 1e6, number.unit))
            .collect()
    }

    #[test]
    fn money_shares_and_multiples_in_all_spellings() {
        use Tongue::*;
        let euro = Some(Unit::Money("EUR"));
        for (tongue, text, value, unit) in [
            (English, "€40,000", 40_000.0, euro),
            (German, "40.000 €", 40_000.0, euro),
            (English, "40k EUR", 40_000.0, euro),
            (German, "40 Tsd. Euro", 40_000.0, euro),
            (French, "1,2 million d’euros", 1.2e6, euro),
            (French, "3 millions de euros", 3e6, euro),
            (English, "63 percent", 63.0, Some(Unit::Percent)),
            (Spanish, "63 por ciento", 63.0, Some(Unit::Percent)),
            (German, "dreifach", 3.0, Some(Unit::Times)),
            (English, "14×", 14.0, Some(Unit::Times)),
            (English, "doubled", 2.0, Some(Unit::Times)),
            (German, "fünfundzwanzig Prozent", 25.0, Some(Unit::Percent)),
            (French, "quatre-vingt-dix", 90.0, None),
            (English, "two hundred and fifty", 250.0, None),
            (Spanish, "treinta y cinco", 35.0, None),
            (Russian, "двадцать пять", 25.0, None),
            (Japanese, "3億円", 3e8, Some(Unit::Money("JPY"))),
            (Japanese, "三十五名", 35.0, None),
            (Chinese, "百分之三十", 30.0, Some(Unit::Percent)),
            (Chinese, "1.2万家", 12_000.0, None),
            (Arabic, "٤٠٪", 40.0, Some(Unit::Percent)),
            (French, "310 000 dossiers", 310_000.0, None),
        ] {
            let found = numbers(tongue, text);
            assert_eq!(found.first(), Some(&(value, unit)), "{text}: {found:?}");
        }
    }

    #[test]
    fn what_only_looks_like_a_number_is_none() {
        use Tongue::*;
        for (tongue, text) in [
            (English, "third-party tools"),
            (English, "one of the"),
            (English, "5G and 3D"),
            (German, "an Dritte"),
            (Japanese, "一つの"),
            (Chinese, "十分重要"),
            (English, "1. Led the team"),
        ] {
            let found = numbers(tongue, text);
            assert!(found.is_empty(), "{text}: {found:?}");
        }
        assert_eq!(numbers(English, "two and three").len(), 2);
    }

    #[test]
    fn a_point_may_divide_thousands_or_not() {
        assert_eq!(readings("1.234"), [1_234_000_000, 1_234_000]);
        assert_eq!(readings("1,5"), [1_500_000]);
        assert_eq!(readings("1.234.567,89"), [1_234_567_890_000]);
        assert_eq!(readings("310 000"), [310_000_000_000]);
    }
}
