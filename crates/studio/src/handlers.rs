//! Ties every command to its body. Nothing else belongs here.

use contract::attachment::{
    AttachBytes, AttachFile, Attachment, AttachmentPreview, Detach, PickAttachments,
    PreviewAttachment, StopAttaching,
};
use contract::conversation::{
    ArchiveConversation, ChooseOptions, ConversationPage, ConversationSummary, ConversationView,
    CreateConversation, DeleteConversation, EarlierMessages, KeepConversation, ListConversations,
    MessagePage, OpenConversation, PinConversation, RenameConversation, RestoreConversation,
    SaveDraft,
};
use contract::cv::{
    AdviseCv, CreateCv, CvAdvice, CvEdited, CvExported, CvReadBack, CvStepped, CvSummary, CvView,
    DeleteCv, EditCv, ExportCv, ListCvs, OpenCv, PickCvExport, PickCvFile, PickCvPhoto, ReadBackCv,
    ReadCvPhoto, RenameCv, RestoreCv, StepCv, StopCvHelp,
};
use contract::folder::{
    CollapseFolder, CreateFolder, DeleteFolder, Folder, ListFolders, MoveConversation,
    RenameFolder, RestoreFolder,
};
use contract::job::{CancelJob, Job, ListJobs, RetryJob};
use contract::message::{
    ContinueReply, Message, RetryReply, SelectBranch, SendMessage, Sent, StopReply,
};
use contract::model::{
    AddModelFile, DeleteModel, DownloadModel, ListModels, LocalModel, ModelShelf, PickModelFile,
    UnloadModel,
};
use contract::picture::{FindPicture, PickPictureFile, PictureFile, SavePicture};
use contract::preset::{DeletePreset, ListPresets, Preset, SavePreset};
use contract::provider::{
    DeleteKey, FindServers, FoundServer, KeepKeysIn, ListProviderModels, ListProviders, Provider,
    ProviderModels, Providers, SetProvider,
};
use contract::search::{Search, SearchResults};
use contract::settings::{Settings, SettingsPatch, Start, Started};
use contract::tool::{
    AnswerToolCall, ConfirmToolServer, EnableToolServer, ListToolGrants, ListToolServers,
    RemoveToolServer, RevokeToolGrant, SetToolServer, StartToolServer, ToolGrant, ToolServer,
};
use contract::transfer::{
    ExportAll, ExportConversation, ImportConversations, PickExportFile, PickImportFile,
};
use contract::usage::{ReadUsage, UsageReport};
use contract::{Handlers, Result};

use crate::{
    Studio, attachments, conversations, cv, folders, jobs, messages, models, presets, settings,
    start, temporary, tools, transfer, usage, vendors,
};

impl Handlers for Studio {
    async fn start(&self, _: Start) -> Result<Started> {
        start::start(self).await
    }

    async fn list_conversations(&self, request: ListConversations) -> Result<ConversationPage> {
        conversations::list(self, request).await
    }

    async fn create_conversation(
        &self,
        request: CreateConversation,
    ) -> Result<ConversationSummary> {
        conversations::create(self, request).await
    }

    async fn open_conversation(&self, request: OpenConversation) -> Result<ConversationView> {
        conversations::open(self, request).await
    }

    async fn earlier_messages(&self, request: EarlierMessages) -> Result<MessagePage> {
        conversations::earlier(self, request).await
    }

    async fn rename_conversation(
        &self,
        request: RenameConversation,
    ) -> Result<ConversationSummary> {
        conversations::rename(self, request).await
    }

    async fn delete_conversation(&self, request: DeleteConversation) -> Result<()> {
        conversations::delete(self, request).await
    }

    async fn restore_conversation(
        &self,
        request: RestoreConversation,
    ) -> Result<ConversationSummary> {
        conversations::restore(self, request).await
    }

    async fn save_draft(&self, request: SaveDraft) -> Result<()> {
        conversations::save_draft(self, request).await
    }

    async fn search(&self, request: Search) -> Result<SearchResults> {
        conversations::search(self, request).await
    }

    async fn pick_import_file(&self, _: PickImportFile) -> Result<Option<String>> {
        Ok(transfer::pick_import_file(self).await)
    }

    async fn import_conversations(&self, request: ImportConversations) -> Result<Job> {
        transfer::import_conversations(self, request).await
    }

    async fn pick_export_file(&self, request: PickExportFile) -> Result<Option<String>> {
        transfer::pick_export_file(self, request).await
    }

    async fn export_conversation(&self, request: ExportConversation) -> Result<()> {
        transfer::export_conversation(self, request).await
    }

