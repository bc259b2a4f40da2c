//! Where in the window the person is.

use contract::{ConversationId, CvId, FolderId, MessageId};
use yew::AttrValue;

/// What stands in the canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// Conversations.
    Chat,
    /// The CV that is worked on; `None`: all of them.
    Cv(Option<CvId>),
    /// Settings, opened at a section.
    Settings(Section),
}

/// The sections of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Vendors of models, and the keys to them.
    Providers,
    /// Models on this computer.
    Models,
    /// Servers of tools.
    Tools,
    /// Conversations in and out.
    Transfer,
    /// What requests to models took.
    Usage,
    /// Light, dark, system.
    Appearance,
    /// Every key.
    Shortcuts,
}

/// What lies over the page; one at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// Commands and content by name.
    Palette,
    /// Every key, on a sheet.
    Shortcuts,
    /// Long work.
    Jobs,
    /// The folder that a conversation moves to; `None`: that of the one that is not made yet.
    Folders(Option<ConversationId>),
}

/// What the chat page shows; a change of `turn` means: go there, even if the
/// rest is as before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// The open conversation; `None`: one that is not made yet.
    pub conversation: Option<ConversationId>,
    /// A message to show and mark (a hit of a search).
    pub message: Option<MessageId>,
    /// Text for the composer of a new conversation, from the palette.
    pub text: Option<AttrValue>,
    /// The folder of a new conversation.
    pub folder: Option<FolderId>,
    /// Counts the times that somebody went somewhere.
    pub turn: u32,
}
