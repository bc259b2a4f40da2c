//! Servers of tools (Model Context Protocol), and the calls that models make of them.
//!
//! A server starts only after the user confirmed its whole command line or address; a call runs only
//! after the user allowed it, once or always.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::provider::TypedKey;
use crate::{ConversationId, MessageId, Timestamp, ToolCallId, ToolServerId};

/// How a server is spoken to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ToolTransport {
    /// A program on this computer, over its standard input and output.
    Stdio {
        /// A bare name that is looked up in `PATH`, or an absolute path.
        command: String,
        /// Its arguments, each one word. No shell reads them.
        #[serde(default)]
        args: Vec<String>,
        /// Variables beside the few that every server gets.
        #[serde(default)]
        env: BTreeMap<String, String>,
        /// Names of variables whose values are secrets.
        #[serde(default)]
        secret_env: BTreeSet<String>,
        /// Where it runs: an absolute path. Without, in the user's home.
        #[serde(default)]
        working_dir: Option<String>,
    },
    /// A server reached over streamable HTTP.
    Http {
        /// `https`, or `http` on this computer.
        url: String,
        /// Headers of every request.
        #[serde(default)]
        headers: BTreeMap<String, String>,
        /// Names of headers whose values are secrets.
        #[serde(default)]
        secret_headers: BTreeSet<String>,
    },
}

/// A server, and how it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolServer {
    /// Its id.
    pub id: ToolServerId,
    /// What the user calls it.
    pub name: String,
    /// How it is spoken to.
    pub transport: ToolTransport,
    /// The exact line that is confirmed. Two servers that differ never show the same one.
    pub command_line: String,
    /// What a confirmation names: a digest of all that decides what runs or what is reached.
    pub identity: String,
    /// Whether the user confirmed just this. Without, it never starts.
    pub confirmed: bool,
    /// Whether its tools are offered to models.
    pub enabled: bool,
    /// How it stands in this process.
    pub status: ToolServerStatus,
    /// Its tools; none unless it is ready.
    pub tools: Vec<ToolInfo>,
}

/// How a server stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum ToolServerStatus {
    /// It was not asked for yet: it starts when it is first needed.
    Idle,
    /// It starts.
    Starting,
    /// It can be called.
    Ready,
    /// It could not be started, or ended.
    Failed {
        /// Why, and the end of what it wrote to its standard error.
        why: String,
    },
}

/// A tool of a server. All words are the server's own and not to be trusted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolInfo {
    /// Its name at the server.
    pub name: String,
    /// What people may call it; may be empty.
    pub title: String,
    /// What it does.
    pub description: String,
    /// Whether it runs without a question.
    pub always: bool,
}

/// "Always allow" of one tool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolGrant {
    /// Its stable text: server's identity, schema's digest, tool.
    pub key: String,
    /// The server; `None`: it is not there any more, or is another one now.
    pub server: Option<ToolServerId>,
    /// The tool's name at the server.
    pub tool: String,
    /// When it was given.
    pub since: Timestamp,
}

/// A secret of a server as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedSecret {
    /// The variable's or header's name.
    pub name: String,
    /// The value.
    pub value: TypedKey,
}

/// Where a call stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToolCallState {
    /// The user is asked whether it may run.
    Asked,
    /// It runs.
    Running,
    /// It ran.
    Done,
    /// It ran and failed, or could not run; the result says why.
    Failed,
    /// The user did not allow it.
    Refused,
    /// The reply was stopped before the call was over.
    Cancelled,
    /// Pulse ended before the call was over: whether it ran is not known.
    Interrupted,
}

impl ToolCallState {
    /// Whether nothing more happens to the call.
    pub fn is_over(self) -> bool {
        !matches!(self, Self::Asked | Self::Running)
    }
}

/// A call that a model made within a reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolCall {
    /// Its id.
    pub id: ToolCallId,
    /// Where it stands in the reply: so many bytes of the text come before it.
    pub at: u64,
    /// The server's name when it was called.
    pub server: String,
    /// The tool's name at the server; of a tool that was not offered, the model's own word.
    pub tool: String,
    /// What people may call the tool; may be empty.
    pub title: String,
    /// The arguments as JSON.
    pub arguments: String,
    /// Where it stands.
    pub state: ToolCallState,
    /// What came of it, as the model is told.
    pub result: String,
    /// Pictures that came with it; models are told that they were there.
    pub images: u32,
    /// When the model called.
    pub created_at: Timestamp,
    /// When it was over.
    pub ended_at: Option<Timestamp>,
}

/// A call was made or went on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolCallChange {
    /// The conversation.
    pub conversation: ConversationId,
    /// The reply.
    pub message: MessageId,
    /// The call as it is now.
    pub call: ToolCall,
}

/// See [`crate::Handlers::list_tool_servers`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ListToolServers {}

/// See [`crate::Handlers::set_tool_server`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetToolServer {
    /// Which one is changed; `None`: a new one.
    pub id: Option<ToolServerId>,
    /// What the user calls it.
    pub name: String,
    /// How it is spoken to.
    pub transport: ToolTransport,
    /// Values of its secrets. One that is not named keeps its value, as long as the command or the
    /// address stays.
    #[serde(default)]
    pub secrets: Vec<TypedSecret>,
}

/// See [`crate::Handlers::confirm_tool_server`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ConfirmToolServer {
    /// Which.
    pub id: ToolServerId,
    /// What the user saw: [`ToolServer::identity`].
    pub identity: String,
}

/// See [`crate::Handlers::enable_tool_server`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EnableToolServer {
    /// Which.
    pub id: ToolServerId,
    /// Whether its tools are offered.
    pub enabled: bool,
}

/// See [`crate::Handlers::start_tool_server`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StartToolServer {
    /// Which.
    pub id: ToolServerId,
}

/// See [`crate::Handlers::remove_tool_server`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RemoveToolServer {
    /// Which.
    pub id: ToolServerId,
}

/// See [`crate::Handlers::answer_tool_call`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AnswerToolCall {
    /// Which.
    pub call: ToolCallId,
    /// The answer.
    pub answer: ToolAnswer,
}

/// May a call run?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToolAnswer {
    /// This call.
    Once,
    /// This one, and each later one of this tool as it is now.
    Always,
    /// No. The model is told so.
    No,
}

/// See [`crate::Handlers::list_tool_grants`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ListToolGrants {}

/// See [`crate::Handlers::revoke_tool_grant`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RevokeToolGrant {
    /// [`ToolGrant::key`].
    pub key: String,
}
