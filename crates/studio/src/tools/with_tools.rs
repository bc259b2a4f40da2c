//! A vendor that may call tools: the reply pauses for each call, and goes on with what came of it.
//!
//! All of it happens while the stream is polled: a stopped reply drops it, and with it the question or
//! the running call, of which the server is told. Calls are stored before they run; those that are not
//! over when the reply ends are ended with it by the store.

use std::collections::BTreeSet;
use std::sync::Arc;

use contract::message::FinishReason;
use contract::tool::{ToolAnswer, ToolCall, ToolCallChange, ToolCallState};
use contract::{
    Code, ConversationId, Error, Event, MessageId, ModelId, ProviderId, Result, ToolCallId,
};
use futures::future::BoxFuture;
use futures::stream::BoxStream;
use futures::{StreamExt, stream};
use mcp::{Decision, Grant, decide};
use store::{CallChange, KeptCall};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::offer::{Offer, Offered};
use super::outcome;
use super::usage::Rounds;
use crate::clock;
use crate::replies::prompt::called;
use crate::source::{Called, Prompt, ReplySource, Spoken};
use crate::studio::Studio;

/// Rounds of calls within one run of a reply. Then it ends as too long, and the user may let it go on.
const ROUNDS: u32 = 25;
/// Calls of one round; a model that makes more gets no answer to the rest but that.
const CALLS: usize = 32;
/// Bytes of a call's arguments.
const ARGUMENTS: usize = 256 << 10;
/// Bytes of a name that the model made up, and of what the vendor wants to see again.
const NAME: usize = 128;
const ECHO: usize = 1 << 20;

/// One vendor's source, with tools.
pub(crate) struct WithTools {
    studio: Studio,
    provider: ProviderId,
    inner: Arc<dyn ReplySource>,
    /// Whether a model takes tools at all.
    takes: fn(&ProviderId, &ModelId) -> bool,
}

impl WithTools {
    pub(crate) fn new(
        studio: &Studio,
        provider: &ProviderId,
        inner: Arc<dyn ReplySource>,
        takes: fn(&ProviderId, &ModelId) -> bool,
    ) -> Self {
        Self {
            studio: studio.clone(),
            provider: provider.clone(),
            inner,
            takes,
        }
    }
}

impl ReplySource for WithTools {
    fn choose<'a>(
        &'a self,
        wanted: Option<&'a ModelId>,
        default: Option<&'a ModelId>,
    ) -> BoxFuture<'a, Result<ModelId>> {
        self.inner.choose(wanted, default)
    }

    fn sees(&self, model: &ModelId) -> Option<bool> {
        self.inner.sees(model)
    }

    fn speak(
        &self,
        prompt: Prompt,
        cancel: CancellationToken,
    ) -> BoxStream<'static, Result<Spoken>> {
        let offers = self.studio.parts().tools.offers();
        let Some((conversation, reply)) = prompt.reply else {
            return self.inner.speak(prompt, cancel);
        };
        if !offers || !(self.takes)(&self.provider, &prompt.model) {
            return self.inner.speak(prompt, cancel);
        }
        let (to, from) = mpsc::channel(1);
        let speaking = Speaking {
            studio: self.studio.clone(),
            provider: self.provider.clone(),
            inner: Arc::clone(&self.inner),
            conversation,
            reply,
            offer: Offer::default(),
            cancel,
            to,
        };
        let said = stream::unfold(from, |mut from: mpsc::Receiver<Result<Spoken>>| async {
            let spoken = from.recv().await?;
            Some((spoken, from))
        });
        // It has nothing to say by itself, and is polled along.
        let work =
            stream::once(speaking.end_to_end(prompt)).filter_map(|()| std::future::ready(None));
        stream::select(said, work).boxed()
    }
}

/// One reply.
struct Speaking {
    studio: Studio,
    provider: ProviderId,
    inner: Arc<dyn ReplySource>,
    conversation: ConversationId,
    reply: MessageId,
    offer: Offer,
    cancel: CancellationToken,
    to: mpsc::Sender<Result<Spoken>>,
}

