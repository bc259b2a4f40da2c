//! Dates as people type them, read and written: a year, perhaps a month, perhaps a day.

use contract::cv::{Date, Until};
use yew::AttrValue;

use crate::i18n::{t, t_args};

/// What a text is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No date at all.
    NoDate,
    /// Which number is the day and which the month is anybody's guess.
    Ambiguous,
    /// Not in the calendar.
    NoSuchDay,
}

impl Problem {
    /// What to say about it.
    pub fn text(self) -> AttrValue {
        match self {
            Self::NoDate => t("cv-date-bad"),
            Self::Ambiguous => t("cv-date-ambiguous"),
            Self::NoSuchDay => t("cv-date-none"),
        }
    }
}

/// Beginnings of the months' names in languages that write with Latin letters; the longer ones where
/// three letters are not enough.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "gen", "jän"],
    &["feb", "fév", "fev"],
    &["mar", "mär", "mrz", "maa", "mrt"],
    &["apr", "avr", "abr"],
    &["may", "mai", "mei", "mag"],
    &["jun", "juin", "giu"],
    &["jul", "juil", "lug"],
    &["aug", "aoû", "aou", "ago"],
    &["sep", "set"],
    &["oct", "okt", "ott", "out"],
    &["nov"],
    &["dec", "dez", "déc", "dic"],
];

/// Words for "it goes on".
const PRESENT: [&str; 6] = ["present", "now", "today", "current", "ongoing", "heute"];

/// Reads a date; `None`: nothing is written.
pub fn read(text: &str) -> Result<Option<Date>, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if let Ok(date) = text.parse() {
        return Ok(Some(date));
    }
    let lower = text.to_lowercase();
    let pieces: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || ",./-–".contains(c))
        .filter(|piece| !piece.is_empty() && *piece != "de")
        .collect();
    let named: Vec<Option<u8>> = pieces.iter().map(|piece| month(piece)).collect();
    let numbers: Vec<u16> = pieces
        .iter()
        .zip(&named)
        .filter(|(_, named)| named.is_none())
        .map(|(piece, _)| number(piece))
        .collect::<Option<_>>()
        .ok_or(Problem::NoDate)?;
    let month = match named.iter().flatten().collect::<Vec<_>>()[..] {
        [] => None,
        [month] => Some(*month),
        _ => return Err(Problem::NoDate),
    };
    let (year, month, day) = match (month, &numbers[..]) {
        (month, [year]) => (*year, month, None),
        (Some(month), [a, b]) if *a > 31 => (*a, Some(month), Some(*b)),
        (Some(month), [a, b]) => (*b, Some(month), Some(*a)),
        (None, [a, b]) if *a > 31 => (*a, Some(small(*b)?), None),
        (None, [a, b]) => (*b, Some(small(*a)?), None),
        (None, [a, b, c]) if *a > 31 => (*a, Some(small(*b)?), Some(*c)),
        (None, [a, b, c]) => {
            let (day, month) = order(*a, *b, lower.contains('.'))?;
            (*c, Some(month), Some(day))
        }
        _ => return Err(Problem::NoDate),
    };
    if year < 1000 {
        return Err(Problem::NoDate);
    }
    let day = day.map(small).transpose()?;
    Date::new(year, month, day)
        .map(Some)
        .ok_or(Problem::NoSuchDay)
}

/// Reads the end of something; `None`: nothing is written.
pub fn read_until(text: &str) -> Result<Option<Until>, Problem> {
    if PRESENT.contains(&text.trim().to_lowercase().as_str()) || text.trim() == &*t("cv-present") {
        return Ok(Some(Until::Present));
    }
    read(text).map(|date| date.map(Until::Date))
}

/// Day and month of two numbers. With dots the day comes first everywhere.
fn order(a: u16, b: u16, dots: bool) -> Result<(u16, u8), Problem> {
    match (a, b) {
        _ if dots => Ok((a, small(b)?)),
        (13.., 13..) => Err(Problem::NoSuchDay),
        (13.., _) => Ok((a, small(b)?)),
        (_, 13..) => Ok((b, small(a)?)),
        _ if a == b => Ok((a, small(b)?)),
        _ => Err(Problem::Ambiguous),
    }
}

fn month(word: &str) -> Option<u8> {
    if word.chars().count() < 3 || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let begins = |names: &&[&str]| names.iter().any(|name| word.starts_with(name));
    let at = MONTHS.iter().position(begins)?;
    u8::try_from(at + 1).ok()
}

