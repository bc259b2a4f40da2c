//! Attachments: in drafts, with messages, and when nobody has them any more.

use contract::attachment::{Attachment, AttachmentKind, Draft, LeftOut};
use contract::picture::Made;
use contract::{AttachmentId, Code, ConversationId};

use super::{Folder, at, conversation, exchange, fresh, say};
use crate::{AttachmentContent, NewAttachment, NewPicture, Sending, Store};

fn text(draft: Draft, name: &str) -> NewAttachment {
    NewAttachment {
        attachment: Attachment {
            id: AttachmentId(fresh()),
            name: name.to_owned(),
            kind: AttachmentKind::Text {
                language: Some("rust".to_owned()),
            },
            bytes: 12,
            tokens: Some(5),
            left_out: Some(LeftOut { chars: 3, pages: 0 }),
            made: None,
        },
        draft,
        content: AttachmentContent::Text(format!("text of {name}")),
        now: at(10),
    }
}

fn picture(draft: Draft, file: &str) -> NewAttachment {
    let mut new = text(draft, "a.png");
    new.attachment.kind = AttachmentKind::Image {
        media_type: "image/png".to_owned(),
        width: 3,
        height: 2,
    };
    new.attachment.left_out = None;
    new.attachment.tokens = None;
    new.content = AttachmentContent::Picture(file.to_owned());
    new
}

async fn keep(store: &Store, new: NewAttachment) -> Attachment {
    let attachment = new.attachment.clone();
    assert!(store.add_attachment(new, || true).await.unwrap());
    attachment
}

fn sending(attachment: &Attachment) -> Sending {
    Sending {
        id: attachment.id,
        copy: AttachmentId(fresh()),
    }
}

/// The pictures among `names` that nobody has.
async fn unused(store: &Store, names: &[&str]) -> Vec<String> {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut unused = Vec::new();
    let note = |name: &str| unused.push(name.to_owned());
    store.unused_pictures(&names, note).await.unwrap();
    unused
}

