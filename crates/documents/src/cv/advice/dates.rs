//! Dates of a text: years, months, days, quarters, "last year".

use std::collections::BTreeSet;
use std::ops::Range;

use contract::cv::Date;

use super::months::{RELATIVE, RELATIVE_HAN, month};
use super::tokens::{Sort, Token};
use super::units;

/// A date of a text, as far as it is said.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum When {
    Year(u16),
    Month(u16, u8),
    /// With the two ways to read `03/04/2021`.
    Day(u16, [(u8, u8); 2]),
    /// A month of no year.
    MonthAlone(u8),
    /// A quarter, a decade, "last year", by a name of its own.
    Phrase(String),
}

/// A date and its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dated {
    pub(super) when: When,
    pub(super) tokens: Range<usize>,
}

/// All dates that somebody's data has.
#[derive(Clone, Debug, Default)]
pub(super) struct Dates {
    years: BTreeSet<u16>,
    months: BTreeSet<(u16, u8)>,
    months_alone: BTreeSet<u8>,
    days: BTreeSet<(u16, u8, u8)>,
    phrases: BTreeSet<String>,
}

impl Dates {
    pub(super) fn add_date(&mut self, date: Date) {
        self.years.insert(date.year());
        if let Some(month) = date.month() {
            self.months.insert((date.year(), month));
            self.months_alone.insert(month);
            if let Some(day) = date.day() {
                self.days.insert((date.year(), month, day));
            }
        }
    }

    pub(super) fn add(&mut self, when: &When) {
        match when {
            When::Year(year) => {
                self.years.insert(*year);
            }
            When::Month(year, month) => {
                self.years.insert(*year);
                self.months.insert((*year, *month));
                self.months_alone.insert(*month);
            }
            When::Day(year, readings) => {
                self.years.insert(*year);
                for (month, day) in readings {
                    self.months.insert((*year, *month));
                    self.months_alone.insert(*month);
                    self.days.insert((*year, *month, *day));
                }
            }
            When::MonthAlone(month) => {
                self.months_alone.insert(*month);
            }
            When::Phrase(phrase) => {
                self.phrases.insert(phrase.clone());
            }
        }
    }

    /// Whether the data has the date, as exactly as it is said.
    pub(super) fn support(&self, when: &When) -> bool {
        match when {
            When::Year(year) => self.years.contains(year),
            When::Month(year, month) => self.months.contains(&(*year, *month)),
            When::Day(year, readings) => readings
                .iter()
                .any(|(month, day)| self.days.contains(&(*year, *month, *day))),
            When::MonthAlone(month) => self.months_alone.contains(month),
            When::Phrase(phrase) => self.phrases.contains(phrase),
        }
    }
}

/// Finds the dates among tokens that are not taken yet, and takes them.
pub(super) fn find(tokens: &[Token<'_>], taken: &mut [bool]) -> Vec<Dated> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let dates = if taken[at] {
            Vec::new()
        } else {
            match tokens[at].sort {
                Sort::Digits => of_digits(tokens, at),
                Sort::Word => of_word(tokens, at).into_iter().collect(),
                Sort::Ideograph => of_han(tokens, at).into_iter().collect(),
                Sort::Sign => Vec::new(),
            }
        };
        let mut next = at + 1;
        for date in dates {
            next = next.max(date.tokens.end);
            taken[date.tokens.clone()].fill(true);
            found.push(date);
        }
        at = next;
    }
    found
}

/// A token of digits alone: its value and how many there are.
fn plain(tokens: &[Token<'_>], at: usize) -> Option<(u16, usize)> {
    let token = tokens.get(at).filter(|token| token.sort == Sort::Digits)?;
    let digits = token.folded.as_str();
    let all = digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit());
    all.then(|| digits.parse().ok())
        .flatten()
        .map(|value| (value, digits.len()))
}

fn is_year(value: u16) -> bool {
    (1900..=2099).contains(&value)
}

