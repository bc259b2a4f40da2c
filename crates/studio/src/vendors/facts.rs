//! What is known of a vendor's models: the dated catalogue, and what the vendor itself listed.

use std::collections::HashSet;

use contract::provider::{Parameter, Price, ProviderModel, Refusal, Standing, WhyNot};
use contract::{ModelId, Money};
use providers::catalogue::{self, Catalogue, Entry, Modality, Reason};
use providers::vendor::Vendor;
use providers::{Date, Listed};

use crate::clock;

/// The day, in UTC.
pub(crate) fn today() -> Date {
    // The clock of a computer can be set to anything; a day outside the calendar is none.
    catalogue::day_at(clock::now().0 / 1000).unwrap_or(Date::MIN)
}

/// The models of a vendor.
#[derive(Debug)]
pub(crate) struct Known {
    /// Those that it listed, else those of the catalogue that are not gone: the newest first.
    pub(crate) offered: Vec<ProviderModel>,
    /// The catalogue's that are not among them, by each of their ids.
    pub(crate) others: Vec<ProviderModel>,
}

/// What is known of a vendor's models, with what it `listed` itself, if it was asked.
pub(crate) fn of(vendor: &Vendor, listed: Option<&[Listed]>, today: Date) -> Known {
    let mut catalogue = Catalogue::embedded().clone();
    catalogue.merge(vendor.id, listed.unwrap_or_default(), today);
    let mut entries: Vec<&Entry> = match listed {
        Some(listed) => listed
            .iter()
            .filter_map(|model| catalogue.find(vendor.id, &model.id))
            .collect(),
        None => catalogue
            .entries()
            .iter()
            .filter(|entry| entry.vendor == vendor.id)
            .filter(|entry| !matches!(entry.standing(today), catalogue::Standing::Retired { .. }))
            .collect(),
    };
    // Stable: those without a date stay as the vendor has them, behind.
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.released));
    let offered: HashSet<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    let of_vendor = catalogue
        .entries()
        .iter()
        .filter(|entry| entry.vendor == vendor.id);
    let others = of_vendor.flat_map(|entry| entry.ids().map(move |id| (entry, id)));
    Known {
        others: others
            .filter(|(_, id)| !offered.contains(id))
            .map(|(entry, id)| model(entry, id, today))
            .collect(),
        offered: entries
            .into_iter()
            .map(|entry| model(entry, &entry.id, today))
            .collect(),
    }
}

/// What a model's parameters cost and what it takes; `None`: the catalogue does not know it.
pub(crate) fn entry(vendor: &Vendor, model: &ModelId) -> Option<&'static Entry> {
    Catalogue::embedded().find(vendor.id, &model.0)
}

/// Whether a model can be shown pictures; `None`: nobody knows.
pub(crate) fn sees(vendor: &Vendor, model: &ModelId) -> Option<bool> {
    let inputs = &entry(vendor, model)?.inputs;
    (!inputs.is_empty()).then(|| inputs.contains(&Modality::Image))
}

fn model(entry: &Entry, id: &str, today: Date) -> ProviderModel {
    let has = |modality| entry.inputs.contains(&modality);
    ProviderModel {
        id: ModelId(id.to_owned()),
        name: entry.name.clone().unwrap_or_else(|| id.to_owned()),
        context_length: entry.context,
        longest_reply: entry.longest_reply,
        price: price(entry, today),
        sees: (!entry.inputs.is_empty()).then(|| has(Modality::Image)),
        tools: entry.tools,
        thinks: entry.thinks,
        refuses: catalogue::Parameter::ALL
            .into_iter()
            .filter_map(|parameter| refusal(entry, parameter))
            .collect(),
        standing: standing(entry, today),
    }
}

fn price(entry: &Entry, today: Date) -> Option<Price> {
    let price = entry.price(0, today)?;
    let million = |per_token: u64| Money::picos(per_token.saturating_mul(1_000_000));
    Some(Price {
        input: million(price.input?),
        output: million(price.output?),
    })
}

