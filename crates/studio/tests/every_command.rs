//! Every command says whether it is about one conversation, and those that are work in a temporary
//! one. A new command does not compile here before somebody has thought of that.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may end here"
)]

mod common;

use common::{Step, ask, question_in, stage};
use contract::attachment::{AttachBytes, Detach, Draft, PreviewAttachment};
use contract::conversation::{
    ArchiveConversation, ChooseOptions, CreateConversation, DeleteConversation, EarlierMessages,
    KeepConversation, OpenConversation, PinConversation, RenameConversation, RestoreConversation,
    SaveDraft,
};
use contract::message::{
    ContinueReply, FinishReason, ReplyOptions, RetryReply, SelectBranch, StopReply,
};
use contract::picture::{PickPictureFile, SavePicture};
use contract::transfer::{ExportConversation, ExportFormat, PickExportFile};
use contract::{Call, Handlers};

/// Whether a command takes a conversation, or what is in one, by its id. Then it has to ask
/// `Studio::store_of` for the store, and to be among the calls below.
fn is_about_one(call: &Call) -> bool {
    match call {
        Call::OpenConversation(_)
        | Call::EarlierMessages(_)
        | Call::RenameConversation(_)
        | Call::DeleteConversation(_)
        | Call::RestoreConversation(_)
        | Call::SaveDraft(_)
        | Call::PickExportFile(_)
        | Call::ExportConversation(_)
        | Call::PinConversation(_)
        | Call::ArchiveConversation(_)
        | Call::KeepConversation(_)
        | Call::SendMessage(_)
        | Call::RetryReply(_)
        | Call::ContinueReply(_)
        | Call::StopReply(_)
        | Call::ChooseOptions(_)
        | Call::SelectBranch(_)
        | Call::AttachFile(_)
        | Call::AttachBytes(_)
        | Call::Detach(_)
        | Call::PreviewAttachment(_)
        | Call::PickPictureFile(_)
        | Call::SavePicture(_) => true,
        // A picture in memory has no path.
        Call::FindPicture(_) => false,
        // A call of a tool waits for its answer in memory, wherever it is kept.
        Call::AnswerToolCall(_) => false,
        // A temporary conversation is in no list, and so in no folder.
        Call::MoveConversation(_) => false,
        Call::ListFolders(_)
        | Call::CreateFolder(_)
        | Call::RenameFolder(_)
        | Call::DeleteFolder(_)
        | Call::RestoreFolder(_)
        | Call::CollapseFolder(_) => false,
        Call::Start(_)
        | Call::ListConversations(_)
        | Call::CreateConversation(_)
        | Call::Search(_)
        | Call::PickImportFile(_)
        | Call::ImportConversations(_)
        | Call::ExportAll(_)
        | Call::PickAttachments(_)
        | Call::StopAttaching(_)
        | Call::ListModels(_)
        | Call::PickModelFile(_)
        | Call::AddModelFile(_)
        | Call::DownloadModel(_)
        | Call::DeleteModel(_)
        | Call::UnloadModel(_)
        | Call::ListProviders(_)
        | Call::SetProvider(_)
        | Call::DeleteKey(_)
        | Call::KeepKeysIn(_)
        | Call::ListProviderModels(_)
        | Call::FindServers(_)
        | Call::ListToolServers(_)
        | Call::SetToolServer(_)
        | Call::ConfirmToolServer(_)
        | Call::EnableToolServer(_)
        | Call::StartToolServer(_)
        | Call::RemoveToolServer(_)
        | Call::ListToolGrants(_)
        | Call::RevokeToolGrant(_)
        | Call::ListJobs(_)
        | Call::CancelJob(_)
        | Call::RetryJob(_)
        | Call::SettingsPatch(_)
        | Call::ReadUsage(_)
        | Call::ListPresets(_)
        | Call::SavePreset(_)
        | Call::DeletePreset(_)
        | Call::ListCvs(_)
        | Call::CreateCv(_)
        | Call::OpenCv(_)
        | Call::EditCv(_)
        | Call::StepCv(_)
        | Call::RenameCv(_)
        | Call::DeleteCv(_)
        | Call::RestoreCv(_)
        | Call::PickCvFile(_)
        | Call::PickCvExport(_)
        | Call::ExportCv(_)
        | Call::ReadBackCv(_)
        | Call::PickCvPhoto(_)
        | Call::ReadCvPhoto(_)
        | Call::AdviseCv(_)
        | Call::StopCvHelp(_) => false,
    }
}

