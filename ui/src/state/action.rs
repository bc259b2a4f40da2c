//! What can happen to the state of the window.

use contract::conversation::{ConversationCursor, ConversationPage, ConversationSummary};
use contract::job::Job;
use contract::model::ModelShelf;
use contract::preset::Preset;
use contract::provider::{Provider, ProviderModels, Providers};
use contract::settings::{Settings, SettingsPatch, Started};
use contract::{ConversationId, Error, Event, MessageId, Result};
use yew::AttrValue;

use super::{FolderAction, Overlay, Page, Toast};
use crate::heard::Ear;

/// What can happen to the state.
#[derive(Clone, Debug)]
pub enum Action {
    /// `start` is asked: what is told from now on is newer than its answer.
    StartAsked,
    /// `start` answered; what has listened since it was asked.
    Started(Box<Started>, Ear),
    /// `start` failed, also when everything was to be read again.
    StartFailed(Error),
    /// `start` is tried again.
    StartAgain,
    /// The desktop told something. Deltas and progress of replies change
    /// nothing here and should not be dispatched.
    Heard(Event),
    /// Another page of conversations came, asked for with this cursor.
    Listed(Option<ConversationCursor>, ConversationPage),
    /// The head of the list was read anew: of the archived ones, or of the others.
    ListRead(bool, ConversationPage),
    /// The list shows archived conversations from now on, or the others.
    ArchiveShown(bool, ConversationPage),
    /// Ended jobs are no longer shown.
    JobsCleared,
    /// The settings are to be changed; see [`super::Pending`].
    SettingsMeant(SettingsPatch),
    /// The desktop answered the change that was sent.
    SettingsAnswered(Result<Settings>),
    /// Models as they are now.
    ShelfRead(ModelShelf),
    /// The vendors as they are now.
    ProvidersRead(Providers),
    /// One vendor as it is now.
    ProviderRead(Provider),
    /// The presets as they are now.
    PresetsRead(Vec<Preset>),
    /// What a vendor offers.
    OffersRead(ProviderModels),
    /// A model file is being added to the shelf.
    AddingBegun,
    /// The model of that file is there (its name), nothing was chosen (`None`),
    /// or the file was refused.
    AddingEnded(Result<Option<String>>),
    /// The notice of the refusal was closed.
    AddingSeen,
    /// Show another page.
    Show(Page),
    /// Show a conversation, and in it a message.
    Open(ConversationId, Option<MessageId>),
    /// Show a temporary conversation: a new one, or one that was brought back.
    Temporary(ConversationSummary),
    /// Show an empty conversation, with a text in its composer.
    NewChat(Option<AttrValue>),
    /// The chat page sent the first message of the new conversation: it is this
    /// one now. The chat page itself stays as it is.
    Opened(ConversationId),
    /// Lay something over the page, or take it away.
    Overlay(Option<Overlay>),
    /// Say something at the foot.
    Say(Toast),
    /// A toast is over.
    Hush(u32),
    /// A job was cancelled or tried again.
    JobRead(Job),
    /// A conversation was put aside; see [`Conversations::remove`].
    Removed(ConversationId),
    /// A conversation is back, renamed or new.
    Changed(ConversationSummary),
    /// The chat page shows this conversation, which no list may have read.
    Visited(ConversationSummary),
    /// Something happened to folders.
    Folders(FolderAction),
}
