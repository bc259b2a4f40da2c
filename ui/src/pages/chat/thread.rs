//! The messages of the open branch, and how events change them. Pure: no
//! elements, no calls.

use std::rc::Rc;

use contract::attachment::Attachment;
use contract::conversation::{ConversationSummary, ConversationView, MessagePage};
use contract::message::{Message, MessageStatus, Role, Route, Sent};
use contract::picture::PictureArrived;
use contract::tool::ToolCallChange;
use contract::{ConversationId, MessageId, Total};

/// Something shared that is compared by identity, so that comparing properties
/// costs nothing.
#[derive(Debug)]
pub struct Same<T: ?Sized>(pub Rc<T>);

impl<T: ?Sized> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T: ?Sized> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: ?Sized> std::ops::Deref for Same<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> From<T> for Same<T> {
    fn from(value: T) -> Self {
        Self(Rc::new(value))
    }
}

/// The open branch of one conversation, oldest message first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Thread {
    /// The conversation; `None`: it is not made yet.
    pub conversation: Option<ConversationId>,
    /// Its head, as last heard.
    pub head: Option<ConversationSummary>,
    /// The messages that were read.
    pub messages: Vec<Same<Message>>,
    /// How many more stand above them.
    pub earlier: u32,
    /// The replies of other models side by side with some of them.
    pub beside: Vec<Same<Message>>,
}

impl Thread {
    /// The branch that was opened.
    pub fn of(view: ConversationView) -> Self {
        Self {
            conversation: Some(view.conversation.id),
            head: Some(view.conversation),
            messages: view.page.messages.into_iter().map(Same::from).collect(),
            earlier: view.page.earlier,
            beside: view.page.beside.into_iter().map(Same::from).collect(),
        }
    }

    /// Takes a message that was sent, and the reply to it.
    pub fn sent(&mut self, sent: Sent) {
        self.conversation = Some(sent.conversation.id);
        self.head = Some(sent.conversation);
        self.changed(sent.message);
        self.changed(sent.reply);
        for reply in sent.beside {
            self.changed(reply);
        }
    }

    /// Takes messages from above. Returns `false` if they do not belong there,
    /// because the branch changed meanwhile.
    pub fn prepend(&mut self, before: MessageId, page: MessagePage) -> bool {
        if self.messages.first().map(|first| first.id) != Some(before) {
            return false;
        }
        let above = page.messages.into_iter().map(Same::from);
        self.messages.splice(0..0, above);
        self.beside.extend(page.beside.into_iter().map(Same::from));
        self.earlier = page.earlier;
        true
    }

    /// Takes a message that is new or changed. Returns whether it belongs to
    /// this branch.
    pub fn changed(&mut self, message: Message) -> bool {
        if self.conversation != Some(message.conversation) {
            return false;
        }
        self.count_siblings(&message);
        if let Some(at) = self.place(message.id) {
            if *self.messages[at] != message {
                self.messages[at] = message.into();
            }
            return true;
        }
        if self.stands_beside(&message) {
            match self.beside.iter_mut().find(|known| known.id == message.id) {
                Some(known) => *known = message.into(),
                None => self.beside.push(message.into()),
            }
            return true;
        }
        if self.messages.last().map(|last| last.id) == message.parent {
            self.messages.push(message.into());
            return true;
        }
        // A newer sibling of a message here is the branch from now on.
        let sibling = self
            .messages
            .iter()
            .position(|known| known.parent == message.parent);
        match sibling {
            Some(at)
                if self.messages[at].id < message.id
                    && (message.parent.is_some() || self.earlier == 0) =>
            {
                self.messages.truncate(at);
                self.messages.push(message.into());
                true
            }
            _ => false,
        }
    }

    /// Takes a call of a reply that is here, new or changed; `false`: that changes nothing. A reply that
    /// ended has its calls as they ended.
    pub fn called(&mut self, told: &ToolCallChange) -> bool {
        let Some(known) = self.known_mut(told.message) else {
            return false;
        };
        let there = known.calls.iter().position(|call| call.id == told.call.id);
        let call = there.and_then(|at| known.calls.get(at));
        let same = call.is_some_and(|call| call.state.is_over() || *call == told.call);
        if known.status != MessageStatus::Streaming || same {
            return false;
        }
        let mut message = (**known).clone();
        match there.and_then(|at| message.calls.get_mut(at)) {
            Some(call) => *call = told.call.clone(),
            None => message.calls.push(told.call.clone()),
        }
        *known = message.into();
        true
    }

