//! Tokens of a reply whose server counts none, estimated when it has ended.

use contract::message::Usage;
use providers::Ask;

/// What was asked, and what was heard so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    ask: Ask,
    /// Text and thoughts.
    pub(super) heard: String,
}

impl Asked {
    pub(super) fn of(ask: Ask) -> Self {
        Self {
            ask,
            heard: String::new(),
        }
    }

    /// About what it took. `None` if the counting itself broke: a reply does not fail for that.
    pub(super) async fn estimate(self, vendor: &'static str) -> Option<Usage> {
        // The first count reads the vocabulary, and a long text takes its time.
        let counting = tokio::task::spawn_blocking(move || Usage {
            input_tokens: small(tokens::ask(vendor, &self.ask)),
            output_tokens: small(tokens::text(&self.heard)),
            estimated: true,
            ..Usage::default()
        });
        counting.await.ok()
    }
}

fn small(estimate: tokens::Estimate) -> u32 {
    u32::try_from(estimate.tokens).unwrap_or(u32::MAX)
}
