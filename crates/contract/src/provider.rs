//! Vendors of models, the user's keys to them, and their models.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{ModelId, Money, ProviderId, Timestamp};

/// A vendor, or a kind of server, and whether it can be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provider {
    /// Its id.
    pub id: ProviderId,
    /// Its name for people.
    pub name: String,
    /// Its address; `None`: the user has to say, or it follows from the key.
    pub base_url: Option<String>,
    /// The address that it has unless the user gives another.
    pub default_base_url: Option<String>,
    /// The location of Vertex AI; `None` for all others.
    pub location: Option<String>,
    /// What it wants of a key.
    pub needs_key: KeyNeed,
    /// The key that is kept.
    pub key: Option<KeptKey>,
    /// Where its keys are made.
    pub keys_page: Option<String>,
    /// Whether there is all that it takes to ask it.
    pub ready: bool,
}

/// What a provider wants of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyNeed {
    /// It answers nobody without one.
    Required,
    /// A server of one's own, which may have one.
    Optional,
    /// The JSON file of a Google service account.
    ServiceAccount,
}

/// What is known of a key that is kept. The key itself never leaves the desktop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptKey {
    /// Its last four characters; `None`: it is too short to show any.
    pub last_four: Option<String>,
    /// When it was typed.
    pub since: Timestamp,
}

/// Where keys are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "place", rename_all = "snake_case")]
pub enum SecretsPlace {
    /// The system's keychain.
    Keychain,
    /// An encrypted file.
    File {
        /// Where it is.
        path: String,
        /// Whether a passphrase opens it. Else a key file does, which does not stop the user's own
        /// programs.
        passphrase: bool,
        /// Whether the environment says so, and not the user's choice in Pulse.
        fixed: bool,
    },
}

/// All providers but this computer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Providers {
    /// In the order in which they are offered.
    pub providers: Vec<Provider>,
    /// Where their keys are kept.
    pub secrets: SecretsPlace,
}

/// A key as it was typed: it goes this way once and never comes back. Not shown by `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TypedKey(pub String);

impl fmt::Debug for TypedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TypedKey(…)")
    }
}

/// See [`crate::Handlers::list_providers`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ListProviders {}

/// See [`crate::Handlers::set_provider`]. `None` leaves a part as it is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetProvider {
    /// Which.
    pub id: ProviderId,
    /// The new key.
    pub key: Option<TypedKey>,
    /// The new address; empty: the usual one. A kept key belongs to the server that it was given for:
    /// with another server and no new key it is forgotten.
    pub base_url: Option<String>,
    /// The new location of Vertex AI, for instance `europe-west4`.
    pub location: Option<String>,
}

/// See [`crate::Handlers::delete_key`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeleteKey {
    /// Whose.
    pub id: ProviderId,
}

/// See [`crate::Handlers::keep_keys_in`].
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct KeepKeysIn {
    /// An encrypted file, else the system's keychain.
    pub file: bool,
}

/// See [`crate::Handlers::list_provider_models`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListProviderModels {
    /// Whose.
    pub id: ProviderId,
    /// Asks the provider, which also tests the key. Else the answer is what is known already.
    pub refresh: bool,
}

/// What a provider offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderModels {
    /// Whose they are.
    pub provider: ProviderId,
    /// The models, the newest first where that is known.
    pub models: Vec<ProviderModel>,
    /// What is known of models that it does not offer (any more), by each of their ids: a conversation may use one.
    pub others: Vec<ProviderModel>,
    /// When the provider was asked; `None`: never, so these are the catalogue's.
    pub asked_at: Option<Timestamp>,
}

/// One model of a provider. What is not known is `None`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderModel {
    /// As the provider calls it.
    pub id: ModelId,
    /// Its name for people.
    pub name: String,
    /// Tokens that fit into its context.
    pub context_length: Option<u64>,
    /// Tokens of a reply at the most.
    pub longest_reply: Option<u64>,
    /// What a million tokens cost today.
    pub price: Option<Price>,
    /// Whether it looks at pictures.
    pub sees: Option<bool>,
    /// Whether it can call tools.
    pub tools: Option<bool>,
    /// Whether it thinks before it answers.
    pub thinks: Option<bool>,
    /// The parameters that it does not take.
    pub refuses: Vec<Refusal>,
    /// Where it is in its life.
    pub standing: Standing,
}

/// What a million tokens cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// Of the prompt.
    pub input: Money,
    /// Of the reply.
    pub output: Money,
}

/// A parameter that a model does not take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Which.
    pub parameter: Parameter,
    /// Why.
    pub why: WhyNot,
}

/// A parameter of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Parameter {
    /// See [`crate::message::ReplyOptions::temperature`].
    Temperature,
    /// See [`crate::message::ReplyOptions::top_p`].
    TopP,
    /// See [`crate::message::ReplyOptions::max_tokens`].
    MaxTokens,
    /// See [`crate::message::ReplyOptions::seed`].
    Seed,
    /// See [`crate::message::ReplyOptions::thoughts`].
    Thoughts,
}

/// Why a parameter is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    /// The model refuses requests that have it.
    Rejected,
    /// It has no effect any more.
    Deprecated,
    /// The vendor has no such parameter.
    Absent,
    /// The model does not think.
    DoesNotThink,
}

/// Where a model is in its life. Days are written as `2026-12-11`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "standing", rename_all = "snake_case")]
pub enum Standing {
    /// Nothing is announced that comes soon.
    #[default]
    Current,
    /// It goes soon.
    Retires {
        /// The last day.
        on: String,
        /// The model to take instead.
        successor: Option<ModelId>,
    },
    /// It is gone.
    Retired {
        /// Since that day.
        since: String,
        /// The model to take instead.
        successor: Option<ModelId>,
    },
}

/// See [`crate::Handlers::find_servers`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FindServers {}

/// A server on this computer that answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundServer {
    /// As which provider it can be used.
    pub provider: ProviderId,
    /// Its name for people.
    pub name: String,
    /// Its address.
    pub base_url: String,
    /// How many models it offers.
    pub models: u32,
}
