//! Dates as CVs have them: a year, perhaps a month, perhaps a day; and "until today".

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A date that may lack its day, or its month and day. Written as in ISO 8601: `2021`, `2021-03`,
/// `2021-03-15`. Earlier dates are smaller; a date that says less comes before those within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    /// 0: not said.
    month: u8,
    /// 0: not said.
    day: u8,
}

impl Date {
    /// A whole year, 1000 to 2999 as in JSON Resume.
    pub fn year_only(year: u16) -> Option<Self> {
        Self::new(year, None, None)
    }

    /// A date of a calendar that has it; a day only with its month.
    pub fn new(year: u16, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let sound = (1000..=2999).contains(&year)
            && month.is_none_or(|month| (1..=12).contains(&month))
            && day.is_none_or(|day| {
                month.is_some_and(|month| (1..=days_in(year, month)).contains(&day))
            });
        sound.then_some(Self {
            year,
            month: month.unwrap_or(0),
            day: day.unwrap_or(0),
        })
    }

    /// Its year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// Its month, 1 to 12.
    pub fn month(self) -> Option<u8> {
        (self.month > 0).then_some(self.month)
    }

    /// Its day, 1 to 31.
    pub fn day(self) -> Option<u8> {
        (self.day > 0).then_some(self.day)
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

/// A text that is no [`Date`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadDate;

impl fmt::Display for BadDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date like 2021, 2021-03 or 2021-03-15")
    }
}

impl std::error::Error for BadDate {}

impl FromStr for Date {
    type Err = BadDate;

    fn from_str(text: &str) -> Result<Self, BadDate> {
        let mut parts = text.split('-');
        let mut part = |digits: usize| match parts.next() {
            None => Ok(None),
            Some(part) if part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()) => {
                part.parse::<u16>().map(Some).map_err(|_| BadDate)
            }
            Some(_) => Err(BadDate),
        };
        let year = part(4)?.ok_or(BadDate)?;
        let month = part(2)?.map(|month| u8::try_from(month).unwrap_or(u8::MAX));
        let day = part(2)?.map(|day| u8::try_from(day).unwrap_or(u8::MAX));
        if parts.next().is_some() {
            return Err(BadDate);
        }
        Self::new(year, month, day).ok_or(BadDate)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month() {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day() {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// When something ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// On a date.
    Date(Date),
    /// It goes on.
    Present,
}

impl Until {
    const PRESENT: &str = "present";
}

impl FromStr for Until {
    type Err = BadDate;

    fn from_str(text: &str) -> Result<Self, BadDate> {
        if text.eq_ignore_ascii_case(Self::PRESENT) {
            Ok(Self::Present)
        } else {
            text.parse().map(Self::Date)
        }
    }
}

impl fmt::Display for Until {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::Present => f.write_str(Self::PRESENT),
        }
    }
}

impl Serialize for Until {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Until {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|_| {
            de::Error::custom("not “present” and not a date like 2021, 2021-03 or 2021-03-15")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_says_as_much_as_is_known() {
        for text in ["2021", "2021-03", "2021-03-15", "2024-02-29"] {
            let date: Date = text.parse().unwrap();
            assert_eq!(date.to_string(), text);
        }
        let month: Date = "2021-03".parse().unwrap();
        assert_eq!(
            (month.year(), month.month(), month.day()),
            (2021, Some(3), None)
        );
    }

    #[test]
    fn what_no_calendar_has_is_refused() {
        for text in [
            "",
            "21",
            "2021-3",
            "2021-13",
            "2021-00",
            "2021-02-29",
            "2021-03-00",
            "2021-03-15-1",
            "0999",
            "3000",
            "2021-",
            "２０２１",
            "+021",
            "March 2021",
        ] {
            assert_eq!(text.parse::<Date>(), Err(BadDate), "{text:?}");
        }
    }

    #[test]
    fn an_end_may_be_today_in_any_case() {
        assert_eq!("Present".parse(), Ok(Until::Present));
        assert_eq!(
            serde_json::from_str::<Until>("\"2020\"").unwrap(),
            Until::Date(Date::year_only(2020).unwrap()),
        );
        assert_eq!(
            serde_json::to_string(&Until::Present).unwrap(),
            "\"present\""
        );
        assert!("now".parse::<Until>().is_err());
    }
}
