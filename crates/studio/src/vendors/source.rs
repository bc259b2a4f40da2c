//! The route of the user's own key: replies from a vendor.

use contract::message::{FinishReason, Usage};
use contract::{Code, Error, MessageId, ModelId, ProviderId, Result};
use futures::future::BoxFuture;
use futures::stream::BoxStream;
use futures::{FutureExt, StreamExt, stream};
use providers::catalogue::{self, Entry, Modality};
use providers::cost::cost;
use providers::protocol::Protocol;
use providers::vendor::Vendor;
use providers::{Ask, Failure, Finish, Parameters, Part};
use tokio_util::sync::CancellationToken;

use super::reach::{self, said};
use super::uncounted::Asked;
use super::{facts, find, models, turns};
use crate::attachments::{self, Arrived, Kept};
use crate::source::{Prompt, ReplySource, Spoken};
use crate::studio::Studio;

/// One vendor, asked with the user's key.
#[derive(Clone)]
pub(crate) struct VendorSource {
    studio: Studio,
    vendor: &'static Vendor,
}

impl VendorSource {
    /// # Errors
    /// `InvalidInput` if there is no such vendor.
    pub(crate) fn new(studio: &Studio, id: &ProviderId) -> Result<Self> {
        Ok(Self {
            studio: studio.clone(),
            vendor: find(id)?,
        })
    }

    /// Begins the request.
    async fn open(self, prompt: Prompt) -> Result<(Parts, Asked)> {
        let said = |failure| said(failure, self.vendor, &prompt.model.0);
        let endpoint = reach::endpoint(&self.studio, self.vendor).await?;
        let client = self.studio.parts().client.get().map_err(said)?;
        let entry = facts::entry(self.vendor, &prompt.model);
        let ask = ask(&prompt, self.vendor, entry);
        Ok((client.ask(&endpoint, &ask), Asked::of(ask)))
    }
}

impl ReplySource for VendorSource {
    fn choose<'a>(
        &'a self,
        wanted: Option<&'a ModelId>,
        default: Option<&'a ModelId>,
    ) -> BoxFuture<'a, Result<ModelId>> {
        async move {
            match wanted.or(default) {
                Some(model) => Ok(model.clone()),
                None => models::first(&self.studio, self.vendor).await,
            }
        }
        .boxed()
    }

    fn sees(&self, model: &ModelId) -> Option<bool> {
        facts::sees(self.vendor, model)
    }

    fn speak(&self, prompt: Prompt, _: CancellationToken) -> BoxStream<'static, Result<Spoken>> {
        let hearing = Hearing {
            studio: self.studio.clone(),
            reply: prompt.reply.map(|(_, reply)| reply),
            said: prompt.prefix.as_ref().map_or(0, String::len),
            asked: Asked::default(),
            counted: false,
            ended: false,
            vendor: self.vendor,
            model: prompt.model.clone(),
            entry: facts::entry(self.vendor, &prompt.model),
            finish: None,
            spoke: false,
            over: false,
        };
        stream::once(self.clone().open(prompt))
            .flat_map(move |opened| match opened {
                Ok((parts, asked)) => {
                    let hearing = Hearing {
                        asked,
                        ..hearing.clone()
                    };
                    stream::unfold((parts, hearing), Hearing::next).boxed()
                }
                Err(error) => stream::iter([Err(error)]).boxed(),
            })
            .boxed()
    }
}

/// Whether a model may take tools: it does, or nobody knows it.
pub(crate) fn takes_tools(provider: &ProviderId, model: &ModelId) -> bool {
    let entry = find(provider)
        .ok()
        .and_then(|vendor| facts::entry(vendor, model));
    entry.is_none_or(|entry| entry.tools != Some(false))
}

/// One reply while it is heard.
#[derive(Clone)]
struct Hearing {
    studio: Studio,
    /// The reply that is made; `None`: what is asked is none.
    reply: Option<MessageId>,
    /// Bytes of its text so far, those of earlier rounds included.
    said: usize,
    /// For an estimate, should the vendor count nothing.
    asked: Asked,
    counted: bool,
    /// The vendor said all.
    ended: bool,
    vendor: &'static Vendor,
    model: ModelId,
    entry: Option<&'static Entry>,
    finish: Option<Finish>,
    spoke: bool,
    over: bool,
}

type Parts = BoxStream<'static, std::result::Result<Part, Failure>>;

