//! What a line of the palette does, as a value.

use contract::settings::Appearance;
use contract::transfer::ExportFormat;
use contract::{ConversationId, FolderId, MessageId, PresetId};
use yew::AttrValue;

use super::controls::Control;
use crate::state::{Choice, Section};

/// What a line does. No two lines do the same: a deed also says which line the
/// person went to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Deed {
    /// An empty conversation, with these words in its composer.
    NewChat(Option<AttrValue>),
    /// An empty conversation that is not kept.
    TemporaryChat,
    /// Makes an ordinary conversation of a temporary one.
    Keep(ConversationId),
    /// The conversations.
    Chat,
    /// The CVs.
    Cvs,
    /// A conversation, and in it a message.
    Open(ConversationId, Option<MessageId>),
    /// What a button of the page does.
    Press(Control),
    /// Puts a conversation aside.
    Delete(ConversationId),
    /// Puts a conversation above the others, or back among them.
    Pin(ConversationId, bool),
    /// Takes a conversation out of the list, or back into it.
    Archive(ConversationId, bool),
    /// The list of archived conversations, or of the others.
    Archived(bool),
    /// Asks for the name of a new folder.
    NewFolder,
    /// Asks for the folder of a conversation, or of the one that is not made yet.
    MoveToFolder(Option<ConversationId>),
    /// Takes a conversation out of its folder.
    TakeOut(ConversationId),
    /// An empty conversation in a folder.
    BeginIn(FolderId),
    /// Writes a conversation into a file.
    Export(ConversationId, ExportFormat),
    /// Writes all of them into a file.
    ExportAll,
    /// Takes over the conversations of a file.
    Import,
    /// A page of the settings.
    Settings(Section),
    /// The model for new replies.
    Model(Choice),
    /// A preset for the replies of the open conversation.
    Preset(PresetId),
    /// A model from a file.
    AddModelFile,
    /// To where models are downloaded.
    DownloadModel,
    /// Frees the memory of the loaded model.
    Unload,
    /// Light, dark or system.
    Appearance(Appearance),
    /// Folds the list pane away, or back.
    FoldList(bool),
    /// Long work.
    Jobs,
    /// The sheet of all keys.
    Shortcuts,
}