    async fn export_all(&self, request: ExportAll) -> Result<Job> {
        transfer::export_all(self, request).await
    }

    async fn pin_conversation(&self, request: PinConversation) -> Result<ConversationSummary> {
        conversations::pin(self, request).await
    }

    async fn archive_conversation(
        &self,
        request: ArchiveConversation,
    ) -> Result<ConversationSummary> {
        conversations::archive(self, request).await
    }

    async fn keep_conversation(&self, request: KeepConversation) -> Result<ConversationSummary> {
        temporary::keep(self, request).await
    }

    async fn list_folders(&self, _: ListFolders) -> Result<Vec<Folder>> {
        self.disk().folders().await
    }

    async fn create_folder(&self, request: CreateFolder) -> Result<Folder> {
        folders::create(self, request).await
    }

    async fn rename_folder(&self, request: RenameFolder) -> Result<Folder> {
        folders::rename(self, request).await
    }

    async fn delete_folder(&self, request: DeleteFolder) -> Result<()> {
        folders::delete(self, request).await
    }

    async fn restore_folder(&self, request: RestoreFolder) -> Result<Folder> {
        folders::restore(self, request).await
    }

    async fn collapse_folder(&self, request: CollapseFolder) -> Result<()> {
        folders::collapse(self, request).await
    }

    async fn move_conversation(&self, request: MoveConversation) -> Result<ConversationSummary> {
        folders::move_conversation(self, request).await
    }

    async fn send_message(&self, request: SendMessage) -> Result<Sent> {
        messages::send(self, request).await
    }

    async fn retry_reply(&self, request: RetryReply) -> Result<Message> {
        messages::retry(self, request).await
    }

    async fn continue_reply(&self, request: ContinueReply) -> Result<Message> {
        messages::go_on(self, request).await
    }

    async fn stop_reply(&self, request: StopReply) -> Result<()> {
        messages::stop(self, request).await
    }

    async fn choose_options(&self, request: ChooseOptions) -> Result<()> {
        conversations::choose_options(self, request).await
    }

    async fn select_branch(&self, request: SelectBranch) -> Result<ConversationView> {
        messages::select_branch(self, request).await
    }

    async fn pick_attachments(&self, _: PickAttachments) -> Result<Vec<String>> {
        Ok(self.parts().host.pick_attachments().await)
    }

    async fn attach_file(&self, request: AttachFile) -> Result<Attachment> {
        attachments::attach_file(self, request).await
    }

    async fn attach_bytes(&self, request: AttachBytes) -> Result<Attachment> {
        attachments::attach_bytes(self, request).await
    }

    async fn stop_attaching(&self, request: StopAttaching) -> Result<()> {
        attachments::stop(self, &request);
        Ok(())
    }

    async fn detach(&self, request: Detach) -> Result<()> {
        attachments::detach(self, request).await
    }

    async fn attachment_preview(&self, request: PreviewAttachment) -> Result<AttachmentPreview> {
        attachments::preview(self, request).await
    }

    async fn find_picture(&self, request: FindPicture) -> Result<PictureFile> {
        attachments::find_picture(self, request).await
    }

    async fn pick_picture_file(&self, request: PickPictureFile) -> Result<Option<String>> {
        attachments::pick_picture_file(self, request).await
    }

    async fn save_picture(&self, request: SavePicture) -> Result<()> {
        attachments::save_picture(self, request).await
    }

    async fn list_models(&self, _: ListModels) -> Result<ModelShelf> {
        models::shelf(self).await
    }

    async fn pick_model_file(&self, _: PickModelFile) -> Result<Option<String>> {
        Ok(self.parts().host.pick_model_file().await)
    }

    async fn add_model_file(&self, request: AddModelFile) -> Result<LocalModel> {
        models::add_file(self, request).await
    }

    async fn download_model(&self, request: DownloadModel) -> Result<Job> {
        jobs::download_model(self, request).await
    }

    async fn delete_model(&self, request: DeleteModel) -> Result<()> {
        models::delete(self, request).await
    }

    async fn unload_model(&self, _: UnloadModel) -> Result<()> {
        self.parts().engine.unload().await;
        Ok(())
    }

    async fn list_providers(&self, _: ListProviders) -> Result<Providers> {
        vendors::list(self).await
    }

    async fn set_provider(&self, request: SetProvider) -> Result<Provider> {
        vendors::set(self, request).await
    }

    async fn delete_key(&self, request: DeleteKey) -> Result<Provider> {
        vendors::delete_key(self, request).await
    }

    async fn keep_keys_in(&self, request: KeepKeysIn) -> Result<Providers> {
        vendors::keys::keep_in(self, request).await
    }