impl Speaking {
    async fn end_to_end(mut self, prompt: Prompt) {
        if let Err(error) = self.rounds(prompt).await {
            let _ = self.to.send(Err(error)).await;
        }
    }

    async fn rounds(&mut self, mut prompt: Prompt) -> Result<()> {
        self.offer = Offer::of(&self.studio).await?;
        prompt.tools.clone_from(&self.offer.listed);
        let mut text = prompt.prefix.clone().unwrap_or_default();
        let mut round = prompt.calls.iter().map(|call| call.round + 1).max();
        let mut taken = Rounds::default();
        for _ in 0..ROUNDS {
            let (finish, calls) = self.round(&prompt, &mut text, &mut taken).await?;
            if calls.is_empty() || finish != FinishReason::Stop {
                return self.say(Spoken::Done { finish }).await;
            }
            let number = round.unwrap_or(0);
            for (index, call) in calls.into_iter().enumerate() {
                let called = self.call(call, text.len(), number, index < CALLS).await?;
                prompt.calls.push(called);
            }
            prompt.prefix = Some(text.clone()).filter(|text| !text.is_empty());
            round = Some(number + 1);
            taken.next();
        }
        let finish = FinishReason::Length;
        self.say(Spoken::Done { finish }).await
    }

    /// Asks the model once; passes on what it says, and returns what it wants called.
    async fn round(
        &self,
        prompt: &Prompt,
        text: &mut String,
        taken: &mut Rounds,
    ) -> Result<(FinishReason, Vec<providers::ToolCall>)> {
        let mut stream = self.inner.speak(prompt.clone(), self.cancel.clone());
        let mut calls = Vec::new();
        while let Some(spoken) = stream.next().await {
            match spoken? {
                Spoken::Text(more) => {
                    text.push_str(&more);
                    self.say(Spoken::Text(more)).await?;
                }
                Spoken::Call(call) => calls.push(call),
                Spoken::Took { usage, cost } => self.say(taken.took(usage, cost)).await?,
                Spoken::Done { finish } => return Ok((finish, calls)),
                other => self.say(other).await?,
            }
        }
        let message = "The reply broke off without a reason";
        Err(Error::new(Code::Internal, message))
    }

    async fn say(&self, spoken: Spoken) -> Result<()> {
        let gone = |_| Error::new(Code::Cancelled, "Nobody listens to this reply any more");
        self.to.send(Ok(spoken)).await.map_err(gone)
    }

    /// Brings one call to its end: asked, allowed, run.
    async fn call(
        &self,
        call: providers::ToolCall,
        at: usize,
        round: u32,
        within: bool,
    ) -> Result<Called> {
        let offered = self.offer.find(&call.name);
        let arguments = call.arguments.to_string();
        let bad = match offered {
            _ if !within => Some(format!("only {CALLS} calls at once are answered")),
            _ if arguments.len() > ARGUMENTS => Some("the arguments are too large".to_owned()),
            None => Some("there is no such tool".to_owned()),
            Some(_) => None,
        };
        let granted = match offered {
            Some(offered) => self.is_granted(offered).await?,
            None => false,
        };
        let state = match (&bad, granted) {
            (Some(_), _) => ToolCallState::Failed,
            (None, true) => ToolCallState::Running,
            (None, false) => ToolCallState::Asked,
        };
        let mut kept = self.kept(&call, offered, at, round);
        kept.call.state = state;
        kept.call.result = bad.unwrap_or_default();
        kept.call.ended_at = state.is_over().then(clock::now);
        if arguments.len() <= ARGUMENTS {
            kept.call.arguments = arguments;
        }
        let id = kept.call.id;
        let question = (state == ToolCallState::Asked).then(|| self.studio.parts().answers.ask(id));
        let store = self.studio.write_to(self.conversation).await;
        store.add_call(self.reply, &kept).await?;
        drop(store);
        self.tell(&kept.call);
        if let (Some(offered), false) = (offered, state.is_over()) {
            let allowed = match question {
                Some(mut question) => self.allowed(&mut question, offered, id).await?,
                None => true,
            };
            kept.call = if allowed {
                self.run(offered, call.arguments, id).await?
            } else {
                self.change(id, ToolCallState::Refused, String::new(), 0)
                    .await?
            };
        }
        Ok(called(&kept, &self.provider, 0))
    }

