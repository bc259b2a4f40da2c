//! Every command, declared once.
//!
//! From this list come [`Call`], [`Handlers`], [`dispatch`] and [`Client`]. A
//! command without a handler, or a call with the wrong type, does not compile.

use crate::attachment::{
    AttachBytes, AttachFile, Attachment, AttachmentPreview, Detach, PickAttachments,
    PreviewAttachment, StopAttaching,
};
use crate::conversation::{
    ArchiveConversation, ChooseOptions, ConversationPage, ConversationSummary, ConversationView,
    CreateConversation, DeleteConversation, EarlierMessages, KeepConversation, ListConversations,
    MessagePage, OpenConversation, PinConversation, RenameConversation, RestoreConversation,
    SaveDraft,
};
use crate::cv::{
    AdviseCv, CreateCv, CvAdvice, CvEdited, CvExported, CvReadBack, CvStepped, CvSummary, CvView,
    DeleteCv, EditCv, ExportCv, ListCvs, OpenCv, PickCvExport, PickCvFile, PickCvPhoto, ReadBackCv,
    ReadCvPhoto, RenameCv, RestoreCv, StepCv, StopCvHelp,
};
use crate::folder::{
    CollapseFolder, CreateFolder, DeleteFolder, Folder, ListFolders, MoveConversation,
    RenameFolder, RestoreFolder,
};
use crate::job::{CancelJob, Job, ListJobs, RetryJob};
pub use crate::macros_support::Transport;
use crate::message::{
    ContinueReply, Message, RetryReply, SelectBranch, SendMessage, Sent, StopReply,
};
use crate::model::{
    AddModelFile, DeleteModel, DownloadModel, ListModels, LocalModel, ModelShelf, PickModelFile,
    UnloadModel,
};
use crate::picture::{FindPicture, PickPictureFile, PictureFile, SavePicture};
use crate::preset::{DeletePreset, ListPresets, Preset, SavePreset};
use crate::provider::{
    DeleteKey, FindServers, FoundServer, KeepKeysIn, ListProviderModels, ListProviders, Provider,
    ProviderModels, Providers, SetProvider,
};
use crate::search::{Search, SearchResults};
use crate::settings::{Settings, SettingsPatch, Start, Started};
use crate::tool::{
    AnswerToolCall, ConfirmToolServer, EnableToolServer, ListToolGrants, ListToolServers,
    RemoveToolServer, RevokeToolGrant, SetToolServer, StartToolServer, ToolGrant, ToolServer,
};
use crate::transfer::{
    ExportAll, ExportConversation, ImportConversations, PickExportFile, PickImportFile,
};
use crate::usage::{ReadUsage, UsageReport};

