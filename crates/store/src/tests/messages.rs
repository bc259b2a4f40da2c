//! The tree: branches, pages, views.

use contract::message::{Message, MessageStatus, Role};
use contract::{Code, ConversationId, MessageId};

use super::{
    Folder, asked, completed, conversation, exchange, fresh, reply_to, say, stopped, texts,
};
use crate::{NewExchange, NewReply, Store};

/// A conversation of `turns` exchanges: q0 a0 q1 a1 ….
async fn long(store: &Store, turns: usize) -> (ConversationId, Vec<MessageId>) {
    let id = ConversationId(fresh());
    let mut ids = Vec::new();
    for turn in 0..turns {
        let new = exchange(id, turn == 0, &format!("q{turn}"));
        let sent = say(store, new, &format!("a{turn}")).await;
        ids.extend([sent.message.id, sent.reply.id]);
    }
    (id, ids)
}

#[tokio::test]
async fn an_exchange_is_stored_and_shown() {
    let folder = Folder::new();
    let store = folder.open().await;
    store.save_draft(None, "half typed").await.unwrap();
    let id = ConversationId(fresh());
    let sent = store
        .add_exchange(exchange(id, true, "Hello?"))
        .await
        .unwrap();
    assert_eq!(sent.conversation.title, "A title");
    assert_eq!(
        (sent.message.role, sent.reply.role),
        (Role::User, Role::Assistant)
    );
    assert_eq!(sent.reply.parent, Some(sent.message.id));
    assert_eq!(sent.reply.status, MessageStatus::Streaming);
    assert_eq!(store.draft(None).await.unwrap(), "", "it was sent");
    let view = store.view(id, 10, None).await.unwrap();
    assert_eq!(
        view.page.messages,
        [sent.message.clone(), sent.reply.clone()]
    );
    assert_eq!(view.page.earlier, 0);

    // All of the end is stored.
    let reply = store
        .finish_reply(sent.reply.id, completed())
        .await
        .unwrap();
    let info = reply.reply.clone().unwrap();
    let end = completed();
    assert_eq!((info.usage, info.timing), (end.usage, end.timing));
    assert_eq!((info.finish, info.trimmed), (end.finish, 2));
    assert_eq!(store.message(reply.id).await.unwrap(), reply);
    store.close().await.unwrap();
}

