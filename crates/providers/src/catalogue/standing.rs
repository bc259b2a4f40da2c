//! Whether a model is here to stay. The day is passed in; what the window says of it is the caller's.

use time::Date;

use super::Entry;

/// Days before its end on which a model is said to go soon. Vendors announce it 60 days ahead or more.
pub const SOON: i64 = 60;

/// Where a model is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing<'a> {
    /// Nothing is announced, or nothing that comes soon.
    Current,
    /// It goes within [`SOON`] days.
    RetiresOn {
        /// The last day.
        date: Date,
        /// Days until then; 0 is the day itself.
        days: i64,
        /// The id of the model to take instead.
        successor: Option<&'a str>,
    },
    /// The day is past.
    Retired {
        /// That day.
        since: Date,
        /// The id of the model to take instead.
        successor: Option<&'a str>,
    },
}

impl Entry {
    /// Where the model is in its life on that day.
    pub fn standing(&self, today: Date) -> Standing<'_> {
        let successor = self.successor.as_deref();
        let Some(date) = self.retires_on else {
            return Standing::Current;
        };
        match (date - today).whole_days() {
            days if days < 0 => Standing::Retired {
                since: date,
                successor,
            },
            days if days <= SOON => Standing::RetiresOn {
                date,
                days,
                successor,
            },
            _ => Standing::Current,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Source, date};

    #[test]
    fn the_days_around_the_end() {
        let day = |text| date::day(text).unwrap();
        let end = day("2026-12-11");
        let mut entry = Entry::bare("openai", "gpt-5", end, Source::Unknown);
        assert_eq!(entry.standing(end), Standing::Current, "no end is known");

        entry.retires_on = Some(end);
        entry.successor = Some("gpt-6.1-sol".into());
        let successor = Some("gpt-6.1-sol");
        let soon = |days| Standing::RetiresOn {
            date: end,
            days,
            successor,
        };
        assert_eq!(
            entry.standing(day("2026-10-11")),
            Standing::Current,
            "61 days"
        );
        assert_eq!(entry.standing(day("2026-10-12")), soon(60));
        assert_eq!(entry.standing(day("2026-12-10")), soon(1));
        assert_eq!(entry.standing(end), soon(0));
        let gone = Standing::Retired {
            since: end,
            successor,
        };
        assert_eq!(entry.standing(day("2026-12-12")), gone);
        assert_eq!(entry.standing(Date::MAX), gone);
        assert_eq!(entry.standing(Date::MIN), Standing::Current);
    }
}
