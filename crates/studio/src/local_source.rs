//! The local route: replies from the models on this computer's shelf.

use contract::event::ReplyPhase;
use contract::settings::Settings;
use contract::{Code, Error, ModelId, Result};
use futures::future::BoxFuture;
use futures::stream::BoxStream;
use futures::{FutureExt, StreamExt, stream};
use local_model::{Engine, Generated, Request, Sampling, Shelf, ShelfEntry};
use tokio_util::sync::CancellationToken;

use crate::source::{Prompt, ReplySource, Spoken};

/// llama.cpp in this process.
#[derive(Clone, Debug)]
pub(crate) struct LocalSource {
    pub(crate) shelf: Shelf,
    pub(crate) engine: Engine,
}

impl ReplySource for LocalSource {
    fn choose<'a>(
        &'a self,
        wanted: Option<&'a ModelId>,
        default: Option<&'a ModelId>,
    ) -> BoxFuture<'a, Result<ModelId>> {
        async move { pick(&self.shelf.list()?, wanted, default) }.boxed()
    }

    /// The shelf's models are of text alone.
    fn sees(&self, _: &ModelId) -> Option<bool> {
        Some(false)
    }

    fn speak(
        &self,
        prompt: Prompt,
        cancel: CancellationToken,
    ) -> BoxStream<'static, Result<Spoken>> {
        let model = match self.shelf.find(&prompt.model) {
            Ok(model) => model,
            Err(error) => return stream::once(std::future::ready(Err(error))).boxed(),
        };
        let usual = Settings::default();
        let request = Request {
            model,
            system: prompt.system,
            turns: prompt
                .turns
                .into_iter()
                .map(|turn| local_model::Turn {
                    role: turn.role,
                    text: turn.text,
                })
                .collect(),
            prefix: prompt.prefix,
            sampling: Sampling {
                temperature: prompt.temperature.unwrap_or(usual.temperature),
                top_p: prompt.top_p.unwrap_or(usual.top_p),
                max_tokens: prompt.max_tokens.unwrap_or(usual.max_tokens),
                seed: prompt.seed,
            },
        };
        self.engine
            .generate(request, cancel)
            .flat_map(|item| stream::iter(spoken(item)))
            .boxed()
    }
}

fn pick(
    shelf: &[ShelfEntry],
    wanted: Option<&ModelId>,
    default: Option<&ModelId>,
) -> Result<ModelId> {
    let on_shelf = |id: &&ModelId| shelf.iter().any(|entry| entry.id == **id);
    if let Some(wanted) = wanted {
        return Some(wanted).filter(on_shelf).cloned().ok_or_else(|| {
            Error::new(
                Code::ModelMissing,
                format!("There is no model “{wanted}” on this computer"),
            )
        });
    }
    default
        .filter(on_shelf)
        .or(shelf.first().map(|entry| &entry.id))
        .cloned()
        .ok_or_else(|| Error::new(Code::ModelMissing, "There is no model on this computer yet"))
}

fn spoken(generated: Result<Generated>) -> Vec<Result<Spoken>> {
    let spoken = match generated {
        Ok(generated) => generated,
        Err(error) => return vec![Err(error)],
    };
    let spoken = match spoken {
        Generated::Queued { ahead } => Spoken::Waiting(ReplyPhase::Queued { ahead }),
        Generated::Loading { fraction } => Spoken::Waiting(ReplyPhase::Loading { fraction }),
        Generated::Reading { done, total } => Spoken::Waiting(ReplyPhase::Reading { done, total }),
        Generated::Trimmed { turns } => Spoken::Trimmed(turns),
        Generated::Text(text) => Spoken::Text(text),
        Generated::Done { usage, finish } => {
            let took = Spoken::Took { usage, cost: None };
            return vec![Ok(took), Ok(Spoken::Done { finish })];
        }
    };
    vec![Ok(spoken)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str) -> ShelfEntry {
        ShelfEntry {
            id: ModelId(id.into()),
            name: id.into(),
            path: id.into(),
            bytes: 1,
            license: None,
            pinned: false,
            bundled: false,
            context_length: None,
        }
    }

    #[test]
    fn the_wish_comes_first_then_the_default_then_the_shelf() {
        let shelf = [entry("a"), entry("b"), entry("c")];
        let id = |id: &str| ModelId(id.into());
        let (b, c, gone) = (id("b"), id("c"), id("gone"));
        assert_eq!(
            pick(&shelf, Some(&c), Some(&b)),
            Ok(c),
            "a wish overrides the setting"
        );
        assert_eq!(
            pick(&shelf, None, Some(&b)),
            Ok(b),
            "the setting overrides the order"
        );
        assert_eq!(
            pick(&shelf, None, Some(&gone)),
            Ok(id("a")),
            "a deleted default must not block"
        );
        assert_eq!(pick(&shelf, None, None), Ok(id("a")));
    }

    #[test]
    fn no_model_is_said_plainly() {
        let gone = ModelId("gone".into());
        let code = |result: Result<ModelId>| result.map_err(|error| error.code);
        assert_eq!(code(pick(&[], None, None)), Err(Code::ModelMissing));
        assert_eq!(
            code(pick(&[entry("a")], Some(&gone), None)),
            Err(Code::ModelMissing),
            "a wish is never replaced by another model behind the user's back"
        );
    }
}