#[tokio::test]
async fn pages_join_up_to_the_whole_branch() {
    let folder = Folder::new();
    let store = folder.open().await;
    let (id, ids) = long(&store, 10).await;
    let view = store.view(id, 7, None).await.unwrap();
    assert_eq!(view.page.earlier, 13);
    let mut shown = view.page.messages;
    while shown.len() < ids.len() {
        let page = store.earlier(shown[0].id, 5).await.unwrap();
        assert!(!page.messages.is_empty() && page.messages.len() <= 5);
        assert_eq!(
            page.earlier as usize,
            ids.len() - shown.len() - page.messages.len()
        );
        shown.splice(0..0, page.messages);
    }
    assert_eq!(
        shown.iter().map(|message| message.id).collect::<Vec<_>>(),
        ids
    );
    assert_eq!(store.branch(ids[19]).await.unwrap(), shown);
    assert_eq!(store.branch(ids[4]).await.unwrap(), shown[..5]);
    assert!(store.earlier(ids[0], 5).await.unwrap().messages.is_empty());
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_retried_reply_is_a_sibling_and_each_branch_goes_on() {
    let folder = Folder::new();
    let store = folder.open().await;
    let sent = conversation(&store, "q0", "a0").await;
    let id = sent.conversation.id;
    let second = store.add_reply(reply_to(sent.message.id)).await.unwrap();
    assert_eq!(
        second.siblings.ids,
        [sent.reply.id, second.id],
        "oldest first"
    );
    store.append_delta(second.id, 0, "b0").await.unwrap();
    store.finish_reply(second.id, completed()).await.unwrap();
    say(&store, exchange(id, false, "q1"), "b1").await;
    let view = store.view(id, 10, None).await.unwrap();
    assert_eq!(texts(&view.page.messages), ["q0", "b0", "q1", "b1"]);

    let back = store.select_branch(sent.reply.id).await.unwrap();
    assert_eq!(texts(&back.page.messages), ["q0", "a0"]);
    assert_eq!(
        back.page.messages[1].siblings.ids,
        [sent.reply.id, second.id]
    );
    // A message that is sent now belongs to this branch; an explicit parent may
    // name another.
    let mut under_first = exchange(id, false, "q2");
    under_first.parent = None;
    say(&store, under_first, "a2").await;
    let mut under_second = exchange(id, false, "q3");
    under_second.parent = Some(second.id);
    say(&store, under_second, "b3").await;
    let view = store.view(id, 10, None).await.unwrap();
    assert_eq!(texts(&view.page.messages), ["q0", "b0", "q3", "b3"]);
    assert_eq!(view.page.messages[2].siblings.ids.len(), 2, "q1 and q3");
    // Back to a sibling: its newest leaf is shown, not the sibling alone.
    let first = store.select_branch(sent.reply.id).await.unwrap();
    assert_eq!(texts(&first.page.messages), ["q0", "a0", "q2", "a2"]);
    let second = store.select_branch(second.id).await.unwrap();
    assert_eq!(texts(&second.page.messages), ["q0", "b0", "q3", "b3"]);
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_message_said_anew_stands_beside_the_old_one() {
    let folder = Folder::new();
    let store = folder.open().await;
    let (id, ids) = long(&store, 2).await;
    let instead_of = |message, text: &str| NewExchange {
        replaces: Some(message),
        ..exchange(id, false, text)
    };
    let first = say(&store, instead_of(ids[0], "r0"), "b0").await;
    assert_eq!(first.message.parent, None, "it is a first message too");
    assert_eq!(first.message.siblings.ids, [ids[0], first.message.id]);
    let view = store.view(id, 10, None).await.unwrap();
    assert_eq!(
        texts(&view.page.messages),
        ["r0", "b0"],
        "its branch is shown"
    );

    let second = say(&store, instead_of(ids[2], "r1"), "b1").await;
    assert_eq!(second.message.parent, Some(ids[1]));
    let view = store.view(id, 10, None).await.unwrap();
    assert_eq!(texts(&view.page.messages), ["q0", "a0", "r1", "b1"]);
    let back = store.select_branch(ids[2]).await.unwrap();
    assert_eq!(
        texts(&back.page.messages),
        ["q0", "a0", "q1", "a1"],
        "what was said first is all there"
    );

    let (other, of_other) = long(&store, 1).await;
    for wrong in [instead_of(ids[1], "x"), instead_of(of_other[0], "x")] {
        let error = store.add_exchange(wrong).await.unwrap_err();
        assert_eq!(
            error.code,
            Code::InvalidInput,
            "a reply; another conversation's"
        );
    }
    let view = store.view(other, 10, None).await.unwrap();
    assert_eq!(view.page.messages.len(), 2, "nothing half done");
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_view_around_a_message_shows_its_branch_and_reaches_it() {
    let folder = Folder::new();
    let store = folder.open().await;
    let (id, ids) = long(&store, 30).await;
    let aside = store.add_reply(reply_to(ids[0])).await.unwrap();
    store.finish_reply(aside.id, stopped()).await.unwrap();
    assert_eq!(
        store.view(id, 5, None).await.unwrap().page.messages.len(),
        2
    );

    // ids[21] is on the branch that is not shown.
    let view = store.view(id, 5, Some(ids[21])).await.unwrap();
    let shown: Vec<_> = view
        .page
        .messages
        .iter()
        .map(|message| message.id)
        .collect();
    assert_eq!(shown.last(), Some(&ids[59]), "down to the branch's end");
    assert_eq!(
        shown.first(),
        Some(&ids[11]),
        "and ten further up than the message"
    );
    // It stays: the next view without a wish shows the same branch.
    let view = store.view(id, 5, None).await.unwrap();
    assert_eq!(view.page.messages.last().unwrap().id, ids[59]);
    // A message of the branch that is shown does not move the leaf.
    let place = store.view(id, 200, Some(aside.id)).await.unwrap();
    assert_eq!(place.page.messages.len(), 2);
    let root = store.view(id, 200, Some(ids[0])).await.unwrap();
    assert_eq!(root.page.messages.last().unwrap().id, aside.id);

    let other = conversation(&store, "x", "y").await;
    let error = store.view(id, 5, Some(other.reply.id)).await.unwrap_err();
    assert_eq!(error.code, Code::NotFound);
    store.close().await.unwrap();
}

#[tokio::test]
async fn messages_follow_only_ended_replies_of_their_conversation() {
    let folder = Folder::new();
    let store = folder.open().await;
    let one = conversation(&store, "q", "a").await;
    let other = conversation(&store, "q", "a").await;
    let id = one.conversation.id;
    let with_parent = |parent| {
        let mut new = exchange(id, false, "x");
        new.parent = Some(parent);
        new
    };
    for (parent, code) in [
        (one.message.id, Code::InvalidInput),
        (other.reply.id, Code::InvalidInput),
        (MessageId(fresh()), Code::NotFound),
    ] {
        let error = store.add_exchange(with_parent(parent)).await.unwrap_err();
        assert_eq!(error.code, code);
    }
    let error = store.add_reply(reply_to(one.reply.id)).await.unwrap_err();
    assert_eq!(error.code, Code::InvalidInput);
    let streaming = store.add_exchange(exchange(id, false, "x")).await.unwrap();
    let error = store
        .add_exchange(exchange(id, false, "y"))
        .await
        .unwrap_err();
    assert_eq!(error.code, Code::Conflict);
    // Refused wholly: a new conversation whose message cannot be stored is not made.
    let mut new = exchange(ConversationId(fresh()), true, "x");
    new.user = one.message.id;
    assert_eq!(
        store.add_exchange(new.clone()).await.unwrap_err().code,
        Code::Conflict
    );
    let missing = store.conversation(new.conversation).await.unwrap_err();
    assert_eq!(missing.code, Code::NotFound);
    assert_eq!(
        store.view(id, 10, None).await.unwrap().page.messages[3].id,
        streaming.reply.id
    );
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_page_has_an_end_however_far_up_the_message_is() {
    let folder = Folder::new();
    let store = folder.open().await;
    let (id, ids) = long(&store, 120).await;
    // Another branch, so that both ways of opening have to turn to the long one.
    for far in [true, false] {
        let aside = store.add_reply(reply_to(ids[0])).await.unwrap();
        store.finish_reply(aside.id, stopped()).await.unwrap();
        let view = if far {
            store.view(id, 40, Some(ids[2])).await.unwrap()
        } else {
            store.select_branch(ids[2]).await.unwrap()
        };
        assert_eq!(view.page.messages.len(), 200);
        assert_eq!(view.page.messages[199].id, ids[239], "the branch's end");
        assert_eq!(view.page.earlier, 40, "the rest comes page by page");
    }
    let shown = store.view(id, u32::MAX, Some(ids[2])).await.unwrap();
    assert_eq!(
        shown.page.messages.len(),
        200,
        "on the branch that is shown too"
    );
    store.close().await.unwrap();
}

#[tokio::test]
async fn replies_side_by_side_come_with_the_branch() {
    let folder = Folder::new();
    let store = folder.open().await;
    let id = ConversationId(fresh());
    let ids: Vec<MessageId> = (0..3).map(|_| MessageId(fresh())).collect();
    let new = NewExchange {
        reply: ids[0],
        beside: vec![(ids[1], asked()), (ids[2], asked())],
        ..exchange(id, true, "which of you?")
    };
    let sent = store.add_exchange(new).await.unwrap();
    let beside = |sent: &[Message]| sent.iter().map(|one| one.id).collect::<Vec<_>>();
    assert_eq!(sent.reply.siblings.beside, ids);
    assert_eq!(beside(&sent.beside), ids[1..]);
    let finish = |reply| store.finish_reply(reply, completed());
    for reply in &ids {
        finish(*reply).await.unwrap();
    }
    let view = store.view(id, 10, None).await.unwrap();
    assert_eq!(view.page.messages[1].id, ids[0], "the first is the branch");
    assert_eq!(beside(&view.page.beside), ids[1..]);

    // The next message follows the one that was chosen; the others stay beside it.
    let chosen = store.select_branch(ids[2]).await.unwrap();
    assert_eq!(beside(&chosen.page.beside), ids[..2]);
    let next = say(&store, exchange(id, false, "go on"), "on").await;
    assert_eq!(next.message.parent, Some(ids[2]));
    assert_eq!(next.reply.siblings.beside, [], "one model was asked");
    let view = store.view(id, 10, None).await.unwrap();
    assert_eq!(view.page.messages.len(), 4);
    assert_eq!(beside(&view.page.beside), ids[..2]);
    let shown = next.reply.id;

    // Made anew, one of them keeps its place; the old one is a sibling as any other.
    let again = NewReply {
        instead: ids[1],
        ..reply_to(sent.message.id)
    };
    let again = store.add_reply(again).await.unwrap();
    assert_eq!(again.siblings.beside, [ids[0], again.id, ids[2]]);
    let old = store.message(ids[1]).await.unwrap();
    assert_eq!(old.siblings.beside, []);
    assert_eq!(old.siblings.ids.len(), 4);

    // It was not the chosen one, and the conversation goes on where it stood.
    store.finish_reply(again.id, completed()).await.unwrap();
    let next = say(&store, exchange(id, false, "and on"), "on").await;
    assert_eq!(next.message.parent, Some(shown));

    // The chosen one made anew is the chosen one.
    let chosen = NewReply {
        instead: ids[2],
        ..reply_to(sent.message.id)
    };
    let chosen = store.add_reply(chosen).await.unwrap();
    store.finish_reply(chosen.id, completed()).await.unwrap();
    let next = say(&store, exchange(id, false, "from here"), "on").await;
    assert_eq!(next.message.parent, Some(chosen.id));
}