crate::commands! {
    /// What the window needs for its first picture.
    start: Start -> Started;

    /// Conversations, pinned ones first, then newest activity first, a page at a time.
    list_conversations: ListConversations -> ConversationPage;
    /// Makes an empty conversation, on disk or in memory alone.
    create_conversation: CreateConversation -> ConversationSummary;
    /// The newest messages of the active branch, and the draft.
    open_conversation: OpenConversation -> ConversationView;
    /// Messages of the active branch above one that is already shown.
    earlier_messages: EarlierMessages -> MessagePage;
    /// Gives a conversation another title.
    rename_conversation: RenameConversation -> ConversationSummary;
    /// Puts a conversation aside; it can be restored for 30 days, a temporary one for some seconds.
    delete_conversation: DeleteConversation -> ();
    /// Undoes a deletion.
    restore_conversation: RestoreConversation -> ConversationSummary;
    /// Keeps what is typed but not sent.
    save_draft: SaveDraft -> ();
    /// Full-text search over titles and messages.
    search: Search -> SearchResults;
    /// Asks the user for an export with the system's dialog; `None`: dismissed.
    pick_import_file: PickImportFile -> Option<String>;
    /// Queues the import of an export's conversations. Importing again changes only what
    /// has grown.
    import_conversations: ImportConversations -> Job;
    /// Asks the user where to write with the system's dialog; `None`: dismissed.
    pick_export_file: PickExportFile -> Option<String>;
    /// Writes a conversation into a file.
    export_conversation: ExportConversation -> ();
    /// Queues the writing of all conversations, deleted ones apart, into a file.
    export_all: ExportAll -> Job;
    /// Puts a conversation above the others, or back among them.
    pin_conversation: PinConversation -> ConversationSummary;
    /// Takes a conversation out of the usual list, or back into it. Search finds it in either.
    archive_conversation: ArchiveConversation -> ConversationSummary;
    /// Makes an ordinary conversation of a temporary one, with all that is in it; a reply that
    /// streams goes on.
    keep_conversation: KeepConversation -> ConversationSummary;
    /// All folders, by name.
    list_folders: ListFolders -> Vec<Folder>;
    /// Makes an empty folder.
    create_folder: CreateFolder -> Folder;
    /// Gives a folder another name.
    rename_folder: RenameFolder -> Folder;
    /// Removes a folder. Its conversations stay, in no folder; for 30 days it can be restored.
    delete_folder: DeleteFolder -> ();
    /// Undoes the deletion of a folder: what was in it, and is in no other since, is in it again.
    restore_folder: RestoreFolder -> Folder;
    /// Shows a folder's name alone in the list, or its conversations too.
    collapse_folder: CollapseFolder -> ();
    /// Puts a conversation into a folder, or out of the one that it is in.
    move_conversation: MoveConversation -> ConversationSummary;

    /// Stores the user's message and starts the reply, which arrives as events.
    send_message: SendMessage -> Sent;
    /// Starts another reply beside an existing one.
    retry_reply: RetryReply -> Message;
    /// Goes on where a reply ended early. If nothing comes of it, the reply stands as
    /// before, with the reason as its error.
    continue_reply: ContinueReply -> Message;
    /// Ends a streaming reply; what had arrived stays.
    stop_reply: StopReply -> ();
    /// Keeps what was chosen for a conversation's next replies, in the place of all before.
    choose_options: ChooseOptions -> ();
    /// Shows another branch of the tree.
    select_branch: SelectBranch -> ConversationView;
    /// Asks the user for files with the system's dialog; empty: dismissed.
    pick_attachments: PickAttachments -> Vec<String>;
    /// Reads a file and keeps it for a message that is to be sent.
    attach_file: AttachFile -> Attachment;
    /// The same for a file that was pasted or dropped.
    attach_bytes: AttachBytes -> Attachment;
    /// Ends the reading of a file; it fails as cancelled.
    stop_attaching: StopAttaching -> ();
    /// Forgets an attachment that is not sent.
    detach: Detach -> ();
    /// A small picture of an attached picture.
    attachment_preview: PreviewAttachment -> AttachmentPreview;
    /// Where a picture's file is.
    find_picture: FindPicture -> PictureFile;
    /// Asks the user where to save a picture with the system's dialog; `None`: dismissed.
    pick_picture_file: PickPictureFile -> Option<String>;
    /// Writes a picture into a file.
    save_picture: SavePicture -> ();

    /// Models on this computer.
    list_models: ListModels -> ModelShelf;
    /// Asks the user for a GGUF file with the system's dialog; `None`: dismissed.
    pick_model_file: PickModelFile -> Option<String>;
    /// Checks a GGUF file and copies it onto the shelf.
    add_model_file: AddModelFile -> LocalModel;
    /// Queues the download of a GGUF file.
    download_model: DownloadModel -> Job;
    /// Removes a model's file from the shelf.
    delete_model: DeleteModel -> ();
    /// Frees the memory of the loaded model.
    unload_model: UnloadModel -> ();

    /// The vendors of models, and what is set for each.
    list_providers: ListProviders -> Providers;
    /// Keeps a key, an address or a location.
    set_provider: SetProvider -> Provider;
    /// Forgets a key.
    delete_key: DeleteKey -> Provider;
    /// Chooses where keys are kept, and brings them there.
    keep_keys_in: KeepKeysIn -> Providers;
    /// A provider's models; asking it anew also tests the key.
    list_provider_models: ListProviderModels -> ProviderModels;
    /// Servers of models on this computer, at their usual ports.
    find_servers: FindServers -> Vec<FoundServer>;

    /// Servers of tools, and how they stand.
    list_tool_servers: ListToolServers -> Vec<ToolServer>;
    /// Keeps a new server or a changed one. It does not start before it is confirmed.
    set_tool_server: SetToolServer -> ToolServer;
    /// The user saw a server's whole command line or address: it may be started.
    confirm_tool_server: ConfirmToolServer -> ToolServer;
    /// Offers a server's tools to models, or not; without, it ends.
    enable_tool_server: EnableToolServer -> ToolServer;
    /// Starts a confirmed server, and waits until its tools are listed or it failed.
    start_tool_server: StartToolServer -> ToolServer;
    /// Ends a server and forgets it, with its secrets and what was always allowed.
    remove_tool_server: RemoveToolServer -> ();
    /// Says whether a call may run.
    answer_tool_call: AnswerToolCall -> ();
    /// What is always allowed.
    list_tool_grants: ListToolGrants -> Vec<ToolGrant>;
    /// Asks again before the next call.
    revoke_tool_grant: RevokeToolGrant -> ();

    /// Jobs, newest first.
    list_jobs: ListJobs -> Vec<Job>;
    /// Ends a job.
    cancel_job: CancelJob -> Job;
    /// Queues a failed or cancelled job again, with the same input.
    retry_job: RetryJob -> Job;

    /// Changes the given settings and leaves the others alone.
    change_settings: SettingsPatch -> Settings;

    /// What requests to models took in a range of time.
    read_usage: ReadUsage -> UsageReport;

    /// All presets, by name.
    list_presets: ListPresets -> Vec<Preset>;
    /// Makes a preset, or saves over one.
    save_preset: SavePreset -> Preset;
    /// Removes a preset. Conversations that took it keep their choices.
    delete_preset: DeletePreset -> ();

    /// All CVs, the last changed first.
    list_cvs: ListCvs -> Vec<CvSummary>;
    /// Makes a CV.
    create_cv: CreateCv -> CvSummary;
    /// Opens a CV, and closes the one that was open.
    open_cv: OpenCv -> CvView;
    /// Changes the open CV. It is on disk within a second, or an event says why not.
    edit_cv: EditCv -> CvEdited;
    /// Undoes a change of the open CV, or does it again; the history outlives the program.
    step_cv: StepCv -> CvStepped;
    /// Gives a CV another title.
    rename_cv: RenameCv -> CvSummary;
    /// Puts a CV aside; it can be restored for 30 days. Its versions stay as they are, each by itself.
    delete_cv: DeleteCv -> ();
    /// Undoes the deletion of a CV.
    restore_cv: RestoreCv -> CvSummary;
    /// Asks the user for a file to make a CV of with the system's dialog; `None`: dismissed.
    pick_cv_file: PickCvFile -> Option<String>;
    /// Asks the user where to write a CV with the system's dialog; `None`: dismissed.
    pick_cv_export: PickCvExport -> Option<String>;
    /// Writes a CV into a file, as it is on the screen.
    export_cv: ExportCv -> CvExported;
    /// Writes a CV as PDF and DOCX in memory, and reads both as a machine does.
    read_back_cv: ReadBackCv -> CvReadBack;
    /// Asks the user for a photo with the system's dialog; `None`: dismissed.
    pick_cv_photo: PickCvPhoto -> Option<String>;
    /// Reads a photo, without what its file says besides the picture, as a `data:` URL.
    read_cv_photo: ReadCvPhoto -> String;
    /// Asks a model for a better text.
    advise_cv: AdviseCv -> CvAdvice;
    /// Ends a request to a model; it fails as cancelled.
    stop_cv_help: StopCvHelp -> ();
}
