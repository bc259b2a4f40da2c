//! One model, as the catalogue knows it. A fact that nobody vouches for is absent, and absent means unknown: never no, never zero.

use time::Date;

/// A model of a vendor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The vendor, by its id in [`crate::vendor`].
    pub vendor: String,
    /// As requests name it.
    pub id: String,
    /// As people do.
    pub name: Option<String>,
    /// Other ids under which the vendor serves the same model.
    pub aliases: Vec<String>,
    /// Tokens that it holds in view, prompt and reply together.
    pub context: Option<u64>,
    /// Tokens of a reply at the most, thinking included.
    pub longest_reply: Option<u64>,
    /// What it reads; empty: unknown.
    pub inputs: Vec<Modality>,
    /// What it makes; empty: unknown.
    pub outputs: Vec<Modality>,
    /// Whether it can call tools.
    pub tools: Option<bool>,
    /// Whether it thinks before it answers.
    pub thinks: Option<bool>,
    /// What it makes of the parameters of a request.
    pub parameters: Taken,
    /// What it costs, when and from how many tokens on; empty: unknown.
    pub prices: Vec<Price>,
    /// The day on which it came.
    pub released: Option<Date>,
    /// The day on which it goes or went.
    pub retires_on: Option<Date>,
    /// The id of the same vendor's model to take instead.
    pub successor: Option<String>,
    /// Its id at OpenRouter, which passes requests on to its maker.
    pub openrouter: Option<String>,
    /// The day on which these facts were looked up.
    pub as_of: Date,
    /// Where they were looked up.
    pub source: Source,
    /// Whether the vendor's own list named it ([`super::Catalogue::merge`]).
    pub listed: bool,
}

/// What goes in or comes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// Text.
    Text,
    /// Pictures.
    Image,
    /// Documents in PDF.
    Pdf,
    /// Sound.
    Audio,
    /// Moving pictures.
    Video,
}

/// Where a fact comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// The vendor's documentation.
    Doc,
    /// The vendor's SDK.
    Sdk,
    /// The vendor's own list of models, asked with the user's key.
    Listed,
    /// Somebody else.
    Secondary,
    /// Nobody remembers.
    Unknown,
}

/// What a model makes of each parameter; `None`: unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
pub struct Taken {
    /// [`crate::Parameters::temperature`].
    pub temperature: Option<Taking>,
    /// [`crate::Parameters::top_p`].
    pub top_p: Option<Taking>,
    /// [`crate::Parameters::max_tokens`].
    pub max_tokens: Option<Taking>,
    /// [`crate::Parameters::seed`].
    pub seed: Option<Taking>,
    /// [`crate::Parameters::thoughts`].
    pub thinking: Option<Taking>,
}

/// What a model makes of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Taking {
    /// It heeds it.
    Taken,
    /// The request fails.
    Rejected,
    /// It has no effect, or the vendor asks that it is not sent.
    Deprecated,
    /// The vendor's interface has no such parameter.
    Absent,
}

/// What tokens cost. Prices are whole micro-dollars per million tokens, which is picodollars a token: exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// The first day of this price; `None`: it always was.
    pub from: Option<Date>,
    /// The last day; `None`: no end is known.
    pub until: Option<Date>,
    /// The price of the whole request when its prompt has more tokens than this.
    pub above: u64,
    /// Prompt.
    pub input: Option<u64>,
    /// Reply, thinking included.
    pub output: Option<u64>,
    /// Prompt that the vendor's cache held.
    pub cached: Option<u64>,
    /// Prompt that was written to the cache.
    pub cache_write: Option<u64>,
    /// Where it was looked up.
    pub source: Source,
}

impl Entry {
    /// An entry of which nothing is known but its name.
    pub fn bare(vendor: &str, id: &str, as_of: Date, source: Source) -> Self {
        Self {
            vendor: vendor.to_owned(),
            id: id.to_owned(),
            name: None,
            aliases: Vec::new(),
            context: None,
            longest_reply: None,
            inputs: Vec::new(),
            outputs: Vec::new(),
            tools: None,
            thinks: None,
            parameters: Taken::default(),
            prices: Vec::new(),
            released: None,
            retires_on: None,
            successor: None,
            openrouter: None,
            as_of,
            source,
            listed: false,
        }
    }

    /// What the maker's row says of requests that OpenRouter passes on: it has prices and an interface of its own.
    pub(super) fn forwarded(&self, id: &str, successor: Option<String>) -> Self {
        let own = |taking: Option<Taking>| taking.filter(|taking| *taking != Taking::Absent);
        Self {
            vendor: "openrouter".into(),
            id: id.to_owned(),
            aliases: Vec::new(),
            prices: Vec::new(),
            parameters: Taken {
                temperature: own(self.parameters.temperature),
                top_p: own(self.parameters.top_p),
                max_tokens: own(self.parameters.max_tokens),
                seed: own(self.parameters.seed),
                thinking: None,
            },
            successor,
            openrouter: None,
            ..self.clone()
        }
    }

    /// The price of a request with so many tokens of prompt on that day: the newest that is valid, and of
    /// these the one for the longest prompts that this one exceeds.
    pub fn price(&self, input: u64, today: Date) -> Option<&Price> {
        self.prices
            .iter()
            .filter(|price| price.from.is_none_or(|from| from <= today))
            .filter(|price| price.until.is_none_or(|until| today <= until))
            .filter(|price| price.above == 0 || price.above < input)
            .max_by_key(|price| (price.from, price.above))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::date;

    fn price(from: Option<&str>, until: Option<&str>, above: u64, input: u64) -> Price {
        Price {
            from: from.and_then(date::day),
            until: until.and_then(date::day),
            above,
            input: Some(input),
            output: None,
            cached: None,
            cache_write: None,
            source: Source::Unknown,
        }
    }

    #[test]
    fn the_price_depends_on_the_day_and_on_the_prompt() {
        let today = |text| date::day(text).unwrap();
        let mut entry = Entry::bare("v", "m", today("2026-11-25"), Source::Unknown);
        let at = |entry: &Entry, input, day| entry.price(input, today(day)).and_then(|p| p.input);
        assert_eq!(at(&entry, 1, "2026-11-25"), None, "no price is known");

        entry.prices = vec![
            price(None, Some("2026-11-30"), 0, 1),
            price(None, Some("2026-11-30"), 100, 2),
            price(Some("2026-12-01"), Some("2026-12-31"), 0, 3),
        ];
        assert_eq!(at(&entry, 100, "2026-11-30"), Some(1), "not above yet");
        assert_eq!(at(&entry, 101, "2026-11-30"), Some(2));
        assert_eq!(at(&entry, 0, "2026-12-01"), Some(3));
        assert_eq!(at(&entry, 101, "2026-12-31"), Some(3), "no mixing of times");
        assert_eq!(
            at(&entry, 1, "2027-01-01"),
            None,
            "what comes after is unknown"
        );

        entry.prices.push(price(Some("2026-12-10"), None, 0, 4));
        assert_eq!(at(&entry, 1, "2026-12-09"), Some(3));
        assert_eq!(
            at(&entry, 1, "2026-12-10"),
            Some(4),
            "the newest that is valid"
        );
    }
}
