//! What the rounds of one reply took together.

use contract::Money;
use contract::message::Usage;

use crate::source::Spoken;

/// The rounds before, and the one under way.
#[derive(Debug, Default)]
pub(super) struct Rounds {
    before: Option<(Usage, Option<Money>)>,
    now: Option<(Usage, Option<Money>)>,
}

impl Rounds {
    /// The round under way took this so far; returns what all took.
    pub(super) fn took(&mut self, usage: Usage, cost: Option<Money>) -> Spoken {
        self.now = Some((usage, cost));
        let (usage, cost) = self.sum().unwrap_or((usage, cost));
        Spoken::Took { usage, cost }
    }

    /// The next round begins.
    pub(super) fn next(&mut self) {
        self.before = self.sum();
        self.now = None;
    }

    /// Each round is a request of its own, and charged as one. A price that is not known makes the sum
    /// unknown.
    fn sum(&self) -> Option<(Usage, Option<Money>)> {
        let (Some((before, paid)), Some((now, costs))) = (self.before, self.now) else {
            return self.now.or(self.before);
        };
        let usage = Usage {
            input_tokens: before.input_tokens.saturating_add(now.input_tokens),
            output_tokens: before.output_tokens.saturating_add(now.output_tokens),
            cached_tokens: before.cached_tokens.saturating_add(now.cached_tokens),
            thinking_tokens: before.thinking_tokens.saturating_add(now.thinking_tokens),
            estimated: before.estimated || now.estimated,
        };
        Some((usage, paid.zip(costs).map(|(paid, costs)| paid + costs)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_are_added_and_reports_within_one_are_not() {
        let usage = |output_tokens| Usage {
            input_tokens: 10,
            output_tokens,
            ..Usage::default()
        };
        let cost = |picos| Some(Money::picos(picos));
        let mut rounds = Rounds::default();
        rounds.took(usage(1), cost(1));
        let first = rounds.took(usage(2), cost(2));
        assert_eq!(
            first,
            Spoken::Took {
                usage: usage(2),
                cost: cost(2)
            }
        );
        rounds.next();
        let Spoken::Took {
            usage: sum,
            cost: paid,
        } = rounds.took(usage(3), cost(3))
        else {
            panic!()
        };
        assert_eq!(
            (sum.input_tokens, sum.output_tokens, paid),
            (20, 5, cost(5))
        );
    }
}