#[tokio::test]
async fn drafts_keep_their_attachments_until_they_are_sent() {
    let folder = Folder::new();
    let store = folder.open().await;
    let id = conversation(&store, "q", "a").await.conversation.id;
    let unmade = keep(&store, text(Draft::Unmade, "new.rs")).await;
    let first = keep(&store, text(Draft::Conversation(id), "1.rs")).await;
    let second = keep(&store, picture(Draft::Conversation(id), "p")).await;
    keep(&store, text(Draft::Nothing, "loose.rs")).await;
    store.close().await.unwrap();

    let store = folder.open().await;
    let view = store.view(id, 9, None).await.unwrap();
    assert_eq!(view.draft_attachments, [first.clone(), second.clone()]);
    assert_eq!(store.unmade_attachments().await.unwrap(), [unmade]);
    let mut new = exchange(id, false, "look");
    // In another order: as they were sent counts.
    new.attachments = vec![sending(&second), sending(&first)];
    let sent = say(&store, new, "seen").await;
    assert_eq!(sent.message.attachments, [second.clone(), first.clone()]);
    assert!(sent.reply.attachments.is_empty());
    let view = store.view(id, 9, None).await.unwrap();
    assert!(view.draft_attachments.is_empty());
    assert_eq!(view.page.messages[2], sent.message);
    let contents = store.attachment_contents(&[first.id, second.id]).await;
    let contents = contents.unwrap();
    let content = AttachmentContent::Text("text of 1.rs".to_owned());
    assert_eq!(contents[&first.id], content);
    assert_eq!(
        contents[&second.id],
        AttachmentContent::Picture("p".to_owned())
    );
    let error = store.detach(first.id).await.unwrap_err();
    assert_eq!(error.code, Code::Conflict, "it is a part of what was said");
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_sent_attachment_goes_with_another_message_too() {
    let folder = Folder::new();
    let store = folder.open().await;
    let file = keep(&store, picture(Draft::Unmade, "p")).await;
    let id = ConversationId(fresh());
    let mut new = exchange(id, true, "look");
    new.attachments = vec![sending(&file)];
    let first = say(&store, new.clone(), "seen").await;
    let mut again = exchange(id, false, "look again");
    again.attachments = vec![sending(&file)];
    let copy = again.attachments[0].copy;
    let second = say(&store, again, "seen").await;
    assert_eq!(
        second.message.attachments,
        [Attachment {
            id: copy,
            ..file.clone()
        }]
    );
    let message = store.message(first.message.id).await.unwrap();
    assert_eq!(message.attachments, [file], "the first keeps its own");
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_message_with_an_attachment_that_is_gone_is_not_stored() {
    let folder = Folder::new();
    let store = folder.open().await;
    let file = keep(&store, text(Draft::Unmade, "a.rs")).await;
    assert_eq!(store.detach(file.id).await.unwrap(), None);
    assert_eq!(
        store.detach(file.id).await.unwrap_err().code,
        Code::NotFound
    );
    let id = ConversationId(fresh());
    let mut new = exchange(id, true, "look");
    new.attachments = vec![sending(&file)];
    let error = store.add_exchange(new).await.unwrap_err();
    assert_eq!(error.code, Code::NotFound);
    let error = store.conversation(id).await.unwrap_err();
    assert_eq!(error.code, Code::NotFound, "nothing is half done");
    store.close().await.unwrap();
}

#[tokio::test]
async fn pictures_are_unused_once_nobody_has_them() {
    let folder = Folder::new();
    let store = folder.open().await;
    let gone = store.add_attachment(picture(Draft::Unmade, "lost"), || false);
    assert!(!gone.await.unwrap(), "without its file it is not kept");
    assert!(store.unmade_attachments().await.unwrap().is_empty());

    let sent = conversation(&store, "q", "a").await;
    let id = sent.conversation.id;
    let (one, two) = (
        keep(&store, picture(Draft::Conversation(id), "p")).await,
        keep(&store, picture(Draft::Unmade, "p")).await,
    );
    keep(&store, picture(Draft::Conversation(id), "draft")).await;
    keep(&store, picture(Draft::Nothing, "loose")).await;
    let mut new = exchange(id, false, "look");
    new.attachments = vec![sending(&one)];
    say(&store, new, "seen").await;
    let all = ["p", "draft", "loose", "lost"];
    assert_eq!(unused(&store, &all).await, ["lost"]);
    assert_eq!(store.detach(two.id).await.unwrap().as_deref(), Some("p"));
    assert_eq!(unused(&store, &all).await, ["lost"], "a message has it");

    assert_eq!(store.drop_unsent(at(10)).await.unwrap(), 0, "too young");
    assert_eq!(store.drop_unsent(at(11)).await.unwrap(), 1);
    store.delete_conversation(id, at(20)).await.unwrap();
    assert_eq!(store.purge_deleted(at(21)).await.unwrap(), 1);
    assert_eq!(unused(&store, &all).await, all, "purged with the rest");
    store.close().await.unwrap();
}

#[tokio::test]
async fn pictures_of_a_reply_are_bound_to_it_and_go_with_its_conversation() {
    let folder = Folder::new();
    let store = folder.open().await;
    let id = ConversationId(fresh());
    let new = exchange(id, true, "Draw");
    let sent = store.add_exchange(new).await.unwrap();
    let new = |place: u64, file: &str| {
        let mut picture = picture(Draft::Nothing, file).attachment;
        picture.id = AttachmentId(fresh());
        picture.made = Some(Made {
            at: place,
            call: None,
        });
        NewPicture {
            reply: sent.reply.id,
            picture,
            file: file.to_owned(),
            now: at(10),
        }
    };
    let (first, second) = (new(0, "one"), new(7, "two"));
    assert!(!store.add_picture(first.clone(), || false).await.unwrap());
    for one in [&first, &second] {
        assert!(store.add_picture(one.clone(), || true).await.unwrap());
    }
    let kept = [first.picture.clone(), second.picture.clone()];
    let message = store.message(sent.reply.id).await.unwrap();
    assert_eq!(message.attachments, kept, "while it streams");
    assert!(unused(&store, &["one", "two"]).await.is_empty());
    store.recover(|_| false, at(20)).await.unwrap();
    let message = store.message(sent.reply.id).await.unwrap();
    assert_eq!(message.attachments, kept, "and after a crash");
    let late = store.add_picture(new(9, "three"), || true).await;
    assert_eq!(late.unwrap_err().code, Code::Conflict);
    let whole = store.whole_conversation(id).await.unwrap();
    let names: Vec<&str> = whole.messages[1]
        .pictures
        .iter()
        .map(|(_, file)| file.as_str())
        .collect();
    assert_eq!(names, ["one", "two"]);
    let (found, file) = store.picture(kept[1].id).await.unwrap();
    assert_eq!((&found, file.as_str()), (&kept[1], "two"));
    store.delete_conversation(id, at(30)).await.unwrap();
    assert_eq!(store.purge_deleted(at(31)).await.unwrap(), 1);
    assert_eq!(unused(&store, &["one", "two"]).await, ["one", "two"]);
    store.close().await.unwrap();
}
