//! What of a request's parameters a model takes: said to the user before, and left out when it is sent.

use super::{Entry, Taking};
use crate::ask::Parameters;

/// A parameter by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Parameter {
    /// [`Parameters::temperature`].
    Temperature,
    /// [`Parameters::top_p`].
    TopP,
    /// [`Parameters::max_tokens`].
    MaxTokens,
    /// [`Parameters::seed`].
    Seed,
    /// [`Parameters::thoughts`].
    Thinking,
}

/// Why a parameter is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The model refuses requests that have it.
    Rejected,
    /// It has no effect any more, or the vendor asks that it is not sent.
    Deprecated,
    /// The vendor's interface has no such parameter.
    Absent,
    /// The model does not think.
    DoesNotThink,
    /// The model's longest reply has only so many tokens.
    TooLong(u64),
}

impl Parameter {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Temperature,
        Self::TopP,
        Self::MaxTokens,
        Self::Seed,
        Self::Thinking,
    ];
}

impl Entry {
    /// Why the model takes no value of this parameter; `None`: it takes some, or nobody knows.
    pub fn refuses(&self, parameter: Parameter) -> Option<Reason> {
        let taken = self.parameters;
        let taking = match parameter {
            Parameter::Temperature => taken.temperature,
            Parameter::TopP => taken.top_p,
            Parameter::MaxTokens => taken.max_tokens,
            Parameter::Seed => taken.seed,
            Parameter::Thinking if self.thinks == Some(false) => return Some(Reason::DoesNotThink),
            Parameter::Thinking => taken.thinking,
        };
        match taking? {
            Taking::Taken => None,
            Taking::Rejected => Some(Reason::Rejected),
            Taking::Deprecated => Some(Reason::Deprecated),
            Taking::Absent => Some(Reason::Absent),
        }
    }
}

/// What of these parameters the model does not take, and why.
pub fn rejected(parameters: &Parameters, entry: &Entry) -> Vec<(Parameter, Reason)> {
    let reason = |parameter| {
        let chosen = match parameter {
            Parameter::Temperature => parameters.temperature.is_some(),
            Parameter::TopP => parameters.top_p.is_some(),
            Parameter::MaxTokens => parameters.max_tokens.is_some(),
            Parameter::Seed => parameters.seed.is_some(),
            Parameter::Thinking => parameters.thoughts,
        };
        let refused = chosen.then(|| entry.refuses(parameter)).flatten();
        refused.or_else(|| match (parameter, parameters.max_tokens) {
            (Parameter::MaxTokens, Some(wanted)) => {
                let longest = entry.longest_reply?;
                (u64::from(wanted) > longest).then_some(Reason::TooLong(longest))
            }
            _ => None,
        })
    };
    let all = Parameter::ALL.into_iter();
    all.filter_map(|parameter| Some((parameter, reason(parameter)?)))
        .collect()
}

/// The parameters to send: what the model does not take is left out, a reply that is too long is cut down to its
/// longest. Of a model that nobody knows, everything is sent as chosen.
pub fn accepted(parameters: Parameters, entry: Option<&Entry>) -> Parameters {
    let Some(entry) = entry else {
        return parameters;
    };
    let mut accepted = parameters;
    for (parameter, reason) in rejected(&parameters, entry) {
        match (parameter, reason) {
            (Parameter::MaxTokens, Reason::TooLong(longest)) => {
                accepted.max_tokens = u32::try_from(longest).ok();
            }
            (Parameter::Temperature, _) => accepted.temperature = None,
            (Parameter::TopP, _) => accepted.top_p = None,
            (Parameter::MaxTokens, _) => accepted.max_tokens = None,
            (Parameter::Seed, _) => accepted.seed = None,
            (Parameter::Thinking, _) => accepted.thoughts = false,
        }
    }
    accepted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Source, Taken};
    use time::Date;

    const CHOSEN: Parameters = Parameters {
        temperature: Some(0.5),
        top_p: Some(0.9),
        max_tokens: Some(5000),
        thoughts: true,
        seed: Some(7),
    };

    fn model() -> Entry {
        Entry::bare("v", "m", Date::MIN, Source::Unknown)
    }

    #[test]
    fn an_unknown_model_gets_all_as_chosen() {
        assert_eq!(accepted(CHOSEN, None), CHOSEN);
        assert_eq!(accepted(CHOSEN, Some(&model())), CHOSEN);
        assert_eq!(rejected(&CHOSEN, &model()), []);
    }

    #[test]
    fn what_is_refused_is_named_and_left_out() {
        let mut entry = model();
        entry.thinks = Some(true);
        entry.longest_reply = Some(4096);
        entry.parameters = Taken {
            temperature: Some(Taking::Rejected),
            top_p: Some(Taking::Deprecated),
            max_tokens: Some(Taking::Taken),
            seed: Some(Taking::Absent),
            thinking: Some(Taking::Rejected),
        };
        let named = [
            (Parameter::Temperature, Reason::Rejected),
            (Parameter::TopP, Reason::Deprecated),
            (Parameter::MaxTokens, Reason::TooLong(4096)),
            (Parameter::Seed, Reason::Absent),
            (Parameter::Thinking, Reason::Rejected),
        ];
        assert_eq!(rejected(&CHOSEN, &entry), named);
        let sent = Parameters {
            max_tokens: Some(4096),
            ..Parameters::default()
        };
        assert_eq!(accepted(CHOSEN, Some(&entry)), sent);

        entry.parameters.max_tokens = Some(Taking::Absent);
        assert_eq!(accepted(CHOSEN, Some(&entry)), Parameters::default());
        assert_eq!(
            rejected(&Parameters::default(), &entry),
            [],
            "what is not chosen is not refused either"
        );
        assert_eq!(entry.refuses(Parameter::Seed), Some(Reason::Absent));
    }

    #[test]
    fn what_does_not_think_is_not_asked_for_thoughts() {
        let mut entry = model();
        entry.thinks = Some(false);
        assert_eq!(
            rejected(&CHOSEN, &entry),
            [(Parameter::Thinking, Reason::DoesNotThink)]
        );
        assert!(!accepted(CHOSEN, Some(&entry)).thoughts);
    }

    #[test]
    fn the_longest_reply_itself_is_fine() {
        let mut entry = model();
        entry.longest_reply = Some(5000);
        assert_eq!(rejected(&CHOSEN, &entry), []);
        entry.longest_reply = Some(u64::MAX);
        assert_eq!(accepted(CHOSEN, Some(&entry)).max_tokens, Some(5000));
    }
}