    /// A message that is here, of the branch or beside it.
    fn known_mut(&mut self, id: MessageId) -> Option<&mut Same<Message>> {
        let mut all = self.messages.iter_mut().chain(&mut self.beside).rev();
        all.find(|known| known.id == id)
    }

    /// Whether a message belongs side by side with one of the branch.
    fn stands_beside(&self, message: &Message) -> bool {
        let beside = &message.siblings.beside;
        !beside.is_empty()
            && self
                .messages
                .iter()
                .any(|known| known.id != message.id && beside.contains(&known.id))
    }

    /// A message of the branch, and those side by side with it, in the order of their models.
    pub fn row(&self, message: &Same<Message>) -> Vec<Same<Message>> {
        let there = |id: &MessageId| {
            if *id == message.id {
                return Some(message.clone());
            }
            self.beside.iter().find(|one| one.id == *id).cloned()
        };
        message.siblings.beside.iter().filter_map(there).collect()
    }

    /// Takes a picture of a reply that is here; `false`: that changes nothing. A reply that ended has all of
    /// its pictures.
    pub fn pictured(&mut self, told: &PictureArrived) -> bool {
        let Some(known) = self.known_mut(told.message) else {
            return false;
        };
        let there = known
            .attachments
            .iter()
            .any(|one| one.id == told.picture.id);
        if there || known.status != MessageStatus::Streaming {
            return false;
        }
        let mut message = (**known).clone();
        message.attachments.push(told.picture.clone());
        *known = message.into();
        true
    }

    /// Lets the siblings of `message` know of it.
    fn count_siblings(&mut self, message: &Message) {
        let beside = &message.siblings.beside;
        for known in self.messages.iter_mut().chain(&mut self.beside) {
            let related = known.parent == message.parent && known.id != message.id;
            if related
                && known.siblings != message.siblings
                && message.siblings.ids.contains(&known.id)
            {
                let mut siblings = message.siblings.clone();
                if beside.is_empty() {
                    siblings.beside.clone_from(&known.siblings.beside);
                } else if !beside.contains(&known.id) {
                    siblings.beside.clear();
                }
                *known = Message {
                    siblings,
                    ..(**known).clone()
                }
                .into();
            }
        }
    }

    /// What is attached to a message.
    pub fn attachments_of(&self, id: MessageId) -> Vec<Attachment> {
        let message = self.messages.iter().find(|message| message.id == id);
        message.map_or_else(Vec::new, |message| message.attachments.clone())
    }

    /// Whether a message is here, of the branch or beside it.
    pub fn holds(&self, id: MessageId) -> bool {
        self.place(id).is_some() || self.beside.iter().any(|message| message.id == id)
    }

    /// Where a message stands.
    pub fn place(&self, id: MessageId) -> Option<usize> {
        // Asked for most often: what is at the end.
        self.messages.iter().rposition(|message| message.id == id)
    }

    /// The replies that are arriving now, the last ones first.
    pub fn streaming(&self) -> impl Iterator<Item = &Same<Message>> {
        let all = self.messages.iter().chain(&self.beside).rev();
        all.filter(|message| message.status == MessageStatus::Streaming)
    }

    /// Whether a reply is arriving now.
    pub fn is_streaming(&self) -> bool {
        self.streaming().next().is_some()
    }

    /// The last thing that the person said here.
    pub fn last_said(&self) -> Option<MessageId> {
        let mut said = self.messages.iter().rev();
        let last = said.find(|message| message.role == Role::User);
        last.map(|message| message.id)
    }

    /// Which branch this is of how many, counted at the lowest fork: `(2, 3)`.
    pub fn branch(&self) -> Option<(usize, usize)> {
        let fork = self
            .messages
            .iter()
            .rev()
            .find(|message| branch_of(message).is_some())?;
        branch_of(fork)
    }

