//! Conversations: the list, the pages, titles, drafts, deletion and search.

use contract::conversation::{
    ArchiveConversation, ChooseOptions, ConversationPage, ConversationSummary, ConversationView,
    CreateConversation, DeleteConversation, EarlierMessages, ListConversations, MessagePage,
    OpenConversation, PinConversation, RenameConversation, RestoreConversation, SaveDraft,
};
use contract::search::{Search, SearchResults};
use contract::{ConversationId, Event, MessageId, Result};

use crate::studio::Studio;
use crate::{check, clock, folders, temporary};

/// Conversations on a page, unless the request says otherwise.
pub(crate) const PAGE: u32 = 50;
/// Messages on a page, unless the request says otherwise.
const MESSAGES: u32 = 40;
const MOST_ROWS: u32 = 200;
const HITS: u32 = 20;
const MOST_HITS: u32 = 100;

pub(crate) async fn list(studio: &Studio, request: ListConversations) -> Result<ConversationPage> {
    let limit = check::limit(request.limit, PAGE, MOST_ROWS)?;
    let store = studio.disk();
    store
        .list_within(request.within, request.archived, request.after, limit)
        .await
}

pub(crate) async fn create(
    studio: &Studio,
    request: CreateConversation,
) -> Result<ConversationSummary> {
    if request.temporary {
        return temporary::create(studio).await;
    }
    let id = ConversationId(clock::id());
    let summary = studio.disk().create_conversation(id, clock::now()).await?;
    changed(studio, &summary);
    Ok(summary)
}

pub(crate) async fn open(studio: &Studio, request: OpenConversation) -> Result<ConversationView> {
    let limit = check::limit(request.limit, MESSAGES, MOST_ROWS)?;
    view(studio, request.id, limit, request.around).await
}

/// The conversation at this moment, streaming text included.
pub(crate) async fn view(
    studio: &Studio,
    id: ConversationId,
    limit: u32,
    around: Option<MessageId>,
) -> Result<ConversationView> {
    let mut view = studio.store_of(id).await.view(id, limit, around).await?;
    if refresh(studio, &mut view.page).is_empty() {
        return Ok(view);
    }
    // A reply of ours ended between the two looks: the store has all of it by now.
    view = studio.store_of(id).await.view(id, limit, around).await?;
    up_to_now(studio, &mut view.page);
    Ok(view)
}

pub(crate) async fn earlier(studio: &Studio, request: EarlierMessages) -> Result<MessagePage> {
    let limit = check::limit(request.limit, MESSAGES, MOST_ROWS)?;
    let store = studio.store_of(request.before).await;
    let mut page = store.earlier(request.before, limit).await?;
    up_to_now(studio, &mut page);
    Ok(page)
}

/// Puts streaming text of this moment into messages; those of other processes are
/// watched from now on.
pub(crate) fn up_to_now(studio: &Studio, page: &mut MessagePage) {
    let elsewhere = refresh(studio, page);
    let all = page.messages.iter().chain(&page.beside);
    for message in all.filter(|message| elsewhere.contains(&message.id)) {
        studio.parts().neighbours.watch(studio, message);
    }
}

/// Puts streaming text of this moment into messages. Returns those that stream elsewhere.
fn refresh(studio: &Studio, page: &mut MessagePage) -> Vec<MessageId> {
    let mut elsewhere = studio.replies().refresh(&mut page.messages);
    elsewhere.extend(studio.replies().refresh(&mut page.beside));
    elsewhere
}

pub(crate) async fn choose_options(studio: &Studio, request: ChooseOptions) -> Result<()> {
    check::reply_options(&request.options)?;
    studio
        .write_to(request.conversation)
        .await
        .set_reply_options(request.conversation, &request.options)
        .await
}

pub(crate) async fn rename(
    studio: &Studio,
    request: RenameConversation,
) -> Result<ConversationSummary> {
    let title = check::title(&request.title)?;
    studio.parts().titles.cancel(request.id);
    let summary = studio
        .write_to(request.id)
        .await
        .rename_conversation(request.id, &title, clock::now())
        .await?;
    changed(studio, &summary);
    Ok(summary)
}

pub(crate) async fn delete(studio: &Studio, request: DeleteConversation) -> Result<()> {
    if studio.is_temporary(request.id) {
        return temporary::close(studio, request).await;
    }
    studio.parts().titles.cancel(request.id);
    studio.replies().stop_in(request.id).await;
    studio
        .disk()
        .delete_conversation(request.id, clock::now())
        .await?;
    studio
        .events_out()
        .send(Event::ConversationRemoved(request.id));
    folders::tell(studio).await;
    Ok(())
}

pub(crate) async fn restore(
    studio: &Studio,
    request: RestoreConversation,
) -> Result<ConversationSummary> {
    let summary = if studio.is_temporary(request.id) {
        temporary::reopen(studio, request).await?
    } else {
        studio.disk().restore_conversation(request.id).await?
    };
    changed(studio, &summary);
    folders::tell(studio).await;
    Ok(summary)
}

pub(crate) async fn pin(studio: &Studio, request: PinConversation) -> Result<ConversationSummary> {
    let store = studio.write_to(request.id).await;
    let summary = store.pin_conversation(request.id, request.pinned).await?;
    changed(studio, &summary);
    Ok(summary)
}

pub(crate) async fn archive(
    studio: &Studio,
    request: ArchiveConversation,
) -> Result<ConversationSummary> {
    let store = studio.write_to(request.id).await;
    let summary = store
        .archive_conversation(request.id, request.archived)
        .await?;
    changed(studio, &summary);
    folders::tell(studio).await;
    Ok(summary)
}

pub(crate) async fn save_draft(studio: &Studio, request: SaveDraft) -> Result<()> {
    check::length("text", &request.text)?;
    match request.conversation {
        Some(id) => {
            let store = studio.write_to(id).await;
            store.save_draft(Some(id), &request.text).await
        }
        None => studio.disk().save_draft(None, &request.text).await,
    }
}

pub(crate) async fn search(studio: &Studio, request: Search) -> Result<SearchResults> {
    let limit = check::limit(request.limit, HITS, MOST_HITS)?;
    match check::query(&request.query)? {
        "" => Ok(SearchResults::default()),
        query => studio.disk().search(query, limit).await,
    }
}

fn changed(studio: &Studio, summary: &ConversationSummary) {
    studio
        .events_out()
        .send(Event::ConversationChanged(summary.clone()));
}
