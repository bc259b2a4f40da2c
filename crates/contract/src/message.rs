//! Messages, replies and what they cost.

use serde::{Deserialize, Serialize};

use crate::attachment::Attachment;
use crate::conversation::ConversationSummary;
use crate::tool::ToolCall;
use crate::{
    AttachmentId, ConversationId, Error, FolderId, MessageId, ModelId, Money, ProviderId, Timestamp,
};

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The person.
    User,
    /// The model.
    Assistant,
}

/// Where a message stands in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageStatus {
    /// All of it is there.
    Complete,
    /// A reply that is arriving now.
    Streaming,
    /// The user stopped it.
    Stopped,
    /// Pulse ended (crash, power cut) while it arrived.
    Interrupted,
    /// It failed; `error` says why.
    Failed,
}

/// The road a request takes to a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// llama.cpp on this computer.
    Local,
    /// The user's own key.
    Key,
    /// The companion service.
    Plan,
    /// None that Pulse knows: the reply came with an import.
    Imported,
}

/// Why a reply ended by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FinishReason {
    /// The model was done.
    Stop,
    /// The longest reply that was asked for, or the context, was reached.
    Length,
    /// The model or its vendor would not go on.
    Refused,
}

/// Tokens, as the model or its vendor counted them; where neither does, as Pulse estimates them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// Tokens of the prompt, cached ones included.
    pub input_tokens: u32,
    /// Tokens of the reply, thinking included.
    pub output_tokens: u32,
    /// Tokens of the prompt that came from the vendor's cache.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub cached_tokens: u32,
    /// Tokens of the reply that were thinking.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub thinking_tokens: u32,
    /// Whether any of these is an estimate, which can be a third off.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub estimated: bool,
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// How long a reply took, from the request on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timing {
    /// Until the first token, in milliseconds.
    pub first_token_ms: u64,
    /// Until the last, in milliseconds.
    pub total_ms: u64,
}

/// How a reply came to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReplyInfo {
    /// The model that was asked.
    pub model: ModelId,
    /// Who has it.
    pub provider: ProviderId,
    /// How it was reached.
    pub route: Route,
    /// `None` until the end.
    pub usage: Option<Usage>,
    /// `None` until the end.
    pub timing: Option<Timing>,
    /// `None` unless the reply ended by itself.
    pub finish: Option<FinishReason>,
    /// Whole messages left out at the start of the prompt, because the context was full.
    pub trimmed: u32,
    /// What the vendor charges for it; `None`: free, or the price is not known.
    pub cost: Option<Money>,
}

/// What a model thought before it answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thinking {
    /// Markdown as the model wrote it, or a summary of it: what its vendor shows.
    pub text: String,
    /// How long it took, in milliseconds; `None` until the end.
    pub duration_ms: Option<u64>,
}

/// A message's place among those with the same parent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Siblings {
    /// All of them, oldest first, this message included.
    pub ids: Vec<MessageId>,
    /// Those of them that several models were asked for at once, this reply included, in the order of
    /// the models; empty: it was asked for alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<MessageId>,
}

/// A model and who has it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ModelChoice {
    /// Who has it.
    pub provider: ProviderId,
    /// The model there.
    pub model: ModelId,
}

/// One message of a conversation's tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// The conversation.
    pub conversation: ConversationId,
    /// The message that it answers or follows; `None`: a first message.
    pub parent: Option<MessageId>,
    /// Who speaks.
    pub role: Role,
    /// Markdown as the model or the person wrote it.
    pub text: String,
    /// What the model thought before, if its vendor shows that.
    pub thinking: Option<Thinking>,
    /// The tools that the model called, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<ToolCall>,
    /// The files that the person attached, in order; of a reply: the pictures that it came with, in the
    /// order in which they arrived.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// Where it stands.
    pub status: MessageStatus,
    /// Why it failed; with any other status: why it could not be continued.
    pub error: Option<Error>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Set on replies.
    pub reply: Option<ReplyInfo>,
    /// Its place among its siblings.
    pub siblings: Siblings,
}

