//! The calls of one round: asked, allowed, run, and what came of them.
//!
//! All of them are stored and told in their order before any runs. What is allowed runs side by side;
//! questions wait for their answers one after the other, so that "always" counts for those behind it.

use std::collections::BTreeSet;
use std::sync::Arc;

use contract::tool::{ToolAnswer, ToolCall, ToolCallChange, ToolCallState};
use contract::{Event, Result, ToolCallId};
use futures::future::try_join_all;
use mcp::{Decision, Grant, decide};
use store::{CallChange, KeptCall};
use tokio::sync::{Mutex, Semaphore};

use super::answers::Question;
use super::offer::Offered;
use super::outcome::{self, Came};
use super::with_tools::Speaking;
use crate::attachments::{self, Arrived, Kept};
use crate::clock;
use crate::replies::prompt::called;
use crate::source::{Called, Spoken};

/// Calls of one round; a model that makes more gets no answer to the rest but that.
const CALLS: usize = 32;
/// Calls that run at once; more wait.
const AT_ONCE: usize = 4;
/// Bytes of a call's arguments.
const ARGUMENTS: usize = 256 << 10;
/// Bytes of a name that the model made up, and of what the vendor wants to see again.
const NAME: usize = 128;
const ECHO: usize = 1 << 20;

/// A call that is stored and told.
struct Begun<'a> {
    kept: KeptCall,
    arguments: serde_json::Value,
    /// The tool, unless the call is over already.
    offered: Option<&'a Offered>,
    question: Option<Question>,
}

/// In whose turn the calls of a round go on.
struct Turns {
    asking: Mutex<()>,
    running: Semaphore,
}

impl Speaking {
    /// Brings the calls of one round to their ends, and returns them in their order. Dropping this drops all.
    pub(super) async fn calls(
        &self,
        calls: Vec<providers::ToolCall>,
        at: usize,
        round: u32,
    ) -> Result<Vec<Called>> {
        let mut begun = Vec::with_capacity(calls.len());
        for (index, call) in calls.into_iter().enumerate() {
            begun.push(self.begin(call, at, round, index < CALLS).await?);
        }
        let turns = Turns {
            asking: Mutex::new(()),
            running: Semaphore::new(AT_ONCE),
        };
        try_join_all(begun.into_iter().map(|call| self.end(call, &turns))).await
    }

    /// Stores a call and tells of it.
    async fn begin(
        &self,
        call: providers::ToolCall,
        at: usize,
        round: u32,
        within: bool,
    ) -> Result<Begun<'_>> {
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
        Ok(Begun {
            kept,
            arguments: call.arguments,
            offered: offered.filter(|_| !state.is_over()),
            question,
        })
    }

    /// Brings one call to its end: allowed, run.
    async fn end(&self, begun: Begun<'_>, turns: &Turns) -> Result<Called> {
        let Begun {
            mut kept,
            arguments,
            offered,
            question,
        } = begun;
        let (id, at) = (kept.call.id, kept.call.at);
        if let Some(offered) = offered {
            let allowed = match question {
                Some(mut question) => {
                    let _turn = turns.asking.lock().await;
                    let allowed = self.allowed(&mut question, offered).await?;
                    if allowed {
                        self.change(id, ToolCallState::Running, String::new(), 0)
                            .await?;
                    }
                    allowed
                }
                None => true,
            };
            kept.call = if allowed {
                // Nobody closes it.
                let _place = turns.running.acquire().await.ok();
                self.run(offered, arguments, at, id).await?
            } else {
                self.change(id, ToolCallState::Refused, String::new(), 0)
                    .await?
            };
        }
        Ok(called(&kept, &self.provider, 0))
    }

    /// Waits for the user's answer. A call that was allowed for good meanwhile needs none any more.
    async fn allowed(&self, question: &mut Question, offered: &Offered) -> Result<bool> {
        let answer = match question.given() {
            Some(answer) => answer,
            None if self.is_granted(offered).await? => return Ok(true),
            None => question.answered().await,
        };
        if answer == ToolAnswer::Always {
            let grant = Grant::of(offered.identity, &offered.tool).to_string();
            let store = self.studio.disk();
            store.add_tool_grant(&grant, clock::now()).await?;
            super::tell(&self.studio).await;
        }
        Ok(answer != ToolAnswer::No)
    }

    /// Runs a call that is allowed. What goes wrong is what came of it.
    async fn run(
        &self,
        offered: &Offered,
        arguments: serde_json::Value,
        at: u64,
        id: ToolCallId,
    ) -> Result<ToolCall> {
        let came = match self.connection(offered).await {
            Ok(connection) => {
                let answer = connection
                    .call(&offered.tool, arguments, &self.cancel)
                    .await;
                if answer.is_ok() {
                    self.studio.parts().tools.forgive(offered.server).await;
                }
                outcome::of(answer)
            }
            Err(why) => Came::failed(why),
        };
        self.came(came, at, id).await
    }

    /// Keeps what came of a call, the pictures first: whoever hears that it is over can show them.
    async fn came(&self, mut came: Came, at: u64, id: ToolCallId) -> Result<ToolCall> {
        let count = u32::try_from(came.images.len()).unwrap_or(u32::MAX);
        for image in std::mem::take(&mut came.images) {
            let arrived = Arrived {
                reply: self.reply,
                at: usize::try_from(at).unwrap_or(usize::MAX),
                call: Some(id),
                bytes: image.bytes,
                asked: (self.provider.clone(), self.model.clone()),
            };
            match attachments::keep_made(&self.studio, arrived).await? {
                Kept::Picture(picture) => self.say(Spoken::Picture(picture)).await?,
                Kept::Refused(why) => {
                    let line = format!("\n\n(A picture of it cannot be shown: {why}.)");
                    came.result.push_str(&line);
                }
            }
        }
        self.change(id, came.state, came.result, count).await
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