    async fn list_provider_models(&self, request: ListProviderModels) -> Result<ProviderModels> {
        vendors::models::list(self, request).await
    }

    async fn find_servers(&self, _: FindServers) -> Result<Vec<FoundServer>> {
        vendors::find_servers(self).await
    }

    async fn list_tool_servers(&self, _: ListToolServers) -> Result<Vec<ToolServer>> {
        tools::list(self).await
    }

    async fn set_tool_server(&self, request: SetToolServer) -> Result<ToolServer> {
        tools::set(self, request).await
    }

    async fn confirm_tool_server(&self, request: ConfirmToolServer) -> Result<ToolServer> {
        tools::confirm(self, request).await
    }

    async fn enable_tool_server(&self, request: EnableToolServer) -> Result<ToolServer> {
        tools::enable(self, request).await
    }

    async fn start_tool_server(&self, request: StartToolServer) -> Result<ToolServer> {
        tools::start(self, request).await
    }

    async fn remove_tool_server(&self, request: RemoveToolServer) -> Result<()> {
        tools::remove(self, request).await
    }

    async fn answer_tool_call(&self, request: AnswerToolCall) -> Result<()> {
        tools::answer(self, &request)
    }

    async fn list_tool_grants(&self, _: ListToolGrants) -> Result<Vec<ToolGrant>> {
        tools::grants(self).await
    }

    async fn revoke_tool_grant(&self, request: RevokeToolGrant) -> Result<()> {
        tools::revoke(self, request).await
    }

    async fn list_jobs(&self, _: ListJobs) -> Result<Vec<Job>> {
        self.parts().queue.list().await
    }

    async fn cancel_job(&self, request: CancelJob) -> Result<Job> {
        jobs::cancel(self, request).await
    }

    async fn retry_job(&self, request: RetryJob) -> Result<Job> {
        self.parts().queue.retry(request.id).await
    }

    async fn change_settings(&self, request: SettingsPatch) -> Result<Settings> {
        settings::change(self, request).await
    }

    async fn read_usage(&self, request: ReadUsage) -> Result<UsageReport> {
        usage::read(self, request).await
    }

    async fn list_presets(&self, _: ListPresets) -> Result<Vec<Preset>> {
        self.disk().presets().await
    }

    async fn save_preset(&self, request: SavePreset) -> Result<Preset> {
        presets::save(self, request).await
    }

    async fn delete_preset(&self, request: DeletePreset) -> Result<()> {
        self.disk().delete_preset(request.id).await
    }

    async fn list_cvs(&self, _: ListCvs) -> Result<Vec<CvSummary>> {
        self.disk().cvs().await
    }

    async fn create_cv(&self, request: CreateCv) -> Result<CvSummary> {
        cv::create(self, request).await
    }

    async fn open_cv(&self, request: OpenCv) -> Result<CvView> {
        cv::open(self, request).await
    }

    async fn edit_cv(&self, request: EditCv) -> Result<CvEdited> {
        cv::edit(self, request).await
    }

    async fn step_cv(&self, request: StepCv) -> Result<CvStepped> {
        cv::step(self, request).await
    }

    async fn rename_cv(&self, request: RenameCv) -> Result<CvSummary> {
        cv::rename(self, request).await
    }

    async fn delete_cv(&self, request: DeleteCv) -> Result<()> {
        cv::delete(self, request).await
    }

    async fn restore_cv(&self, request: RestoreCv) -> Result<CvSummary> {
        cv::restore(self, request).await
    }

    async fn pick_cv_file(&self, _: PickCvFile) -> Result<Option<String>> {
        Ok(cv::pick_file(self).await)
    }

    async fn pick_cv_export(&self, request: PickCvExport) -> Result<Option<String>> {
        cv::pick_export(self, request).await
    }

    async fn export_cv(&self, request: ExportCv) -> Result<CvExported> {
        cv::export(self, request).await
    }

    async fn read_back_cv(&self, request: ReadBackCv) -> Result<CvReadBack> {
        cv::read_back(self, request).await
    }

    async fn pick_cv_photo(&self, _: PickCvPhoto) -> Result<Option<String>> {
        Ok(cv::pick_photo(self).await)
    }

    async fn read_cv_photo(&self, request: ReadCvPhoto) -> Result<String> {
        cv::read_photo(self, request).await
    }

    async fn advise_cv(&self, request: AdviseCv) -> Result<CvAdvice> {
        cv::advise(self, request).await
    }

    async fn stop_cv_help(&self, request: StopCvHelp) -> Result<()> {
        cv::stop_help(self, &request);
        Ok(())
    }
}