    /// What the replies of the branch cost, as far as it was read.
    pub fn cost(&self) -> Total {
        let all = self.messages.iter().chain(&self.beside);
        let replies = all.filter_map(|message| message.reply.as_ref());
        let paid = replies.filter(|reply| reply.route == Route::Key && reply.usage.is_some());
        paid.map(|reply| reply.cost).sum()
    }

    /// Tokens in and out of the branch, as far as it was read, and whether some of them are estimates.
    pub fn tokens(&self) -> (u64, u64, bool) {
        let all = self.messages.iter().chain(&self.beside);
        let usages = all.filter_map(|message| message.reply.as_ref()?.usage);
        usages.fold((0, 0, false), |(input, output, about), usage| {
            (
                input + u64::from(usage.input_tokens),
                output + u64::from(usage.output_tokens),
                about || usage.estimated,
            )
        })
    }
}

/// A message's place among its siblings, from 1, and how many they are; `None`: all of them are to be
/// seen, as there is no other or they stand side by side.
pub fn branch_of(message: &Message) -> Option<(usize, usize)> {
    let ids = &message.siblings.ids;
    let at = ids.iter().position(|id| *id == message.id)?;
    (ids.len() > message.siblings.beside.len().max(1)).then_some((at + 1, ids.len()))
}

#[cfg(test)]
mod tests {
    use contract::tool::ToolCallState;

    use super::super::testing::{self, id, message, thread};
    use super::*;

    fn numbers(thread: &Thread) -> Vec<u128> {
        thread
            .messages
            .iter()
            .map(|message| message.id.0.as_u128() & 0xff)
            .collect()
    }

    #[test]
    fn a_message_that_follows_the_last_is_added_once() {
        let mut thread = thread(2);
        assert!(thread.changed(message(3, Some(2), &[3])));
        assert!(
            thread.changed(message(3, Some(2), &[3])),
            "the event and the reply both bring it"
        );
        assert_eq!(numbers(&thread), [1, 2, 3]);
    }

    #[test]
    fn only_the_message_that_changed_loses_its_identity() {
        let mut thread = thread(3);
        let before = thread.messages.clone();
        let mut changed = message(3, Some(2), &[3]);
        changed.text.push_str(" and more");
        thread.changed(changed);
        assert_eq!(
            thread.messages[..2],
            before[..2],
            "the others are not rendered again"
        );
        assert_ne!(thread.messages[2], before[2]);
        thread.changed((*before[0].0).clone());
        assert_eq!(
            thread.messages[0], before[0],
            "an equal message changes nothing"
        );
    }

    #[test]
    fn a_newer_sibling_takes_the_branch_and_is_counted() {
        let mut thread = thread(4);
        assert!(thread.changed(message(6, Some(3), &[4, 6])));
        assert_eq!(
            numbers(&thread),
            [1, 2, 3, 6],
            "a retry replaces what hung on the old reply"
        );
        assert_eq!(thread.branch(), Some((2, 2)));
        assert!(
            !thread.changed(message(4, Some(3), &[4, 6])),
            "the older one stays on its branch"
        );
        assert_eq!(numbers(&thread), [1, 2, 3, 6]);
    }

    #[test]
    fn a_picture_joins_its_streaming_reply_once() {
        let mut thread = thread(2);
        let told = PictureArrived {
            conversation: testing::conversation(),
            message: id(2),
            picture: Attachment {
                id: contract::AttachmentId(id(9).0),
                name: "picture-1.png".into(),
                kind: contract::attachment::AttachmentKind::Image {
                    media_type: "image/png".into(),
                    width: 1,
                    height: 1,
                },
                bytes: 1,
                tokens: None,
                left_out: None,
                made: Some(contract::picture::Made { at: 0, call: None }),
            },
        };
        assert!(!thread.pictured(&told), "a reply that ended has all");
        let mut streaming = message(2, Some(1), &[2]);
        streaming.status = MessageStatus::Streaming;
        thread.changed(streaming);
        assert!(thread.pictured(&told), "it is here");
        let with = &thread.messages[1].attachments;
        assert_eq!(*with, std::slice::from_ref(&told.picture));
        assert!(!thread.pictured(&told), "not twice");
    }