fn year(tokens: &[Token<'_>], at: usize) -> Option<u16> {
    let (value, digits) = plain(tokens, at)?;
    (digits == 4 && is_year(value)).then_some(value)
}

/// Whether a sign stands at `at` and both it and what follows are attached.
fn attached(tokens: &[Token<'_>], at: usize, signs: &[&str]) -> bool {
    let sign = tokens.get(at);
    let next = tokens.get(at + 1);
    sign.is_some_and(|sign| signs.iter().any(|one| sign.is(one)) && !sign.apart)
        && next.is_some_and(|next| !next.apart)
}

fn of_digits(tokens: &[Token<'_>], at: usize) -> Vec<Dated> {
    let one = |when, tokens| vec![Dated { when, tokens }];
    let token = &tokens[at];
    if let Some(when) = dotted(&token.folded) {
        return one(when, at..at + 1);
    }
    // 15 March 2021, 15. März, 15 de marzo
    if let Some((day @ 1..=31, 1..=2)) = plain(tokens, at) {
        let mut look = at + 1;
        while tokens.get(look).is_some_and(|token| {
            token.is(".")
                || token.is("º")
                || (!token.apart && is_ordinal(&token.folded))
                || matches!(token.folded.as_str(), "of" | "de")
        }) {
            look += 1;
        }
        if let Some(found) = tokens.get(look).and_then(month) {
            let after = year_after(tokens, look + 1);
            if let Some((year, end)) = after {
                let day = u8::try_from(day).unwrap_or(1);
                return one(When::Day(year, [(found.month, day); 2]), at..end);
            }
            if !found.short && found.clear {
                return one(When::MonthAlone(found.month), at..look + 1);
            }
        }
    }
    // 03/2021, 15/03/2021, 03/21
    if let Some((first, 1..=2)) = plain(tokens, at)
        && attached(tokens, at + 1, &["/", "-"])
    {
        if let Some(year) = year(tokens, at + 2)
            && let Ok(month @ 1..=12) = u8::try_from(first)
        {
            return one(When::Month(year, month), at..at + 3);
        }
        if attached(tokens, at + 3, &["/", "-"])
            && let (Some((second, 1..=2)), Some(year)) =
                (plain(tokens, at + 2), year(tokens, at + 4))
            && let Some(when) = day_of(year, first, second)
        {
            return one(when, at..at + 5);
        }
        if token.folded.starts_with('0')
            && tokens[at + 1].is("/")
            && let (Ok(month @ 1..=12), Some((short, 2))) =
                (u8::try_from(first), plain(tokens, at + 2))
        {
            return one(When::Month(2000 + short, month), at..at + 3);
        }
    }
    // the 90s, 90er
    if let Some((decade, 2)) = plain(tokens, at)
        && decade.is_multiple_of(10)
        && tokens
            .get(at + 1)
            .is_some_and(|word| !word.apart && matches!(word.folded.as_str(), "s" | "er"))
    {
        let century = if decade >= 30 { 1900 } else { 2000 };
        return one(When::Phrase(format!("{}s", century + decade)), at..at + 2);
    }
    match year(tokens, at) {
        Some(year) => of_year(tokens, at, year),
        None => month_of_han(tokens, at).into_iter().collect(),
    }
}

fn is_ordinal(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th" | "er")
}

/// What begins with a year.
fn of_year(tokens: &[Token<'_>], at: usize, year: u16) -> Vec<Dated> {
    let one = |when, tokens| vec![Dated { when, tokens }];
    let next = tokens.get(at + 1);
    if next.is_some_and(|sign| sign.text == "年") {
        // 2021年3月15日
        let month = plain(tokens, at + 2)
            .filter(|_| tokens.get(at + 3).is_some_and(|sign| sign.text == "月"))
            .and_then(|(month, _)| u8::try_from(month).ok())
            .filter(|month| (1..=12).contains(month));
        let Some(month) = month else {
            return one(When::Year(year), at..at + 2);
        };
        let day = plain(tokens, at + 4)
            .filter(|_| tokens.get(at + 5).is_some_and(|sign| sign.text == "日"))
            .and_then(|(day, _)| u8::try_from(day).ok());
        return match day {
            Some(day) => one(When::Day(year, [(month, day); 2]), at..at + 6),
            None => one(When::Month(year, month), at..at + 4),
        };
    }
    if attached(tokens, at + 1, &["-", "/", "–", "."]) {
        // 2021-03-15
        if attached(tokens, at + 3, &["-", "/"])
            && let (Some((month, 1..=2)), Some((day, 1..=2))) =
                (plain(tokens, at + 2), plain(tokens, at + 4))
            && let (Ok(month @ 1..=12), Ok(day @ 1..=31)) = (u8::try_from(month), u8::try_from(day))
        {
            return one(When::Day(year, [(month, day); 2]), at..at + 5);
        }
        if let Some((second, 2)) = plain(tokens, at + 2) {
            let sign = tokens[at + 1].text;
            // 2021-03 is a month, 2019–21 and 2019/20 are two years.
            if let (Ok(month @ 1..=12), "-") = (u8::try_from(second), sign) {
                return one(When::Month(year, month), at..at + 3);
            }
            if second > year % 100 {
                let first = Dated {
                    when: When::Year(year),
                    tokens: at..at + 1,
                };
                let last = Dated {
                    when: When::Year(year / 100 * 100 + second),
                    tokens: at + 2..at + 3,
                };
                return vec![first, last];
            }
        }
    }
    if let Some(word) = next {
        // the 1990s, 1990er
        if !word.apart && matches!(word.folded.as_str(), "s" | "er" | "'s") {
            return one(When::Phrase(format!("{year}s")), at..at + 2);
        }
        // 2000 €, 2000 ms, 2000台
        let counted = units::unit(&word.folded).is_some()
            || units::scale(&word.folded, word.text, !word.apart).is_some()
            || (word.sort == Sort::Ideograph
                && "人名个個件台社回倍店所家次元円万".contains(word.text));
        if counted
            && !matches!(
                word.folded.as_str(),
                "d" | "t" | "s" | "x" | "an" | "год" | "года" | "ora" | "mes" | "mal" | "h"
            )
        {
            return Vec::new();
        }
        // "2000 users"
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        let bare = before.is_none_or(|word| !word.is_word() || word.text.chars().count() > 5);
        if year.is_multiple_of(100) && word.is_word() && word.apart && !word.capital() && bare {
            return Vec::new();
        }
    }
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    if before.is_some_and(|sign| units::money(&sign.folded).is_some() || sign.is("#")) {
        return Vec::new();
    }
    one(When::Year(year), at..at + 1)
}

/// `15.03.2021`, `03.2021`
fn dotted(digits: &str) -> Option<When> {
    let parts: Vec<&str> = digits.split('.').collect();
    let number = |part: &str| part.parse::<u16>().ok().filter(|_| part.len() <= 2);
    match parts.as_slice() {
        [day, month, year] if year.len() == 4 => day_of(
            year.parse().ok().filter(|year| is_year(*year))?,
            number(day)?,
            number(month)?,
        ),
        [month, year] if year.len() == 4 => {
            let year = year.parse().ok().filter(|year| is_year(*year))?;
            let month = u8::try_from(number(month)?)
                .ok()
                .filter(|month| (1..=12).contains(month))?;
            Some(When::Month(year, month))
        }
        [year, month] if year.len() == 4 && month.len() == 2 => {
            let year = year.parse().ok().filter(|year| is_year(*year))?;
            let month = u8::try_from(number(month)?)
                .ok()
                .filter(|month| (1..=12).contains(month))?;
            Some(When::Month(year, month))
        }
        _ => None,
    }
}

/// A day and a month in either order.
fn day_of(year: u16, first: u16, second: u16) -> Option<When> {
    let small = |number: u16| {
        u8::try_from(number)
            .ok()
            .filter(|number| (1..=31).contains(number))
    };
    let (first, second) = (small(first)?, small(second)?);
    let readings = match (first <= 12, second <= 12) {
        (true, true) => [(second, first), (first, second)],
        (false, true) => [(second, first); 2],
        (true, false) => [(first, second); 2],
        (false, false) => return None,
    };
    Some(When::Day(year, readings))
}

/// A year after a month: perhaps with a point, a comma, a preposition, a day between.
fn year_after(tokens: &[Token<'_>], mut at: usize) -> Option<(u16, usize)> {
    for _ in 0..3 {
        if let Some(year) = year(tokens, at) {
            return Some((year, at + 1));
        }
        let token = tokens.get(at)?;
        let between = token.is(".")
            || token.is(",")
            || token.is("'")
            || token.is("'")
            || token.is("/")
            || matches!(token.folded.as_str(), "de" | "of" | "του" | "del" | "do");
        if !between {
            return None;
        }
        at += 1;
    }
    None
}

fn of_word(tokens: &[Token<'_>], at: usize) -> Option<Dated> {
    let token = &tokens[at];
    for (name, words) in RELATIVE {
        for phrase in *words {
            let count = phrase.split(' ').count();
            let told = tokens.get(at..at + count).is_some_and(|tokens| {
                tokens
                    .iter()
                    .map(|token| token.folded.as_str())
                    .eq(phrase.split(' '))
            });
            if told {
                return Some(Dated {
                    when: When::Phrase((*name).to_owned()),
                    tokens: at..at + count,
                });
            }
        }
    }
    // Q3, H1
    let quarter = token.folded.len() == 2
        && token.text.starts_with(['Q', 'H'])
        && matches!(token.folded.as_bytes(), [_, b'1'..=b'4']);
    if quarter {
        return Some(Dated {
            when: When::Phrase(token.folded.clone()),
            tokens: at..at + 1,
        });
    }
    let found = month(token)?;
    if let Some((year, end)) = year_after(tokens, at + 1) {
        return Some(Dated {
            when: When::Month(year, found.month),
            tokens: at..end,
        });
    }
    // March 15, 2021
    if let Some((day @ 1..=31, 1..=2)) = plain(tokens, at + 1) {
        let ordinal = tokens
            .get(at + 2)
            .is_some_and(|word| !word.apart && is_ordinal(&word.folded));
        let after = at + 2 + usize::from(ordinal);
        if let Some((year, end)) = year_after(tokens, after)
            && (end > after + 1 || tokens.get(after).is_some_and(|year| year.apart))
        {
            let day = u8::try_from(day).unwrap_or(1);
            return Some(Dated {
                when: When::Day(year, [(found.month, day); 2]),
                tokens: at..end,
            });
        }
    }
    if found.short {
        return None;
    }
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    let preposition = before.is_some_and(|word| {
        word.is_word() && !word.capital() && word.text.chars().count() <= 5 && !token.opens
    });
    // English capitalises its months: "may" is none.
    let capital = token.capital() || !matches!(token.folded.as_str(), "may" | "march" | "august");
    (found.clear || preposition && capital).then(|| Dated {
        when: When::MonthAlone(found.month),
        tokens: at..at + 1,
    })
}

fn of_han(tokens: &[Token<'_>], at: usize) -> Option<Dated> {
    let two: String = tokens
        .iter()
        .skip(at)
        .take(2)
        .map(|token| token.text)
        .collect();
    let (_, name) = RELATIVE_HAN.iter().find(|(word, _)| *word == two)?;
    Some(Dated {
        when: When::Phrase((*name).to_owned()),
        tokens: at..at + 2,
    })
}

/// `3月` of no year.
fn month_of_han(tokens: &[Token<'_>], at: usize) -> Option<Dated> {
    let (month, 1..=2) = plain(tokens, at)? else {
        return None;
    };
    let month = u8::try_from(month)
        .ok()
        .filter(|month| (1..=12).contains(month))?;
    tokens.get(at + 1).filter(|sign| sign.text == "月")?;
    Some(Dated {
        when: When::MonthAlone(month),
        tokens: at..at + 2,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    fn dates(text: &str) -> Vec<When> {
        let tokens = tokens(text);
        let found = find(&tokens, &mut vec![false; tokens.len()]);
        found.into_iter().map(|date| date.when).collect()
    }

    #[test]
    fn months_in_all_spellings() {
        for text in [
            "Mar 2021",
            "March 2021",
            "März 2021",
            "03/2021",
            "03.2021",
            "2021-03",
            "mars 2021",
            "marzo de 2021",
            "março 2021",
            "maart 2021",
            "марта 2021",
            "март 2021",
            "Μάρτιος 2021",
            "Μαρ. 2021",
            "مارس 2021",
            "מרץ 2021",
            "2021年3月",
            "März, 2021",
        ] {
            assert_eq!(dates(text), [When::Month(2021, 3)], "{text}");
        }
    }

    #[test]
    fn days_years_and_phrases() {
        let day = When::Day(2021, [(3, 15); 2]);
        for text in [
            "15 March 2021",
            "March 15, 2021",
            "15.03.2021",
            "2021-03-15",
            "15. März 2021",
            "15/03/2021",
            "03/15/2021",
            "2021年3月15日",
            "15 de marzo de 2021",
        ] {
            assert_eq!(dates(text).as_slice(), std::slice::from_ref(&day), "{text}");
        }
        assert_eq!(dates("2019–2023"), [When::Year(2019), When::Year(2023)]);
        assert_eq!(dates("2019–23"), [When::Year(2019), When::Year(2023)]);
        assert_eq!(dates("in the 1990s"), [When::Phrase("1990s".into())]);
        assert_eq!(dates("in Q3 last year").len(), 2);
        assert_eq!(dates("in April"), [When::MonthAlone(4)]);
        assert_eq!(dates("im Mai"), [When::MonthAlone(5)]);
    }

    #[test]
    fn what_only_looks_like_a_date_is_none() {
        for text in [
            "may lead",
            "March the team",
            "$2000",
            "2000 ms",
            "2000 users",
            "set up 3 tools",
            "2000台",
        ] {
            assert_eq!(dates(text), [], "{text}");
        }
    }
}