fn refusal(entry: &Entry, parameter: catalogue::Parameter) -> Option<Refusal> {
    let why = match entry.refuses(parameter)? {
        Reason::Rejected => WhyNot::Rejected,
        Reason::Deprecated => WhyNot::Deprecated,
        Reason::Absent => WhyNot::Absent,
        Reason::DoesNotThink => WhyNot::DoesNotThink,
        // It takes some.
        Reason::TooLong(_) => return None,
    };
    let parameter = match parameter {
        catalogue::Parameter::Temperature => Parameter::Temperature,
        catalogue::Parameter::TopP => Parameter::TopP,
        catalogue::Parameter::MaxTokens => Parameter::MaxTokens,
        catalogue::Parameter::Seed => Parameter::Seed,
        catalogue::Parameter::Thinking => Parameter::Thoughts,
    };
    Some(Refusal { parameter, why })
}

fn standing(entry: &Entry, today: Date) -> Standing {
    let successor = |successor: Option<&str>| successor.map(|id| ModelId(id.to_owned()));
    match entry.standing(today) {
        catalogue::Standing::Current => Standing::Current,
        catalogue::Standing::RetiresOn {
            date,
            successor: next,
            ..
        } => Standing::Retires {
            on: date.to_string(),
            successor: successor(next),
        },
        catalogue::Standing::Retired {
            since,
            successor: next,
        } => Standing::Retired {
            since: since.to_string(),
            successor: successor(next),
        },
    }
}

#[cfg(test)]
mod tests {
    use providers::vendor;

    use super::*;

    fn day(text: &str) -> Date {
        catalogue::day(text).unwrap()
    }

    #[test]
    fn without_a_list_the_catalogue_speaks_and_gone_models_are_left_out() {
        let openai = vendor::find("openai").unwrap();
        let ids = |today| -> Vec<String> {
            let models = of(openai, None, day(today)).offered;
            models.into_iter().map(|model| model.id.0).collect()
        };
        assert!(ids("2026-11-25").contains(&"gpt-5".to_owned()));
        assert!(!ids("2027-01-25").contains(&"gpt-5".to_owned()));
    }

    #[test]
    fn what_the_vendor_lists_is_offered_with_what_is_known_of_it() {
        let openai = vendor::find("openai").unwrap();
        let listed = ["gpt-5", "gpt-unheard-of"].map(|id| Listed {
            id: id.into(),
            ..Listed::default()
        });
        let models = of(openai, Some(&listed), day("2026-11-25")).offered;
        let find = |id: &str| models.iter().find(|model| model.id.0 == id).unwrap();
        assert!(matches!(find("gpt-5").standing, Standing::Retires { .. }));
        assert_eq!(find("gpt-unheard-of").standing, Standing::Current);
        assert_eq!(find("gpt-unheard-of").price, None, "unknown, not free");
    }

    #[test]
    fn a_model_that_is_gone_is_known_by_each_of_its_ids_and_not_offered() {
        let anthropic = vendor::find("anthropic").unwrap();
        let listed = [Listed {
            id: "claude-haiku-4-5".into(),
            ..Listed::default()
        }];
        let known = of(anthropic, Some(&listed), day("2026-11-25"));
        for id in ["claude-opus-4-20250514", "claude-opus-4-0"] {
            let gone: Vec<_> = known
                .others
                .iter()
                .filter(|model| model.id.0 == id)
                .collect();
            assert_eq!(gone.len(), 1, "{id}");
            assert!(
                matches!(
                    &gone[0].standing,
                    Standing::Retired {
                        successor: Some(_),
                        ..
                    }
                ),
                "{:?}",
                gone[0]
            );
            assert!(known.offered.iter().all(|model| model.id.0 != id));
        }
        assert!(
            known
                .others
                .iter()
                .all(|model| model.id.0 != "claude-haiku-4-5")
        );
    }
}