    #[test]
    fn a_call_joins_its_streaming_reply_once_and_stays_over() {
        let mut thread = thread(1);
        let mut told = ToolCallChange {
            conversation: testing::conversation(),
            message: id(2),
            call: testing::call(7, ToolCallState::Asked),
        };
        assert!(!thread.called(&told), "told before its reply is known");
        let mut streaming = message(2, Some(1), &[2]);
        streaming.status = MessageStatus::Streaming;
        thread.changed(streaming);
        assert!(thread.called(&told), "told again behind the answer");
        assert!(!thread.called(&told), "nothing new");
        told.call.state = ToolCallState::Done;
        assert!(thread.called(&told));
        told.call.state = ToolCallState::Running;
        assert!(!thread.called(&told), "what is over stays so");
        let states: Vec<_> = thread.messages[1]
            .calls
            .iter()
            .map(|call| call.state)
            .collect();
        assert_eq!(states, [ToolCallState::Done]);
    }

    #[test]
    fn a_reply_learns_of_its_new_sibling() {
        let mut thread = thread(2);
        assert!(thread.changed(message(2, Some(1), &[2])));
        thread.count_siblings(&message(4, Some(1), &[2, 4]));
        assert_eq!(branch_of(&thread.messages[1]), Some((1, 2)));
        assert_eq!(
            branch_of(&thread.messages[0]),
            None,
            "its question has no sibling"
        );
    }

    fn beside(number: u8, ids: &[u8], group: &[u8]) -> Message {
        let mut message = message(number, Some(1), ids);
        message.siblings.beside = group.iter().copied().map(id).collect();
        message
    }

    #[test]
    fn replies_side_by_side_do_not_take_the_branch() {
        let mut thread = thread(1);
        for number in [2, 4, 6] {
            assert!(thread.changed(beside(number, &[2, 4, 6], &[2, 4, 6])));
        }
        assert_eq!(numbers(&thread), [1, 2]);
        assert_eq!(thread.branch(), None, "all of them are to be seen");
        let row = |thread: &Thread| {
            let row = thread.row(&thread.messages[1]);
            row.iter().map(|one| one.id).collect::<Vec<_>>()
        };
        assert_eq!(row(&thread), [id(2), id(4), id(6)]);

        let mut arriving = beside(4, &[2, 4, 6], &[2, 4, 6]);
        arriving.status = MessageStatus::Streaming;
        thread.changed(arriving);
        assert!(thread.is_streaming(), "though the branch is complete");

        // One that is made anew takes the place of the old one, chosen or not.
        assert!(thread.changed(beside(8, &[2, 4, 6, 8], &[2, 8, 6])));
        assert_eq!(row(&thread), [id(2), id(8), id(6)]);
        assert!(thread.changed(beside(10, &[2, 4, 6, 8, 10], &[10, 8, 6])));
        assert_eq!(numbers(&thread), [1, 10]);
        assert_eq!(row(&thread), [id(10), id(8), id(6)]);
        assert_eq!(thread.branch(), Some((5, 5)), "two are out of sight");
    }

    #[test]
    fn what_belongs_elsewhere_is_left_out() {
        let mut thread = thread(2);
        let mut elsewhere = message(3, Some(2), &[3]);
        elsewhere.conversation = "00000000-0000-7000-8000-0000000000ff"
            .parse()
            .expect("an id");
        assert!(!thread.changed(elsewhere));
        assert!(
            !thread.changed(message(9, Some(8), &[9])),
            "its parent is on another branch"
        );
        thread.earlier = 5;
        assert!(
            !thread.changed(message(9, None, &[1, 9])),
            "the first message is not here yet"
        );
        assert_eq!(numbers(&thread), [1, 2]);
    }

    #[test]
    fn earlier_messages_go_above_the_one_they_were_asked_for() {
        let mut thread = Thread {
            messages: vec![message(3, Some(2), &[3]).into()],
            earlier: 2,
            ..thread(0)
        };
        let page = MessagePage {
            messages: vec![message(1, None, &[1]), message(2, Some(1), &[2])],
            ..MessagePage::default()
        };
        assert!(
            !thread.prepend(id(9), page.clone()),
            "the branch changed meanwhile"
        );
        assert!(thread.prepend(id(3), page));
        assert_eq!((numbers(&thread), thread.earlier), (vec![1, 2, 3], 0));
        assert_eq!(thread.last_said(), Some(id(3)));
    }
}