/// What can be chosen for replies; `None` takes the conversation's choice, else the setting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReplyOptions {
    /// Who answers. It is chosen together with the model: with one of them alone, the other is not
    /// taken from anywhere else.
    pub provider: Option<ProviderId>,
    /// The model.
    pub model: Option<ModelId>,
    /// The system prompt.
    pub system: Option<String>,
    /// 0 (always the likeliest token) to 2.
    pub temperature: Option<f32>,
    /// 0 to 1, above 0.
    pub top_p: Option<f32>,
    /// Tokens of the reply at the most.
    pub max_tokens: Option<u32>,
    /// The same seed, prompt and model give the same reply.
    pub seed: Option<u32>,
    /// Whether the model's thoughts are asked for, of models that think.
    pub thoughts: Option<bool>,
    /// Models that answer the same message as well, side by side with the first; at most
    /// [`MOST_BESIDE`]. What a conversation keeps of it is for the window to remember: a request asks
    /// just those that it names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<ModelChoice>,
}

/// Models that answer beside the first one, at the most.
pub const MOST_BESIDE: usize = 3;

impl ReplyOptions {
    /// These choices, and those of `other` where there is none. Provider and model are one choice;
    /// the models beside are never `other`'s, as each of them may cost money.
    #[must_use]
    pub fn or(self, other: &Self) -> Self {
        let (provider, model) = if self.provider.is_some() || self.model.is_some() {
            (self.provider, self.model)
        } else {
            (other.provider.clone(), other.model.clone())
        };
        Self {
            provider,
            model,
            system: self.system.or_else(|| other.system.clone()),
            temperature: self.temperature.or(other.temperature),
            top_p: self.top_p.or(other.top_p),
            max_tokens: self.max_tokens.or(other.max_tokens),
            seed: self.seed.or(other.seed),
            thoughts: self.thoughts.or(other.thoughts),
            beside: self.beside,
        }
    }
}

/// See [`crate::Handlers::send_message`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SendMessage {
    /// `None`: a new conversation is made for it.
    pub conversation: Option<ConversationId>,
    /// The message that this one follows; `None`: the active branch's last.
    pub parent: Option<MessageId>,
    /// The user's message that this one is said instead of: it becomes that one's sibling, after
    /// the same reply or as another first message. Not together with `parent`.
    #[serde(default)]
    pub replaces: Option<MessageId>,
    /// The text; blank only with attachments.
    pub text: String,
    /// What is attached, in order: of a draft, or of a message that was sent, which keeps its own.
    #[serde(default)]
    pub attachments: Vec<AttachmentId>,
    /// This text was the draft: it is dropped with the sending. Without it the draft
    /// stays, as somebody may be typing it in another process.
    #[serde(default)]
    pub from_draft: bool,
    /// How to reply. In a new conversation they become its choices.
    pub options: ReplyOptions,
    /// The folder of a new conversation. One that is gone is left out: the message is not lost for it.
    #[serde(default)]
    pub folder: Option<FolderId>,
}

/// What [`crate::Handlers::send_message`] stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sent {
    /// The conversation, with the title that it may have got just now.
    pub conversation: ConversationSummary,
    /// The user's message.
    pub message: Message,
    /// The reply, still empty and streaming.
    pub reply: Message,
    /// The replies beside it, as many as models were asked beside the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Message>,
}

/// See [`crate::Handlers::retry_reply`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RetryReply {
    /// The reply to make anew; the old one stays as a sibling. Of replies side by side the new one takes
    /// the old one's place.
    pub reply: MessageId,
    /// How to reply.
    pub options: ReplyOptions,
}

/// See [`crate::Handlers::continue_reply`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ContinueReply {
    /// A stopped, interrupted or too long reply, or one that failed after some text.
    pub reply: MessageId,
}

/// See [`crate::Handlers::stop_reply`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StopReply {
    /// The streaming reply.
    pub reply: MessageId,
}

/// See [`crate::Handlers::select_branch`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SelectBranch {
    /// The sibling to show.
    pub message: MessageId,
}
