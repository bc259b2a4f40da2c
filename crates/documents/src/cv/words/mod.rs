//! What a CV says by itself: headings, months, "until today". One table a language.
//!
//! Months are the abbreviations that CLDR 45 has for a month that stands alone.

mod languages;

use contract::cv::{Date, Kind, Until};

/// The words of a language.
pub(crate) struct Words {
    /// The BCP 47 tag of the language alone.
    pub(crate) code: &'static str,
    /// Whether it is written from right to left.
    pub(crate) rtl: bool,
    headings: [&'static str; 12],
    months: Months,
    present: &'static str,
    /// Before a grade.
    pub(crate) grade: &'static str,
    /// Between the items of a list.
    pub(crate) comma: &'static str,
    /// Between a word and what it stands for.
    pub(crate) colon: &'static str,
    /// Around what is said beside.
    pub(crate) parentheses: (&'static str, &'static str),
}

enum Months {
    /// `Mar 2021`
    Named([&'static str; 12]),
    /// `2021年3月`
    Counted,
}

/// The words of a language, by its BCP 47 tag; English for one that has no table.
pub(crate) fn of(tag: &str) -> &'static Words {
    let code = tag.split(['-', '_']).next().unwrap_or_default();
    languages::ALL
        .iter()
        .find(|words| words.code.eq_ignore_ascii_case(code))
        .unwrap_or(&languages::ENGLISH)
}

/// The words of all languages that have a table.
pub(crate) fn all() -> &'static [Words] {
    languages::ALL
}

/// A month by its name: in English whole or cut short, in the other languages as its table has it.
pub(crate) fn month(name: &str) -> Option<u8> {
    const ENGLISH: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let plain = |name: &str| name.trim_end_matches('.').to_lowercase();
    let name = plain(name);
    let english = || {
        let mut months = ENGLISH.iter();
        months.position(|whole| name.len() >= 3 && whole.starts_with(&name))
    };
    let other = || {
        languages::ALL.iter().find_map(|words| match &words.months {
            Months::Named(names) => names.iter().position(|own| plain(own) == name),
            Months::Counted => None,
        })
    };
    let index = english().or_else(other)?;
    u8::try_from(index + 1).ok()
}

impl Words {
    /// For what goes on.
    pub(crate) fn present(&self) -> &'static str {
        self.present
    }

    /// The usual heading of a kind; empty for a section that has only its own.
    pub(crate) fn heading(&self, kind: Kind) -> &'static str {
        let index = Kind::ALL.iter().position(|other| *other == kind);
        index
            .and_then(|index| self.headings.get(index))
            .copied()
            .unwrap_or_default()
    }

    /// A date as CVs have it: no days.
    pub(crate) fn date(&self, date: Date) -> String {
        let year = date.year();
        let Some(month) = date.month() else {
            return match self.months {
                Months::Named(_) => year.to_string(),
                Months::Counted => format!("{year}年"),
            };
        };
        match &self.months {
            Months::Counted => format!("{year}年{month}月"),
            Months::Named(names) => {
                let name = names.get(usize::from(month) - 1).copied();
                format!("{} {year}", name.unwrap_or_default())
            }
        }
    }

    /// From a date to another; either may be missing.
    pub(crate) fn range(&self, start: Option<Date>, end: Option<Until>) -> String {
        let start = start.map(|date| self.date(date));
        let end = end.map(|end| match end {
            Until::Date(date) => self.date(date),
            Until::Present => self.present.to_owned(),
        });
        match (start, end) {
            (Some(start), Some(end)) if start == end => start,
            (Some(start), Some(end)) => format!("{start} – {end}"),
            (one, other) => one.or(other).unwrap_or_default(),
        }
    }

    /// Items after each other.
    pub(crate) fn list<'a>(&self, items: impl IntoIterator<Item = &'a str>) -> String {
        let items = items.into_iter().filter(|item| !item.trim().is_empty());
        items.collect::<Vec<_>>().join(self.comma)
    }

    /// A word, and what is said beside it in parentheses.
    pub(crate) fn beside(&self, word: &str, beside: &str) -> String {
        match (word.is_empty(), beside.is_empty()) {
            (_, true) => word.to_owned(),
            (true, false) => beside.to_owned(),
            (false, false) => {
                let (open, close) = self.parentheses;
                format!("{word}{open}{beside}{close}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_with_a_region_finds_its_language_and_an_unknown_one_english() {
        assert_eq!(of("pt-BR").code, "pt");
        assert_eq!(of("DE").code, "de");
        assert_eq!(of("tlh").code, "en");
        assert_eq!(of("").code, "en");
    }

    #[test]
    fn dates_are_written_as_the_language_does() {
        let march = "2021-03-15".parse().unwrap();
        assert_eq!(
            of("en").range(Some(march), Some(Until::Present)),
            "Mar 2021 – present"
        );
        assert_eq!(
            of("de").range(Some(march), Some(Until::Present)),
            "März 2021 – heute"
        );
        assert_eq!(
            of("ja").range(Some(march), Some(Until::Present)),
            "2021年3月 – 現在"
        );
        assert_eq!(of("ru").date(Date::year_only(2021).unwrap()), "2021");
        assert_eq!(of("en").range(None, None), "");
        assert_eq!(
            of("en").range(Some(march), Some(Until::Date(march))),
            "Mar 2021"
        );
    }

    #[test]
    fn no_language_has_an_empty_word() {
        for words in languages::ALL {
            for (kind, heading) in Kind::ALL.iter().zip(words.headings) {
                assert!(
                    !heading.is_empty(),
                    "{} lacks a word for {kind:?}",
                    words.code
                );
            }
            assert!(!words.present.is_empty() && !words.grade.is_empty());
        }
    }
}