    /// Waits for the user's answer.
    async fn allowed(
        &self,
        question: &mut super::answers::Question,
        offered: &Offered,
        id: ToolCallId,
    ) -> Result<bool> {
        let answer = question.answered().await;
        if answer == ToolAnswer::No {
            return Ok(false);
        }
        if answer == ToolAnswer::Always {
            let grant = Grant::of(offered.identity, &offered.tool).to_string();
            let store = self.studio.disk();
            store.add_tool_grant(&grant, clock::now()).await?;
            super::tell(&self.studio).await;
        }
        self.change(id, ToolCallState::Running, String::new(), 0)
            .await?;
        Ok(true)
    }

    /// Runs a call that is allowed. What goes wrong is what came of it.
    async fn run(
        &self,
        offered: &Offered,
        arguments: serde_json::Value,
        id: ToolCallId,
    ) -> Result<ToolCall> {
        let (state, result, images) = match self.connection(offered).await {
            Ok(connection) => {
                let answer = connection
                    .call(&offered.tool, arguments, &self.cancel)
                    .await;
                if answer.is_ok() {
                    self.studio.parts().tools.forgive(offered.server).await;
                }
                outcome::of(answer)
            }
            Err(why) => (ToolCallState::Failed, why, 0),
        };
        self.change(id, state, result, images).await
    }

    /// The server as it was when its tool was offered, or why it is not there.
    async fn connection(
        &self,
        offered: &Offered,
    ) -> std::result::Result<Arc<mcp::Connection>, String> {
        let row = super::row(&self.studio, offered.server).await;
        let row = row.map_err(|error| error.message)?;
        let same = super::spec::of(&row).identity() == offered.identity;
        if !same || !row.enabled {
            return Err("the server was changed or switched off meanwhile".into());
        }
        self.studio
            .parts()
            .tools
            .connection(&self.studio, &row)
            .await
    }

    async fn is_granted(&self, offered: &Offered) -> Result<bool> {
        let grants = self.studio.disk().tool_grants().await?;
        let grants: BTreeSet<Grant> = grants
            .iter()
            .filter_map(|(key, _)| key.parse().ok())
            .collect();
        Ok(decide(&grants, offered.identity, &offered.tool) == Decision::Allowed)
    }

    async fn change(
        &self,
        id: ToolCallId,
        state: ToolCallState,
        result: String,
        images: u32,
    ) -> Result<ToolCall> {
        let change = CallChange {
            state,
            result,
            images,
            now: clock::now(),
        };
        let store = self.studio.write_to(self.conversation).await;
        let call = store.change_call(id, &change).await?;
        drop(store);
        self.tell(&call);
        Ok(call)
    }

    fn kept(
        &self,
        call: &providers::ToolCall,
        offered: Option<&Offered>,
        at: usize,
        round: u32,
    ) -> KeptCall {
        let name = call.name[..call.name.floor_char_boundary(NAME)].to_owned();
        let echo = call.echo.as_ref().map(ToString::to_string);
        KeptCall {
            call: ToolCall {
                id: ToolCallId(clock::id()),
                at: at as u64,
                server: offered.map_or_else(String::new, |one| one.server_name.clone()),
                tool: offered.map_or_else(|| name.clone(), |one| one.tool.name.clone()),
                title: offered.map_or_else(String::new, |one| one.tool.title.clone()),
                arguments: "{}".into(),
                state: ToolCallState::Asked,
                result: String::new(),
                images: 0,
                created_at: clock::now(),
                ended_at: None,
            },
            round,
            offered: name,
            vendor_call: call.id[..call.id.floor_char_boundary(NAME)].to_owned(),
            provider: self.provider.clone(),
            // Without it the vendor may refuse to go on; with more than this nobody could.
            echo: echo.filter(|echo| echo.len() <= ECHO),
        }
    }

    fn tell(&self, call: &ToolCall) {
        let change = ToolCallChange {
            conversation: self.conversation,
            message: self.reply,
            call: call.clone(),
        };
        self.studio
            .events_out()
            .send(Event::ToolCallChanged(change));
    }
}
