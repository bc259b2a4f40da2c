//! Dates as LinkedIn writes them: `Mar 2021`, `2021`, `Mar 4, 2021`, `2021-03-04`, `3/4/21`.

use contract::cv::Date;

use crate::cv::words;

/// A date; `None`: the text is none.
pub(super) fn read(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text
        .split([' ', ',', '-', '/', '.'])
        .filter(|part| !part.is_empty())
        .collect();
    match parts[..] {
        [year] => Date::new(whole(year)?, None, None),
        [month, year] if year.len() == 4 => Date::new(whole(year)?, Some(month_of(month)?), None),
        [year, month] => Date::new(whole(year)?, Some(month_of(month)?), None),
        // 2021-03-04, with or without a time.
        [year, month, day, ..] if year.len() == 4 && text.contains('-') => {
            Date::new(whole(year)?, Some(number(month)?), Some(number(day)?))
        }
        // 3/4/21 as in the United States, with or without a time.
        [month, day, year, ..] if text.contains('/') => {
            Date::new(century(year)?, Some(number(month)?), Some(number(day)?))
        }
        // Mar 4, 2021
        [month, day, year] => Date::new(whole(year)?, Some(month_of(month)?), Some(number(day)?)),
        _ => None,
    }
}

fn whole(year: &str) -> Option<u16> {
    let sound = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    sound.then(|| year.parse().ok()).flatten()
}

/// A year of four digits or of two.
fn century(year: &str) -> Option<u16> {
    if year.len() != 2 {
        return whole(year);
    }
    let year = u16::from(number(year)?);
    Some(if year < 70 { 2000 + year } else { 1900 + year })
}

fn number(digits: &str) -> Option<u8> {
    let sound = digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    sound.then(|| digits.parse().ok()).flatten()
}

/// A month by its number, or by its name in any language that has a table: whole or cut short.
fn month_of(text: &str) -> Option<u8> {
    number(text).or_else(|| words::month(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_every_form_are_read() {
        for (text, date) in [
            ("2021", "2021"),
            ("Mar 2021", "2021-03"),
            ("March 2021", "2021-03"),
            ("Sept 2021", "2021-09"),
            ("März 2021", "2021-03"),
            ("févr. 2021", "2021-02"),
            ("2021-03", "2021-03"),
            ("3/2021", "2021-03"),
            ("2021-03-04", "2021-03-04"),
            ("2021-03-04 10:00:00 UTC", "2021-03-04"),
            ("Mar 4, 2021", "2021-03-04"),
            ("3/4/21", "2021-03-04"),
            ("3/4/99", "1999-03-04"),
            ("06/30/25, 10:00 AM", "2025-06-30"),
        ] {
            assert_eq!(
                read(text).map(|date| date.to_string()).as_deref(),
                Some(date),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "Summer 2021",
            "21",
            "Mar",
            "Mar 21",
            "2021-13",
            "13/40/21",
            "",
            "-",
            "Ma 2021",
            "2021 2022",
            "１２/１２/２１",
            "Feb 30, 2021",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