impl Hearing {
    async fn next((mut parts, mut this): (Parts, Self)) -> Option<(Result<Spoken>, (Parts, Self))> {
        while !this.over {
            if this.ended {
                this.over = true;
                return Some((this.end(), (parts, this)));
            }
            let spoken = match parts.next().await {
                Some(Ok(Part::Text(text))) => {
                    this.spoke |= !text.is_empty();
                    this.said += text.len();
                    this.asked.heard.push_str(&text);
                    Ok(Spoken::Text(text))
                }
                Some(Ok(Part::Image(image))) => match this.picture(image.bytes).await {
                    Ok(Some(spoken)) => Ok(spoken),
                    Ok(None) => continue,
                    Err(error) => {
                        this.over = true;
                        Err(error)
                    }
                },
                Some(Ok(Part::Thinking(text))) => {
                    this.asked.heard.push_str(&text);
                    Ok(Spoken::Thinking(text))
                }
                Some(Ok(Part::ToolCall(call))) => Ok(Spoken::Call(call)),
                // Some servers send zeros for what they do not count.
                Some(Ok(Part::Usage(usage))) if usage.input == 0 && usage.output == 0 => continue,
                Some(Ok(Part::Usage(usage))) => {
                    this.counted = true;
                    Ok(Spoken::Took {
                        usage: counted(usage),
                        cost: this
                            .entry
                            .and_then(|entry| cost(&usage, entry, facts::today())),
                    })
                }
                Some(Ok(Part::Finish(finish))) => {
                    this.finish = Some(finish);
                    continue;
                }
                Some(Ok(_)) => continue,
                Some(Err(failure)) => {
                    this.over = true;
                    let name = this.entry.and_then(|entry| entry.name.as_deref());
                    let name = name.unwrap_or(&this.model.0);
                    Err(said(failure, this.vendor, name))
                }
                None => {
                    this.ended = true;
                    let asked = std::mem::take(&mut this.asked);
                    if this.counted || this.finish.is_none() {
                        continue;
                    }
                    let Some(usage) = asked.estimate(this.vendor.id).await else {
                        continue;
                    };
                    Ok(Spoken::Took { usage, cost: None })
                }
            };
            return Some((spoken, (parts, this)));
        }
        None
    }

    /// Keeps a picture. Of one that cannot be shown the reply says so: what it was is lost else.
    async fn picture(&mut self, bytes: Vec<u8>) -> Result<Option<Spoken>> {
        let Some(reply) = self.reply else {
            return Ok(None);
        };
        self.spoke = true;
        let provider = ProviderId(self.vendor.id.to_owned());
        let arrived = Arrived {
            reply,
            at: self.said,
            call: None,
            bytes,
            asked: (provider, self.model.clone()),
        };
        let spoken = match attachments::keep_made(&self.studio, arrived).await? {
            Kept::Picture(picture) => Spoken::Picture(picture),
            Kept::Refused(why) => {
                let text = format!("\n\n(A picture came here that cannot be shown: {why}.)\n\n");
                self.said += text.len();
                Spoken::Text(text)
            }
        };
        Ok(Some(spoken))
    }

    fn end(&mut self) -> Result<Spoken> {
        let finish = match self.finish.take() {
            Some(Finish::Stop | Finish::ToolCalls) => FinishReason::Stop,
            Some(Finish::Length | Finish::ContextFull) => FinishReason::Length,
            Some(Finish::Refused(_)) if self.spoke => FinishReason::Refused,
            Some(Finish::Refused(why)) => {
                let message = format!("{} does not answer this", self.model);
                let error = Error::new(Code::ContentRefused, message);
                return Err(why.into_iter().fold(error, Error::with_detail));
            }
            None => {
                let message = format!("{} broke the reply off", self.vendor.name);
                return Err(Error::new(Code::Network, message));
            }
        };
        Ok(Spoken::Done { finish })
    }
}

fn ask(prompt: &Prompt, vendor: &Vendor, entry: Option<&Entry>) -> Ask {
    let parameters = Parameters {
        temperature: prompt.temperature,
        top_p: prompt.top_p,
        max_tokens: prompt.max_tokens.or_else(|| demanded(vendor, entry)),
        // Of a model that nobody knows it is not known whether it thinks, and asking could be an error.
        thoughts: prompt
            .thoughts
            .unwrap_or(entry.is_some_and(|entry| entry.thinks == Some(true))),
        seed: prompt.seed,
    };
    Ask {
        model: prompt.model.0.clone(),
        system: prompt.system.clone(),
        turns: turns::of(prompt, vendor.protocol == Protocol::GenerateContent),
        tools: prompt.tools.clone(),
        parameters: catalogue::accepted(parameters, entry),
        pictures: entry.is_some_and(|entry| entry.outputs.contains(&Modality::Image)),
    }
}

/// The longest reply, where the protocol demands a number and nobody chose one: as much as the model can.
fn demanded(vendor: &Vendor, entry: Option<&Entry>) -> Option<u32> {
    let longest = entry.filter(|_| vendor.protocol == Protocol::Messages)?;
    u32::try_from(longest.longest_reply?).ok()
}

fn counted(usage: providers::Usage) -> Usage {
    let small = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    Usage {
        input_tokens: small(usage.input),
        output_tokens: small(usage.output),
        cached_tokens: small(usage.cached),
        thinking_tokens: small(usage.thinking),
        estimated: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(provider: &str, model: &str) -> Ask {
        let vendor = find(&ProviderId(provider.into())).unwrap();
        let prompt = Prompt::new(ModelId(model.into()));
        ask(&prompt, vendor, facts::entry(vendor, &prompt.model))
    }

    #[test]
    fn pictures_are_asked_of_models_that_make_them_alone() {
        assert!(asked("google", "gemini-3.1-flash-image").pictures);
        assert!(!asked("google", "gemini-3.8-flash").pictures);
        assert!(
            !asked("google", "unheard-of").pictures,
            "it could be an error"
        );
    }

    #[test]
    fn a_reply_may_be_as_long_as_the_model_can_where_a_number_is_demanded() {
        let longest = |model: &str| asked("anthropic", model).parameters.max_tokens;
        assert!(longest("claude-haiku-4-5").is_some_and(|longest| longest > 8192));
        assert_eq!(longest("unheard-of"), None);
        let other = asked("openai", "gpt-6-luna").parameters.max_tokens;
        assert_eq!(other, None, "the vendor knows best");
    }
}