#[tokio::test]
async fn what_is_about_one_conversation_works_in_a_temporary_one() {
    let stage = stage().await;
    let studio = &stage.studio;
    let made = CreateConversation { temporary: true };
    let id = studio.create_conversation(made).await.unwrap().id;
    let cut = || [Step::text("Red"), Step::Done(1, FinishReason::Length)];
    stage.script.reply(cut());
    let (sent, reply) = ask(studio, question_in(id, "Name a colour.")).await;
    let bytes = AttachBytes {
        draft: Draft::Conversation(id),
        name: "one.png".into(),
        bytes: sandbox::PICTURE.clone(),
        ticket: None,
    };
    let attached = studio.attach_bytes(bytes.clone()).await.unwrap().id;
    let files = tempfile::tempdir().unwrap();
    let within = |name| files.path().join(name).to_str().unwrap().to_owned();
    let (path, picture) = (within("chat.md"), within("picture.png"));
    let calls = [
        Call::OpenConversation(OpenConversation {
            id,
            limit: None,
            around: Some(sent.message.id),
        }),
        Call::EarlierMessages(EarlierMessages {
            before: reply.id,
            limit: None,
        }),
        Call::RenameConversation(RenameConversation {
            id,
            title: "Colours".into(),
        }),
        Call::SaveDraft(SaveDraft {
            conversation: Some(id),
            text: "And".into(),
        }),
        Call::PickExportFile(PickExportFile {
            conversation: Some(id),
            format: ExportFormat::Markdown,
        }),
        Call::ExportConversation(ExportConversation {
            id,
            format: ExportFormat::Markdown,
            path,
            ahead_minutes: 0,
        }),
        Call::PinConversation(PinConversation { id, pinned: true }),
        Call::ArchiveConversation(ArchiveConversation {
            id,
            archived: false,
        }),
        Call::ChooseOptions(ChooseOptions {
            conversation: id,
            options: ReplyOptions::default(),
        }),
        Call::AttachBytes(bytes),
        Call::PreviewAttachment(PreviewAttachment {
            id: attached,
            side: 64,
        }),
        Call::PickPictureFile(PickPictureFile { id: attached }),
        Call::SavePicture(SavePicture {
            id: attached,
            path: picture,
        }),
        Call::Detach(Detach { id: attached }),
        Call::SelectBranch(SelectBranch { message: reply.id }),
        Call::StopReply(StopReply { reply: reply.id }),
        Call::ContinueReply(ContinueReply { reply: reply.id }),
        Call::RetryReply(RetryReply {
            reply: reply.id,
            options: ReplyOptions::default(),
        }),
        Call::SendMessage(question_in(id, "Another.")),
        Call::DeleteConversation(DeleteConversation { id }),
        Call::RestoreConversation(RestoreConversation { id }),
        Call::KeepConversation(KeepConversation { id }),
    ];
    let mut events = studio.events();
    for call in calls {
        let name = call.name();
        assert!(is_about_one(&call), "{name}");
        let replies = matches!(
            call,
            Call::ContinueReply(_) | Call::RetryReply(_) | Call::SendMessage(_)
        );
        if replies {
            stage.script.reply(cut());
        }
        studio::answer(studio, call)
            .await
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        if replies {
            common::until(&mut events, |event| match event {
                contract::Event::MessageChanged(message)
                    if message
                        .reply
                        .as_ref()
                        .is_some_and(|info| info.finish.is_some()) =>
                {
                    Some(())
                }
                _ => None,
            })
            .await;
        }
    }
}