/// Digits alone: `parse` takes a sign as well.
fn number(word: &str) -> Option<u16> {
    let digits = word.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| word.parse().ok()).flatten()
}

fn small(number: u16) -> Result<u8, Problem> {
    u8::try_from(number).map_err(|_| Problem::NoSuchDay)
}

/// A date as the field shows it: `2021`, `Mar 2021`, `15 Mar 2021`. [`read`] understands it.
pub fn written(date: Date) -> String {
    let year = date.year().to_string();
    let Some(number) = date.month() else {
        return year;
    };
    let month = t_args("month-short", &[("month", number.into())]);
    match date.day() {
        None => format!("{month} {year}"),
        Some(day) => format!("{day} {month} {year}"),
    }
}

/// The end of something as the field shows it.
pub fn written_until(until: Until) -> String {
    match until {
        Until::Date(date) => written(date),
        Until::Present => t("cv-present").to_string(),
    }
}

/// From when until when, for a line: `Mar 2021 – present`; empty where nothing is said.
pub fn span(start: Option<Date>, end: Option<Until>) -> String {
    match (start, end) {
        (None, None) => String::new(),
        (Some(start), None) => written(start),
        (None, Some(end)) => written_until(end),
        (Some(start), Some(end)) => format!("{} – {}", written(start), written_until(end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Result<Option<Date>, Problem> {
        Ok(Some(text.parse().expect("a date of the test")))
    }

    #[test]
    fn a_date_is_read_as_people_write_it() {
        for (typed, meant) in [
            ("2021", "2021"),
            (" 2021-03 ", "2021-03"),
            ("2021-03-15", "2021-03-15"),
            ("2021-3", "2021-03"),
            ("2021/03", "2021-03"),
            ("03/2021", "2021-03"),
            ("3.2021", "2021-03"),
            ("Mar 2021", "2021-03"),
            ("march 2021", "2021-03"),
            ("2021 March", "2021-03"),
            ("März 2021", "2021-03"),
            ("Sept. 2019", "2019-09"),
            ("15 Mar 2021", "2021-03-15"),
            ("Mar 15, 2021", "2021-03-15"),
            ("15.3.2021", "2021-03-15"),
            ("4.5.2021", "2021-05-04"),
            ("15/03/2021", "2021-03-15"),
            ("03/15/2021", "2021-03-15"),
            ("05/05/2021", "2021-05-05"),
            ("juin 2020", "2020-06"),
            ("juillet 2020", "2020-07"),
            ("15 de marzo de 2021", "2021-03-15"),
        ] {
            assert_eq!(read(typed), date(meant), "{typed}");
        }
        assert_eq!(read("  "), Ok(None));
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (typed, problem) in [
            ("soon", Problem::NoDate),
            ("21", Problem::NoDate),
            ("Mar 21", Problem::NoDate),
            ("Mar Apr 2021", Problem::NoDate),
            ("1 2 3 4", Problem::NoDate),
            ("99999999", Problem::NoDate),
            ("04/05/2021", Problem::Ambiguous),
            ("13/2021", Problem::NoSuchDay),
            ("30 Feb 2021", Problem::NoSuchDay),
            ("31.31.2021", Problem::NoSuchDay),
            ("2021-00", Problem::NoSuchDay),
            ("3021", Problem::NoSuchDay),
        ] {
            assert_eq!(read(typed), Err(problem), "{typed}");
        }
    }

    #[test]
    fn what_the_field_shows_is_understood() {
        for text in ["2021", "2021-05", "2021-12-31"] {
            let meant: Date = text.parse().expect("a date of the test");
            assert_eq!(read(&written(meant)), Ok(Some(meant)));
        }
        for month in 1..=12 {
            let meant = Date::new(1999, Some(month), None).expect("a month");
            assert_eq!(read(&written(meant)), Ok(Some(meant)));
        }
        let present = Ok(Some(Until::Present));
        assert_eq!(read_until(&written_until(Until::Present)), present);
        assert_eq!(read_until("NOW "), present);
        assert_eq!(read_until(""), Ok(None));
    }

    #[test]
    fn a_line_says_from_when_until_when() {
        let march = Date::new(2021, Some(3), None);
        assert_eq!(span(march, Some(Until::Present)), "Mar 2021 – present");
        assert_eq!(span(march, None), "Mar 2021");
        assert_eq!(span(None, None), "");
    }
}
